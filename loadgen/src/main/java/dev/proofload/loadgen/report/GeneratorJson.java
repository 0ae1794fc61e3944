package dev.proofload.loadgen.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.proofload.loadgen.gate.Validity;
import dev.proofload.loadgen.record.GeneratorSample;
import dev.proofload.loadgen.record.Lag;
import dev.proofload.loadgen.record.Processors;
import dev.proofload.loadgen.record.Quota;
import dev.proofload.loadgen.record.RunRecord;
import dev.proofload.loadgen.record.SelfWatch;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** The key {@code generator} of {@code report.json}: what the generator saw of itself. */
final class GeneratorJson {
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double NANOS_PER_SECOND = 1e9;

  private GeneratorJson() {}

  static void write(ObjectNode node, RunRecord run) {
    Validity validity = Validity.of(run);
    SelfWatch self = run.self();
    node.put("validity", validity.verdict().label());
    node.put("sentence", validity.sentence());
    ArrayNode notes = node.putArray("notes");
    validity.notes().forEach(notes::add);
    JsonReport.latency(node.putObject("loop_lag_ms"), Latency.of(self.loopLag()));
    JsonReport.latency(node.putObject("oversleep_ms"), Latency.of(self.oversleep()));
    node.put("loop_lag_histogram_ns", HistogramText.of(self.loopLag()));
    node.put("oversleep_histogram_ns", HistogramText.of(self.oversleep()));
    node.put("pause_count", self.pauseCount());
    ArrayNode pauses = node.putArray("pauses");
    self.pauses()
        .forEach(
            pause ->
                pauses
                    .addObject()
                    .put("start_sec", pause.startNanos() / NANOS_PER_SECOND)
                    .put("length_ms", pause.lengthNanos() / NANOS_PER_MILLI));
    Json.number(
        node,
        "ceiling_msg_per_sec",
        self.ceiling().isPresent()
            ? OptionalDouble.of(self.ceiling().get().messagesPerSecond())
            : OptionalDouble.empty());
    Json.number(node, "ceiling_share", run.partOfCeiling());
    node.put("calibrated_at", self.ceiling().map(at -> at.measuredAt().toString()).orElse(null));
    Json.number(node, "descriptor_limit", self.descriptorLimit());
    Json.number(node, "connection_limit", self.portLimit());
    ArrayNode series = node.putArray("series");
    self.series().forEach(sample -> sample(series.addObject(), sample));
  }

  private static void sample(ObjectNode node, GeneratorSample sample) {
    node.put("start_sec", sample.startNanos() / NANOS_PER_SECOND);
    node.put("length_sec", sample.lengthNanos() / NANOS_PER_SECOND);
    if (sample.serviceP99Nanos() == 0) {
      node.putNull("service_p99_ms");
    } else {
      node.put("service_p99_ms", sample.serviceP99Nanos() / NANOS_PER_MILLI);
    }
    lag(node, "send_lag", sample.sendLag());
    lag(node, "loop_lag", sample.loopLag());
    lag(node, "oversleep", sample.oversleep());
    node.put("overslept_ms", sample.oversleptNanos() / NANOS_PER_MILLI);
    Json.number(node, "loop_busy_share", sample.loopBusy());
    Json.number(node, "loop_wait_share", sample.loopWait());
    Processors processors = sample.processors();
    node.put("usable_cpus", processors.usable());
    node.put("generator_cpus", processors.generator());
    Json.number(node, "target_cpus", processors.target());
    Json.number(node, "other_cpus", processors.others());
    Json.number(node, "busy_cpus", processors.busy());
    Json.number(node, "steal_cpus", processors.steal());
    Json.number(node, "iowait_cpus", processors.iowait());
    Json.number(node, "quota_cpus", quota(processors, Quota::processors));
    Json.number(node, "quota_stopped_share", quota(processors, Quota::stopped));
    node.put("gc_pauses", sample.gcPauses());
    node.put("gc_ms", sample.gcNanos() / NANOS_PER_MILLI);
    Json.number(node, "descriptors", sample.descriptors());
    Json.number(node, "connections", sample.connections());
  }

  private static OptionalDouble quota(Processors of, ToDoubleFunction<Quota> what) {
    return of.quota().stream().mapToDouble(what).findFirst();
  }

  private static void lag(ObjectNode node, String key, Lag lag) {
    if (lag.count() == 0) {
      node.putNull(key + "_p99_ms").putNull(key + "_max_ms");
    } else {
      node.put(key + "_p99_ms", lag.p99Nanos() / NANOS_PER_MILLI);
      node.put(key + "_max_ms", lag.maxNanos() / NANOS_PER_MILLI);
    }
  }
}
