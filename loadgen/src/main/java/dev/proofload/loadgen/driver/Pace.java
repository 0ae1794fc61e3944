package dev.proofload.loadgen.driver;

/** When the operations of one user are due, one after the other. Used on its event loop alone. */
public interface Pace {
  /** No operation is due any more. */
  long NEVER = Long.MAX_VALUE;

  /**
   * The intended start of the next operation. It may lie in the past: then it is sent at once.
   *
   * @param beginNanos when the load began
   * @param readyNanos when the user was done with the one before
   * @return as {@code System.nanoTime()}, or {@link #NEVER}
   */
  long nextNanos(long beginNanos, long readyNanos);
}
