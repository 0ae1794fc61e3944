package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;

/** One message in a thousand is refused although there are tokens. */
final class RefusesAtRandom extends SimulatedBridge {
  RefusesAtRandom(Stage stage) {
    super(stage);
  }

  @Override
  protected boolean admit(int user, long nanos) {
    return !stage().oneIn(1_000) && super.admit(user, nanos);
  }
}
