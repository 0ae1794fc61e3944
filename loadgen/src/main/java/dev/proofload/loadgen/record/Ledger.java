package dev.proofload.loadgen.record;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * How many messages each user has sent, and how many of them are known to have taken effect. The
 * true number lies between the two at every moment.
 *
 * <p>A user's counts are written by its event loop alone; any thread may copy them.
 */
public final class Ledger {
  private final AtomicIntegerArray attempted;
  private final AtomicIntegerArray acknowledged;

  /** For users 0 to {@code users - 1}. */
  public Ledger(int users) {
    attempted = new AtomicIntegerArray(users);
    acknowledged = new AtomicIntegerArray(users);
  }

  /** A message is about to be sent. */
  public void attempt(int user) {
    attempted.setRelease(user, attempted.getPlain(user) + 1);
  }

  /** The message last attempted surely took effect. */
  public void acknowledge(int user) {
    acknowledged.setRelease(user, acknowledged.getPlain(user) + 1);
  }

  /** The message last attempted surely had no effect. */
  public void withdraw(int user) {
    attempted.setRelease(user, attempted.getPlain(user) - 1);
  }

  /** How many messages of this user may have taken effect. */
  public int attempted(int user) {
    return attempted.getAcquire(user);
  }

  /** How many messages of this user surely took effect. */
  public int acknowledged(int user) {
    return acknowledged.getAcquire(user);
  }

  /** A copy of what was attempted, by user. */
  public int[] copyAttempted() {
    return copy(attempted);
  }

  /** A copy of what was acknowledged, by user. */
  public int[] copyAcknowledged() {
    return copy(acknowledged);
  }

  private static int[] copy(AtomicIntegerArray counts) {
    int[] copy = new int[counts.length()];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = counts.getAcquire(i);
    }
    return copy;
  }
}
