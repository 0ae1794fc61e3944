package dev.proofload.loadgen.record;

import dev.proofload.loadgen.workload.Operation;

/**
 * Where one thread, an event loop or the onlooker, puts down what happens to its users, in the
 * order of time. Called by that thread alone. It takes no lock, and waits for whoever reads only if
 * far too much waits to be read.
 */
public interface HistoryLane extends OperationListener, AutoCloseable {
  /** Forgets everything. */
  HistoryLane NOWHERE =
      new HistoryLane() {
        @Override
        public void completed(
            Operation operation,
            Outcome outcome,
            long startNanos,
            long endNanos,
            Observation seen) {}

        @Override
        public void delivered(int user, long atNanos, Observation seen) {}

        @Override
        public void progress(long oldestStartNanos) {}

        @Override
        public void close() {}
      };

  /**
   * To be called now and then, also when nothing happens.
   *
   * @param oldestStartNanos no operation in flight on this lane began earlier, and none will
   */
  void progress(long oldestStartNanos);

  /** Nothing more comes on this lane. */
  @Override
  void close();
}
