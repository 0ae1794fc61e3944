package dev.proofload.bridge.limit;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A token bucket for each user: {@code limit} tokens at once, then one each {@code window / limit}.
 *
 * <p>Kept as GCRA does (ITU-T I.371): one number a user, the theoretical arrival time at which the
 * bucket is full again. A token moves it on by the interval; it may lead the clock by at most
 * {@code limit} intervals. Thread-safe; each user's tokens are taken one after another; nothing
 * blocks. A user without an entry has a full bucket, so that entries can be freed once full.
 */
public final class RateLimiter {
  private static final int FEW = 4;

  private final int limit;
  private final long intervalNanos;
  private final LongSupplier nanoClock;
  private final ConcurrentHashMap<String, Long> fullAtNanos = new ConcurrentHashMap<>(FEW);

  /**
   * @param limit tokens of a full bucket; 0 turns the limit off
   * @param window how long an empty bucket takes to fill; positive
   * @param nanoClock a monotonic clock in nanoseconds
   */
  public RateLimiter(int limit, Duration window, LongSupplier nanoClock) {
    if (limit < 0) {
      throw new IllegalArgumentException("limit must not be negative: " + limit);
    }
    if (window.isNegative() || window.isZero()) {
      throw new IllegalArgumentException("window must be positive: " + window);
    }
    this.limit = limit;
    this.intervalNanos = limit == 0 ? 0 : Math.max(1, window.toNanos() / limit);
    this.nanoClock = nanoClock;
  }

  /** Takes a token if there is one. */
  public Allowance take(String userId) {
    if (limit == 0) {
      return new Allowance(true, 0, 0, 0);
    }
    Attempt attempt = new Attempt();
    fullAtNanos.compute(userId, attempt);
    return attempt.admitted
        ? new Allowance(true, limit, tokens(attempt.leadNanos), 0)
        : new Allowance(false, limit, 0, attempt.leadNanos - (limit - 1) * intervalNanos);
  }

  /** What {@link #take} would find, without taking anything. */
  public Allowance look(String userId) {
    if (limit == 0) {
      return new Allowance(true, 0, 0, 0);
    }
    Glance glance = new Glance();
    fullAtNanos.computeIfPresent(userId, glance);
    return new Allowance(true, limit, tokens(glance.leadNanos), 0);
  }

  /** Frees the entries of full buckets. */
  public void sweep() {
    long now = nanoClock.getAsLong();
    fullAtNanos.values().removeIf(fullAt -> fullAt - now <= 0);
  }

  /** Users with a bucket that was not full when last looked at. */
  public int size() {
    return fullAtNanos.size();
  }

  private int tokens(long leadNanos) {
    return (int) ((limit * intervalNanos - leadNanos) / intervalNanos);
  }

  /** Runs inside the map's own atomic step, and keeps what it found. */
  private final class Glance implements BiFunction<String, Long, Long> {
    private long leadNanos;

    @Override
    public Long apply(String userId, Long fullAt) {
      leadNanos = Math.max(0, fullAt - nanoClock.getAsLong());
      return fullAt;
    }
  }

  /** Runs inside the map's own atomic step, and keeps what it found. */
  private final class Attempt implements BiFunction<String, @Nullable Long, Long> {
    private boolean admitted;
    private long leadNanos;

    @Override
    public Long apply(String userId, @Nullable Long fullAt) {
      // The clock is read in here: a time from before someone else's turn would refuse a token that
      // has come since.
      long now = nanoClock.getAsLong();
      // Differences, never comparisons: a monotonic clock may wrap.
      leadNanos = fullAt == null ? 0 : Math.max(0, fullAt - now);
      admitted = leadNanos <= (limit - 1) * intervalNanos;
      if (!admitted) {
        return fullAt == null ? now : fullAt;
      }
      leadNanos += intervalNanos;
      return now + leadNanos;
    }
  }
}
