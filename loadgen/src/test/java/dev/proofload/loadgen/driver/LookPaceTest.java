package dev.proofload.loadgen.driver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LookPaceTest {
  private static final long MILLI = 1_000_000;

  private final LookPace pace = new LookPace();

  @Test
  void theFirstLooksComeSoonHoweverSlowTheyAre() {
    assertThat(pace.afterLists(900 * MILLI)).isEqualTo(50 * MILLI);
    for (int i = 1; i < 16; i++) {
      assertThat(pace.afterLists(900 * MILLI)).isEqualTo(100 * MILLI);
    }
    assertThat(pace.afterLists(900 * MILLI)).isEqualTo(90_000 * MILLI);
  }

  @Test
  void slowLooksComeSeldom() {
    warmUp();
    for (int i = 0; i < 3; i++) {
      pace.afterStreams(30 * MILLI);
    }
    assertThat(pace.afterStreams(30 * MILLI)).isEqualTo(600 * MILLI);
  }

  @Test
  void oneSlowLookAmongQuickOnesDelaysNothing() {
    warmUp();
    assertThat(pace.afterStreams(800 * MILLI)).isEqualTo(200 * MILLI);
    assertThat(pace.afterLists(800 * MILLI)).isEqualTo(240 * MILLI);
  }

  @Test
  void quickListsDoNotMakeUpForSlowStreams() {
    warmUp();
    for (int i = 0; i < 3; i++) {
      pace.afterStreams(800 * MILLI);
      pace.afterLists(MILLI);
    }
    assertThat(pace.afterStreams(800 * MILLI)).isEqualTo(16_000 * MILLI);
  }

  @Test
  void whereNobodyLooksAtStreamsEachLookCountsForItself() {
    for (int i = 0; i < 20; i++) {
      pace.afterLists(MILLI);
    }
    assertThat(pace.afterLists(30 * MILLI)).isEqualTo(3_000 * MILLI);
  }

  private void warmUp() {
    for (int i = 0; i < 20; i++) {
      pace.afterStreams(10 * MILLI);
      pace.afterLists(12 * MILLI);
    }
  }
}
