package dev.proofload.loadgen.check;

import java.util.Arrays;

/**
 * Where one user was, as far as its own operations tell: one stay after the other. A stay may begin
 * when the move to it was sent, has surely begun when that was answered, surely lasts until the
 * next move is sent, and may last until that is answered. Not thread-safe.
 */
final class SayStays {
  /** Later than everything: when a move ended whose outcome is unknown. */
  static final long NEVER = Long.MAX_VALUE;

  /** No operation. */
  static final int NO_SEQUENCE = -1;

  private int[] rooms = new int[2];
  private int[] sequences = new int[2];
  private long[] starts = new long[2];
  private long[] ends = new long[2];
  private int size = 1;

  /**
   * @param firstRoom where a session is that was not told otherwise: perhaps already, but not
   *     surely
   */
  SayStays(int firstRoom) {
    rooms[0] = firstRoom;
    sequences[0] = NO_SEQUENCE;
    starts[0] = Long.MIN_VALUE;
    ends[0] = NEVER;
  }

  /** Where the user is after all that was told. */
  int room() {
    return rooms[size - 1];
  }

  /** The session was surely there at this time; if it was not told to go anywhere, it stands. */
  void exists(long nanos) {
    if (size == 1 && starts[0] == Long.MIN_VALUE && ends[0] == NEVER) {
      ends[0] = nanos;
    }
  }

  /** Whether the user's session surely existed before this time. */
  boolean existedBefore(long nanos) {
    for (int i = 0; i < size; i++) {
      if (ends[i] < nanos) {
        return true;
      }
    }
    return false;
  }

  /**
   * The user moved.
   *
   * @param endNanos when that was answered, or {@link #NEVER} if it never was
   * @param sequence number of the operation among the user's
   */
  void enter(int room, long startNanos, long endNanos, int sequence) {
    if (size == rooms.length) {
      rooms = Arrays.copyOf(rooms, size * 2);
      sequences = Arrays.copyOf(sequences, size * 2);
      starts = Arrays.copyOf(starts, size * 2);
      ends = Arrays.copyOf(ends, size * 2);
    }
    rooms[size] = room;
    sequences[size] = sequence;
    starts[size] = startNanos;
    ends[size] = endNanos;
    size++;
  }

  /** How many stays are remembered. */
  int size() {
    return size;
  }

  /** Forgets the stays that had surely ended before this time. */
  void forgetBefore(long nanos) {
    int gone = 0;
    while (gone < size - 1 && ends[gone + 1] < nanos) {
      gone++;
    }
    if (gone > 0) {
      size -= gone;
      System.arraycopy(rooms, gone, rooms, 0, size);
      System.arraycopy(sequences, gone, sequences, 0, size);
      System.arraycopy(starts, gone, starts, 0, size);
      System.arraycopy(ends, gone, ends, 0, size);
    }
  }

  /** Whether the user may have been in the room at some time between these, both included. */
  boolean maybeIn(int room, long fromNanos, long toNanos) {
    for (int i = size - 1; i >= 0; i--) {
      if (rooms[i] == room && starts[i] <= toNanos && (i == size - 1 || ends[i + 1] >= fromNanos)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Since when the user was surely in the room, for the whole of the time between these; {@link
   * #NEVER} if that is not sure.
   */
  long surelySince(int room, long fromNanos, long toNanos) {
    for (int i = size - 1; i >= 0; i--) {
      if (rooms[i] == room && ends[i] < fromNanos && (i == size - 1 || starts[i + 1] > toNanos)) {
        return ends[i];
      }
    }
    return NEVER;
  }

  /** The stay that had surely begun last before this time, or -1: for witnesses. */
  int lastBefore(long nanos) {
    for (int i = size - 1; i >= 0; i--) {
      if (ends[i] < nanos && sequences[i] != NO_SEQUENCE) {
        return i;
      }
    }
    return -1;
  }

  int roomOf(int stay) {
    return rooms[stay];
  }

  int sequenceOf(int stay) {
    return sequences[stay];
  }

  long startOf(int stay) {
    return starts[stay];
  }

  long endOf(int stay) {
    return ends[stay];
  }
}
