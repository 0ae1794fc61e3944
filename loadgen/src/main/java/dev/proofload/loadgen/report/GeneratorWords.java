package dev.proofload.loadgen.report;

import dev.proofload.loadgen.record.Ceiling;
import dev.proofload.loadgen.record.GeneratorSample;
import dev.proofload.loadgen.record.Processors;
import dev.proofload.loadgen.record.RunRecord;
import dev.proofload.loadgen.record.SelfWatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** What the generator saw of itself, in words. */
final class GeneratorWords {
  /** Of an ISO instant. */
  private static final int DATE = "2026-01-01".length();

  private GeneratorWords() {}

  /** Who had the processors, and how late the generator was; empty if nobody watched it. */
  static String line(RunRecord run) {
    SelfWatch self = run.self();
    if (self.series().isEmpty()) {
      return "";
    }
    Latency lag = Latency.of(self.loopLag());
    List<String> parts = new ArrayList<>();
    parts.add(processors(self.series()));
    if (!lag.isEmpty()) {
      parts.add(
          "its event loops were late by "
              + Units.duration(lag.p50Nanos())
              + " (p50), "
              + Units.duration(lag.p99Nanos())
              + " (p99), "
              + Units.duration(lag.maxNanos())
              + " (max)");
    }
    parts.add(
        self.pauseCount() == 0
            ? "no pause of more than 10 ms"
            : Units.count(self.pauseCount(), "pause") + " of more than 10 ms");
    parts.add(ceiling(run));
    return String.join("; ", parts);
  }

  private static String ceiling(RunRecord run) {
    Optional<Ceiling> ceiling = run.self().ceiling();
    return ceiling.isEmpty()
        ? "how far below its ceiling this is, loadgen calibrate finds out"
        : String.format(
            Locale.ROOT,
            "at %.0f%% of what it can send here (calibrated %s)",
            100 * run.partOfCeiling().orElseThrow(),
            ceiling.get().measuredAt().toString().substring(0, DATE));
  }

  /** Means over the window. */
  private static String processors(List<GeneratorSample> series) {
    StringBuilder out = new StringBuilder();
    out.append("of ").append(Units.count(series.getFirst().processors().usable(), "processor"));
    out.append(" it used ").append(cpus(mean(series, s -> s.processors().generator())));
    mean(series, "the target", Processors::target, out);
    mean(series, "others", Processors::others, out);
    mean(series, "other machines (steal)", Processors::steal, out);
    quota(series, out);
    return out.toString();
  }

  private static void mean(
      List<GeneratorSample> series,
      String who,
      Function<Processors, OptionalDouble> what,
      StringBuilder out) {
    if (series.stream().allMatch(sample -> what.apply(sample.processors()).isPresent())) {
      out.append(", ").append(who).append(' ');
      out.append(cpus(mean(series, s -> what.apply(s.processors()).orElse(0))));
    }
  }

  /** Where there is a limit, for most runs are not in a group that has one. */
  private static void quota(List<GeneratorSample> series, StringBuilder out) {
    if (series.stream().allMatch(sample -> sample.processors().quota().isPresent())) {
      out.append(
          String.format(
              Locale.ROOT,
              "; its control group allows it %s and stopped it in %.0f%% of its periods",
              cpus(mean(series, s -> s.processors().quota().orElseThrow().processors())),
              100 * mean(series, s -> s.processors().quota().orElseThrow().stopped())));
    }
  }

  private static double mean(
      List<GeneratorSample> series, ToDoubleFunction<GeneratorSample> value) {
    double sum = series.stream().mapToDouble(s -> value.applyAsDouble(s) * s.lengthNanos()).sum();
    return sum / Math.max(1, series.stream().mapToLong(GeneratorSample::lengthNanos).sum());
  }

  private static String cpus(double count) {
    return String.format(Locale.ROOT, "%.2f", count);
  }
}
