package dev.proofload.loadgen.workload;

/**
 * What one user does, in order. Pure: the same seed, the same progress and the same answers give
 * the same operations.
 *
 * <p>Not thread-safe: it belongs to the thread that drives the user.
 */
public interface Script {
  /**
   * Fills in the user's next operation.
   *
   * @param progress how much of the run has passed, 0 to 1, by messages or by time
   * @return false if the user is done; then {@code next} is untouched
   */
  boolean next(Operation next, double progress);

  /** The operation last filled in was never begun, and is to be asked for anew. */
  void takeBack();

  /** The operation last filled in was refused by the server's rate limit. */
  void refused();

  /** The user goes on as another one, whom the server does not know. */
  void renewed();

  /** The load is over: from now on {@link #next} gives what the user does then. */
  void close(ClosingPart part);
}
