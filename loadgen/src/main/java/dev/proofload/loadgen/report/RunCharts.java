package dev.proofload.loadgen.report;

import dev.proofload.loadgen.record.GeneratorSample;
import dev.proofload.loadgen.record.Measurements;
import dev.proofload.loadgen.record.Sample;
import dev.proofload.loadgen.record.SelfWatch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/** The charts of one run. Pure. */
final class RunCharts {
  /** Points of a line over time; of a longer run, several seconds make one. */
  static final int MOST_POINTS = 600;

  private static final double NANOS_PER_MILLI = 1e6;
  private static final double NANOS_PER_SECOND = 1e9;

  /** What is left of a second at the end: too little for a rate, or to be held against others. */
  private static final long SHORTEST_NANOS = 500_000_000L;

  /** Points for each nine of the percentiles. */
  private static final int POINTS_A_NINE = 25;

  private RunCharts() {}

  /** Latency by percentile; empty where too little was answered for a curve. */
  static Optional<Chart> percentiles(Measurements measurements) {
    Histogram response = measurements.messageLatency();
    Histogram service = measurements.messageService();
    if (response.getTotalCount() < 2 || response.getMaxValue() == 0) {
      return Optional.empty();
    }
    Axis x = Axis.nines(response.getTotalCount());
    int points = (int) Math.ceil(x.to() * POINTS_A_NINE);
    List<Double> at = IntStream.rangeClosed(0, points).mapToObj(i -> i * x.to() / points).toList();
    List<Chart.Line> lines = new ArrayList<>();
    boolean open = service.getTotalCount() > 0;
    lines.add(line(open ? "response time, from when it was due" : "latency", response, at));
    if (open) {
      lines.add(line("service time, from the actual send", service, at));
    }
    return Optional.of(
        new Chart(
            "percentiles",
            "Latency by percentile",
            about("Latency by percentile", response)
                + (open ? about("; service time", service) : ""),
            x,
            millis(lines),
            at,
            lines,
            List.of()));
  }

  /** Latency over time; empty where there are too few seconds for a line. */
  static Optional<Chart> latency(List<Sample> seconds, List<Chart.Mark> marks) {
    List<Chart.Line> lines =
        List.of(
            line("p50", seconds, sample -> positive(sample.p50Nanos() / NANOS_PER_MILLI)),
            line("p99", seconds, sample -> positive(sample.p99Nanos() / NANOS_PER_MILLI)),
            line("max", seconds, sample -> positive(sample.maxNanos() / NANOS_PER_MILLI)));
    if (seconds.size() < 2 || seconds.stream().allMatch(sample -> sample.maxNanos() == 0)) {
      return Optional.empty();
    }
    long worst = seconds.stream().mapToLong(Sample::maxNanos).max().orElse(0);
    return Optional.of(
        new Chart(
            "latency-over-time",
            "Latency over time",
            "Latency over time: p50, p99 and the slowest answer of each moment, at most "
                + Units.duration(worst),
            Axis.seconds(end(seconds)),
            millis(lines),
            middles(seconds),
            lines,
            marks));
  }

  /** Throughput over time; empty where there are too few seconds for a line. */
  static Optional<Chart> throughput(List<Sample> seconds, List<Chart.Mark> marks) {
    if (seconds.size() < 2) {
      return Optional.empty();
    }
    List<Chart.Line> lines = new ArrayList<>();
    lines.add(line("done", seconds, Sample::rate));
    if (seconds.stream().anyMatch(sample -> sample.refused() > 0)) {
      lines.add(line("refused", seconds, sample -> perSecond(sample.refused(), sample)));
    }
    if (seconds.stream().anyMatch(sample -> sample.errors() > 0)) {
      lines.add(line("errors", seconds, sample -> perSecond(sample.errors(), sample)));
    }
    double most = values(lines).max(Double::compare).orElse(1.0);
    return Optional.of(
        new Chart(
            "throughput-over-time",
            "Throughput over time",
            "Throughput over time: at most " + Units.rate(most),
            Axis.seconds(end(seconds)),
            Axis.rate(most),
            middles(seconds),
            lines,
            marks));
  }

  /** When the generator itself stood still. */
  static List<Chart.Mark> pauses(SelfWatch self) {
    return self.pauses().stream()
        .map(
            pause ->
                new Chart.Mark(
                    pause.startNanos() / NANOS_PER_SECOND,
                    (pause.startNanos() + pause.lengthNanos()) / NANOS_PER_SECOND,
                    "loadgen stood still for " + Units.duration(pause.lengthNanos())))
        .toList();
  }

  /** What delayed the generator, over time; empty where nobody watched it for long enough. */
  static Optional<Chart> generator(List<GeneratorSample> series) {
    List<GeneratorSample> some = thinned(series);
    List<Chart.Line> lines = new ArrayList<>();
    delay(lines, "its event loops, late (p99)", some, sample -> sample.loopLag().p99Nanos());
    delay(lines, "its sending, late (p99)", some, sample -> sample.sendLag().p99Nanos());
    delay(lines, "collecting garbage, in all", some, GeneratorSample::gcNanos);
    if (some.size() < 2 || lines.isEmpty()) {
      return Optional.empty();
    }
    GeneratorSample last = some.getLast();
    return Optional.of(
        new Chart(
            "generator-over-time",
            "Delays of loadgen itself over time",
            "Delays of loadgen itself over time: event loops late by at most "
                + Units.duration(
                    some.stream().mapToLong(sample -> sample.loopLag().p99Nanos()).max().orElse(0))
                + " (p99 of each moment)",
            Axis.seconds(Math.max(1, last.startNanos() + last.lengthNanos()) / NANOS_PER_SECOND),
            millis(lines),
            some.stream()
                .map(
                    sample -> (sample.startNanos() + sample.lengthNanos() / 2.0) / NANOS_PER_SECOND)
                .toList(),
            lines,
            List.of()));
  }

