package dev.proofload.loadgen.gate;

import dev.proofload.loadgen.record.KindMeasurement;
import dev.proofload.loadgen.record.Measurements;
import dev.proofload.loadgen.record.Offered;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.record.RunRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/**
 * A number that a run has: {@code p99}, {@code service.p99}, {@code look.p50}, {@code errors}.
 *
 * @param unit what its value is counted in
 * @param value of a run; empty where the run has none, as nothing of the kind was measured
 */
public record Metric(String name, Unit unit, Function<RunRecord, OptionalDouble> value) {
  private static final Map<String, ToDoubleFunction<Histogram>> STATISTICS =
      Map.of(
          "min", of -> (double) of.getMinValue(),
          "mean", Histogram::getMean,
          "p50", of -> (double) of.getValueAtPercentile(50),
          "p90", of -> (double) of.getValueAtPercentile(90),
          "p95", of -> (double) of.getValueAtPercentile(95),
          "p99", of -> (double) of.getValueAtPercentile(99),
          "p99.9", of -> (double) of.getValueAtPercentile(99.9),
          "p99.99", of -> (double) of.getValueAtPercentile(99.99),
          "max", of -> (double) of.getMaxValue());

  private static final double PERCENT = 100;

  /** What a value is counted in. */
  public enum Unit {
    /** Nanoseconds. */
    TIME,
    /** So many. */
    COUNT,
    /** A second. */
    RATE,
    /** Of a hundred. */
    PERCENT
  }

  /**
   * All metrics by their names.
   *
   * @param kinds of operations that may occur, as they stand in reports
   */
  public static Map<String, Metric> all(List<String> kinds) {
    Map<String, Metric> all = new TreeMap<>();
    List<Metric> metrics = new ArrayList<>();
    times(metrics, "", run -> run.measurements().messageLatency());
    times(metrics, "service.", run -> run.measurements().messageService());
    times(
        metrics,
        "send_lag.",
        run -> run.offered().map(Offered::lag).orElseGet(() -> new Histogram(1)));
    for (String kind : kinds) {
      times(
          metrics,
          kind + ".",
          run -> kind(run, kind).map(KindMeasurement::latency).orElseGet(() -> new Histogram(1)));
    }
    metrics.add(number("messages", Unit.COUNT, run -> (double) run.messages()));
    metrics.add(number("errors", Unit.COUNT, run -> (double) run.errors()));
    metrics.add(number("throughput", Unit.RATE, Measurements::throughput));
    for (Outcome outcome : Outcome.values()) {
      metrics.add(
          number(
              outcome.label(),
              Unit.COUNT,
              run -> (double) run.kinds().stream().mapToLong(kind -> kind.count(outcome)).sum()));
    }
    metrics.add(new Metric("error_rate", Unit.PERCENT, Metric::errorRate));
    metrics.add(
        new Metric(
            "unsent",
            Unit.COUNT,
            run ->
                run.offered()
                    .map(offered -> OptionalDouble.of((double) offered.unsent()))
                    .orElse(OptionalDouble.empty())));
    metrics.forEach(metric -> all.put(metric.name(), metric));
    return all;
  }

  private static void times(
      List<Metric> into, String prefix, Function<RunRecord, Histogram> latency) {
    STATISTICS.forEach(
        (name, statistic) ->
            into.add(
                new Metric(
                    prefix + name,
                    Unit.TIME,
                    run -> {
                      Histogram histogram = latency.apply(run);
                      return histogram.getTotalCount() == 0
                          ? OptionalDouble.empty()
                          : OptionalDouble.of(statistic.applyAsDouble(histogram));
                    })));
  }

  private static Metric number(String name, Unit unit, ToDoubleFunction<Measurements> value) {
    return new Metric(
        name, unit, run -> OptionalDouble.of(value.applyAsDouble(run.measurements())));
  }

  private static OptionalDouble errorRate(RunRecord run) {
    long all = run.measurements().kinds().stream().mapToLong(KindMeasurement::total).sum();
    return all == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(PERCENT * run.measurements().errors() / all);
  }

  private static Optional<KindMeasurement> kind(RunRecord run, String name) {
    return run.measurements().kinds().stream().filter(kind -> kind.kind().equals(name)).findFirst();
  }
}
