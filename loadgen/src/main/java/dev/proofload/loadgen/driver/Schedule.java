package dev.proofload.loadgen.driver;

/**
 * When users are to send. In a closed model that follows from the end of the user's last operation,
 * in an open model from the operation's number alone.
 *
 * <p>Immutable; called by the event loops.
 */
public interface Schedule {
  /** What a user keeps to, from its first operation on. */
  Pace of(int user);

  /**
   * Whether operations are due whether or not the server keeps up. Then latency runs from the
   * intended start, or those that had to wait would be left out (coordinated omission).
   */
  boolean isOpen();
}
