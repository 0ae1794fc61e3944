package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;

/** Two users share one bucket. */
final class SharedBucket extends SimulatedBridge {
  SharedBucket(Stage stage) {
    super(stage);
  }

  @Override
  protected int bucketKey(int user) {
    return user / 2;
  }
}
