package dev.proofload.loadgen.report;

import dev.proofload.loadgen.check.CheckResult;
import dev.proofload.loadgen.check.Verdict;
import dev.proofload.loadgen.check.Witness;
import dev.proofload.loadgen.gate.Threshold;
import dev.proofload.loadgen.record.KindMeasurement;
import dev.proofload.loadgen.record.Machine;
import dev.proofload.loadgen.record.Measurements;
import dev.proofload.loadgen.record.Offered;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.record.RunInfo;
import dev.proofload.loadgen.record.RunRecord;
import dev.proofload.loadgen.record.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** What the reports for people say in the same words. Nothing here is escaped for any format. */
final class Words {
  static final List<String> LATENCY_COLUMNS =
      List.of("count", "p50", "p90", "p95", "p99", "p99.9", "max");

  /** After this long a cold start weighs little. */
  private static final long LONG_ENOUGH_NANOS = 60_000_000_000L;

  private Words() {}

  /** How much was sent, to what. */
  static String load(RunInfo info) {
    String each =
        info.messagesPerUser() == 0 ? "" : " x " + Units.count(info.messagesPerUser(), "message");
    return info.workload()
        + ": "
        + Units.count(info.users(), "user")
        + each
        + " on "
        + info.url()
        + (info.embedded() ? " (embedded)" : "");
  }

  /** Why what follows is not the whole of the run; empty where it is. */
  static String cutShort(RunInfo.Ending ending) {
    return switch (ending) {
      case COMPLETED -> "";
      case ABORTED ->
          "ended early, as a threshold could not be held any more: what follows was measured until then";
      case INTERRUPTED -> "interrupted: what follows was measured until then";
      case TARGET_LOST -> "the target was lost: what follows was measured until then";
    };
  }

  /** All verdicts in a few words. */
  static String verdicts(List<CheckResult> checks) {
    if (checks.isEmpty()) {
      return "nothing was checked";
    }
    List<String> parts = new ArrayList<>();
    for (Verdict verdict : List.of(Verdict.VIOLATED, Verdict.UNKNOWN, Verdict.VALID)) {
      long count = checks.stream().filter(check -> check.verdict() == verdict).count();
      if (count == checks.size()) {
        return (count == 1 ? "the one check " : "all " + count + " checks ") + verdict.label();
      }
      if (count > 0) {
        parts.add(count + " " + verdict.label());
      }
    }
    return "checks: " + String.join(", ", parts);
  }

  /** What a check found, but for its verdict. */
  static String finding(CheckResult check) {
    String kinds = check.judgedByKind().isEmpty() ? "" : " (" + kinds(check) + ")";
    return judged(check) + kinds + reason(check);
  }

  /** The same without the kinds of what it judged. */
  static String found(CheckResult check) {
    return judged(check) + reason(check);
  }

  private static String judged(CheckResult check) {
    String judged = Units.count(check.judged()) + " judged";
    return check.verdict() == Verdict.VIOLATED
        ? Units.count(check.violations()) + " wrong of " + judged
        : judged;
  }

  private static String reason(CheckResult check) {
    return check.reason().isEmpty() ? "" : "; " + check.reason();
  }

  /** What a check judged, kind by kind; empty if that was not counted. */
  static String kinds(CheckResult check) {
    List<String> kinds = new ArrayList<>();
    check.judgedByKind().forEach((kind, count) -> kinds.add(Units.count(count) + " " + kind));
    return String.join(", ", kinds);
  }

  /** When an operation began and ended, from the start of the load. */
  static String span(Witness.Step step) {
    return Units.duration(step.startNanos()) + " to " + Units.duration(step.endNanos());
  }

  /** One operation of a witness, in a line. */
  static String step(Witness.Step step) {
    boolean given = step.startNanos() == step.endNanos() && step.outcome().isEmpty();
    String head = step.user() + " " + step.kind() + " ";
    String tail = step.saw().isEmpty() ? "" : "saw \"" + step.saw() + "\"";
    if (given) {
      return head + "at " + Units.duration(step.endNanos()) + (tail.isEmpty() ? "" : ": " + tail);
    }
    return head
        + span(step)
        + ", "
        + step.outcome()
        + ": said \""
        + step.said()
        + "\""
        + (tail.isEmpty() ? "" : ", " + tail);
  }

