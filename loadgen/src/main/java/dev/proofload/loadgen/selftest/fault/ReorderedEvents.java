package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.selftest.simulation.Guest;
import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;

/** Each event is handed to a pool of workers, so that one speaker's overtake each other. */
final class ReorderedEvents extends SimulatedBridge {
  ReorderedEvents(Stage stage) {
    super(stage);
  }

  @Override
  protected void publish(Guest to, Guest from, boolean whisper, String room, String line) {
    stage().later(stage().upTo(8_000_000), () -> super.publish(to, from, whisper, room, line));
  }
}
