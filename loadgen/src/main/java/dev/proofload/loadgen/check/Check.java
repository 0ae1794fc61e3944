package dev.proofload.loadgen.check;

import dev.proofload.loadgen.record.HistoryListener;
import dev.proofload.loadgen.record.Observation;

/**
 * Judges one invariant from the history of a run, as it is told: while the load runs, or later from
 * a file. What it keeps is bounded by what is in flight, not by the length of the run.
 *
 * <p>Not thread-safe. Nothing that it is given may be kept.
 */
public interface Check extends HistoryListener {
  @Override
  default void delivered(int user, long atNanos, Observation seen) {}

  /** The verdict on all that was seen; after {@link #ended}. */
  CheckResult result();
}
