package dev.proofload.loadgen.report;

import dev.proofload.loadgen.check.CheckResult;
import dev.proofload.loadgen.check.Verdict;
import dev.proofload.loadgen.check.Witness;
import dev.proofload.loadgen.record.KindMeasurement;
import dev.proofload.loadgen.record.Machine;
import dev.proofload.loadgen.record.Measurements;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.record.Recorder;
import dev.proofload.loadgen.record.RunInfo;
import dev.proofload.loadgen.record.RunRecord;
import dev.proofload.loadgen.record.Sample;
import dev.proofload.loadgen.record.Usage;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;

/** Runs to write reports of. */
final class Runs {
  static final String HOSTILE = "a|b`c`\u001b[31m <b>@bob</b>\nnew \\| $x$ \u202e";

  private Runs() {}

  /** 400 messages answered in 1 to 400 microseconds, and other things besides. */
  static RunRecord full() {
    Measurements measurements =
        new Measurements(
            100_000_000L,
            List.of(
                kind("chat", true, Map.of(Outcome.OK, 390L, Outcome.TIMEOUT, 2L), 1, 390),
                kind("look", true, Map.of(Outcome.OK, 8L, Outcome.REFUSED, 2L), 391, 400),
                kind("sessions", false, Map.of(Outcome.OK, 1L, Outcome.STATUS, 3L), 900, 900)),
            List.of(
                new Sample(0, 1_000_000_000L, 400, 2, 5, 200_000, 396_000, 400_000),
                new Sample(1_000_000_000L, 500_000_000L, 0, 0, 0, 0, 0, 0)));
    return new RunRecord(
        info(RunInfo.Ending.COMPLETED),
        machine(),
        measurements,
        new Usage(4_020_000L, OptionalLong.of(8_040_000L), OptionalLong.of(88_185_242L)));
  }

  /** A run that was stopped before anything was sent. */
  static RunRecord empty() {
    return new RunRecord(
        info(RunInfo.Ending.INTERRUPTED),
        machine(),
        new Measurements(0, List.of(), List.of()),
        new Usage(1_000_000L, OptionalLong.empty(), OptionalLong.empty()));
  }

  /** A run whose target went away. */
  static RunRecord lost() {
    RunRecord full = full();
    return new RunRecord(
        info(RunInfo.Ending.TARGET_LOST),
        machine(),
        full.measurements(),
        new Usage(1_000_000L, OptionalLong.empty(), OptionalLong.empty()));
  }

  static List<CheckResult> valid() {
    Map<String, Long> judgedByKind = new LinkedHashMap<>();
    judgedByKind.put("look", 1_200L);
    judgedByKind.put("chat", 390L);
    return List.of(
        new CheckResult("isolation", Verdict.VALID, 400, judgedByKind, 0, List.of(), ""),
        new CheckResult("crisis", Verdict.VALID, 3, 0, List.of(), ""));
  }

  static List<CheckResult> violated() {
    Witness.Step sent = new Witness.Step("u1", "chat", 1_000_000L, 2_500_000L, "ok", "hello", "hi");
    Witness.Step seen =
        new Witness.Step("u2", "look", 2_000_000L, 3_000_000L, "ok", "look", HOSTILE);
    return List.of(
        new CheckResult(
            "isolation",
            Verdict.VIOLATED,
            400,
            2,
            List.of(
                new Witness("u2 was shown what only u1 said", List.of(sent, seen)),
                new Witness("and once more", List.of(seen))),
            ""),
        new CheckResult("crisis", Verdict.UNKNOWN, 0, 0, List.of(), "no crisis user took part"));
  }

  static KindMeasurement kind(
      String name, boolean message, Map<Outcome, Long> counts, int fromMicros, int toMicros) {
    Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
    for (Outcome outcome : Outcome.values()) {
      outcomes.put(outcome, counts.getOrDefault(outcome, 0L));
    }
    Histogram latency = Recorder.newHistogram();
    for (int micros = fromMicros; micros <= toMicros; micros++) {
      latency.recordValue(micros * 1_000L);
    }
    return new KindMeasurement(name, message, outcomes, latency);
  }

  static RunInfo info(RunInfo.Ending ending) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("--users", "20");
    settings.put("--messages", "20");
    return new RunInfo(
        "chat-20x20",
        "chat",
        Instant.parse("2026-03-04T05:06:07Z"),
        "http://127.0.0.1:4004",
        true,
        "0.1.0",
        "0123456789ab",
        "bin/loadgen run --users 20 --messages 20",
        20,
        20,
        -7,
        settings,
        ending);
  }

  static Machine machine() {
    return new Machine("Some CPU", 2, 4L << 30, "Some OS 12", "amd64", "Some Vendor 25");
  }
}
