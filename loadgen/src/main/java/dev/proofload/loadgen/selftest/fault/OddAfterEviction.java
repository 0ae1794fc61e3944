package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.selftest.simulation.Guest;
import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;
import java.util.ArrayList;
import java.util.List;

/** A session that comes back after an eviction begins to count at one. */
final class OddAfterEviction extends SimulatedBridge {
  private final List<Integer> evicted = new ArrayList<>();

  OddAfterEviction(Stage stage) {
    super(stage);
  }

  @Override
  protected void evict(Guest guest) {
    super.evict(guest);
    evicted.add(guest.user());
  }

  @Override
  protected void welcome(Guest guest) {
    if (evicted.contains(guest.user())) {
      guest.addMessages(1);
    }
  }
}
