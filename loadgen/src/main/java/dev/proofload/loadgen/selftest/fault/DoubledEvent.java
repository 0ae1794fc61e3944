package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.selftest.simulation.Guest;
import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;

/** One event in a thousand is sent twice, under one number each. */
final class DoubledEvent extends SimulatedBridge {
  DoubledEvent(Stage stage) {
    super(stage);
  }

  @Override
  protected void publish(Guest to, Guest from, boolean whisper, String room, String line) {
    super.publish(to, from, whisper, room, line);
    if (stage().oneIn(1_000)) {
      super.publish(to, from, whisper, room, line);
    }
  }
}
