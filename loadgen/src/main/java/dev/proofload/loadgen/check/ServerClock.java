package dev.proofload.loadgen.check;

/**
 * How far the clock of a server may be from ours. Neither what the server promises nor what we
 * measure is wrong if the two differ by this much, so it is always granted to the server.
 *
 * @param coarseNanos what it reads may be early or late by this much, as with a clock that counts
 *     milliseconds
 * @param driftPerMillion its seconds may be shorter or longer by so many millionths
 */
record ServerClock(long coarseNanos, long driftPerMillion) {
  /**
   * A clock of milliseconds, and as much drift as the time protocol corrects at most while it slews
   * (500 millionths, RFC 5905).
   */
  static final ServerClock FAIR = new ServerClock(1_000_000, 500);

  /** Ours. */
  static final ServerClock EXACT = new ServerClock(0, 0);

  private static final long MILLION = 1_000_000;

  /** Validates. */
  ServerClock {
    if (coarseNanos < 0) {
      throw new IllegalArgumentException("coarseNanos must not be negative: " + coarseNanos);
    }
    if (driftPerMillion < 0 || driftPerMillion >= MILLION) {
      throw new IllegalArgumentException("driftPerMillion: " + driftPerMillion);
    }
  }

  /** The earliest that it may have read during what began then. */
  long earliest(long startNanos) {
    return startNanos - coarseNanos;
  }

  /** The latest that it may have read during what ended then. */
  long latest(long endNanos) {
    return endNanos + coarseNanos;
  }

  /** The least time by ours that passes while it counts so much; not negative. */
  long shortest(long lengthNanos) {
    return lengthNanos - drift(lengthNanos);
  }

  /** The most time by ours that passes while it counts so much. */
  long longest(long lengthNanos) {
    return lengthNanos + drift(lengthNanos);
  }

  private long drift(long lengthNanos) {
    long whole = lengthNanos / MILLION * driftPerMillion;
    long rest = lengthNanos % MILLION * driftPerMillion;
    return whole + Math.ceilDiv(rest, MILLION);
  }
}
