package dev.proofload.loadgen.report;

import dev.proofload.loadgen.check.CheckResult;
import dev.proofload.loadgen.check.Verdict;
import dev.proofload.loadgen.check.Witness;
import dev.proofload.loadgen.gate.Threshold;
import dev.proofload.loadgen.gate.Validity;
import dev.proofload.loadgen.record.KindMeasurement;
import dev.proofload.loadgen.record.Machine;
import dev.proofload.loadgen.record.Measurements;
import dev.proofload.loadgen.record.Offered;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.record.Recorder;
import dev.proofload.loadgen.record.RunInfo;
import dev.proofload.loadgen.record.RunRecord;
import dev.proofload.loadgen.record.SelfWatch;
import dev.proofload.loadgen.record.StreamsMeasured;
import dev.proofload.loadgen.record.Usage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/**
 * Several runs of one workload as one: histograms and counts add up exactly. Whether they ran at
 * the same time or one after another follows from when they began: the window of the whole is the
 * time in which at least one of them ran, and its users are as many as there were at once. Pure.
 */
public final class MergedRun {
  private static final String TRANSPORT = "transport";

  private final List<SavedRun> runs;
  private final RunTimes times;

  private MergedRun(List<SavedRun> runs) {
    this.runs =
        runs.stream()
            .sorted(Comparator.comparing((SavedRun run) -> run.record().info().startedAt()))
            .toList();
    this.times = new RunTimes(this.runs.stream().map(SavedRun::record).toList());
  }

