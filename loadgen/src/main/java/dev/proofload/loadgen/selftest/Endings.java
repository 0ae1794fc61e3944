package dev.proofload.loadgen.selftest;

import dev.proofload.loadgen.record.HistoryListener;
import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.workload.Operation;
import java.util.Arrays;

/** Passes a run on, and remembers how many operations had ended by when. */
final class Endings implements HistoryListener {
  private static final int EVERY = 8;

  private final HistoryListener listener;
  private final long originNanos;
  private long operations;
  private int noted;
  private long[] untilNanos = new long[1_024];

  /**
   * @param originNanos what times are counted from
   */
  Endings(HistoryListener listener, long originNanos) {
    this.listener = listener;
    this.originNanos = originNanos;
  }

  @Override
  public void completed(
      Operation operation, Outcome outcome, long startNanos, long endNanos, Observation seen) {
    operations++;
    if (operations % EVERY == 0) {
      if (noted == untilNanos.length) {
        untilNanos = Arrays.copyOf(untilNanos, 2 * noted);
      }
      untilNanos[noted++] = endNanos - originNanos;
    }
    listener.completed(operation, outcome, startNanos, endNanos, seen);
  }

  @Override
  public void delivered(int user, long atNanos, Observation seen) {
    listener.delivered(user, atNanos, seen);
  }

  @Override
  public void settled(long nanos) {
    listener.settled(nanos);
  }

  @Override
  public void ended(boolean quiet) {
    listener.ended(quiet);
  }

  /** Operations that had ended by a time from the origin, to the next eight. */
  long by(long nanos) {
    int at = Arrays.binarySearch(untilNanos, 0, noted, nanos);
    return Math.min(operations, EVERY * (at < 0 ? -at : at + 1L));
  }
}
