package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.selftest.simulation.Guest;
import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;

/** One event in a thousand is lost. */
final class LostEvent extends SimulatedBridge {
  LostEvent(Stage stage) {
    super(stage);
  }

  @Override
  protected void publish(Guest to, Guest from, boolean whisper, String room, String line) {
    if (!stage().oneIn(1_000)) {
      super.publish(to, from, whisper, room, line);
    }
  }
}
