package dev.proofload.loadgen.record;

/**
 * Where one thread, an event loop or the onlooker, puts down what happens to its users, in the
 * order of time. Called by that thread alone. It takes no lock, and waits for whoever reads only if
 * far too much waits to be read.
 */
public interface HistoryLane extends OperationListener, AutoCloseable {
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
