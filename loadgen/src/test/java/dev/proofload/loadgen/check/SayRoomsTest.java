package dev.proofload.loadgen.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class SayRoomsTest {
  private static final int FEW = 16;

  @Property(tries = 100)
  void knowsWhoMayBeThere(@ForAll long seed) {
    Random random = new Random(seed);
    SayRooms rooms = new SayRooms();
    Map<Integer, Set<Integer>> model = new HashMap<>();
    Map<Integer, Integer> limits = new HashMap<>();
    int users = 2 + random.nextInt(120);
    for (int i = 0; i < 300; i++) {
      int room = random.nextInt(4);
      int user = random.nextInt(users);
      Set<Integer> there = model.computeIfAbsent(room, none -> new HashSet<>());
      there.add(user);
      boolean many = there.size() >= limits.getOrDefault(room, FEW);
      assertThat(rooms.enter(room, user)).as("%s in it", there.size()).isEqualTo(many);
      if (many) {
        int part = 1 + random.nextInt(3);
        rooms.keep(room, other -> other % part == 0);
        there.removeIf(other -> other % part != 0);
        limits.put(room, Math.max(FEW, 2 * there.size()));
      }
      int other = random.nextInt(7) - 1;
      assertThat(users(rooms.in(other))).isEqualTo(model.getOrDefault(other, Set.of()));
    }
  }

  private static Set<Integer> users(SayHearers hearers) {
    Set<Integer> users = new HashSet<>();
    for (int slot = 0; slot < hearers.slots(); slot++) {
      if (hearers.userAt(slot) >= 0) {
        users.add(hearers.userAt(slot));
        assertThat(hearers.stateAt(slot)).isEqualTo(SayHearers.MAY);
      }
    }
    return users;
  }
}
