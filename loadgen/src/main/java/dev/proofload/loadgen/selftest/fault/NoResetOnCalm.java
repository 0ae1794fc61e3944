package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;

/** A calm turn does not end a streak. */
final class NoResetOnCalm extends SimulatedBridge {
  NoResetOnCalm(Stage stage) {
    super(stage);
  }

  @Override
  protected boolean screen(int user, boolean flagged, long nanos) {
    return flagged && super.screen(user, true, nanos);
  }
}
