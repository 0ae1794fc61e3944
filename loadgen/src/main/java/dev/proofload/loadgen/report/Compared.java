package dev.proofload.loadgen.report;

import dev.proofload.loadgen.gate.Metric;
import dev.proofload.loadgen.record.RunRecord;
import dev.proofload.loadgen.record.Usage;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/**
 * One number of two runs.
 *
 * @param key with its unit, for programs
 * @param name for people
 * @param a and {@code b}: in the key's unit; empty where a run has no such number
 */
record Compared(String key, String name, Scale scale, OptionalDouble a, OptionalDouble b) {
  private static final List<String> ALL_MESSAGES =
      List.of("min", "mean", "p50", "p90", "p95", "p99", "p99.9", "p99.99", "max");
  private static final List<String> OF_A_KIND = List.of("p50", "p99", "max");
  private static final double NANOS_PER_MILLI = 1e6;

  /** What people read. */
  enum Scale {
    MILLIS,
    MICROS,
    BYTES,
    COUNT,
    RATE,
    PERCENT
  }

  /** All numbers that either has. */
  static List<Compared> all(RunRecord a, RunRecord b) {
    Set<String> kinds = new LinkedHashSet<>();
    a.measurements().kinds().forEach(kind -> kinds.add(kind.kind()));
    b.measurements().kinds().forEach(kind -> kinds.add(kind.kind()));
    Map<String, Metric> metrics = Metric.all(List.copyOf(kinds));
    List<Compared> all = new ArrayList<>();
    Function<String, Metric> metric = name -> Objects.requireNonNull(metrics.get(name), name);
    add(all, "throughput_msg_per_sec", metric.apply("throughput"), a, b);
    add(all, "messages", metric.apply("messages"), a, b);
    add(all, "errors", metric.apply("errors"), a, b);
    add(all, "refused", metric.apply("refused"), a, b);
    add(all, "error_rate_percent", metric.apply("error_rate"), a, b);
    add(all, "unsent", metric.apply("unsent"), a, b);
    times(all, "latency", "", ALL_MESSAGES, metric, a, b);
    times(all, "service", "service.", ALL_MESSAGES, metric, a, b);
    times(all, "send_lag", "send_lag.", OF_A_KIND, metric, a, b);
    for (String kind : kinds) {
      times(all, "latency_" + kind, kind + ".", OF_A_KIND, metric, a, b);
    }
    costs(all, a, b);
    return all.stream().filter(one -> one.a.isPresent() || one.b.isPresent()).toList();
  }

  private static void times(
      List<Compared> all,
      String key,
      String prefix,
      List<String> statistics,
      Function<String, Metric> metric,
      RunRecord a,
      RunRecord b) {
    for (String statistic : statistics) {
      add(
          all,
          key + "_" + statistic.replace('.', '_') + "_ms",
          metric.apply(prefix + statistic),
          a,
          b);
    }
  }

  private static void add(List<Compared> all, String key, Metric metric, RunRecord a, RunRecord b) {
    Scale scale =
        switch (metric.unit()) {
          case TIME -> Scale.MILLIS;
          case COUNT -> Scale.COUNT;
          case RATE -> Scale.RATE;
          case PERCENT -> Scale.PERCENT;
        };
    double unit = scale == Scale.MILLIS ? NANOS_PER_MILLI : 1;
    all.add(
        new Compared(
            key,
            metric.name(),
            scale,
            scaled(metric.value().apply(a), unit),
            scaled(metric.value().apply(b), unit)));
  }

  private static void costs(List<Compared> all, RunRecord a, RunRecord b) {
    Function<Usage, OptionalLong> generator = usage -> OptionalLong.of(usage.generatorCpuNanos());
    cost(all, "generator_cpu_us_per_message", "generator CPU a message", generator, a, b);
    cost(all, "target_cpu_us_per_message", "target CPU a message", Usage::targetCpuNanos, a, b);
    all.add(
        new Compared(
            "target_rss_bytes",
            "target memory",
            Scale.BYTES,
            number(a.usage().targetRssBytes()),
            number(b.usage().targetRssBytes())));
  }

  private static void cost(
      List<Compared> all,
      String key,
      String name,
      Function<Usage, OptionalLong> nanos,
      RunRecord a,
      RunRecord b) {
    all.add(new Compared(key, name, Scale.MICROS, aMessage(a, nanos), aMessage(b, nanos)));
  }

  private static OptionalDouble aMessage(RunRecord run, Function<Usage, OptionalLong> nanos) {
    long messages = run.measurements().messages();
    return messages == 0
        ? OptionalDouble.empty()
        : scaled(number(nanos.apply(run.usage())), 1e3 * messages);
  }

  private static OptionalDouble number(OptionalLong value) {
    return value.isPresent()
        ? OptionalDouble.of((double) value.getAsLong())
        : OptionalDouble.empty();
  }

  private static OptionalDouble scaled(OptionalDouble value, double unit) {
    return value.isPresent() ? OptionalDouble.of(value.getAsDouble() / unit) : value;
  }

  /** Whether it counts things. */
  boolean isWhole() {
    return scale == Scale.COUNT || scale == Scale.BYTES;
  }

  /** How much more the second has. */
  OptionalDouble difference() {
    return a.isPresent() && b.isPresent()
        ? OptionalDouble.of(b.getAsDouble() - a.getAsDouble())
        : OptionalDouble.empty();
  }

  /** How many times as much the second has; empty where the first has nothing. */
  OptionalDouble ratio() {
    return a.isPresent() && b.isPresent() && a.getAsDouble() != 0
        ? OptionalDouble.of(b.getAsDouble() / a.getAsDouble())
        : OptionalDouble.empty();
  }

  /** Name, both values, difference and ratio, for people. */
  List<String> cells() {
    OptionalDouble ratio = ratio();
    return List.of(
        Visible.line(name),
        shown(a),
        shown(b),
        signed(difference()),
        ratio.isPresent() ? times(ratio.getAsDouble()) : "-");
  }

  private static String times(double ratio) {
    return ratio < 100 ? String.format(Locale.ROOT, "%.3f", ratio) : Units.count(Math.round(ratio));
  }

  private String signed(OptionalDouble value) {
    if (value.isEmpty()) {
      return "-";
    }
    double number = value.getAsDouble();
    String size = shown(OptionalDouble.of(Math.abs(number)));
    return number == 0 ? "0" : (number < 0 ? "-" : "+") + size;
  }

  private String shown(OptionalDouble value) {
    if (value.isEmpty()) {
      return "-";
    }
    double number = value.getAsDouble();
    return switch (scale) {
      case MILLIS -> Units.duration(Math.round(number * NANOS_PER_MILLI));
      case MICROS -> Units.duration(Math.round(number * 1e3));
      case BYTES -> Units.bytes(Math.round(number));
      case COUNT -> Units.count(Math.round(number));
      case RATE -> Units.rate(number);
      case PERCENT -> String.format(Locale.ROOT, "%.3f%%", number);
    };
  }
}
