package dev.proofload.loadgen.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.loadgen.workload.OperationKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultsTest {
  private final Judged judged = new Judged();
  private final WitnessLog log = new WitnessLog();

  @Test
  void nothingJudgedIsUnknown() {
    assertThat(Results.of("x", judged, log, "nothing came", "some were left out"))
        .isEqualTo(Results.unknown("x", "nothing came"));
    assertThat(Results.of("x", 0, log, "nothing came"))
        .isEqualTo(Results.unknown("x", "nothing came"));
  }

  @Test
  void somethingJudgedIsValid() {
    judged.operation(OperationKind.SAY);
    CheckResult result = Results.of("x", judged, log, "nothing came", "some were left out");
    assertThat(result)
        .isEqualTo(
            new CheckResult(
                "x", Verdict.VALID, 1, Map.of("say", 1L), 0, List.of(), "some were left out"));
    assertThat(Results.of("x", 1, log, "nothing came").reason()).isEmpty();
    assertThat(Results.of("x", judged, log, "nothing came").reason()).isEmpty();
  }

  @Test
  void anythingWrongIsViolated() {
    log.count();
    CheckResult result = Results.of("x", judged, log, "nothing came");
    assertThat(result.verdict()).isEqualTo(Verdict.VIOLATED);
    assertThat(result.violations()).isEqualTo(1);
    assertThat(result.reason()).isEmpty();
    assertThat(Results.of("x", 0, log, "nothing came").reason()).isEmpty();
  }
}
