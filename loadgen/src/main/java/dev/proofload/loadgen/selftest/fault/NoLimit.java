package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;

/** One message in ten costs no token. */
final class NoLimit extends SimulatedBridge {
  NoLimit(Stage stage) {
    super(stage);
  }

  @Override
  protected boolean admit(int user, long nanos) {
    return stage().oneIn(10) || super.admit(user, nanos);
  }
}
