package dev.proofload.loadgen.check;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.workload.Operation;

/**
 * Judges one invariant while the load runs. Each event loop has an instance for its own users, so
 * that judging takes no lock; when the run is over the instances are merged into one.
 *
 * <p>Not thread-safe.
 */
public interface Check<C extends Check<C>> {
  /** An operation of one of this loop's users ended. Nothing that is given may be kept. */
  void completed(
      Operation operation, Outcome outcome, long startNanos, long endNanos, Observation seen);

  /** Something came to one of this loop's users that answers none of its operations. */
  default void delivered(int user, long atNanos, Observation seen) {}

  /** Adds what the instance of another loop found. */
  void merge(C other);

  /** The verdict on all that was seen. */
  CheckResult result();
}