  private static void delay(
      List<Chart.Line> lines,
      String name,
      List<GeneratorSample> series,
      ToLongFunction<GeneratorSample> nanos) {
    if (series.stream().anyMatch(sample -> nanos.applyAsLong(sample) > 0)) {
      lines.add(
          new Chart.Line(
              name,
              withoutRest(
                  series.stream()
                      .map(sample -> positive(nanos.applyAsLong(sample) / NANOS_PER_MILLI))
                      .toList(),
                  series.getLast().lengthNanos())));
    }
  }

  /** Of several seconds the one in which the event loops were latest. */
  private static List<GeneratorSample> thinned(List<GeneratorSample> series) {
    int together = Math.max(1, Math.ceilDiv(series.size(), MOST_POINTS));
    List<GeneratorSample> some = new ArrayList<>();
    for (int i = 0; i < series.size(); i += together) {
      some.add(
          Collections.max(
              series.subList(i, Math.min(series.size(), i + together)),
              Comparator.comparingLong(sample -> sample.loopLag().p99Nanos())));
    }
    return some;
  }

  /**
   * The run over time in few enough steps: counts add up, and of latencies the highest stands for
   * all.
   */
  static List<Sample> steps(List<Sample> series) {
    int together = Math.ceilDiv(series.size(), MOST_POINTS);
    if (together <= 1) {
      return series;
    }
    List<Sample> steps = new ArrayList<>();
    for (int i = 0; i < series.size(); i += together) {
      steps.add(sum(series.subList(i, Math.min(series.size(), i + together))));
    }
    return steps;
  }

  private static Sample sum(List<Sample> some) {
    return new Sample(
        some.getFirst().startNanos(),
        some.stream().mapToLong(Sample::lengthNanos).sum(),
        some.stream().mapToLong(Sample::messages).sum(),
        some.stream().mapToLong(Sample::refused).sum(),
        some.stream().mapToLong(Sample::errors).sum(),
        some.stream().mapToLong(Sample::p50Nanos).max().orElse(0),
        some.stream().mapToLong(Sample::p99Nanos).max().orElse(0),
        some.stream().mapToLong(Sample::maxNanos).max().orElse(0));
  }

  private static Chart.Line line(String name, Histogram histogram, List<Double> nines) {
    List<Double> values = new ArrayList<>();
    for (double x : nines) {
      // The last of the places is that of the slowest answer.
      double percentile = values.size() == nines.size() - 1 ? 100 : 100 - 100 * Math.pow(10, -x);
      values.add(positive(histogram.getValueAtPercentile(percentile) / NANOS_PER_MILLI));
    }
    return new Chart.Line(name, values);
  }

  private static Chart.Line line(
      String name, List<Sample> seconds, ToDoubleFunction<Sample> value) {
    return new Chart.Line(
        name,
        withoutRest(
            seconds.stream().map(value::applyAsDouble).toList(),
            seconds.isEmpty() ? 0 : seconds.getLast().lengthNanos()));
  }

  /** A run rarely ends with a second; what is left would be drawn as a fall or a rise. */
  private static List<Double> withoutRest(List<Double> values, long lastNanos) {
    if (values.size() < 3 || lastNanos >= SHORTEST_NANOS) {
      return values;
    }
    List<Double> drawn = new ArrayList<>(values);
    drawn.set(values.size() - 1, Double.NaN);
    return drawn;
  }

  /** On a logarithmic axis there is no place for nothing. */
  private static double positive(double value) {
    return value > 0 ? value : Double.NaN;
  }

  private static Axis millis(List<Chart.Line> lines) {
    return Axis.millis(
        values(lines).min(Double::compare).orElse(1.0),
        values(lines).max(Double::compare).orElse(1.0));
  }

  private static Stream<Double> values(List<Chart.Line> lines) {
    return lines.stream().flatMap(line -> line.values().stream()).filter(y -> !y.isNaN());
  }

  private static List<Double> middles(List<Sample> seconds) {
    return seconds.stream()
        .map(sample -> (sample.startNanos() + sample.lengthNanos() / 2.0) / NANOS_PER_SECOND)
        .toList();
  }

  private static double end(List<Sample> seconds) {
    Sample last = seconds.getLast();
    return Math.max(1, last.startNanos() + last.lengthNanos()) / NANOS_PER_SECOND;
  }

  private static double perSecond(long count, Sample sample) {
    return sample.lengthNanos() == 0 ? 0 : count * NANOS_PER_SECOND / sample.lengthNanos();
  }

  private static String about(String what, Histogram nanos) {
    Latency latency = Latency.of(nanos);
    return what
        + ": p50 "
        + Units.duration(latency.p50Nanos())
        + ", p99 "
        + Units.duration(latency.p99Nanos())
        + ", at most "
        + Units.duration(latency.maxNanos());
  }
}
