package dev.proofload.loadgen.check;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.OperationKind;
import dev.proofload.loadgen.workload.Rendezvous;
import java.util.Arrays;
import java.util.Optional;

/**
 * When one user's turns took place, as far back as a list of sessions may still ask; of older ones,
 * how many there were, and the latest.
 */
final class ListedTurns {
  private static final int FEW = 4;

  private long[] starts = new long[FEW];
  private long[] ends = new long[FEW];
  private int[] sequences = new int[FEW];
  private OperationKind[] kinds = new OperationKind[FEW];
  private int recent;
  private long older;
  private long unknown;
  private long mostListed;
  private int mostListedSequence;
  private long mostListedStartNanos;
  private long mostListedEndNanos = Long.MIN_VALUE;

  /**
   * A turn that took effect.
   *
   * @param neededNanos no list will ask for what ended before, but for how many there were
   */
  void turn(Operation operation, long startNanos, long endNanos, long neededNanos) {
    if (recent == starts.length) {
      forget(neededNanos);
    }
    starts[recent] = startNanos;
    ends[recent] = endNanos;
    sequences[recent] = operation.sequence();
    kinds[recent] = operation.kind();
    recent++;
  }

  /** A turn that may take effect at any time from now on. */
  void unknownTurn() {
    unknown++;
  }

  /** How many had surely taken effect at this time. */
  long before(long nanos) {
    long count = older;
    for (int i = 0; i < recent; i++) {
      if (ends[i] < nanos) {
        count++;
      }
    }
    return count;
  }

  /** How many may have taken effect up to and including this time. */
  long upTo(long nanos) {
    long count = older + unknown;
    for (int i = 0; i < recent; i++) {
      if (starts[i] <= nanos) {
        count++;
      }
    }
    return count;
  }

  /** The latest turn that had surely taken effect at this time, for a witness. */
  Optional<Witness.Step> latestBefore(long nanos, int user, Steps steps) {
    for (int i = recent - 1; i >= 0; i--) {
      if (ends[i] < nanos) {
        Operation turn = new Operation(user);
        turn.set(kinds[i], sequences[i], 0, Operation.NO_ROOM, 0, Rendezvous.NONE);
        return Optional.of(steps.of(turn, Outcome.OK, starts[i], ends[i], new Observation()));
      }
    }
    return Optional.empty();
  }

  /** The most messages that a list showed that ended before this time; 0 if there is none. */
  long listedBefore(long nanos) {
    return mostListedEndNanos < nanos ? mostListed : 0;
  }

  /** The number of the list that showed the most messages. */
  int mostListedSequence() {
    return mostListedSequence;
  }

  /** When the list began that showed the most messages. */
  long mostListedStartNanos() {
    return mostListedStartNanos;
  }

  /** When the list ended that showed the most messages. */
  long mostListedEndNanos() {
    return mostListedEndNanos;
  }

  /** A list showed so many messages. */
  void listed(long messages, int sequence, long startNanos, long endNanos) {
    if (messages > mostListed) {
      mostListed = messages;
      mostListedSequence = sequence;
      mostListedStartNanos = startNanos;
      mostListedEndNanos = endNanos;
    }
  }

  /** Keeps the latest of those that are not needed, for witnesses. */
  private void forget(long neededNanos) {
    int kept = 0;
    for (int i = 0; i < recent; i++) {
      boolean needed = ends[i] >= neededNanos || i == recent - 1 || ends[i + 1] >= neededNanos;
      if (needed) {
        starts[kept] = starts[i];
        ends[kept] = ends[i];
        sequences[kept] = sequences[i];
        kinds[kept] = kinds[i];
        kept++;
      } else {
        older++;
      }
    }
    recent = kept;
    if (kept == starts.length) {
      starts = Arrays.copyOf(starts, kept * 2);
      ends = Arrays.copyOf(ends, kept * 2);
      sequences = Arrays.copyOf(sequences, kept * 2);
      kinds = Arrays.copyOf(kinds, kept * 2);
    }
  }
}
