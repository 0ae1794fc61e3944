package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.selftest.simulation.Guest;
import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;

/** An evicted user's streak is forgotten. */
final class CrisisLostOnEviction extends SimulatedBridge {
  CrisisLostOnEviction(Stage stage) {
    super(stage);
  }

  @Override
  protected void evict(Guest guest) {
    super.evict(guest);
    streak(guest.user()).reset();
  }
}
