package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;
import java.util.List;

/** The list of all rooms is read one room after the other, while users move. */
final class TornRooms extends SimulatedBridge {
  TornRooms(Stage stage) {
    super(stage);
  }

  @Override
  protected void listRooms(Observation reply) {
    super.listRooms(reply);
    List<Observation.Room> first = List.copyOf(reply.rooms());
    stage().later(stage().upTo(3_000_000), () -> readRest(reply, first));
  }

  private void readRest(Observation reply, List<Observation.Room> first) {
    if (!reply.rooms().equals(first)) {
      return;
    }
    reply.rooms().clear();
    super.listRooms(reply);
    for (int room = 0; room < Math.min(first.size(), reply.rooms().size()) / 2; room++) {
      reply.rooms().set(room, first.get(room));
    }
    reply.totalUsers(reply.rooms().stream().mapToLong(Observation.Room::count).sum());
  }
}
