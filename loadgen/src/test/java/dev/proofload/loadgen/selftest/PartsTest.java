package dev.proofload.loadgen.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.loadgen.check.ChatChecks;
import dev.proofload.loadgen.record.HistoryListener;
import dev.proofload.loadgen.selftest.fault.Fault;
import dev.proofload.loadgen.selftest.simulation.Settings;
import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Simulation;
import dev.proofload.loadgen.selftest.simulation.Stage;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the parts of the checks find, each told by itself, is what all of them find together. */
class PartsTest {
  private static final int OPERATIONS = 3_000;

  @ParameterizedTest
  @MethodSource("faults")
  void partsFindTogetherWhatAllFindAtOnce(String name) {
    Fault fault = Fault.named(name).orElseThrow();
    compare(fault.needs().apply(Settings.of(1)), fault.bridge());
  }

  @Test
  void partsAreAsContentWithASoundBridge() {
    compare(Settings.of(2), SimulatedBridge::sound);
  }

  private static Stream<String> faults() {
    return Fault.ALL.stream().map(Fault::name);
  }

  private static void compare(Settings settings, Function<Stage, SimulatedBridge> bridge) {
    ChatChecks whole = Trial.checks(settings);
    new Simulation(settings, bridge, whole).run(OPERATIONS);
    ChatChecks parted = Trial.checks(settings);
    for (HistoryListener part : parted.parts()) {
      new Simulation(settings, bridge, part).run(OPERATIONS);
    }
    assertThat(parted.results()).isEqualTo(whole.results());
    assertThat(parted.users()).isEqualTo(whole.users());
    assertThat(parted.evictionsPossible()).isEqualTo(whole.evictionsPossible());
  }
}
