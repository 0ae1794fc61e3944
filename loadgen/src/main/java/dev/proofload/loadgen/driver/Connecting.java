package dev.proofload.loadgen.driver;

import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;

/**
 * When the connections of all users are to be opened: at the rate that was asked for, and at any
 * rate a few at a time, so that no listen queue overflows. Each event loop has one, for its users.
 *
 * <p>Not thread-safe.
 */
final class Connecting {
  private static final int AT_A_TIME = 16;

  /** Fits the listen queue of most servers. */
  private static final int UNDER_WAY = 256;

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final Dialing dialing;
  private final int loop;
  private final int loops;
  private final int users;
  private final IntSupplier settled;
  private int next;

  /**
   * @param loop index of the event loop, whose users are those of every {@code loops}-th slot
   * @param users how many it has
   * @param settled how many of them are connected, or could not be
   */
  Connecting(Dialing dialing, int loop, int loops, int users, IntSupplier settled) {
    this.dialing = dialing;
    this.loop = loop;
    this.loops = loops;
    this.users = users;
    this.settled = settled;
  }

  /**
   * Opens what is due.
   *
   * @param sinceNanos how long ago the first connection of all was due
   * @param open is told each user of the loop whose turn it is, by its index among them
   * @return when to come again, from now; or {@link Pace#NEVER}, as all are on their way
   */
  long step(long sinceNanos, IntConsumer open) {
    for (int opened = 0; opened < AT_A_TIME && next < users; opened++) {
      long wait = dialing.offsetNanos(loop + next * loops) - sinceNanos;
      if (wait > 0) {
        return Math.max(wait, PAUSE_NANOS);
      }
      if (next - settled.getAsInt() >= UNDER_WAY / loops) {
        return PAUSE_NANOS;
      }
      open.accept(next++);
    }
    return next < users ? PAUSE_NANOS : Pace.NEVER;
  }
}
