package dev.proofload.loadgen.check;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.OperationKind;
import dev.proofload.loadgen.workload.Rendezvous;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The latest messages of one user that its history must hold. */
final class Remembered {
  private static final int KEPT = 16;
  private static final int NONE = -1;

  /** So many lines hold the latest turn, or its answer at least, and one that is in flight. */
  private static final int ENOUGH_LINES = 3;

  private final int[] sequences = new int[KEPT];
  private final Set<Integer> unsure = new HashSet<>(2);
  private int count;
  private boolean latestIsKnown;
  private OperationKind latestKind = OperationKind.CHAT;
  private int latestSequence;
  private long latestStartNanos;
  private long latestEndNanos;

  /** A turn took effect. */
  void turn(Operation operation, long startNanos, long endNanos) {
    OperationKind kind = operation.kind();
    if (isMarked(kind)) {
      sequences[count % KEPT] = operation.sequence();
      count++;
    }
    latestIsKnown = isEchoed(kind);
    latestKind = kind;
    latestSequence = operation.sequence();
    latestStartNanos = startNanos;
    latestEndNanos = endNanos;
  }

  /** A turn may or may not take effect. */
  void unknownTurn(int sequence) {
    latestIsKnown = false;
    unsure.add(sequence);
  }

  /** Whether an operation may have taken effect at any time since it was sent. */
  boolean isUnsure(int sequence) {
    return unsure.contains(sequence);
  }

  /**
   * The number of a message that is missing between others, or -1. What is left of a window that
   * forgets the oldest has no gap.
   */
  int gapIn(HistoryLines lines) {
    for (int i = Math.max(0, count - KEPT); i < count; i++) {
      int sequence = sequences[i % KEPT];
      if (sequence > lines.oldest() && sequence < lines.newest() && !lines.says(sequence)) {
        return sequence;
      }
    }
    return NONE;
  }

  /** Whether the latest message is missing from lines asked for at this time. */
  boolean latestIsMissing(HistoryLines lines, int size, long startNanos) {
    return latestIsKnown
        && latestEndNanos < startNanos
        && size >= ENOUGH_LINES
        && lines.newest() < latestSequence;
  }

  /** That the latest message is missing from what an operation read. */
  Witness witness(int user, Steps steps, Witness.Step read) {
    Operation latest = new Operation(user);
    latest.set(latestKind, latestSequence, 0, Operation.NO_ROOM, 0, Rendezvous.NONE);
    return new Witness(
        "the history of "
            + steps.names().id(user)
            + " does not hold its latest message, operation "
            + latestSequence,
        List.of(
            steps.of(latest, Outcome.OK, latestStartNanos, latestEndNanos, new Observation()),
            read));
  }

  /** Whether the answer holds the message, as is promised of no other command. */
  static boolean isEchoed(OperationKind kind) {
    return kind == OperationKind.CHAT
        || kind == OperationKind.STREAMED
        || kind == OperationKind.CRISIS
        || kind == OperationKind.SAY;
  }

  private static boolean isMarked(OperationKind kind) {
    return isEchoed(kind) || kind.isHeard();
  }
}
