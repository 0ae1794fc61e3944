package dev.proofload.loadgen.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/**
 * A number that tells something of many times.
 *
 * @param of what it is, of those that were measured
 * @param reach where it may end up when more come
 */
record Statistic(String name, ToDoubleFunction<Histogram> of, Reach reach) {
  private static final double PERCENT = 100;

  /** Where a statistic may end up. */
  @FunctionalInterface
  interface Reach {
    Range of(Histogram soFar, long more);
  }

  /** All that there are. */
  static List<Statistic> all() {
    List<Statistic> all = new ArrayList<>();
    all.add(
        new Statistic(
            "min",
            of -> (double) of.getMinValue(),
            (soFar, more) -> Range.atMost((double) soFar.getMinValue())));
    all.add(
        new Statistic(
            "mean",
            Histogram::getMean,
            (soFar, more) ->
                Range.atLeast(
                    soFar.getMean()
                        * (soFar.getTotalCount() / ((double) soFar.getTotalCount() + more)))));
    for (String percentile : List.of("50", "90", "95", "99", "99.9", "99.99")) {
      double value = Double.parseDouble(percentile);
      all.add(
          new Statistic(
              "p" + percentile,
              of -> (double) of.getValueAtPercentile(value),
              (soFar, more) -> Range.atLeast(least(soFar, more, value))));
    }
    all.add(
        new Statistic(
            "max",
            of -> (double) of.getMaxValue(),
            (soFar, more) -> Range.atLeast((double) soFar.getMaxValue())));
    return all;
  }

  /** What a percentile comes to if all that is ahead takes no time at all. */
  private static double least(Histogram soFar, long more, double percentile) {
    double counted = soFar.getTotalCount();
    double rank = Math.floor(percentile / PERCENT * (counted + more)) - more;
    return rank <= 0 ? 0 : (double) soFar.getValueAtPercentile(PERCENT * rank / counted);
  }
}
