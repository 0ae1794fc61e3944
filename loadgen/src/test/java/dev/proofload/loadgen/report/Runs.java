package dev.proofload.loadgen.report;

import dev.proofload.loadgen.check.CheckResult;
import dev.proofload.loadgen.check.Verdict;
import dev.proofload.loadgen.check.Witness;
import dev.proofload.loadgen.record.Ceiling;
import dev.proofload.loadgen.record.GeneratorSample;
import dev.proofload.loadgen.record.KindMeasurement;
import dev.proofload.loadgen.record.Lag;
import dev.proofload.loadgen.record.Machine;
import dev.proofload.loadgen.record.Measurements;
import dev.proofload.loadgen.record.Offered;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.record.Pause;
import dev.proofload.loadgen.record.PerClass;
import dev.proofload.loadgen.record.Processors;
import dev.proofload.loadgen.record.Quota;
import dev.proofload.loadgen.record.Recorder;
import dev.proofload.loadgen.record.RunInfo;
import dev.proofload.loadgen.record.RunRecord;
import dev.proofload.loadgen.record.Sample;
import dev.proofload.loadgen.record.SelfWatch;
import dev.proofload.loadgen.record.StreamsMeasured;
import dev.proofload.loadgen.record.Usage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;
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

  /** The same, and what its generator saw of itself: for five seconds it was starved. */
  static RunRecord starved() {
    RunRecord full = full();
    Measurements measurements =
        new Measurements(
            5_000_000_000L,
            full.measurements().kinds(),
            IntStream.range(0, 5)
                .mapToObj(
                    second ->
                        new Sample(
                            second * 1_000_000_000L,
                            1_000_000_000L,
                            80,
                            0,
                            1,
                            2_000_000,
                            4_000_000,
                            9_000_000))
                .toList());
    Histogram late = Recorder.newHistogram();
    late.recordValue(3_000_000);
    return new RunRecord(
        full.info(),
        full.machine(),
        measurements,
        full.usage(),
        Optional.empty(),
        new SelfWatch(
            IntStream.range(0, 5).mapToObj(Runs::starved).toList(),
            late,
            late,
            List.of(new Pause(1_500_000_000L, 120_000_000L)),
            7,
            OptionalLong.of(1_024),
            OptionalLong.empty(),
            Optional.of(new Ceiling(1_000, Instant.parse("2026-03-01T00:00:00Z")))));
  }

  private static GeneratorSample starved(int second) {
    return new GeneratorSample(
        second * 1_000_000_000L,
        1_000_000_000L,
        4_000_000,
        Lag.NONE,
        new Lag(500, 3_000_000, 5_000_000),
        new Lag(400, 3_000_000, 120_000_000),
        90_000_000,
        OptionalDouble.of(0.3),
        OptionalDouble.of(0.5),
        new Processors(
            1,
            0.4,
            OptionalDouble.of(0.25),
            OptionalDouble.of(0.6),
            OptionalDouble.of(1),
            OptionalDouble.of(0),
            OptionalDouble.empty(),
            Optional.of(new Quota(0.5, 0.05))),
        1,
        2_000_000,
        OptionalLong.of(90),
        OptionalLong.of(20));
  }

  /** The same with streams: of 10 users one reads slowly, and one stopped reading. */
  static RunRecord streams() {
    RunRecord full = full();
    Histogram first = Recorder.newHistogram();
    first.recordValue(120_000);
    Histogram slow = Recorder.newHistogram();
    slow.recordValue(2_000_000_000L);
    return new RunRecord(
        full.info(),
        full.machine(),
        full.measurements(),
        full.usage(),
        Optional.empty(),
        SelfWatch.none(),
        Optional.of(
            new StreamsMeasured(
                full.info().users(),
                full.info().users() - 1,
                first,
                List.of(
                    new StreamsMeasured.Group("slow", 1, Map.of(Outcome.OK, 1L), slow),
                    new StreamsMeasured.Group(
                        "stalled", 1, Map.of(Outcome.TIMEOUT, 2L), Recorder.newHistogram())),
                Optional.of(
                    new StreamsMeasured.Told(
                        new PerClass(20, 400, 90, 40_000),
                        new PerClass(20, 400, 90, 39_000),
                        new PerClass(0, 0, 0, 1_000),
                        new PerClass(2, 5, 0, 0),
                        7,
                        Map.of("backpressure", 2L),
                        3,
                        new StreamsMeasured.Fullest(960, 300 << 10, 1_000, 1 << 20))),
                new StreamsMeasured.Closings(2, 1),
                5,
                OptionalLong.of(100L << 20),
                OptionalLong.of((100L << 20) + full.info().users() * (24L << 10)))));
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

  /** A minute of open load, in the middle of which the server stood still for a while. */
  static RunRecord open() {
    List<Sample> series = new ArrayList<>();
    Histogram response = Recorder.newHistogram();
    Histogram service = Recorder.newHistogram();
    for (int second = 0; second < 60; second++) {
      boolean still = second == 30;
      long p50 = 900_000L + 10_000L * (second * 7L % 13);
      long max = still ? 800_000_000L : 9_000_000L + 500_000L * (second * 5L % 11);
      series.add(
          new Sample(
              second * 1_000_000_000L,
              1_000_000_000L,
              1_000,
              second % 20,
              still ? 3 : 0,
              p50,
              4 * p50,
              max));
      for (int i = 0; i < 1_000; i++) {
        response.recordValue(i == 999 ? max : p50 + 3L * i * i);
        service.recordValue(p50 + i * 900L);
      }
    }
    Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
    for (Outcome outcome : Outcome.values()) {
      outcomes.put(outcome, outcome == Outcome.OK ? 60_000L : 0L);
    }
    return new RunRecord(
        info(RunInfo.Ending.COMPLETED),
        machine(),
        new Measurements(
            60_000_000_000L,
            List.of(new KindMeasurement("chat", true, outcomes, response, service)),
            series),
        new Usage(4_020_000_000L, OptionalLong.of(8_040_000_000L), OptionalLong.of(88_185_242L)),
        Optional.of(new Offered(60_010, 60_000, service)));
  }

  /** A run in which the server's rate limit said no to everything. */
  static RunRecord refused() {
    RunRecord full = full();
    return new RunRecord(
        full.info(),
        machine(),
        new Measurements(
            100_000_000L,
            List.of(kind("chat", true, Map.of(Outcome.REFUSED, 9L), 1, 9)),
            full.measurements().series()),
        full.usage());
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
