package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.selftest.simulation.Guest;
import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;

/** One change of name in twenty is lost. */
final class StaleName extends SimulatedBridge {
  StaleName(Stage stage) {
    super(stage);
  }

  @Override
  protected void rename(Guest guest, int number) {
    if (number == 0 || !stage().oneIn(20)) {
      super.rename(guest, number);
    }
  }
}
