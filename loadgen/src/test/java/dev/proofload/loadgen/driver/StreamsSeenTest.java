package dev.proofload.loadgen.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.loadgen.record.PerClass;
import dev.proofload.loadgen.record.StreamList;
import dev.proofload.loadgen.record.StreamsMeasured;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamsSeenTest {
  private static final PerClass SENT = new PerClass(1, 2, 3, 4);

  private final StreamsSeen seen = new StreamsSeen();

  private static StreamList list(long queued, long closed, String... states) {
    List<StreamList.Row> rows = new ArrayList<>();
    for (String state : states) {
      rows.add(
          new StreamList.Row(
              rows.size(), "user", state, queued, queued, SENT, SENT, SENT, PerClass.UNTOLD));
    }
    return new StreamList(
        rows,
        rows.size(),
        closed,
        new StreamList.Totals(
            PerClass.UNTOLD, SENT, SENT, new PerClass(0, 0, closed, 0), PerClass.UNTOLD),
        new StreamList.Limits(1_000, 1 << 20, 100));
  }

  @Test
  void nothingIsToldOfAServerThatTellsNothing() {
    assertThat(seen.told()).isEmpty();
    assertThat(seen.areEmpty(0, 0)).isTrue();
  }

  @Test
  void keepsTheMostOfEachStateAndTheLatestOfAllElse() {
    seen.seen(list(0, 0, "connected", "connected", "slow"), 1);
    seen.seen(list(0, 2, "connected", "backpressure"), 2);
    StreamsMeasured.Told told = seen.told().orElseThrow();
    assertThat(told.looks()).isEqualTo(2);
    assertThat(told.most())
        .containsEntry("connected", 2L)
        .containsEntry("slow", 1L)
        .containsEntry("backpressure", 1L);
    assertThat(told.closed()).isEqualTo(2);
    assertThat(told.sent()).isEqualTo(SENT);
    assertThat(told.dropped().important()).isEqualTo(2);
  }

  @Test
  void keepsHowFullTheFullestWas() {
    seen.seen(list(7, 0, "connected"), 1);
    seen.seen(list(960, 0, "backpressure", "connected"), 2);
    seen.seen(list(3, 0, "connected"), 3);
    assertThat(seen.told().orElseThrow().fullest())
        .isEqualTo(new StreamsMeasured.Fullest(960, 960, 1_000, 1 << 20));
  }

  @Test
  void onlyALookThatBeganLaterTellsWhetherQueuesAreEmpty() {
    seen.seen(list(0, 0, "connected"), 10);
    assertThat(seen.areEmpty(11, 0)).isFalse();
    long now = System.nanoTime();
    seen.seen(list(0, 0, "connected"), now);
    assertThat(seen.areEmpty(now, 1_000_000_000_000L)).isTrue();
    seen.seen(list(1, 0, "connected"), now);
    assertThat(seen.areEmpty(now, 1_000_000_000_000L)).isFalse();
  }
}
