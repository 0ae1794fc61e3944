package dev.proofload.loadgen.suite;

import dev.proofload.loadgen.check.CheckResult;
import dev.proofload.loadgen.check.Verdict;
import dev.proofload.loadgen.workload.LoadPlan;
import dev.proofload.loadgen.workload.OperationKind;
import dev.proofload.loadgen.workload.ServerRules;
import java.util.List;
import java.util.stream.Stream;

/**
 * Why a run came to less than was planned. A check knows only that it saw too little, and would
 * blame the plan for it.
 */
public enum Shortfall {
  /** It did not. */
  NONE(""),
  ABORTED("the run was ended early, as a threshold could not be held any more"),
  INTERRUPTED("the run was interrupted before this could be judged"),
  TARGET_LOST("the target was lost before this could be judged"),
  ALL_REFUSED("every message was refused, so there was nothing to judge"),
  NONE_ANSWERED("not one message was answered, so there was nothing to judge");

  private final String reason;

  Shortfall(String reason) {
    this.reason = reason;
  }

  /** The results, where those that are unknown for no fault of the plan say why they are. */
  List<CheckResult> explain(List<CheckResult> results, LoadPlan plan, ServerRules rules) {
    if (this == NONE) {
      return results;
    }
    return results.stream()
        .map(
            result ->
                result.verdict() != Verdict.UNKNOWN || isPlanned(result.name(), plan, rules)
                    ? result
                    : result.withReason(reason))
        .toList();
  }

  /** Whether the check would have nothing to judge however the run went. */
  private static boolean isPlanned(String check, LoadPlan plan, ServerRules rules) {
    return switch (check) {
      case "rooms" -> plan.users() < 2;
      case "crisis" -> plan.crisisUsers() == 0;
      case "rate_limit" -> rules.rateLimit().orElse(0) == 0;
      case "say" ->
          Stream.of(OperationKind.SAY, OperationKind.EMOTE, OperationKind.WHISPER)
              .allMatch(kind -> plan.mix().weights().getOrDefault(kind, 0) == 0);
      default -> false;
    };
  }
}
