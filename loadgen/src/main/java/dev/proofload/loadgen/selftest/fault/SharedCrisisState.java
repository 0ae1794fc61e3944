package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;

/** Two users share the state of their streaks. */
final class SharedCrisisState extends SimulatedBridge {
  SharedCrisisState(Stage stage) {
    super(stage);
  }

  @Override
  protected int streakKey(int user) {
    return user / 2;
  }
}
