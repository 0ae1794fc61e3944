package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.selftest.simulation.Guest;
import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;

/** One turn in a thousand is not counted. */
final class LostCount extends SimulatedBridge {
  LostCount(Stage stage) {
    super(stage);
  }

  @Override
  protected void count(Guest guest) {
    if (!stage().oneIn(1_000)) {
      super.count(guest);
    }
  }
}
