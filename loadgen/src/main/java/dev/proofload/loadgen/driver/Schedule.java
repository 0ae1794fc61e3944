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
   * @param readyNanos when the user was done with the one before
   */
  long intendedNanos(int user, long index, long readyNanos);
}
