package dev.proofload.loadgen.selftest;

import dev.proofload.loadgen.check.CheckResult;
import dev.proofload.loadgen.check.Verdict;
import dev.proofload.loadgen.selftest.fault.Fault;
import dev.proofload.loadgen.selftest.simulation.Settings;
import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;

/** Tries the checks on bridges of which it is known what is wrong with them. */
public final class SelfTest {
  /** A fault is looked for in so many operations first; then in more, and more. */
  private static final long FIRST_OPERATIONS = 1_000;

  private static final int GROWTH = 4;

  private final SelfTestPlan plan;
  private final Runnable runEnded;
  private final LongSupplier nanoClock;

  private record Attempt(long seed, boolean caught, long operations, Trial trial) {}

  /**
   * @param runEnded is told each time that one of {@link SelfTestPlan#runs} has ended, by any
   *     thread
   * @param nanoClock a monotonic clock in nanoseconds
   */
  public SelfTest(SelfTestPlan plan, Runnable runEnded, LongSupplier nanoClock) {
    this.plan = plan;
    this.runEnded = runEnded;
    this.nanoClock = nanoClock;
  }

  /** Makes all runs. Blocks until they are over. */
  public SelfTestResult run() throws InterruptedException {
    long beginNanos = nanoClock.getAsLong();
    try (ExecutorService pool = Executors.newFixedThreadPool(plan.threads())) {
      List<List<Future<Attempt>>> attempts = new ArrayList<>();
      for (Fault fault : plan.faults()) {
        List<Callable<Attempt>> ofFault = new ArrayList<>();
        for (int i = 0; i < plan.seeds(); i++) {
          long seed = plan.firstSeed() + i;
          ofFault.add(() -> attempt(fault, seed));
        }
        attempts.add(ofFault.stream().map(pool::submit).toList());
      }
      List<Future<SoundResult>> sound = new ArrayList<>();
      for (int i = 0; i < plan.soundRuns(); i++) {
        long seed = plan.firstSeed() + i;
        long most = Math.min(SelfTestPlan.SOUND_RUN, plan.soundOperations());
        sound.add(pool.submit(() -> soundRun(seed, most)));
      }
      List<FaultResult> faults = new ArrayList<>();
      for (int i = 0; i < attempts.size(); i++) {
        faults.add(faultResult(plan.faults().get(i), all(attempts.get(i))));
      }
      SoundResult allSound = together(all(sound));
      Duration took = Duration.ofNanos(nanoClock.getAsLong() - beginNanos);
      return new SelfTestResult(plan, faults, allSound, took);
    }
  }

  private Attempt attempt(Fault fault, long seed) {
    Settings settings = fault.needs().apply(Settings.of(seed));
    long most = Math.min(FIRST_OPERATIONS, plan.faultOperations());
    while (true) {
      Trial trial = Trial.run(settings, fault.bridge(), most);
      boolean caught = trial.violated().contains(fault.check());
      if (caught || most == plan.faultOperations()) {
        runEnded.run();
        return new Attempt(seed, caught, trial.operationsUntilCaught(fault.check()), trial);
      }
      most = Math.min(plan.faultOperations(), GROWTH * most);
    }
  }

  private SoundResult soundRun(long seed, long most) {
    Settings settings = Settings.of(seed);
    Settings set =
        switch ((int) Math.floorMod(seed, 16L)) {
          case 1, 5, 9, 13 -> settings.evicting();
          case 2, 6, 10, 14 -> settings.unlimited();
          case 3 -> settings.streaming();
          default -> settings;
        };
    Trial trial = Trial.run(set, SimulatedBridge::sound, most);
    Map<String, Long> judged = new LinkedHashMap<>();
    List<SoundResult.Alarm> alarms = new ArrayList<>();
    for (CheckResult result : trial.results()) {
      judged.put(result.name(), result.judged());
      if (result.verdict() == Verdict.VIOLATED) {
        alarms.add(
            new SoundResult.Alarm(
                result.name(), seed, result.violations(), sentence(trial, result.name())));
      }
    }
    runEnded.run();
    return new SoundResult(1, trial.operations(), judged, alarms);
  }

  private static SoundResult together(List<SoundResult> results) {
    long operations = 0;
    Map<String, Long> judged = new LinkedHashMap<>();
    List<SoundResult.Alarm> alarms = new ArrayList<>();
    for (SoundResult result : results) {
      operations += result.operations();
      result.judged().forEach((check, count) -> judged.merge(check, count, Long::sum));
      alarms.addAll(result.alarms());
    }
    return new SoundResult(results.size(), operations, judged, alarms);
  }

  private FaultResult faultResult(Fault fault, List<Attempt> attempts) {
    List<Long> operations = new ArrayList<>();
    List<Long> missed = new ArrayList<>();
    Map<String, Integer> others = new LinkedHashMap<>();
    String sentence = "";
    for (Attempt attempt : attempts) {
      if (attempt.caught()) {
        operations.add(attempt.operations());
      } else {
        missed.add(attempt.seed());
      }
      for (String check : attempt.trial().violated()) {
        if (!check.equals(fault.check())) {
          others.merge(check, 1, Integer::sum);
        }
      }
      sentence = sentence.isEmpty() ? sentence(attempt.trial(), fault.check()) : sentence;
    }
    return new FaultResult(fault, attempts.size(), operations, missed, others, sentence);
  }

  private static String sentence(Trial trial, String check) {
    for (CheckResult result : trial.results()) {
      if (result.name().equals(check) && !result.witnesses().isEmpty()) {
        return result.witnesses().getFirst().sentence();
      }
    }
    return "";
  }

  private static <T> List<T> all(List<Future<T>> futures) throws InterruptedException {
    List<T> results = new ArrayList<>();
    for (Future<T> future : futures) {
      try {
        results.add(future.get());
      } catch (ExecutionException e) {
        throw new IllegalStateException("a simulated run broke down", e.getCause());
      }
    }
    return results;
  }
}
