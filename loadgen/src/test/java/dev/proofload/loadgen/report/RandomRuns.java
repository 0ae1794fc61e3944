package dev.proofload.loadgen.report;

import dev.proofload.loadgen.check.CheckResult;
import dev.proofload.loadgen.check.Verdict;
import dev.proofload.loadgen.check.Witness;
import dev.proofload.loadgen.gate.Metric;
import dev.proofload.loadgen.gate.Threshold;
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
import java.util.Random;
import org.HdrHistogram.Histogram;

/** Runs of all shapes, each from a seed. */
final class RandomRuns {
  private static final List<String> KINDS = List.of("chat", "look", "sessions", "go");
  private static final long HOUR = 3_600_000_000_000L;
  private static final long DAYS = 7 * 24 * HOUR;

  private final Random random;

  private RandomRuns(long seed) {
    random = new Random(seed);
  }

  /** Judged, and held against thresholds. */
  static SavedRun of(long seed) {
    return new RandomRuns(seed).run();
  }

  private SavedRun run() {
    boolean open = random.nextBoolean();
    Measurements measurements =
        new Measurements(random.nextLong(DAYS), kinds(open), list(this::sample));
    RunRecord record =
        new RunRecord(
            info(),
            new Machine(
                text(), 1 + random.nextInt(512), random.nextLong(1L << 45), text(), text(), text()),
            measurements,
            new Usage(random.nextLong(DAYS), maybe(DAYS), maybe(1L << 40)),
            open ? Optional.of(offered()) : Optional.empty(),
            random.nextBoolean() ? self() : SelfWatch.none(),
            random.nextBoolean() ? Optional.of(streams()) : Optional.empty());
    Map<String, Metric> metrics = Metric.all(List.of("chat", "look", "whisper"));
    List<Threshold> thresholds =
        List.of(
            Threshold.parse("p99.9<" + random.nextInt(1_000) + "ms", metrics),
            Threshold.parse("whisper.p50 <= 5us", metrics),
            Threshold.parse("service.max>1.5s", metrics),
            Threshold.parse("throughput>=" + random.nextInt(9_999) + "/s", metrics),
            Threshold.parse("error_rate<0.1%", metrics));
    return new SavedRun(
        record,
        list(this::check),
        Threshold.all(thresholds, record).stream().map(this::perhapsLost).toList());
  }

  /** Some runs were ended because a threshold was lost. */
  private Threshold.Result perhapsLost(Threshold.Result result) {
    return new Threshold.Result(
        result.threshold(), result.actual(), result.held() && random.nextInt(4) > 0);
  }

