package dev.proofload.bridge.outbox;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.HdrHistogram.IntCountsHistogram;
import org.jspecify.annotations.Nullable;

/**
 * How long a socket takes to take messages. It is slow after more than {@link #FEW} sends of over
 * 500 ms within a minute, until a minute has passed without one.
 *
 * <p>Guarded by its outbox.
 */
final class SendTimes {
  private static final long SLOW_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final int FEW = 5;
  private static final double PERCENTILE = 99;
  private static final double MICRO = 1_000.0;

  // One digit, in microseconds: some hundred bytes, and there is one for each socket.
  private final IntCountsHistogram micros = new IntCountsHistogram(1);
  private long sumNanos;
  private long count;
  private long slowEvents;
  private boolean slow;

  /** When the latest slow sends ended, the oldest overwritten; there are none as a rule. */
  private long @Nullable [] latest;

  /**
   * A message was taken.
   *
   * @param nanos how long that took
   * @param now in nanoseconds
   * @return whether it is slow since then
   */
  boolean sent(long nanos, long now) {
    sumNanos += nanos;
    count++;
    micros.recordValue(TimeUnit.NANOSECONDS.toMicros(Math.max(0, nanos)));
    return nanos > SLOW_NANOS && noteSlow(now);
  }

  /**
   * Whether it is slow now.
   *
   * @param clock is asked only if it was slow before
   */
  boolean isSlow(LongSupplier clock) {
    return slow && isSlow(clock.getAsLong());
  }

  private boolean isSlow(long now) {
    if (slow && latest != null && now - latest[slot(slowEvents - 1)] >= MINUTE_NANOS) {
      slow = false;
    }
    return slow;
  }

  /** How many sends took longer than 500 ms. */
  long slowEvents() {
    return slowEvents;
  }

  /** 0 if there was none. */
  double meanNanos() {
    return count == 0 ? 0 : (double) sumNanos / count;
  }

  /** 0 if there was none. */
  double p99Nanos() {
    return micros.getValueAtPercentile(PERCENTILE) * MICRO;
  }

  private boolean noteSlow(long now) {
    boolean still = isSlow(now);
    long[] ends = latest;
    if (ends == null) {
      ends = new long[FEW + 1];
      latest = ends;
    }
    ends[slot(slowEvents)] = now;
    slowEvents++;
    // The slot after the newest holds the oldest of FEW + 1.
    slow = still || (slowEvents > FEW && now - ends[slot(slowEvents)] <= MINUTE_NANOS);
    return slow && !still;
  }

  private static int slot(long event) {
    return (int) (event % (FEW + 1));
  }
}
