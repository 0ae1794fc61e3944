package dev.proofload.loadgen.check;

import java.util.Arrays;
import java.util.function.IntPredicate;

/** Who may be in each room, so that not everybody must be looked at. Not thread-safe. */
final class SayRooms {
  private static final int FEW = 16;

  private SayHearers[] rooms = new SayHearers[0];
  private int[] limits = new int[0];

  /**
   * Somebody may be in a room from now on.
   *
   * @return whether it is time to {@link #keep} only those who still are
   */
  boolean enter(int room, int user) {
    if (room >= rooms.length) {
      int old = rooms.length;
      rooms = Arrays.copyOf(rooms, room + 1);
      limits = Arrays.copyOf(limits, room + 1);
      for (int i = old; i <= room; i++) {
        rooms[i] = new SayHearers(1);
        limits[i] = FEW;
      }
    }
    rooms[room].put(user, SayHearers.MAY, 0);
    return rooms[room].size() >= limits[room];
  }

  /** Forgets those who are there no more. */
  void keep(int room, IntPredicate stillThere) {
    rooms[room] = only(rooms[room], stillThere);
    limits[room] = Math.max(FEW, rooms[room].size() * 2);
  }

  /** Who may be, or may have been, in a room. */
  SayHearers in(int room) {
    return room >= 0 && room < rooms.length ? rooms[room] : new SayHearers(1);
  }

  private static SayHearers only(SayHearers all, IntPredicate stillThere) {
    SayHearers some = new SayHearers(all.size());
    for (int slot = 0; slot < all.slots(); slot++) {
      int user = all.userAt(slot);
      if (user >= 0 && stillThere.test(user)) {
        some.put(user, SayHearers.MAY, 0);
      }
    }
    return some;
  }
}
