package dev.proofload.loadgen.report;

import org.HdrHistogram.Histogram;

/**
 * The percentiles that every report shows. All values are 0 where {@code count} is 0: say nothing
 * of them then.
 *
 * @param count how many answers were measured
 */
record Latency(
    long count,
    long minNanos,
    double meanNanos,
    long p50Nanos,
    long p90Nanos,
    long p95Nanos,
    long p99Nanos,
    long p999Nanos,
    long maxNanos) {
  /** Fewer answers than this, and a p99 rests on less than ten of them. */
  static final long ENOUGH_FOR_P99 = 1_000;

  static Latency of(Histogram nanos) {
    if (nanos.getTotalCount() == 0) {
      return new Latency(0, 0, 0, 0, 0, 0, 0, 0, 0);
    }
    return new Latency(
        nanos.getTotalCount(),
        nanos.getMinValue(),
        nanos.getMean(),
        nanos.getValueAtPercentile(50),
        nanos.getValueAtPercentile(90),
        nanos.getValueAtPercentile(95),
        nanos.getValueAtPercentile(99),
        nanos.getValueAtPercentile(99.9),
        nanos.getMaxValue());
  }

  boolean isEmpty() {
    return count == 0;
  }

  boolean isTooFewForP99() {
    return count > 0 && count < ENOUGH_FOR_P99;
  }
}
