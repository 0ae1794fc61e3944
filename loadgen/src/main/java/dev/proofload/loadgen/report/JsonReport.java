package dev.proofload.loadgen.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.proofload.loadgen.check.CheckResult;
import dev.proofload.loadgen.check.Verdict;
import dev.proofload.loadgen.check.Witness;
import dev.proofload.loadgen.gate.Metric;
import dev.proofload.loadgen.gate.Threshold;
import dev.proofload.loadgen.record.KindMeasurement;
import dev.proofload.loadgen.record.Measurements;
import dev.proofload.loadgen.record.Offered;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.record.RunInfo;
import dev.proofload.loadgen.record.RunRecord;
import dev.proofload.loadgen.record.Sample;
import dev.proofload.loadgen.record.Usage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;

/**
 * A run for programs: {@code report.json}, described by {@code report.schema.json} beside this
 * class. Units stand in the keys and are never scaled; what was not measured is null. Pure.
 */
public final class JsonReport {
  /** Rises when a key changes its meaning or goes away. */
  public static final int SCHEMA_VERSION = 1;

  private static final double NANOS_PER_MILLI = 1e6;
  private static final double NANOS_PER_SECOND = 1e9;

  private JsonReport() {}

  /** The report's text, indented, with a newline at its end. */
  public static String render(
      RunRecord run, List<CheckResult> checks, List<Threshold.Result> thresholds) {
    return Json.indented(tree(run, checks, thresholds));
  }

  static ObjectNode tree(
      RunRecord run, List<CheckResult> checks, List<Threshold.Result> thresholds) {
    RunInfo info = run.info();
    Measurements measurements = run.measurements();
    Latency latency = Latency.of(measurements.messageLatency());
    ObjectNode root = Json.object();
    root.put("schema_version", SCHEMA_VERSION);
    info(root, info);
    root.put("users", info.users());
    root.put("messages_per_user", info.messagesPerUser());
    root.put("total_messages", measurements.messages());
    root.put("total_errors", measurements.errors());
    root.put("throughput_msg_per_sec", measurements.throughput());
    Json.millis(root, "latency_p50_ms", latency, latency.p50Nanos());
    Json.millis(root, "latency_p95_ms", latency, latency.p95Nanos());
    Json.millis(root, "latency_p99_ms", latency, latency.p99Nanos());
    root.put("wall_time_sec", measurements.windowNanos() / NANOS_PER_SECOND);
    passed(root, "session_isolation", "isolation", checks);
    passed(root, "crisis_detection", "crisis", checks);
    checks(root.putArray("checks"), checks);
    latency(root.putObject("latency_ms"), latency);
    service(root, measurements.messageService());
    offered(root, run.offered());
    StreamsJson.write(root, run.streams());
    kinds(root.putArray("kinds"), measurements.kinds());
    series(root.putArray("series"), measurements.series());
    usage(root.putObject("usage"), run.usage(), measurements.messages());
    GeneratorJson.write(root.putObject("generator"), run);
    Json.machine(root.putObject("machine"), run.machine());
    thresholds(root.putArray("thresholds"), thresholds);
    return root;
  }

  private static void info(ObjectNode root, RunInfo info) {
    root.put("name", info.name());
    root.put("workload", info.workload());
    root.put("started_at", info.startedAt().toString());
    root.put("url", info.url());
    root.put("embedded", info.embedded());
    root.put("ending", info.ending().label());
    root.put("version", info.version());
    root.put("commit", info.commit());
    root.put("command", info.command());
    root.put("seed", info.seed());
    ObjectNode settings = root.putObject("settings");
    info.settings().forEach(settings::put);
  }

  /** The original's keys of two checks: true or false, or null where nothing was found out. */
  private static void passed(ObjectNode root, String key, String check, List<CheckResult> checks) {
    root.putNull(key);
    checks.stream()
        .filter(result -> result.name().equals(check) && result.verdict() != Verdict.UNKNOWN)
        .findFirst()
        .ifPresent(result -> root.put(key, result.verdict() == Verdict.VALID));
  }

  static void checks(ArrayNode array, List<CheckResult> checks) {
    for (CheckResult check : checks) {
      ObjectNode node = array.addObject();
      node.put("name", check.name());
      node.put("verdict", check.verdict().label());
      node.put("judged", check.judged());
      ObjectNode byKind = node.putObject("judged_by_kind");
      check.judgedByKind().forEach(byKind::put);
      node.put("violations", check.violations());
      node.put("reason", check.reason());
      ArrayNode witnesses = node.putArray("witnesses");
      check.witnesses().forEach(witness -> witness(witnesses.addObject(), witness));
    }
  }