  /**
   * Adds them up; one alone stays as it is.
   *
   * @param runs by what they are called in complaints, at least one
   * @throws IllegalArgumentException if they are not of one kind, or one is there twice; the
   *     message is a sentence for the user
   */
  public static SavedRun of(Map<String, SavedRun> runs) {
    if (runs.isEmpty()) {
      throw new IllegalArgumentException("there is no run to merge");
    }
    if (runs.size() == 1) {
      return runs.values().iterator().next();
    }
    refuseDifferent(runs, "workload", run -> run.info().workload());
    refuseDifferent(
        runs, TRANSPORT, run -> run.info().settings().getOrDefault(TRANSPORT, "unknown"));
    refuseDifferent(runs, "load", run -> run.offered().isPresent() ? "open" : "closed");
    refuseTheSame(runs);
    refuseInvalid(runs);
    try {
      return new MergedRun(List.copyOf(runs.values())).merge();
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "the runs can't be merged: together they are beyond all counting", e);
    }
  }

  private static void refuseDifferent(
      Map<String, SavedRun> runs, String what, Function<RunRecord, String> of) {
    Map<String, String> seen = new LinkedHashMap<>();
    runs.forEach((name, run) -> seen.putIfAbsent(of.apply(run.record()), name));
    if (seen.size() > 1) {
      throw new IllegalArgumentException(
          "runs of different "
              + what
              + " can't be merged: "
              + seen.entrySet().stream()
                  .map(entry -> Visible.line(entry.getKey()) + " in " + entry.getValue())
                  .collect(Collectors.joining(", ")));
    }
  }

  /** Its figures are its generator's own. */
  private static void refuseInvalid(Map<String, SavedRun> runs) {
    runs.forEach(
        (name, run) -> {
          Validity validity = Validity.of(run.record());
          if (validity.verdict() == Validity.Verdict.INVALID) {
            throw new IllegalArgumentException(
                name + " is invalid and can't be merged with others: " + validity.sentence());
          }
        });
  }

  /** Its answers would count twice. */
  private static void refuseTheSame(Map<String, SavedRun> runs) {
    Map<String, String> seen = new LinkedHashMap<>();
    runs.forEach(
        (name, run) -> {
          String first =
              seen.putIfAbsent(JsonReport.render(run.record(), List.of(), List.of()), name);
          if (first != null) {
            throw new IllegalArgumentException(name + " is the same run as " + first);
          }
        });
  }

  private SavedRun merge() {
    RunRecord record =
        new RunRecord(
            info(),
            machine(),
            new Measurements(times.windowNanos(), kinds(), times.series()),
            usage(),
            offered(),
            self(),
            streams());
    return new SavedRun(record, checks(), thresholds(record));
  }

  private List<Threshold.Result> thresholds(RunRecord merged) {
    Map<String, Threshold.Result> byExpression = new LinkedHashMap<>();
    for (SavedRun run : runs) {
      for (Threshold.Result part : run.thresholds()) {
        Threshold threshold = part.threshold();
        Threshold.Result whole = threshold.of(merged);
        // Where a run was ended because it was lost, it is lost for all.
        boolean held = whole.held() && (part.held() || !threshold.of(run.record()).held());
        byExpression.merge(
            threshold.expression(),
            new Threshold.Result(threshold, whole.actual(), held),
            (one, other) -> one.held() ? other : one);
      }
    }
    return List.copyOf(byExpression.values());
  }

  private RunInfo info() {
    List<RunInfo> infos = runs.stream().map(run -> run.record().info()).toList();
    RunInfo first = infos.getFirst();
    return new RunInfo(
        together(infos, RunInfo::name) + " (" + infos.size() + " runs)",
        first.workload(),
        first.startedAt(),
        together(infos, RunInfo::url),
        infos.stream().allMatch(RunInfo::embedded),
        together(infos, RunInfo::version),
        together(infos, RunInfo::commit),
        infos.stream().map(RunInfo::command).distinct().collect(Collectors.joining("\n")),
        times.users(),
        infos.stream().allMatch(info -> info.messagesPerUser() == first.messagesPerUser())
            ? first.messagesPerUser()
            : 0,
        first.seed(),
        settings(infos),
        infos.stream()
            .map(RunInfo::ending)
            .max(Comparator.naturalOrder())
            .orElse(RunInfo.Ending.COMPLETED));
  }

  private static Map<String, String> settings(List<RunInfo> infos) {
    Set<String> names = new LinkedHashSet<>();
    infos.forEach(info -> names.addAll(info.settings().keySet()));
    Map<String, String> settings = new LinkedHashMap<>();
    names.forEach(
        name ->
            settings.put(
                name, together(infos, info -> info.settings().getOrDefault(name, "not set"))));
    return settings;
  }

  /** Of machines that differ all names, and the most of what can be counted. */
  private Machine machine() {
    List<Machine> machines = runs.stream().map(run -> run.record().machine()).distinct().toList();
    return new Machine(
        together(machines, Machine::cpuModel),
        machines.stream().mapToInt(Machine::cpus).max().orElse(1),
        machines.stream().mapToLong(Machine::memoryBytes).max().orElse(0),
        together(machines, Machine::os),
        together(machines, Machine::arch),
        together(machines, Machine::jdk));
  }

  private List<KindMeasurement> kinds() {
    Map<String, List<KindMeasurement>> byName = new LinkedHashMap<>();
    for (SavedRun run : runs) {
      for (KindMeasurement kind : run.record().measurements().kinds()) {
        byName.computeIfAbsent(kind.kind(), name -> new ArrayList<>()).add(kind);
      }
    }
    return byName.values().stream().map(MergedRun::sum).toList();
  }

  private static KindMeasurement sum(List<KindMeasurement> parts) {
    KindMeasurement first = parts.getFirst();
    if (parts.stream().anyMatch(part -> part.message() != first.message())) {
      throw new IllegalArgumentException(
          "the kind '"
              + Visible.line(first.kind())
              + "' is a message in one run and none in another");
    }
    Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
    for (Outcome outcome : Outcome.values()) {
      outcomes.put(outcome, sum(parts, part -> part.count(outcome)));
    }
    return new KindMeasurement(
        first.kind(),
        first.message(),
        outcomes,
        add(parts.stream().map(KindMeasurement::latency)),
        add(parts.stream().map(KindMeasurement::service)));
  }

  private Usage usage() {
    List<Usage> all = runs.stream().map(run -> run.record().usage()).toList();
    boolean everyTarget = all.stream().allMatch(usage -> usage.targetCpuNanos().isPresent());
    return new Usage(
        sum(all, Usage::generatorCpuNanos),
        everyTarget
            ? OptionalLong.of(sum(all, usage -> usage.targetCpuNanos().orElse(0)))
            : OptionalLong.empty(),
        all.stream()
            .map(Usage::targetRssBytes)
            .filter(OptionalLong::isPresent)
            .mapToLong(OptionalLong::getAsLong)
            .max());
  }

  private Optional<Offered> offered() {
    List<Offered> all = runs.stream().flatMap(run -> run.record().offered().stream()).toList();
    return all.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Offered(
                sum(all, Offered::due),
                sum(all, Offered::sent),
                add(all.stream().map(Offered::lag))));
  }

  /**
   * What a server told counts all that it did for all of them, and its memory too: no sum of
   * theirs.
   */
  private Optional<StreamsMeasured> streams() {
    List<StreamsMeasured> all =
        runs.stream().flatMap(run -> run.record().streams().stream()).toList();
    if (all.isEmpty()) {
      return Optional.empty();
    }
    Map<String, List<StreamsMeasured.Group>> byReading = new LinkedHashMap<>();
    for (StreamsMeasured part : all) {
      for (StreamsMeasured.Group group : part.groups()) {
        byReading.computeIfAbsent(group.reading(), name -> new ArrayList<>()).add(group);
      }
    }
    return Optional.of(
        new StreamsMeasured(
            Math.toIntExact(sum(all, StreamsMeasured::established)),
            Math.toIntExact(sum(all, StreamsMeasured::aliveAtEnd)),
            add(all.stream().map(StreamsMeasured::firstDelta)),
            byReading.values().stream().map(MergedRun::group).toList(),
            Optional.empty(),
            new StreamsMeasured.Closings(
                sum(all, part -> part.closings().byServer()),
                sum(all, part -> part.closings().byUsers())),
            sum(all, StreamsMeasured::lateReplies),
            OptionalLong.empty(),
            OptionalLong.empty()));
  }

  private static StreamsMeasured.Group group(List<StreamsMeasured.Group> parts) {
    Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
    for (Outcome outcome : Outcome.values()) {
      outcomes.put(outcome, sum(parts, part -> part.count(outcome)));
    }
    return new StreamsMeasured.Group(
        parts.getFirst().reading(),
        Math.toIntExact(sum(parts, StreamsMeasured.Group::users)),
        outcomes,
        add(parts.stream().map(StreamsMeasured.Group::latency)));
  }

  /**
   * Pauses count, but their times would say nothing; limits and ceilings are each generator's own.
   */
  private SelfWatch self() {
    List<SelfWatch> all = runs.stream().map(run -> run.record().self()).toList();
    return new SelfWatch(
        times.selfSeries(),
        add(all.stream().map(SelfWatch::loopLag)),
        add(all.stream().map(SelfWatch::oversleep)),
        List.of(),
        sum(all, SelfWatch::pauseCount),
        OptionalLong.empty(),
        OptionalLong.empty(),
        Optional.empty());
  }

  private List<CheckResult> checks() {
    Map<String, List<CheckResult>> byName = new LinkedHashMap<>();
    for (SavedRun run : runs) {
      for (CheckResult check : run.checks()) {
        byName.computeIfAbsent(check.name(), name -> new ArrayList<>()).add(check);
      }
    }
    return byName.values().stream().map(this::together).toList();
  }

  /** The worst verdict of all; where a run did not make the check, it can't be valid in all. */
  private CheckResult together(List<CheckResult> parts) {
    Set<String> reasons = new LinkedHashSet<>();
    Verdict worst =
        parts.stream()
            .map(CheckResult::verdict)
            .max(Comparator.naturalOrder())
            .orElse(Verdict.UNKNOWN);
    if (parts.size() < runs.size()) {
      worst = worst == Verdict.VALID ? Verdict.UNKNOWN : worst;
      reasons.add(
          "not checked in " + (runs.size() - parts.size()) + " of " + runs.size() + " runs");
    }
    parts.stream().map(CheckResult::reason).filter(why -> !why.isEmpty()).forEach(reasons::add);
    Map<String, Long> byKind = new LinkedHashMap<>();
    parts.forEach(
        part -> part.judgedByKind().forEach((kind, count) -> byKind.merge(kind, count, Long::sum)));
    List<Witness> witnesses = parts.stream().flatMap(part -> part.witnesses().stream()).toList();
    return new CheckResult(
        parts.getFirst().name(),
        worst,
        sum(parts, CheckResult::judged),
        byKind,
        sum(parts, CheckResult::violations),
        witnesses,
        String.join("; ", reasons));
  }

  private static Histogram add(Stream<Histogram> parts) {
    Histogram sum = Recorder.newHistogram();
    parts.forEach(sum::add);
    return sum;
  }

  private static <E> long sum(Collection<E> parts, ToLongFunction<E> of) {
    return parts.stream().mapToLong(of).reduce(0, Math::addExact);
  }

  /** What they have in common, or all that they have. */
  private static <E> String together(List<E> parts, Function<E, String> of) {
    return parts.stream().map(of).distinct().collect(Collectors.joining(", "));
  }
}
