package dev.proofload.loadgen.record;

import java.time.Instant;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Is told about each second of a run while it runs. */
public interface IntervalListener {
  /** Whom nothing matters. */
  IntervalListener NONE = (kind, startNanos, lengthNanos, latency) -> {};

  /** The load that is measured begins; intervals are counted from here. Called once, first. */
  default void begins(Instant at) {}

  /**
   * What one kind of operation took in one interval. Called by the sampling thread alone, only for
   * intervals in which something was answered.
   *
   * @param startNanos when the interval began, from the start of the load
   * @param lengthNanos how long it was
   * @param latency in nanoseconds; only valid during the call
   */
  void interval(String kind, long startNanos, long lengthNanos, Histogram latency);

  /**
   * How operations of one kind ended in one interval. Called by the sampling thread alone, only for
   * intervals in which some did.
   *
   * @param counts of each outcome
   */
  default void counted(String kind, Map<Outcome, Long> counts) {}

  /** How the generator itself fared in one interval. Called by the sampling thread alone. */
  default void generator(GeneratorSample sample) {}

  /** Tells two, one after the other. */
  static IntervalListener both(IntervalListener first, IntervalListener second) {
    return new IntervalListener() {
      @Override
      public void begins(Instant at) {
        first.begins(at);
        second.begins(at);
      }

      @Override
      public void interval(String kind, long startNanos, long lengthNanos, Histogram latency) {
        first.interval(kind, startNanos, lengthNanos, latency);
        second.interval(kind, startNanos, lengthNanos, latency);
      }

      @Override
      public void counted(String kind, Map<Outcome, Long> counts) {
        first.counted(kind, counts);
        second.counted(kind, counts);
      }

      @Override
      public void generator(GeneratorSample sample) {
        first.generator(sample);
        second.generator(sample);
      }
    };
  }
}