  private static void witness(ObjectNode node, Witness witness) {
    node.put("sentence", witness.sentence());
    ArrayNode operations = node.putArray("operations");
    for (Witness.Step step : witness.operations()) {
      ObjectNode operation = operations.addObject();
      operation.put("user", step.user());
      operation.put("kind", step.kind());
      operation.put("start_ms", step.startNanos() / NANOS_PER_MILLI);
      operation.put("end_ms", step.endNanos() / NANOS_PER_MILLI);
      operation.put("outcome", step.outcome());
      operation.put("said", step.said());
      operation.put("saw", step.saw());
    }
  }

  private static void kinds(ArrayNode array, List<KindMeasurement> kinds) {
    for (KindMeasurement kind : kinds) {
      ObjectNode node = array.addObject();
      node.put("kind", kind.kind());
      node.put("message", kind.message());
      node.put("total", kind.total());
      ObjectNode outcomes = node.putObject("outcomes");
      for (Outcome outcome : Outcome.values()) {
        outcomes.put(outcome.label(), kind.count(outcome));
      }
      latency(node.putObject("latency_ms"), Latency.of(kind.latency()));
      service(node, kind.service());
      node.put("latency_histogram_ns", HistogramText.of(kind.latency()));
      if (kind.service().getTotalCount() == 0) {
        node.putNull("service_histogram_ns");
      } else {
        node.put("service_histogram_ns", HistogramText.of(kind.service()));
      }
    }
  }

  /** From the actual send; null where the load was closed. */
  private static void service(ObjectNode node, Histogram service) {
    if (service.getTotalCount() == 0) {
      node.putNull("service_ms");
    } else {
      latency(node.putObject("service_ms"), Latency.of(service));
    }
  }

  private static void thresholds(ArrayNode array, List<Threshold.Result> thresholds) {
    for (Threshold.Result result : thresholds) {
      ObjectNode node = array.addObject();
      Threshold threshold = result.threshold();
      node.put("expression", threshold.expression());
      node.put("metric", threshold.metric().name());
      node.put("held", result.held());
      // Times in the unit of all times here.
      double scale = threshold.metric().unit() == Metric.Unit.TIME ? NANOS_PER_MILLI : 1;
      node.put("limit", threshold.limit() / scale);
      Json.number(
          node,
          "actual",
          result.actual().isPresent()
              ? OptionalDouble.of(result.actual().getAsDouble() / scale)
              : OptionalDouble.empty());
    }
  }

  private static void offered(ObjectNode root, Optional<Offered> load) {
    if (load.isEmpty()) {
      root.putNull("offered");
      return;
    }
    ObjectNode node = root.putObject("offered");
    node.put("due", load.get().due());
    node.put("sent", load.get().sent());
    node.put("unsent", load.get().unsent());
    latency(node.putObject("send_lag_ms"), Latency.of(load.get().lag()));
    node.put("send_lag_histogram_ns", HistogramText.of(load.get().lag()));
  }

  static void latency(ObjectNode node, Latency latency) {
    node.put("count", latency.count());
    Json.millis(node, "min", latency, latency.minNanos());
    Json.millis(node, "mean", latency, Math.round(latency.meanNanos()));
    Json.millis(node, "p50", latency, latency.p50Nanos());
    Json.millis(node, "p90", latency, latency.p90Nanos());
    Json.millis(node, "p95", latency, latency.p95Nanos());
    Json.millis(node, "p99", latency, latency.p99Nanos());
    Json.millis(node, "p99_9", latency, latency.p999Nanos());
    Json.millis(node, "max", latency, latency.maxNanos());
  }

  private static void series(ArrayNode array, List<Sample> series) {
    for (Sample sample : series) {
      ObjectNode node = array.addObject();
      node.put("start_sec", sample.startNanos() / NANOS_PER_SECOND);
      node.put("length_sec", sample.lengthNanos() / NANOS_PER_SECOND);
      node.put("messages", sample.messages());
      node.put("refused", sample.refused());
      node.put("errors", sample.errors());
      node.put("throughput_msg_per_sec", sample.rate());
      if (sample.messages() == 0) {
        node.putNull("p50_ms").putNull("p99_ms").putNull("max_ms");
      } else {
        node.put("p50_ms", sample.p50Nanos() / NANOS_PER_MILLI);
        node.put("p99_ms", sample.p99Nanos() / NANOS_PER_MILLI);
        node.put("max_ms", sample.maxNanos() / NANOS_PER_MILLI);
      }
    }
  }

  private static void usage(ObjectNode node, Usage usage, long messages) {
    node.put("generator_cpu_sec", usage.generatorCpuNanos() / NANOS_PER_SECOND);
    if (messages == 0) {
      node.putNull("generator_cpu_us_per_message");
    } else {
      node.put("generator_cpu_us_per_message", usage.generatorCpuNanos() / 1e3 / messages);
    }
    OptionalLong cpu = usage.targetCpuNanos();
    if (cpu.isPresent()) {
      node.put("target_cpu_sec", cpu.getAsLong() / NANOS_PER_SECOND);
    } else {
      node.putNull("target_cpu_sec");
    }
    Json.number(node, "target_rss_bytes", usage.targetRssBytes());
  }
}
