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
