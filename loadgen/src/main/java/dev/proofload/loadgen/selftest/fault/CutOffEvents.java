package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.selftest.simulation.Guest;
import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;

/** One event in a hundred is cut off after sixteen characters. */
final class CutOffEvents extends SimulatedBridge {
  CutOffEvents(Stage stage) {
    super(stage);
  }

  @Override
  protected void publish(Guest to, Guest from, boolean whisper, String room, String line) {
    super.publish(to, from, whisper, room, stage().oneIn(100) ? line.substring(0, 16) : line);
  }
}
