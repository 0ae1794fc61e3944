package dev.proofload.loadgen.check;

/**
 * What is known of one user's bucket, from outside: a token is taken at some instant of each
 * admitted operation, and none was there at some instant of each refused one.
 *
 * <p>A bucket of {@code limit} tokens that fills evenly is one number, the instant at which it will
 * be full (GCRA, ITU-T I.371). At {@code t} an operation is admitted if that is at most {@code
 * (limit - 1) T} ahead, with {@code T = window / limit}, and then moves on to {@code max(full, t) +
 * T}. Here that instant lies between two bounds: had every token been taken as early as possible,
 * and as late. For operations one after another this is exact: whatever lies between the bounds
 * could be.
 *
 * <p>Not thread-safe.
 */
final class TokenBucket {
  /** Full since before anything happened; far from where sums would overflow. */
  private static final long ALWAYS = Long.MIN_VALUE / 4;

  /** What all buckets of a server have in common. */
  static final class Size {
    private static final long LONGEST = Long.MAX_VALUE / 4;

    private final int limit;
    private final ServerClock clock;
    private final long shortIntervalNanos;
    private final long longIntervalNanos;

    /**
     * @param limit tokens of a full bucket, at least 1
     * @param windowNanos in which an empty one fills, positive
     */
    Size(int limit, long windowNanos, ServerClock clock) {
      if (limit < 1 || windowNanos < 1) {
        throw new IllegalArgumentException(limit + " tokens in " + windowNanos + " ns");
      }
      this.limit = limit;
      this.clock = clock;
      long window = Math.min(windowNanos, LONGEST);
      this.shortIntervalNanos = clock.shortest(window / limit);
      this.longIntervalNanos = clock.longest(Math.ceilDiv(window, limit));
    }

    int limit() {
      return limit;
    }

    /** How many may be taken at most from a full bucket within this time. */
    long mostFromFull(long nanos) {
      return limit + widest(nanos) / Math.max(1, shortIntervalNanos);
    }

    /** How many may be taken at most within this time, where at first there was no whole one. */
    long mostFromEmpty(long nanos) {
      return Math.ceilDiv(widest(nanos), Math.max(1, shortIntervalNanos));
    }

    private long widest(long nanos) {
      return clock.latest(nanos) - clock.earliest(0);
    }

    private long shortLead() {
      return (limit - 1) * shortIntervalNanos;
    }

    private long longLead() {
      return (limit - 1) * longIntervalNanos;
    }
  }

  private final Size size;
  private long earliestFullNanos = ALWAYS;
  private long latestFullNanos = ALWAYS;

  TokenBucket(Size size) {
    this.size = size;
  }

  /** Whether it may be full when an operation begins. */
  boolean mayBeFull(long startNanos) {
    return earliestFullNanos <= size.clock.earliest(startNanos);
  }

  /** Whether a token may be there when an operation begins. */
  boolean mayHoldOne(long startNanos) {
    return earliestFullNanos <= size.clock.earliest(startNanos) + size.shortLead();
  }

  /**
   * Fewest tokens that are there when an operation begins.
   *
   * @return from 0 to the limit
   */
  long leastTokens(long startNanos) {
    long ahead = latestFullNanos - size.clock.earliest(startNanos);
    return ahead <= 0
        ? size.limit
        : Math.max(0, size.limit - Math.ceilDiv(ahead, size.longIntervalNanos));
  }

  /**
   * Most tokens that are there at any time until an operation ends.
   *
   * @return from 0 to the limit
   */
  long mostTokens(long endNanos) {
    long ahead = earliestFullNanos - size.clock.latest(endNanos);
    return ahead <= 0
        ? size.limit
        : Math.max(0, size.limit - Math.ceilDiv(ahead, Math.max(1, size.shortIntervalNanos)));
  }

  /**
   * An operation was admitted.
   *
   * @return false if there was surely no token at any instant of it
   */
  boolean admitted(long startNanos, long endNanos) {
    long start = size.clock.earliest(startNanos);
    long end = size.clock.latest(endNanos);
    boolean legal = earliestFullNanos <= end + size.shortLead();
    long earliest = Math.min(earliestFullNanos, end + size.shortLead());
    long latest = Math.min(latestFullNanos, end + size.longLead());
    earliestFullNanos = Math.max(earliest, start) + size.shortIntervalNanos;
    latestFullNanos = Math.max(latest, end) + size.longIntervalNanos;
    return legal;
  }

  /**
   * An operation was refused, which takes nothing.
   *
   * @return false if there surely was a token at every instant of it
   */
  boolean refused(long startNanos) {
    long start = size.clock.earliest(startNanos);
    if (latestFullNanos <= start + size.longLead()) {
      return false;
    }
    earliestFullNanos = Math.max(earliestFullNanos, start + size.shortLead() + 1);
    return true;
  }
}
