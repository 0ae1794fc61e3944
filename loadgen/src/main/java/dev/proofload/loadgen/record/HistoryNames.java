package dev.proofload.loadgen.record;

import dev.proofload.loadgen.workload.Names;
import dev.proofload.loadgen.workload.Operation;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns the names of one run into numbers and back, and remembers what it has turned: a name comes
 * many times. What is none of the run's own names has no number.
 *
 * <p>Not thread-safe.
 */
final class HistoryNames {
  /** As many as a message's marker can tell apart. */
  static final int MAX_USER = 999_999;

  /** No number. */
  static final int NONE = -1;

  private static final int KEPT = 300_000;
  private static final int MAX_ROOM = 10_000;

  private final Names names;
  private final Map<String, Integer> users = new HashMap<>();
  private final Map<String, Integer> rooms = new HashMap<>();
  private @Nullable String[] ids = new @Nullable String[64];
  private @Nullable String[] firstNames = new @Nullable String[64];
  private @Nullable String[] usernames = new @Nullable String[64];
  private int[] numbers = new int[64];
  private Observation.@Nullable Occupant[] occupants = new Observation.@Nullable Occupant[64];
  private final @Nullable String[] roomNames;

  HistoryNames(Names names) {
    this.names = names;
    this.roomNames = new @Nullable String[names.rooms() + 1];
    for (int room = 0; room <= Math.min(names.rooms(), MAX_ROOM); room++) {
      rooms.putIfAbsent(names.room(room), room);
    }
  }

  /** How many rooms there are, with the one to meet in. */
  int rooms() {
    return roomNames.length;
  }

  /** The user with this id, or {@link #NONE}. */
  int user(String id) {
    Integer known = users.get(id);
    if (known != null) {
      return known;
    }
    int user = names.user(id);
    if (user < 0 || user > MAX_USER || !names.id(user).equals(id)) {
      return NONE;
    }
    if (users.size() >= KEPT) {
      users.clear();
    }
    users.put(id, user);
    return user;
  }

  /** The room of this name, or {@link #NONE}. */
  int room(String name) {
    return rooms.getOrDefault(name, NONE);
  }

  /** The number in a user's name, or {@link #NONE}. */
  int number(int user, String username) {
    grow(user);
    if (username.equals(usernames[user])) {
      return numbers[user];
    }
    String first = firstNames[user];
    if (first == null) {
      first = names.username(user);
      firstNames[user] = first;
    }
    int number = Names.nameNumber(first, username);
    if (number == Operation.NO_NAME) {
      return NONE;
    }
    usernames[user] = username;
    numbers[user] = number;
    return number;
  }

  String id(int user) {
    grow(user);
    String id = ids[user];
    if (id == null) {
      id = names.id(user);
      ids[user] = id;
    }
    return id;
  }

  String username(int user, int number) {
    grow(user);
    String name = usernames[user];
    if (name == null || numbers[user] != number) {
      name = names.username(user, number);
      usernames[user] = name;
      numbers[user] = number;
    }
    return name;
  }

  /** Somebody in a room: the same object for as long as nothing about it changes. */
  Observation.Occupant occupant(int user, String name) {
    grow(user);
    Observation.Occupant known = occupants[user];
    if (known == null || !known.name().equals(name)) {
      known = new Observation.Occupant(id(user), name);
      occupants[user] = known;
    }
    return known;
  }

  String roomName(int room) {
    String name = roomNames[room];
    if (name == null) {
      name = names.room(room);
      roomNames[room] = name;
    }
    return name;
  }

  private void grow(int user) {
    if (user >= ids.length) {
      int length = Math.max(user + 1, Math.min(ids.length * 2, MAX_USER + 1));
      ids = Arrays.copyOf(ids, length);
      firstNames = Arrays.copyOf(firstNames, length);
      usernames = Arrays.copyOf(usernames, length);
      numbers = Arrays.copyOf(numbers, length);
      occupants = Arrays.copyOf(occupants, length);
    }
  }
}
