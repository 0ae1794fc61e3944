package dev.proofload.loadgen.record;

import org.HdrHistogram.Histogram;

/**
 * How late something was in one interval. All is 0 where {@code count} is 0.
 *
 * @param count how often it was looked at
 */
public record Lag(long count, long p99Nanos, long maxNanos) {
  /** Never looked at. */
  public static final Lag NONE = new Lag(0, 0, 0);

  /** Of all that a histogram holds, in nanoseconds. */
  static Lag of(Histogram nanos) {
    return nanos.getTotalCount() == 0
        ? NONE
        : new Lag(nanos.getTotalCount(), nanos.getValueAtPercentile(99), nanos.getMaxValue());
  }
}
