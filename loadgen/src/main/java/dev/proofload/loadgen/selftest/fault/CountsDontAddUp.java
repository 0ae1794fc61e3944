package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;

/** One list of all rooms in a hundred counts one user too many. */
final class CountsDontAddUp extends SimulatedBridge {
  CountsDontAddUp(Stage stage) {
    super(stage);
  }

  @Override
  protected void listRooms(Observation reply) {
    super.listRooms(reply);
    if (stage().oneIn(100)) {
      reply.totalUsers(reply.totalUsers() + 1);
    }
  }
}
