package dev.proofload.loadgen.check;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.workload.Operation;
import java.util.List;

/**
 * Every turn adds exactly two messages to the session, the user's and the answer: after k turns an
 * answer says 2k. Turns of unknown outcome may or may not have counted, so from then on the number
 * lies between two bounds. A list of all sessions is held to the same: no fewer than had been
 * answered when it was asked for, no more than had been sent when it came.
 *
 * <p>The probing thread has an instance of its own, as each event loop has.
 */
public final class MessageCountCheck implements Check {
  private static final String NAME = "message_counts";

  private final Steps steps;
  private final WitnessLog log = new WitnessLog();
  private final int[] known;
  private final int[] unknown;
  private long judged;

  /**
   * @param users how many there are
   */
  public MessageCountCheck(Steps steps, int users) {
    this.steps = steps;
    this.known = new int[users];
    this.unknown = new int[users];
  }

  @Override
  public void completed(
      Operation operation, Outcome outcome, long startNanos, long endNanos, Observation seen) {
    if (!operation.kind().isMessage() || outcome.surelyFailed()) {
      return;
    }
    int user = operation.user();
    if (outcome != Outcome.OK) {
      unknown[user]++;
      return;
    }
    known[user]++;
    if (seen.messageCount() == Observation.NOT_SAID) {
      return;
    }
    judged++;
    int least = 2 * known[user];
    int most = least + 2 * unknown[user];
    if (seen.messageCount() >= least
        && seen.messageCount() <= most
        && seen.messageCount() % 2 == 0) {
      return;
    }
    Witness.Step step = steps.of(operation, outcome, startNanos, endNanos, seen);
    log.add(
        new Witness(
            step.user()
                + " was told of "
                + seen.messageCount()
                + " messages in its session after "
                + (known[user] + unknown[user])
                + " turns, but it must be "
                + expected(least, most),
            List.of(step)));
  }

  @Override
  public CheckResult result() {
    return Results.of(NAME, judged, log, "no answer said how many messages a session holds");
  }

  private static String expected(long least, long most) {
    return least == most ? "" + least : "an even number from " + least + " to " + most;
  }
}
