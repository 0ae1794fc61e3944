package dev.proofload.loadgen.check;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.OperationKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The server knows every user: whoever was answered before a list of all sessions was asked for is
 * in it, exactly once.
 */
public final class SessionsCheck implements Check {
  private static final String NAME = "sessions";

  private final Steps steps;
  private final WitnessLog log = new WitnessLog();
  private final Map<Integer, Long> firstAnswerNanos = new HashMap<>();
  private long judged;
  private long mostSessions;

  /**
   * @param steps writes witnesses
   */
  public SessionsCheck(Steps steps) {
    this.steps = steps;
  }

  @Override
  public void completed(
      Operation operation, Outcome outcome, long startNanos, long endNanos, Observation seen) {
    if (outcome != Outcome.OK) {
      return;
    }
    if (operation.kind().isMessage()) {
      firstAnswerNanos.putIfAbsent(operation.user(), endNanos);
    } else if (operation.kind() == OperationKind.SESSIONS) {
      judge(operation, startNanos, endNanos, seen);
    }
  }

  private void judge(Operation operation, long startNanos, long endNanos, Observation seen) {
    mostSessions = Math.max(mostSessions, seen.sessions().size());
    Map<Integer, Integer> found = new HashMap<>();
    for (Observation.Session session : seen.sessions()) {
      int user = steps.names().user(session.id());
      if (user >= 0) {
        found.merge(user, 1, Integer::sum);
      }
    }
    found.forEach(
        (user, times) -> {
          judged++;
          if (times > 1) {
            violation(operation, startNanos, endNanos, seen, user, "is listed " + times + " times");
          }
        });
    firstAnswerNanos.forEach(
        (user, answeredNanos) -> {
          if (answeredNanos < startNanos && !found.containsKey(user)) {
            judged++;
            violation(
                operation,
                startNanos,
                endNanos,
                seen,
                user,
                "is not listed, although it had been answered before");
          }
        });
  }

  private void violation(
      Operation operation,
      long startNanos,
      long endNanos,
      Observation seen,
      int user,
      String what) {
    Witness.Step step = steps.of(operation, Outcome.OK, startNanos, endNanos, seen);
    log.add(
        new Witness(
            "in a list of all sessions " + steps.names().id(user) + " " + what, List.of(step)));
  }

  /** The largest number of sessions, of this run's users and others', that a list held. */
  public long mostSessions() {
    return mostSessions;
  }

  @Override
  public CheckResult result() {
    return Results.of(NAME, judged, log, "no list of sessions was answered during the run");
  }
}
