package dev.proofload.loadgen.driver;

/**
 * When a user is to send. A closed model answers from the end of the user's last operation, an open
 * model from the operation's number alone.
 *
 * <p>Immutable; called by the event loops.
 */
public interface Schedule {
  /**
   * The intended start of an operation. It may lie in the past: then it is sent at once.
   *
   * @param user index of the user
   * @param index number of the operation among the user's, from 0
   * @param beginNanos when the load began
   * @param readyNanos when the user was done with the one before
   */
  long intendedNanos(int user, long index, long beginNanos, long readyNanos);

  /**
   * Whether latency runs from the intended start. It must where operations are due whether or not
   * the server keeps up, or those that had to wait would be left out (coordinated omission).
   */
  boolean latencyFromIntended();
}
