package dev.proofload.loadgen.check;

import dev.proofload.loadgen.workload.OperationKind;
import java.util.Arrays;

/**
 * An answer that showed who is where, until it can be judged. Filled in anew for each, so that a
 * read costs no allocation.
 */
final class RoomsRead {
  /** It shows all rooms. */
  static final int ALL_ROOMS = -3;

  /** It shows some users, each as of a time of its own. */
  static final int EACH_ALONE = -4;

  /** What the user was called was not said. */
  static final int NOT_NAMED = -2;

  private static final int SMALL = 8;

  int user;
  OperationKind kind = OperationKind.CHAT;
  int sequence;
  long startNanos;
  long endNanos;

  /** The room that it shows, or {@link #ALL_ROOMS}, or {@link #EACH_ALONE}. */
  int room;

  /** What that room is called there. */
  String roomName = "";

  /** What it calls the user who asked. */
  int ownNumber;

  int size;
  int[] users = new int[SMALL];
  int[] rooms = new int[SMALL];
  int[] numbers = new int[SMALL];

  /**
   * Begins anew.
   *
   * @param number of the operation among its user's
   * @param shows the room, or {@link #ALL_ROOMS}, or {@link #EACH_ALONE}
   */
  void begin(int reader, OperationKind asked, int number, long start, long end, int shows) {
    user = reader;
    kind = asked;
    sequence = number;
    startNanos = start;
    endNanos = end;
    room = shows;
    roomName = "";
    ownNumber = NOT_NAMED;
    size = 0;
  }

  /** A user that it shows. */
  void add(int shown, int inRoom, int nameNumber) {
    if (size == users.length) {
      users = Arrays.copyOf(users, 2 * size);
      rooms = Arrays.copyOf(rooms, 2 * size);
      numbers = Arrays.copyOf(numbers, 2 * size);
    }
    users[size] = shown;
    rooms[size] = inRoom;
    numbers[size] = nameNumber;
    size++;
  }
}
