package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.record.Observation.Event;
import dev.proofload.loadgen.selftest.simulation.Guest;
import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;

/** An inbox of eight that is full drops what comes, and says nothing. */
final class FullInboxDrops extends SimulatedBridge {
  FullInboxDrops(Stage stage) {
    super(stage);
  }

  @Override
  protected void keep(Guest to, Event event) {
    if (to.inbox().size() < 8) {
      super.keep(to, event);
    }
  }
}
