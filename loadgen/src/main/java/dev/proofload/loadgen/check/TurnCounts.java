package dev.proofload.loadgen.check;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.OperationKind;
import dev.proofload.loadgen.workload.Rendezvous;
import java.util.List;

/**
 * How many messages one user's session must hold: every turn adds exactly two, the user's and the
 * answer, so that after k turns an answer says 2k. Turns of unknown outcome may or may not have
 * counted, so from then on the number lies between two bounds. A session that was thrown out begins
 * at 2 again.
 */
final class TurnCounts {
  private static final int NEVER = -1;

  private long known;
  private long unknown;
  private long sinceSaid;
  private int saidCount = NEVER;
  private OperationKind saidKind = OperationKind.CHAT;
  private int saidSequence;
  private long saidStartNanos;
  private long saidEndNanos;

  /** What a number may be. */
  enum Finding {
    RIGHT,
    /** Right only if the session had been thrown out before. */
    BEGUN_ANEW,
    WRONG
  }

  /** A turn whose outcome is unknown. */
  void unknownTurn() {
    unknown++;
  }

  /** A turn that took effect; what its answer said is judged next, if it said anything. */
  void turn() {
    known++;
    sinceSaid++;
  }

  /** Fewest messages that the session holds, if it did not begin anew. */
  long least() {
    return 2 * known;
  }

  /** Most messages that the session holds. */
  long most() {
    return 2 * (known + unknown);
  }

  /** Judges what the answer to the latest turn said. */
  Finding judge(int count) {
    boolean even = count % 2 == 0;
    if (even && count >= 2 * known && count <= 2 * (known + unknown)) {
      return Finding.RIGHT;
    }
    return even && count >= 2 && count <= 2 * (sinceSaid + unknown)
        ? Finding.BEGUN_ANEW
        : Finding.WRONG;
  }

  /** Goes on from an answer that was judged. */
  void said(Operation operation, long startNanos, long endNanos, int count, Finding finding) {
    if (finding == Finding.BEGUN_ANEW) {
      known = count / 2;
    }
    sinceSaid = 0;
    saidCount = count;
    saidKind = operation.kind();
    saidSequence = operation.sequence();
    saidStartNanos = startNanos;
    saidEndNanos = endNanos;
  }

  /** What to say of a number that is not right, before it is {@link #said}. */
  Witness witness(
      Steps steps, Operation operation, long startNanos, long endNanos, Observation seen) {
    Witness.Step step = steps.of(operation, Outcome.OK, startNanos, endNanos, seen);
    String sentence =
        step.user() + " was told of " + seen.messageCount() + " messages in its session after ";
    if (saidCount == NEVER) {
      return new Witness(
          sentence + turns() + " turns, but it must be " + expected(), List.of(step));
    }
    return new Witness(
        sentence
            + turns()
            + " turns, "
            + sinceSaid
            + " of them after it had been told of "
            + saidCount
            + ", but it must be "
            + expected(),
        List.of(before(steps, operation.user()), step));
  }

  private Witness.Step before(Steps steps, int user) {
    Operation said = new Operation(user);
    said.set(saidKind, saidSequence, 0, Operation.NO_ROOM, 0, Rendezvous.NONE);
    Observation seen = new Observation();
    seen.messageCount(saidCount);
    return steps.of(said, Outcome.OK, saidStartNanos, saidEndNanos, seen);
  }

  private long turns() {
    return known + unknown;
  }

  private String expected() {
    return unknown == 0
        ? "" + 2 * known
        : "an even number from " + 2 * known + " to " + 2 * (known + unknown);
  }
}