  private RunInfo info() {
    Map<String, String> settings = new LinkedHashMap<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      settings.put(text(), text());
    }
    return new RunInfo(
        text(),
        text(),
        Instant.ofEpochSecond(random.nextLong(4_000_000_000L), random.nextInt(1_000_000_000)),
        text(),
        random.nextBoolean(),
        text(),
        text(),
        text(),
        random.nextInt(100_000),
        random.nextInt(1_000),
        random.nextLong(),
        settings,
        oneOf(List.of(RunInfo.Ending.values())));
  }

  private StreamsMeasured streams() {
    return new StreamsMeasured(
        random.nextInt(100_000),
        random.nextInt(100_000),
        histogram(random.nextInt(20)),
        list(this::group),
        random.nextBoolean() ? Optional.of(told()) : Optional.empty(),
        new StreamsMeasured.Closings(random.nextInt(100_000), random.nextInt(100_000)),
        random.nextInt(100_000),
        maybe(1L << 40),
        maybe(1L << 40));
  }

  private StreamsMeasured.Group group() {
    Map<Outcome, Long> outcomes = outcomes();
    return new StreamsMeasured.Group(
        text(), 1 + random.nextInt(100_000), outcomes, histogram(answered(outcomes)));
  }

  private StreamsMeasured.Told told() {
    Map<String, Long> most = new LinkedHashMap<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      most.put(text(), (long) random.nextInt(100_000));
    }
    return new StreamsMeasured.Told(
        perClass(),
        perClass(),
        perClass(),
        perClass(),
        1 + random.nextInt(1_000),
        most,
        perhaps(),
        new StreamsMeasured.Fullest(perhaps(), perhaps(), perhaps(), perhaps()));
  }

  private PerClass perClass() {
    return PerClass.of(priority -> perhaps());
  }

  private long perhaps() {
    return random.nextInt(4) == 0 ? PerClass.NOT_SAID : random.nextLong(-1L << 40, 1L << 40);
  }

  private Map<Outcome, Long> outcomes() {
    Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
    for (Outcome outcome : Outcome.values()) {
      outcomes.put(outcome, (long) random.nextInt(20));
    }
    return outcomes;
  }

  private static long answered(Map<Outcome, Long> outcomes) {
    return outcomes.getOrDefault(Outcome.OK, 0L) + outcomes.getOrDefault(Outcome.REFUSED, 0L);
  }

  private List<KindMeasurement> kinds(boolean open) {
    List<KindMeasurement> kinds = new ArrayList<>();
    for (String kind : KINDS.subList(0, random.nextInt(KINDS.size() + 1))) {
      Map<Outcome, Long> outcomes = outcomes();
      long answered = answered(outcomes);
      kinds.add(
          new KindMeasurement(
              kind,
              !kind.equals("sessions"),
              outcomes,
              histogram(answered),
              histogram(open ? answered : 0)));
    }
    return kinds;
  }

  /** Of values of all magnitudes. */
  Histogram histogram(long values) {
    Histogram histogram = Recorder.newHistogram();
    for (long i = 0; i < values; i++) {
      histogram.recordValue(random.nextLong(1L << random.nextInt(1, 42)));
    }
    return histogram;
  }

  private Offered offered() {
    long due = random.nextLong(1_000_000_000L);
    return new Offered(due, due - random.nextLong(due + 1), histogram(random.nextInt(50)));
  }

  private SelfWatch self() {
    return new SelfWatch(
        list(this::generatorSample),
        histogram(random.nextInt(9)),
        histogram(random.nextInt(9)),
        list(() -> new Pause(random.nextLong(-HOUR, DAYS), random.nextLong(HOUR))),
        random.nextInt(99),
        maybe(1L << 20),
        maybe(1L << 16),
        random.nextBoolean()
            ? Optional.of(new Ceiling(1 + random.nextDouble() * 1e6, Instant.EPOCH))
            : Optional.empty());
  }

  private GeneratorSample generatorSample() {
    return new GeneratorSample(
        random.nextLong(DAYS),
        random.nextLong(HOUR),
        random.nextInt(2) * random.nextLong(HOUR),
        random.nextBoolean() ? Lag.NONE : new Lag(3, random.nextLong(HOUR), random.nextLong(HOUR)),
        Lag.NONE,
        new Lag(7, random.nextLong(HOUR), random.nextLong(HOUR)),
        random.nextLong(HOUR),
        share(),
        share(),
        new Processors(
            1 + random.nextInt(64),
            random.nextDouble(),
            share(),
            share(),
            share(),
            share(),
            share(),
            random.nextBoolean()
                ? Optional.of(new Quota(1 + random.nextDouble(), random.nextDouble()))
                : Optional.empty()),
        random.nextInt(9),
        random.nextLong(HOUR),
        maybe(1L << 20),
        maybe(1L << 16));
  }

  private OptionalDouble share() {
    return random.nextBoolean() ? OptionalDouble.of(random.nextDouble()) : OptionalDouble.empty();
  }

  private Sample sample() {
    long messages = random.nextInt(3);
    return new Sample(
        random.nextLong(DAYS),
        random.nextLong(HOUR),
        messages,
        random.nextLong(messages + 1),
        random.nextInt(100),
        messages == 0 ? 0 : random.nextLong(HOUR),
        messages == 0 ? 0 : random.nextLong(HOUR),
        messages == 0 ? 0 : random.nextLong(HOUR));
  }

  private CheckResult check() {
    Verdict verdict = oneOf(List.of(Verdict.values()));
    Map<String, Long> byKind = new LinkedHashMap<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      byKind.put(text(), 1L + random.nextInt(1_000_000));
    }
    return new CheckResult(
        random.nextBoolean() ? "isolation" : text(),
        verdict,
        verdict == Verdict.UNKNOWN ? 0 : 1 + random.nextLong(1_000_000_000L),
        byKind,
        verdict == Verdict.VIOLATED ? 1 + random.nextInt(5) : 0,
        verdict == Verdict.VIOLATED ? list(this::witness) : List.of(),
        text());
  }

  private Witness witness() {
    return new Witness(
        text(),
        list(
            () -> {
              long start = random.nextLong(DAYS);
              return new Witness.Step(
                  text(), text(), start, start + random.nextLong(HOUR), text(), text(), text());
            }));
  }

  private <E> E oneOf(List<E> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private OptionalLong maybe(long bound) {
    return random.nextBoolean() ? OptionalLong.of(random.nextLong(bound)) : OptionalLong.empty();
  }

  private <E> List<E> list(java.util.function.Supplier<E> one) {
    List<E> list = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      list.add(one.get());
    }
    return list;
  }

  /** Of all characters that Java text can hold, alone halves of pairs too. */
  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      text.append(
          switch (random.nextInt(4)) {
            case 0 -> (char) random.nextInt(0x80);
            case 1 -> (char) random.nextInt(0x1_0000);
            case 2 -> "<>&\"'\\/]]>".charAt(random.nextInt(10));
            default -> (char) ('a' + random.nextInt(26));
          });
    }
    return text.toString();
  }
}
