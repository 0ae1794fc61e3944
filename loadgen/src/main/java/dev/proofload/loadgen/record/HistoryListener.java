package dev.proofload.loadgen.record;

import dev.proofload.loadgen.workload.Operation;

/**
 * Is told a whole run, by one thread: whatever all users and the onlooker did and saw.
 *
 * <p>Operations come in the order in which they ended, and deliveries where they came; those of one
 * user in the order in which they happened to that user. So an operation that was in flight
 * meanwhile is told after what it caused: whoever must know all that had begun by some time waits
 * until that time is {@link #settled}.
 */
public interface HistoryListener extends OperationListener {
  /** Does nothing about it. */
  HistoryListener NONE =
      new HistoryListener() {
        @Override
        public void completed(
            Operation operation,
            Outcome outcome,
            long startNanos,
            long endNanos,
            Observation seen) {}

        @Override
        public void delivered(int user, long atNanos, Observation seen) {}
      };

  /** Whatever has not been told yet began, or came, at this time or later. */
  default void settled(long nanos) {}

  /**
   * Nothing more comes.
   *
   * @param quiet whether the load had ended, and all that waited had then been fetched, so that
   *     what has not been seen never will be; false if the run was cut short
   */
  default void ended(boolean quiet) {}
}
