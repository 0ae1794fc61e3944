package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.record.Observation.Event;
import dev.proofload.loadgen.selftest.simulation.Guest;
import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;

/** An event goes to the socket and waits to be drained as well. */
final class SocketAndDrain extends SimulatedBridge {
  SocketAndDrain(Stage stage) {
    super(stage);
  }

  @Override
  protected void deliver(Guest to, Event event) {
    super.deliver(to, event);
    if (to.socket() != null) {
      keep(to, event);
    }
  }
}
