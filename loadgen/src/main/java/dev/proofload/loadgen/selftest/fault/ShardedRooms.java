package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.selftest.simulation.Call;
import dev.proofload.loadgen.selftest.simulation.Guest;
import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Each half of the users has room lists of its own, which hear of the other half a little later.
 */
final class ShardedRooms extends SimulatedBridge {
  private final List<Map<Guest, Integer>> shards =
      List.of(new LinkedHashMap<>(), new LinkedHashMap<>());
  private int reader;

  ShardedRooms(Stage stage) {
    super(stage);
  }

  @Override
  protected void turn(Call call) {
    reader = call.operation().user() & 1;
    super.turn(call);
  }

  @Override
  protected void welcome(Guest guest) {
    shards.forEach(shard -> shard.put(guest, guest.room()));
  }

  @Override
  protected void move(Call call, Guest guest, int to) {
    super.move(call, guest, to);
    int own = guest.user() & 1;
    shards.get(own).put(guest, to);
    stage().later(stage().upTo(6_000_000), () -> shards.get(1 - own).put(guest, to));
  }

  @Override
  protected List<Guest> present(int room) {
    List<Guest> present = new ArrayList<>();
    shards.get(reader).forEach((guest, where) -> add(guest, where == room, present));
    present.sort(Comparator.comparing(Guest::id));
    return present;
  }

  private static void add(Guest guest, boolean there, List<Guest> present) {
    if (there) {
      present.add(guest);
    }
  }
}
