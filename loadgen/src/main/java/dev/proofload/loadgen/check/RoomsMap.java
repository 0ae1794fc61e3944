package dev.proofload.loadgen.check;

import dev.proofload.loadgen.workload.Names;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All rooms and all users of a run, and which users to look for in which room. */
final class RoomsMap {
  /** In no room. */
  static final int NOWHERE = -1;

  /** A room into which nobody of this run ever goes. */
  static final int STRANGE = -2;

  /** Where the documentation says that everybody begins. */
  private static final String FIRST_ROOM = "Tower";

  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> names = new ArrayList<>();
  private final List<Visitors> visitors = new ArrayList<>();
  private final int firstRoom;
  private @Nullable RoomsUser[] users = new @Nullable RoomsUser[16];
  private int end;

  /** Who may be in a room, or may have been when the oldest answer not yet judged was asked for. */
  static final class Visitors {
    private int[] users = new int[4];
    private int size;
    private final BitSet members = new BitSet();

    int size() {
      return size;
    }

    int user(int at) {
      return users[at];
    }

    void add(int user) {
      if (!members.get(user)) {
        members.set(user);
        if (size == users.length) {
          users = Arrays.copyOf(users, 2 * size);
        }
        users[size++] = user;
      }
    }

    /** Another takes its place. */
    void remove(int at) {
      members.clear(users[at]);
      users[at] = users[--size];
    }
  }

  RoomsMap(Names known) {
    for (int room = 0; room <= known.rooms(); room++) {
      add(known.room(room));
    }
    if (!numbers.containsKey(FIRST_ROOM)) {
      add(FIRST_ROOM);
    }
    firstRoom = room(FIRST_ROOM);
  }

  /** The number of a room, or {@link #STRANGE}. */
  int room(String name) {
    Integer number = numbers.get(name);
    return number == null ? STRANGE : number;
  }

  String name(int room) {
    return names.get(room);
  }

  int firstRoom() {
    return firstRoom;
  }

  Visitors visitors(int room) {
    return visitors.get(room);
  }

  /** A user who does something. */
  RoomsUser acting(int index) {
    RoomsUser user = user(index);
    if (user == null) {
      if (index >= users.length) {
        users = Arrays.copyOf(users, Math.max(index + 1, 2 * users.length));
      }
      user = new RoomsUser(index, NOWHERE, firstRoom);
      users[index] = user;
      end = Math.max(end, index + 1);
      visitors.get(firstRoom).add(index);
    }
    return user;
  }

  /** Who writes this. */
  RoomsUser owner(Register register) {
    return acting(register.owner);
  }

  /** A user who has done something; null if it has not. */
  @Nullable RoomsUser user(int index) {
    return index < users.length ? users[index] : null;
  }

  /** No user has this index or a higher one. */
  int end() {
    return end;
  }

  private void add(String name) {
    numbers.putIfAbsent(name, names.size());
    names.add(name);
    visitors.add(new Visitors());
  }
}
