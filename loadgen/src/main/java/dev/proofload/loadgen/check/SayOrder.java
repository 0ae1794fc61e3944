package dev.proofload.loadgen.check;

import java.util.Arrays;

/**
 * Of each speaker, the latest of its operations that one user was told of. Bounded: where it would
 * grow too large, it starts anew. Not thread-safe.
 */
final class SayOrder {
  /** The operation comes after all known before it, or nothing can be compared. */
  static final int IN_ORDER = -1;

  private static final int MOST = 4096;
  private static final int FREE = -1;

  private int[] speakers = filled(8);
  private int[] sequences = new int[8];
  private long[] places = new long[8];
  private int size;

  /**
   * Notes an event.
   *
   * @param place its number in the series of the hearer, from 0; or a negative number that tells
   *     the source apart in whose order it came
   * @return the operation that it should have come after, or should have come before, and did not;
   *     else {@link #IN_ORDER}
   */
  int note(int speaker, int sequence, long place) {
    int slot = slotOf(speaker);
    if (speakers[slot] == FREE) {
      if (size == MOST) {
        speakers = filled(8);
        sequences = new int[8];
        places = new long[8];
        size = 0;
      } else if (size * 2 >= speakers.length) {
        grow();
      }
      slot = slotOf(speaker);
      speakers[slot] = speaker;
      size++;
    } else {
      int known = sequences[slot];
      long knownPlace = places[slot];
      boolean comparable = place < 0 ? place == knownPlace : knownPlace >= 0 && place != knownPlace;
      boolean later = place < 0 || place > knownPlace;
      if (comparable && known != sequence && later != sequence > known) {
        return known;
      }
      if (comparable && !later) {
        return IN_ORDER;
      }
    }
    sequences[slot] = sequence;
    places[slot] = place;
    return IN_ORDER;
  }

  private int slotOf(int speaker) {
    int mask = speakers.length - 1;
    int slot = ((speaker * 0x9e3779b9) >>> 7) & mask;
    while (speakers[slot] != speaker && speakers[slot] != FREE) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    int[] oldSpeakers = speakers;
    int[] oldSequences = sequences;
    long[] oldPlaces = places;
    speakers = filled(oldSpeakers.length * 2);
    sequences = new int[speakers.length];
    places = new long[speakers.length];
    for (int i = 0; i < oldSpeakers.length; i++) {
      if (oldSpeakers[i] != FREE) {
        int slot = slotOf(oldSpeakers[i]);
        speakers[slot] = oldSpeakers[i];
        sequences[slot] = oldSequences[i];
        places[slot] = oldPlaces[i];
      }
    }
  }

  private static int[] filled(int slots) {
    int[] free = new int[slots];
    Arrays.fill(free, FREE);
    return free;
  }
}
