package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.record.Observation.Event;
import dev.proofload.loadgen.selftest.simulation.Guest;
import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;

/** One event in a thousand is said to come from its hearer's neighbour. */
final class WrongSpeaker extends SimulatedBridge {
  WrongSpeaker(Stage stage) {
    super(stage);
  }

  @Override
  protected void deliver(Guest to, Event event) {
    String other = guests().getFirst().id();
    boolean wrong = stage().oneIn(1_000) && !other.equals(event.fromId());
    super.deliver(
        to,
        wrong
            ? new Event(
                event.whisper(), event.seq(), other, event.fromName(), event.room(), event.text())
            : event);
  }
}
