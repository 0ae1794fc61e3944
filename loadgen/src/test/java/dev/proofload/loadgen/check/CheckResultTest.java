package dev.proofload.loadgen.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckResultTest {
  private static final Witness WITNESS = new Witness("wrong", List.of());

  @ParameterizedTest
  @CsvSource({
    "VALID, 0, 0, valid but nothing was judged",
    "VALID, 5, 1, VALID with violations 1",
    "UNKNOWN, 0, 2, UNKNOWN with violations 2",
    "VIOLATED, 5, 0, VIOLATED with violations 0"
  })
  void aVerdictThatItsNumbersDoNotBearOutIsRefused(
      Verdict verdict, long judged, long violations, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CheckResult("isolation", verdict, judged, violations, List.of(), ""))
        .satisfies(
            refusal ->
                assertThat(String.valueOf(refusal.getMessage()).replace(",", ""))
                    .isEqualTo("isolation: " + why));
  }

  @ParameterizedTest
  @CsvSource({"VALID, 1, 0", "UNKNOWN, 0, 0", "UNKNOWN, 3, 0", "VIOLATED, 3, 2", "VIOLATED, 0, 1"})
  void otherVerdictsStand(Verdict verdict, long judged, long violations) {
    assertThat(new CheckResult("x", verdict, judged, violations, List.of(), "").verdict())
        .isEqualTo(verdict);
  }

  @Test
  void witnessesCannotBeChangedLater() {
    List<Witness> witnesses = new ArrayList<>(List.of(WITNESS));
    CheckResult result = new CheckResult("x", Verdict.VIOLATED, 1, 1, witnesses, "");
    witnesses.clear();
    assertThat(result.witnesses()).containsExactly(WITNESS);
  }

  @Test
  void kindsKeepTheirOrder() {
    Map<String, Long> kinds = new LinkedHashMap<>();
    kinds.put("say", 2L);
    kinds.put("delivery", 1L);
    kinds.put("chat", 3L);
    CheckResult result = new CheckResult("x", Verdict.VALID, 4, kinds, 0, List.of(), "");
    kinds.clear();
    assertThat(result.judgedByKind())
        .containsExactly(Map.entry("say", 2L), Map.entry("delivery", 1L), Map.entry("chat", 3L));
  }

  @Test
  void aKindOfWhichThereWasNoneIsNotNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new CheckResult("x", Verdict.VALID, 4, Map.of("say", 0L), 0, List.of(), ""))
        .withMessage("x: 0 judged of kind say");
  }

  @Test
  void whatProvesNothingAfterAllIsWithdrawn() {
    CheckResult violated = new CheckResult("x", Verdict.VIOLATED, 9, 2, List.of(WITNESS), "");
    assertThat(violated.withdrawn("evictions"))
        .isEqualTo(new CheckResult("x", Verdict.UNKNOWN, 0, 0, List.of(), "evictions"));
  }

  @Test
  void theWorseVerdictOutweighs() {
    assertThat(Verdict.VIOLATED).isGreaterThan(Verdict.UNKNOWN);
    assertThat(Verdict.UNKNOWN).isGreaterThan(Verdict.VALID);
    assertThat(Verdict.VIOLATED.label()).isEqualTo("violated");
  }
}