  static List<String> latencyCells(Latency latency) {
    if (latency.isEmpty()) {
      return List.of("0", "-", "-", "-", "-", "-", "-");
    }
    return List.of(
        Units.count(latency.count()),
        Units.duration(latency.p50Nanos()),
        Units.duration(latency.p90Nanos()),
        Units.duration(latency.p95Nanos()),
        Units.duration(latency.p99Nanos()),
        Units.duration(latency.p999Nanos()),
        Units.duration(latency.maxNanos()));
  }

  /** What to think of percentiles that few answers stand behind; empty where enough do. */
  static String fewSamples(Measurements measurements) {
    Latency all = Latency.of(measurements.messageLatency());
    if (all.isTooFewForP99()) {
      return "p99 from "
          + Units.count(all.count(), "sample")
          + ": one in a hundred is "
          + (all.count() < 100 ? "less than one answer" : Units.count(all.count() / 100, "answer"));
    }
    List<String> few = new ArrayList<>();
    for (KindMeasurement kind : measurements.kinds()) {
      Latency latency = Latency.of(kind.latency());
      if (latency.isTooFewForP99()) {
        few.add(kind.kind() + " (" + latency.count() + ")");
      }
    }
    return few.isEmpty()
        ? ""
        : "p99 from fewer than "
            + Units.count(Latency.ENOUGH_FOR_P99)
            + " samples: "
            + String.join(", ", few);
  }

  /** What to think of a short run that began cold; empty for any other. */
  static String coldStart(RunRecord run) {
    boolean warm = !"0s".equals(run.info().settings().get("warmup"));
    return warm || run.measurements().windowNanos() > LONG_ENOUGH_NANOS
        ? ""
        : "measured from a cold start, while code was still being compiled; for the steady speed"
            + " use --warmup 5s --duration 30s";
  }

  static String throughput(Measurements measurements) {
    return Units.rate(measurements.throughput())
        + ": "
        + Units.count(measurements.messages(Outcome.OK), "message")
        + " done in "
        + Units.duration(measurements.windowNanos());
  }

  /** How an open load was offered. */
  static String offered(Offered offered) {
    Latency lag = Latency.of(offered.lag());
    return Units.count(offered.due())
        + " due, "
        + Units.count(offered.sent())
        + " sent, "
        + Units.count(offered.unsent())
        + " never sent"
        + (lag.isEmpty()
            ? ""
            : "; sent late by "
                + Units.duration(lag.p50Nanos())
                + " (p50), "
                + Units.duration(lag.p99Nanos())
                + " (p99), "
                + Units.duration(lag.maxNanos())
                + " (max)");
  }

  /** What a run had of what a threshold asks for. */
  static String actual(Threshold.Result result) {
    if (result.actual().isEmpty()) {
      return "nothing was measured";
    }
    double value = result.actual().getAsDouble();
    return switch (result.threshold().metric().unit()) {
      case TIME -> Units.duration(Math.round(value));
      case COUNT -> Units.count(Math.round(value));
      case RATE -> Units.rate(value);
      case PERCENT -> String.format(Locale.ROOT, "%.3f%%", value);
    };
  }

  /** Processor time and memory of both sides. */
  static String cost(RunRecord run) {
    Usage usage = run.usage();
    long messages = run.measurements().messages();
    String cost = "generator " + cpu(usage.generatorCpuNanos(), messages);
    OptionalLong target = usage.targetCpuNanos();
    if (target.isPresent()) {
      cost += ", target " + cpu(target.getAsLong(), messages);
    }
    OptionalLong memory = usage.targetRssBytes();
    if (memory.isPresent()) {
      cost += "; target memory " + Units.bytes(memory.getAsLong());
    }
    return cost;
  }

  private static String cpu(long nanos, long messages) {
    return messages == 0
        ? Units.duration(nanos) + " of CPU"
        : Units.duration(nanos / messages) + " of CPU a message";
  }

  static String machine(Machine machine) {
    return machine.cpuModel()
        + ", "
        + Units.count(machine.cpus(), "CPU")
        + ", "
        + Units.bytes(machine.memoryBytes())
        + ", "
        + machine.os()
        + ", "
        + machine.arch()
        + ", JDK "
        + machine.jdk();
  }

  static String build(RunInfo info) {
    return "loadgen "
        + info.version()
        + ", commit "
        + info.commit()
        + ", seed "
        + info.seed()
        + ", started "
        + info.startedAt();
  }
}
