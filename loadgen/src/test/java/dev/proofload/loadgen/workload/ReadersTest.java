package dev.proofload.loadgen.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.proofload.loadgen.testkit.Plans;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReadersTest {
  @Test
  void theLastUsersAreTheBadOnes() {
    Readers readers = new Readers(2, 1, 3);
    assertThat(IntStream.range(0, 8).mapToObj(slot -> readers.of(slot, 8)))
        .containsExactly(
            Reading.HEALTHY,
            Reading.HEALTHY,
            Reading.SLOW,
            Reading.SLOW,
            Reading.STALLED,
            Reading.CHURNING,
            Reading.CHURNING,
            Reading.CHURNING);
    assertThat(readers.bad()).isEqualTo(6);
  }

  @Test
  void everySecondOneWhoIsHeldUpSpeaksOverHttp() {
    Readers readers = new Readers(2, 2, 2);
    assertThat(IntStream.range(0, 8).filter(slot -> readers.speaksOverHttp(slot, 8)))
        .containsExactly(2, 4);
  }

  @Test
  void theFirstOfAKindWhoSpeaksFillsItsQueue() {
    Readers readers = new Readers(5, 5, 5);
    assertThat(IntStream.range(0, 20).filter(slot -> readers.fills(slot, 20)))
        .containsExactly(6, 10);
  }

  @Test
  void someOfThoseWhoStopReadingSayMuch() {
    // Stalled are 20 to 29; of them the even ones speak.
    Readers readers = new Readers(10, 10, 10);
    assertThat(IntStream.range(0, 40).filter(slot -> readers.saysMuch(slot, 40)))
        .containsExactly(20, 21, 25, 29);
    // And 21 to 30 of which the first asks.
    assertThat(IntStream.range(0, 41).filter(slot -> readers.saysMuch(slot, 41)))
        .containsExactly(21, 22, 25, 29);
  }

  @Test
  void countsAreNotNegative() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Readers(0, -1, 0))
        .withMessage("stalled-users must be 0 to 100000: -1");
  }

  @Test
  void atLeastOneUserReads() {
    Plans plans = Plans.plan().users(4).transport(Transport.WS);
    assertThat(plans.readers(new Readers(1, 1, 1)).make().healthy()).isEqualTo(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plans.readers(new Readers(2, 1, 1)).make())
        .withMessageContaining("must leave at least one of them (4): 4");
  }

  @Test
  void whoDoesNotReadHasASocket() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Plans.plan().users(4).readers(new Readers(1, 0, 0)).make())
        .withMessageContaining("--workload streams");
  }
}
