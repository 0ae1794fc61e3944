package dev.proofload.loadgen.report;

import dev.proofload.loadgen.record.Ceiling;
import dev.proofload.loadgen.record.GeneratorSample;
import dev.proofload.loadgen.record.Lag;
import dev.proofload.loadgen.record.Pause;
import dev.proofload.loadgen.record.Processors;
import dev.proofload.loadgen.record.Quota;
import dev.proofload.loadgen.record.SelfWatch;
import java.util.Optional;

/** Reads the key {@code generator} of a report back. Pure. */
final class SavedSelfWatch {
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double NANOS_PER_SECOND = 1e9;

  private SavedSelfWatch() {}

  static SelfWatch read(ReportNode node) {
    return new SelfWatch(
        node.list("series").stream().map(SavedSelfWatch::sample).toList(),
        node.histogram("loop_lag_histogram_ns"),
        node.histogram("oversleep_histogram_ns"),
        node.list("pauses").stream()
            .map(
                pause ->
                    new Pause(
                        pause.moment("start_sec", NANOS_PER_SECOND),
                        pause.nanos("length_ms", NANOS_PER_MILLI)))
            .toList(),
        node.count("pause_count"),
        node.countIfAny("descriptor_limit"),
        node.countIfAny("connection_limit"),
        node.lacks("ceiling_msg_per_sec")
            ? Optional.empty()
            : Optional.of(
                new Ceiling(node.number("ceiling_msg_per_sec"), node.instant("calibrated_at"))));
  }

  private static GeneratorSample sample(ReportNode node) {
    return new GeneratorSample(
        node.nanos("start_sec", NANOS_PER_SECOND),
        node.nanos("length_sec", NANOS_PER_SECOND),
        node.nanosIfAny("service_p99_ms", NANOS_PER_MILLI).orElse(0),
        lag(node, "send_lag"),
        lag(node, "loop_lag"),
        lag(node, "oversleep"),
        node.nanos("overslept_ms", NANOS_PER_MILLI),
        node.numberIfAny("loop_busy_share"),
        node.numberIfAny("loop_wait_share"),
        new Processors(
            node.smallCount("usable_cpus"),
            node.number("generator_cpus"),
            node.numberIfAny("target_cpus"),
            node.numberIfAny("other_cpus"),
            node.numberIfAny("busy_cpus"),
            node.numberIfAny("steal_cpus"),
            node.numberIfAny("iowait_cpus"),
            quota(node)),
        node.count("gc_pauses"),
        node.nanos("gc_ms", NANOS_PER_MILLI),
        node.countIfAny("descriptors"),
        node.countIfAny("connections"));
  }

  private static Optional<Quota> quota(ReportNode node) {
    return node.lacks("quota_cpus")
        ? Optional.empty()
        : Optional.of(new Quota(node.number("quota_cpus"), node.number("quota_stopped_share")));
  }

  /** How often it was looked at does not stand in a report; once, then. */
  private static Lag lag(ReportNode node, String key) {
    return node.lacks(key + "_p99_ms")
        ? Lag.NONE
        : new Lag(
            1,
            node.nanos(key + "_p99_ms", NANOS_PER_MILLI),
            node.nanos(key + "_max_ms", NANOS_PER_MILLI));
  }
}
