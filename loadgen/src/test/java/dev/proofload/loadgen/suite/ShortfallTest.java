package dev.proofload.loadgen.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.loadgen.check.CheckResult;
import dev.proofload.loadgen.check.Verdict;
import dev.proofload.loadgen.testkit.Plans;
import dev.proofload.loadgen.workload.LoadPlan;
import dev.proofload.loadgen.workload.ServerRules;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShortfallTest {
  private static final CheckResult ROOMS = unknown("rooms", "no answer listed who is in a room");
  private static final CheckResult LIMIT = unknown("rate_limit", "the limit was not told");

  @Test
  void saysWhyARunThatWasCutShortShowsNothing() {
    assertThat(reasons(Shortfall.INTERRUPTED, Plans.plan().users(2).make()))
        .containsExactly(
            "the run was interrupted before this could be judged", "the limit was not told");
    assertThat(reasons(Shortfall.ALL_REFUSED, Plans.plan().users(2).make()))
        .first()
        .isEqualTo("every message was refused, so there was nothing to judge");
  }

  @Test
  void leavesWhatThePlanIsToBlameFor() {
    assertThat(reasons(Shortfall.TARGET_LOST, Plans.plan().users(1).make()))
        .containsExactly(ROOMS.reason(), LIMIT.reason());
  }

  @Test
  void leavesAWholeRunAndWhatWasJudged() {
    assertThat(reasons(Shortfall.NONE, Plans.plan().users(2).make()))
        .containsExactly(ROOMS.reason(), LIMIT.reason());
    CheckResult judged = new CheckResult("rooms", Verdict.VALID, 3, 0, List.of(), "");
    assertThat(
            Shortfall.INTERRUPTED.explain(
                List.of(judged), Plans.plan().users(2).make(), ServerRules.documented()))
        .containsExactly(judged);
  }

  private static List<String> reasons(Shortfall shortfall, LoadPlan plan) {
    return shortfall.explain(List.of(ROOMS, LIMIT), plan, ServerRules.documented()).stream()
        .map(CheckResult::reason)
        .toList();
  }

  private static CheckResult unknown(String name, String reason) {
    return new CheckResult(name, Verdict.UNKNOWN, 0, 0, List.of(), reason);
  }
}
