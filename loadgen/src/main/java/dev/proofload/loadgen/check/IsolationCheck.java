package dev.proofload.loadgen.check;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.workload.Marker;
import dev.proofload.loadgen.workload.Operation;
import java.util.List;

/**
 * Nobody is shown what another wrote, unless an event explains it: every marker in a text delivered
 * to a user is of that user, and every answer is for the user who asked. An answer to a message
 * that holds a marker at all holds that message's own, and no older one.
 */
public final class IsolationCheck implements Check {
  private final Steps steps;
  private final WitnessLog log = new WitnessLog();
  private final Judged judged = new Judged();

  /**
   * @param steps writes witnesses
   */
  public IsolationCheck(Steps steps) {
    this.steps = steps;
  }

  @Override
  public void completed(
      Operation operation, Outcome outcome, long startNanos, long endNanos, Observation seen) {
    if (outcome.isError() || (seen.text().isEmpty() && seen.userId().isEmpty())) {
      return;
    }
    judged.operation(operation.kind());
    String wrong = wrongIn(operation, seen);
    if (wrong.isEmpty()) {
      return;
    }
    if (log.wantsMore()) {
      Witness.Step step = steps.of(operation, outcome, startNanos, endNanos, seen);
      log.add(new Witness(step.user() + " " + wrong, List.of(step)));
    } else {
      log.count();
    }
  }

  @Override
  public void delivered(int user, long atNanos, Observation seen) {
    if (seen.event() || seen.text().isEmpty()) {
      return;
    }
    judged.delivery();
    String text = seen.text();
    for (int at = Marker.next(text, 0); at >= 0; at = Marker.next(text, at + 1)) {
      if (Marker.wellFormed(text, at) && Marker.read(text, at).user() != user) {
        Witness.Step step = steps.delivery(user, atNanos, seen);
        String whose = steps.names().id(Marker.read(text, at).user());
        log.add(
            new Witness(step.user() + " was shown a text of " + whose + " unasked", List.of(step)));
        return;
      }
    }
  }

  @Override
  public CheckResult result() {
    return Results.of("isolation", judged, log, "no text was delivered");
  }

  /** What is wrong in an answer, as the end of a sentence about its user; empty if nothing is. */
  private String wrongIn(Operation operation, Observation seen) {
    String text = seen.text();
    for (int at = Marker.next(text, 0); at >= 0; at = Marker.next(text, at + 1)) {
      if (!Marker.isOf(operation, text, at) && Marker.wellFormed(text, at)) {
        Marker marker = Marker.read(text, at);
        return marker.user() == operation.user()
            ? "was answered with its own operation "
                + marker.sequence()
                + " when it asked operation "
                + operation.sequence()
            : "was shown what "
                + steps.names().id(marker.user())
                + " wrote (its operation "
                + marker.sequence()
                + ")";
      }
    }
    String id = seen.userId();
    if (!id.isEmpty() && steps.names().user(id) != operation.user()) {
      return "was answered as user_id " + id;
    }
    return "";
  }
}
