package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;

/** A refused message is not looked at for crisis language. */
final class RefusedNotScreened extends SimulatedBridge {
  RefusedNotScreened(Stage stage) {
    super(stage);
  }

  @Override
  protected boolean screenRefused(int user, boolean flagged, long nanos) {
    return false;
  }
}
