package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.selftest.simulation.Guest;
import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;

/** An evicted user stays on the list of its room. */
final class GhostAfterEviction extends SimulatedBridge {
  GhostAfterEviction(Stage stage) {
    super(stage);
  }

  @Override
  protected void evict(Guest guest) {
    forget(guest);
  }
}
