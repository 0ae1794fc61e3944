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
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.HdrHistogram.Histogram;

/**
 * A number that a run has: {@code p99}, {@code service.p99}, {@code look.p50}, {@code errors}.
 *
 * @param unit what its value is counted in
 * @param value of a run; empty where the run has none, as nothing of the kind was measured
 * @param reach where it may end up in a run that goes on
 */
public record Metric(
    String name, Unit unit, Function<RunRecord, OptionalDouble> value, Reach reach) {
  private static final double PERCENT = 100;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final OptionalDouble NONE = OptionalDouble.empty();

  /** Where a metric may end up. */
  @FunctionalInterface
  interface Reach {
    Range of(Measurements soFar, Ahead ahead);
  }

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
    List<Metric> metrics = new ArrayList<>();
    times(metrics, "", Measurements::messageLatency);
    times(metrics, "service.", Measurements::messageService);
    for (String kind : kinds) {
      times(metrics, kind + ".", run -> latency(run, kind));
    }
    for (Statistic statistic : Statistic.all()) {
      metrics.add(
          new Metric(
              "send_lag." + statistic.name(),
              Unit.TIME,
              run -> run.offered().map(Offered::lag).map(lag -> of(statistic, lag)).orElse(NONE),
              (soFar, ahead) -> Range.ANY));
    }
    metrics.add(count("messages", Measurements::messages));
    metrics.add(count("errors", Measurements::errors));
    for (Outcome outcome : Outcome.values()) {
      metrics.add(count(outcome.label(), run -> run.operations(outcome)));
    }
    metrics.add(
        new Metric(
            "throughput",
            Unit.RATE,
            run -> OptionalDouble.of(run.measurements().throughput()),
            (soFar, ahead) ->
                Range.atMost(
                    ((double) soFar.messages(Outcome.OK) + ahead.operations())
                        * NANOS_PER_SECOND
                        / Math.max(1, ahead.windowNanos()))));
    metrics.add(
        new Metric(
            "error_rate",
            Unit.PERCENT,
            run -> errorRate(run.measurements()),
            (soFar, ahead) ->
                Range.atLeast(
                    PERCENT
                        * soFar.errors()
                        / Math.max(1, (double) soFar.operations() + ahead.operations()))));
    metrics.add(
        new Metric(
            "unsent",
            Unit.COUNT,
            run -> run.offered().map(offered -> number(offered.unsent())).orElse(NONE),
            (soFar, ahead) -> Range.ANY));
    Map<String, Metric> all = new TreeMap<>();
    metrics.forEach(metric -> all.put(metric.name(), metric));
    return all;
  }

  /** Names of metrics in a few words, as each kind of operation has all statistics. */
  static String list(Set<String> names) {
    List<String> statistics = Statistic.all().stream().map(Statistic::name).toList();
    String any = "." + statistics.getFirst();
    List<String> sorted = names.stream().sorted().toList();
    List<String> timed =
        sorted.stream()
            .filter(name -> name.endsWith(any))
            .map(name -> name.substring(0, name.length() - any.length()))
            .toList();
    List<String> others =
        sorted.stream()
            .filter(name -> !statistics.contains(name))
            .filter(name -> timed.stream().noneMatch(of -> name.startsWith(of + ".")))
            .toList();
    return String.join(", ", others)
        + "; of all messages "
        + String.join(", ", statistics)
        + "; and these, as in "
        + timed.getFirst()
        + ".p99, of "
        + String.join(", ", timed);
  }

  private static void times(
      List<Metric> into, String prefix, Function<Measurements, Histogram> latency) {
    for (Statistic statistic : Statistic.all()) {
      into.add(
          new Metric(
              prefix + statistic.name(),
              Unit.TIME,
              run -> of(statistic, latency.apply(run.measurements())),
              (soFar, ahead) -> {
                Histogram histogram = latency.apply(soFar);
                return histogram.getTotalCount() == 0
                    ? Range.ANY
                    : statistic.reach().of(histogram, ahead.operations());
              }));
    }
  }

  private static Metric count(String name, ToLongFunction<Measurements> count) {
    return new Metric(
        name,
        Unit.COUNT,
        run -> number(count.applyAsLong(run.measurements())),
        (soFar, ahead) -> {
          double now = (double) count.applyAsLong(soFar);
          return new Range(now, now + ahead.operations());
        });
  }

  private static OptionalDouble of(Statistic statistic, Histogram histogram) {
    return histogram.getTotalCount() == 0
        ? NONE
        : OptionalDouble.of(statistic.of().applyAsDouble(histogram));
  }

  private static OptionalDouble number(long value) {
    return OptionalDouble.of((double) value);
  }

  private static OptionalDouble errorRate(Measurements run) {
    long all = run.operations();
    return all == 0 ? NONE : OptionalDouble.of(PERCENT * run.errors() / all);
  }

  private static Histogram latency(Measurements run, String name) {
    Optional<KindMeasurement> found =
        run.kinds().stream().filter(kind -> kind.kind().equals(name)).findFirst();
    return found.map(KindMeasurement::latency).orElseGet(() -> new Histogram(1));
  }
}
