package dev.proofload.loadgen.bench;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Delays of a known distribution, log-logistic, cut off far out. They are its quantiles in a
 * quasi-random order (the multiples of the golden ratio), so that already a few thousand have its
 * percentiles almost exactly. Thread-safe.
 */
final class Delays {
  private static final double GOLDEN = 0.6180339887498949;

  private final double medianNanos;
  private final double shape;
  private final double longestNanos;
  private final AtomicLong next = new AtomicLong();

  /**
   * @param medianNanos half of them are shorter
   * @param shape the higher, the closer they are together; with 4, one in a hundred is more than
   *     three times the median; infinite: all are the same
   * @param longestNanos no delay is longer
   */
  Delays(double medianNanos, double shape, double longestNanos) {
    this.medianNanos = medianNanos;
    this.shape = shape;
    this.longestNanos = longestNanos;
  }

  /** The next, in nanoseconds. */
  long next() {
    return quantile((next.getAndIncrement() * GOLDEN) % 1.0);
  }

  /** Such a share of all, 0 to 1, is at most so long. */
  long quantile(double share) {
    double delay = medianNanos * Math.pow(share / (1 - share), 1 / shape);
    return Math.round(Math.min(delay, longestNanos));
  }
}
