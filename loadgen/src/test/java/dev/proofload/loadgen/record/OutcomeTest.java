package dev.proofload.loadgen.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class OutcomeTest {
  @Test
  void onlyDoneAndRefusedAreNoErrors() {
    assertThat(Arrays.stream(Outcome.values()).filter(outcome -> !outcome.isError()))
        .containsExactly(Outcome.OK, Outcome.REFUSED);
  }

  @Test
  void onlyWhatWasRefusedOrNeverSentSurelyHadNoEffect() {
    assertThat(Arrays.stream(Outcome.values()).filter(Outcome::surelyFailed))
        .containsExactly(Outcome.REFUSED, Outcome.CONNECT);
  }

  @Test
  void labelsAreWhatReportsAreReadBy() {
    assertThat(Arrays.stream(Outcome.values()).map(Outcome::label))
        .containsExactly("ok", "refused", "connect", "reset", "timeout", "status", "bad_answer");
  }
}
