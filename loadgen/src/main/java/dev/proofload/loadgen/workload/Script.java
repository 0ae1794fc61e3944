package dev.proofload.loadgen.workload;

/**
 * What one user does, in order. Pure: the same seed and the same progress give the same operations.
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
}
