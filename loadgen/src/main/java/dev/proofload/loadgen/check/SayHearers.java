package dev.proofload.loadgen.check;

import java.util.Arrays;

/**
 * Users, each with what is known of it and a time: a hash table of primitives, since there is one
 * for every saying. Not thread-safe.
 */
final class SayHearers {
  /** Nothing is known of the user. */
  static final byte NONE = 0;

  /** The user may have been there. */
  static final byte MAY = 1;

  /** The user was surely there; the time is when it had come. */
  static final byte MUST = 2;

  /** The user got it; the time is when. */
  static final byte HEARD = 3;

  private static final int FREE = -1;

  private int[] users;
  private byte[] states;
  private long[] nanos;
  private int size;

  /**
   * @param expected how many users there will be, about
   */
  SayHearers(int expected) {
    allocate(Math.max(4, Integer.highestOneBit(Math.max(1, expected)) * 4));
  }

  /** What is known of the user, or {@link #NONE}. */
  byte state(int user) {
    int slot = slotOf(user);
    return users[slot] == FREE ? NONE : states[slot];
  }

  /** The user's time, or 0. */
  long nanos(int user) {
    int slot = slotOf(user);
    return users[slot] == FREE ? 0 : nanos[slot];
  }

  /** Replaces what is known of the user. */
  void put(int user, byte state, long atNanos) {
    int slot = slotOf(user);
    if (users[slot] == FREE) {
      if (size * 2 >= users.length) {
        grow();
        slot = slotOf(user);
      }
      users[slot] = user;
      size++;
    }
    states[slot] = state;
    nanos[slot] = atNanos;
  }

  int size() {
    return size;
  }

  /** How many slots there are, taken or not. */
  int slots() {
    return users.length;
  }

  /** The user in a slot; negative if none is. */
  int userAt(int slot) {
    return users[slot];
  }

  byte stateAt(int slot) {
    return states[slot];
  }

  long nanosAt(int slot) {
    return nanos[slot];
  }

  private int slotOf(int user) {
    int mask = users.length - 1;
    int slot = ((user * 0x9e3779b9) >>> 7) & mask;
    while (users[slot] != user && users[slot] != FREE) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    int[] oldUsers = users;
    byte[] oldStates = states;
    long[] oldNanos = nanos;
    allocate(oldUsers.length * 2);
    for (int i = 0; i < oldUsers.length; i++) {
      if (oldUsers[i] != FREE) {
        int slot = slotOf(oldUsers[i]);
        users[slot] = oldUsers[i];
        states[slot] = oldStates[i];
        nanos[slot] = oldNanos[i];
      }
    }
  }

  private void allocate(int slots) {
    users = new int[slots];
    Arrays.fill(users, FREE);
    states = new byte[slots];
    nanos = new long[slots];
  }
}
