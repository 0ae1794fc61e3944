package dev.proofload.loadgen.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.groups.Tuple.tuple;

import dev.proofload.loadgen.check.CheckResult;
import dev.proofload.loadgen.check.Verdict;
import dev.proofload.loadgen.gate.Metric;
import dev.proofload.loadgen.gate.Threshold;
import dev.proofload.loadgen.record.KindMeasurement;
import dev.proofload.loadgen.record.Machine;
import dev.proofload.loadgen.record.Measurements;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.record.Recorder;
import dev.proofload.loadgen.record.RunInfo;
import dev.proofload.loadgen.record.RunRecord;
import dev.proofload.loadgen.record.Sample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class MergedRunTest {
  private static final Instant START = Runs.full().info().startedAt();

  @Property(tries = 50)
  void theSumOfTheHistogramsIsTheHistogramOfAll(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 5) int parts) {
    Random random = new Random(seed);
    Histogram all = Recorder.newHistogram();
    Map<String, SavedRun> runs = new LinkedHashMap<>();
    long refused = 0;
    for (int part = 0; part < parts; part++) {
      Histogram own = Recorder.newHistogram();
      for (int i = random.nextInt(1, 200); i > 0; i--) {
        long nanos = random.nextLong(1L << random.nextInt(1, 41));
        own.recordValue(nanos);
        all.recordValue(nanos);
      }
      refused += part;
      runs.put("run" + part, run(START.plusSeconds(part), 5_000_000_000L, 20, own, part));
    }

    Measurements merged = MergedRun.of(runs).record().measurements();
    assertThat(merged.messageLatency()).isEqualTo(all);
    assertThat(merged.messages(Outcome.REFUSED)).isEqualTo(refused);
    assertThat(merged.windowNanos()).isEqualTo(5_000_000_000L + (parts - 1) * 1_000_000_000L);
  }

  @Property(tries = 50)
  void theOrderInWhichTheyAreNamedDoesNotMatter(@ForAll long seed) {
    Random random = new Random(seed);
    SavedRun a = run(START, 1 + random.nextLong(10_000_000_000L), 3, histogram(1, 9), 0);
    SavedRun b =
        run(START.plusMillis(random.nextInt(1, 9_000)), 4_000_000_000L, 5, histogram(4, 20), 1);

    assertThat(json(MergedRun.of(Map.of("b", b, "a", a))))
        .isEqualTo(json(MergedRun.of(ordered(a, b))));
    assertThat(json(MergedRun.of(ordered(b, a)))).isEqualTo(json(MergedRun.of(ordered(a, b))));
  }

  @Test
  void runsAtTheSameTimeAreOneLoadOfAllTheirUsers() {
    SavedRun merged =
        MergedRun.of(
            ordered(
                run(START, 10_000_000_000L, 20, histogram(1, 100), 0),
                run(START.plusSeconds(2), 10_000_000_000L, 30, histogram(1, 140), 0)));

    assertThat(merged.record().info().users()).isEqualTo(50);
    assertThat(merged.record().measurements().windowNanos()).isEqualTo(12_000_000_000L);
    assertThat(merged.record().measurements().throughput()).isEqualTo(20);
    assertThat(merged.record().measurements().series()).isEmpty();
    assertThat(merged.record().usage().generatorCpuNanos()).isEqualTo(2 * 4_020_000L);
    assertThat(merged.record().info().name()).isEqualTo("chat-20x20 (2 runs)");
    assertThat(merged.record().info().command().lines()).hasSize(1);
  }

  @Test
  void runsOneAfterAnotherAreALongerOne() {
    SavedRun merged =
        MergedRun.of(
            ordered(
                run(START.plusSeconds(3_600), 10_000_000_000L, 20, histogram(1, 100), 0),
                run(START, 10_000_000_000L, 30, histogram(1, 100), 0)));

    assertThat(merged.record().info().users()).isEqualTo(30);
    assertThat(merged.record().info().startedAt()).isEqualTo(START);
    assertThat(merged.record().measurements().windowNanos()).isEqualTo(20_000_000_000L);
    assertThat(merged.record().measurements().throughput()).isEqualTo(10);
    assertThat(merged.record().measurements().series())
        .extracting(Sample::startNanos)
        .containsExactly(0L, 1_000_000_000L, 10_000_000_000L, 11_000_000_000L);
  }

  @Test
  void verdictsAreTheWorstAndThresholdsHeldAnew() {
    Map<String, Metric> metrics = Metric.all(List.of("chat"));
    Threshold few = Threshold.parse("messages<150", metrics);
    RunRecord one = run(START, 1_000, 1, histogram(1, 100), 0).record();
    RunRecord other = run(START.plusSeconds(9), 1_000, 1, histogram(1, 90), 0).record();
    CheckResult extra = new CheckResult("rooms", Verdict.VALID, 7, 0, List.of(), "");
    List<CheckResult> more = new ArrayList<>(Runs.valid());
    more.add(extra);
    SavedRun merged =
        MergedRun.of(
            ordered(
                new SavedRun(one, more, List.of(few.of(one))),
                new SavedRun(other, Runs.violated(), List.of(few.of(other)))));

    assertThat(merged.checks())
        .extracting(
            CheckResult::name, CheckResult::verdict, CheckResult::judged, CheckResult::reason)
        .containsExactly(
            tuple("isolation", Verdict.VIOLATED, 800L, ""),
            tuple("crisis", Verdict.UNKNOWN, 3L, "no crisis user took part"),
            tuple("rooms", Verdict.UNKNOWN, 7L, "not checked in 1 of 2 runs"));
    assertThat(merged.checks().getFirst().witnesses()).hasSize(2);
    assertThat(merged.thresholds()).hasSize(1);
    assertThat(merged.thresholds().getFirst().held()).isFalse();
  }

  @Test
  void aMergedRunIsSavedAndReadLikeAnyOther() {
    String json =
        json(
            MergedRun.of(
                ordered(
                    run(START, 10_000_000_000L, 20, histogram(1, 100), 0),
                    run(START.plusSeconds(60), 10_000_000_000L, 30, histogram(9, 100), 2))));

    assertThat(json(SavedRun.parse("merged.json", json))).isEqualTo(json);
    assertThat(ReportSchema.faults(json)).isEmpty();
  }

  @Test
  void machinesThatDifferAreAllNamed() {
    RunRecord one = run(START, 1_000, 1, histogram(1, 9), 0).record();
    Machine big = new Machine("Big CPU", 64, 1L << 40, "Some OS 12", "amd64", "Some Vendor 25");
    RunRecord other =
        new RunRecord(one.info(), big, one.measurements(), one.usage(), one.offered());

    Machine both =
        MergedRun.of(
                ordered(
                    new SavedRun(one, List.of(), List.of()),
                    new SavedRun(other, List.of(), List.of())))
            .record()
            .machine();
    assertThat(both.cpuModel()).isEqualTo("Some CPU, Big CPU");
    assertThat(both.cpus()).isEqualTo(64);
    assertThat(both.os()).isEqualTo("Some OS 12");
  }

  @Test
  void oneAloneStaysAsItIs() {
    SavedRun run = new SavedRun(Runs.full(), Runs.violated(), List.of());

    assertThat(MergedRun.of(Map.of("x", run))).isSameAs(run);
  }

  @Test
  void whatDoesNotBelongTogetherIsRefused() {
    SavedRun full = new SavedRun(Runs.full(), Runs.valid(), List.of());
    SavedRun open = new SavedRun(Runs.open(), Runs.valid(), List.of());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> MergedRun.of(ordered(full, open)))
        .withMessage("runs of different load can't be merged: closed in a, open in b");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MergedRun.of(ordered(full, full)))
        .withMessage("b is the same run as a");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MergedRun.of(ordered(full, with("torture", "http"))))
        .withMessage("runs of different workload can't be merged: chat in a, torture in b");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MergedRun.of(ordered(with("chat", "ws"), with("chat", "http"))))
        .withMessage("runs of different transport can't be merged: ws in a, http in b");
    RunRecord odd =
        new RunRecord(
            Runs.full().info(),
            Runs.machine(),
            new Measurements(
                1, List.of(Runs.kind("chat", false, Map.of(Outcome.OK, 2L), 1, 2)), List.of()),
            Runs.full().usage());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MergedRun.of(ordered(full, new SavedRun(odd, List.of(), List.of()))))
        .withMessage("the kind 'chat' is a message in one run and none in another");
  }

  @Test
  void aRunThatSaysNothingOfTheServerIsRefused() {
    SavedRun starved = new SavedRun(Runs.starved(), Runs.valid(), List.of());
    SavedRun full = new SavedRun(Runs.full(), Runs.valid(), List.of());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> MergedRun.of(ordered(full, starved)))
        .withMessageStartingWith(
            "b is invalid and can't be merged with others: the generator was the bottleneck");
  }

  private static SavedRun with(String workload, String transport) {
    RunInfo info = Runs.info(RunInfo.Ending.COMPLETED);
    return new SavedRun(
        new RunRecord(
            new RunInfo(
                info.name(),
                workload,
                info.startedAt(),
                info.url(),
                true,
                info.version(),
                info.commit(),
                info.command(),
                1,
                1,
                1,
                workload.equals("chat") ? Map.of("transport", transport) : info.settings(),
                info.ending()),
            Runs.machine(),
            Runs.full().measurements(),
            Runs.full().usage()),
        List.of(),
        List.of());
  }

  private static SavedRun run(
      Instant startedAt, long windowNanos, int users, Histogram latency, int refused) {
    RunInfo info = Runs.info(RunInfo.Ending.COMPLETED);
    Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
    for (Outcome outcome : Outcome.values()) {
      outcomes.put(outcome, 0L);
    }
    outcomes.put(Outcome.OK, latency.getTotalCount() - Math.min(refused, latency.getTotalCount()));
    outcomes.put(Outcome.REFUSED, (long) refused);
    return new SavedRun(
        new RunRecord(
            new RunInfo(
                info.name(),
                info.workload(),
                startedAt,
                info.url(),
                info.embedded(),
                info.version(),
                info.commit(),
                info.command(),
                users,
                info.messagesPerUser(),
                info.seed(),
                info.settings(),
                info.ending()),
            Runs.machine(),
            new Measurements(
                windowNanos,
                List.of(new KindMeasurement("chat", true, outcomes, latency)),
                Runs.full().measurements().series()),
            Runs.full().usage()),
        Runs.valid(),
        List.of());
  }

  private static Histogram histogram(int from, int count) {
    Histogram histogram = Recorder.newHistogram();
    for (int i = 0; i < count; i++) {
      histogram.recordValue((from + i) * 1_000L);
    }
    return histogram;
  }

  private static Map<String, SavedRun> ordered(SavedRun a, SavedRun b) {
    Map<String, SavedRun> runs = new LinkedHashMap<>();
    runs.put("a", a);
    runs.put("b", b);
    return runs;
  }

  private static String json(SavedRun run) {
    return JsonReport.render(run.record(), run.checks(), run.thresholds());
  }
}
