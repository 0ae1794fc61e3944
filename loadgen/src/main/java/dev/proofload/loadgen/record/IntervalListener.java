package dev.proofload.loadgen.record;

import org.HdrHistogram.Histogram;

/** Is told about each second of a run while it runs. */
public interface IntervalListener {
  /**
   * What one kind of operation took in one interval. Called by the sampling thread alone, only for
   * intervals in which something was answered.
   *
   * @param startNanos when the interval began, from the start of the load
   * @param lengthNanos how long it was
   * @param latency in nanoseconds; only valid during the call
   */
  void interval(String kind, long startNanos, long lengthNanos, Histogram latency);
}
