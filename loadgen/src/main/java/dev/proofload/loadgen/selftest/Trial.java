package dev.proofload.loadgen.selftest;

import dev.proofload.loadgen.check.ChatChecks;
import dev.proofload.loadgen.check.CheckResult;
import dev.proofload.loadgen.check.Steps;
import dev.proofload.loadgen.check.Verdict;
import dev.proofload.loadgen.check.Witness;
import dev.proofload.loadgen.selftest.simulation.Settings;
import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Simulation;
import dev.proofload.loadgen.selftest.simulation.Stage;
import java.util.List;
import java.util.function.Function;

/**
 * One simulated run, judged by the checks that judge real ones.
 *
 * @param operations that ended
 * @param results of all checks
 * @param endings how many operations had ended by when
 */
record Trial(long operations, List<CheckResult> results, Endings endings) {
  /** Copies. */
  Trial {
    results = List.copyOf(results);
  }

  /** Runs so many operations, and the quiet phase after them. */
  static Trial run(Settings settings, Function<Stage, SimulatedBridge> bridge, long most) {
    long originNanos = Simulation.originNanos(settings);
    ChatChecks checks = checks(settings);
    Endings endings = new Endings(checks, originNanos);
    Simulation simulation = new Simulation(settings, bridge, endings);
    simulation.run(most);
    return new Trial(simulation.operations(), checks.results(), endings);
  }

  /** All checks, for a simulated run that is set up so. */
  static ChatChecks checks(Settings settings) {
    Steps steps = new Steps(Simulation.names(settings), Simulation.originNanos(settings));
    int clients = settings.clients();
    return settings.streams()
        ? ChatChecks.ofStreams(steps, settings.rules(), clients, clients, Settings.STANDSTILL)
        : ChatChecks.of(steps, settings.rules(), clients, clients);
  }

  /** Names of the checks that found something wrong. */
  List<String> violated() {
    return results.stream()
        .filter(result -> result.verdict() == Verdict.VIOLATED)
        .map(CheckResult::name)
        .toList();
  }

  /** Operations that had ended when what this check found first had all happened. */
  long operationsUntilCaught(String check) {
    return results.stream()
        .filter(result -> result.name().equals(check))
        .flatMap(result -> result.witnesses().stream())
        .mapToLong(Trial::lastNanos)
        .map(endings::by)
        .min()
        .orElse(operations);
  }

  private static long lastNanos(Witness witness) {
    return witness.operations().stream().mapToLong(Witness.Step::endNanos).max().orElse(0);
  }
}
