package dev.proofload.loadgen.check;

import java.util.Arrays;

/**
 * The numbers of the events that one user was given, as ranges: few, since they come nearly in
 * order. Of what lies far back, where there are many holes, nothing is remembered. Not thread-safe.
 */
final class SayNumbers {
  private static final int MOST_RANGES = 64;

  private long[] from = new long[2];
  private long[] to = new long[2];
  private int size;
  private long knownFrom = Long.MIN_VALUE;

  /** Adds a number; returns whether it is new, as far as is remembered. */
  boolean add(long number) {
    if (size > 0 && number == to[size - 1] + 1) {
      to[size - 1] = number;
      return true;
    }
    if (number < knownFrom) {
      return true;
    }
    int at = size;
    while (at > 0 && from[at - 1] > number) {
      at--;
    }
    if (at > 0 && number <= to[at - 1]) {
      return false;
    }
    boolean joinsBelow = at > 0 && to[at - 1] + 1 == number;
    boolean joinsAbove = at < size && from[at] == number + 1;
    if (joinsBelow && joinsAbove) {
      to[at - 1] = to[at];
      remove(at);
    } else if (joinsBelow) {
      to[at - 1] = number;
    } else if (joinsAbove) {
      from[at] = number;
    } else {
      insert(at, number);
    }
    return true;
  }

  /**
   * The lowest number from {@code first} on, but below {@code limit}, that is missing; {@code
   * limit} if none is.
   */
  long firstMissing(long first, long limit) {
    long expected = Math.max(first, knownFrom);
    for (int i = 0; i < size && expected < limit; i++) {
      if (from[i] > expected) {
        return expected;
      }
      expected = Math.max(expected, to[i] + 1);
    }
    return Math.min(expected, limit);
  }

  /** How many numbers from {@code first} on, but below {@code limit}, are missing. */
  long missing(long first, long limit) {
    long expected = Math.max(first, knownFrom);
    long missing = 0;
    for (int i = 0; i < size && expected < limit; i++) {
      missing += Math.max(0, Math.min(from[i], limit) - expected);
      expected = Math.max(expected, to[i] + 1);
    }
    return missing + Math.max(0, limit - expected);
  }

  private void insert(int at, long number) {
    if (size == MOST_RANGES) {
      if (at == 0) {
        knownFrom = number + 1;
        return;
      }
      knownFrom = from[1];
      remove(0);
      insert(at - 1, number);
      return;
    }
    if (size == from.length) {
      from = Arrays.copyOf(from, size * 2);
      to = Arrays.copyOf(to, size * 2);
    }
    System.arraycopy(from, at, from, at + 1, size - at);
    System.arraycopy(to, at, to, at + 1, size - at);
    from[at] = number;
    to[at] = number;
    size++;
  }

  private void remove(int at) {
    size--;
    System.arraycopy(from, at + 1, from, at, size - at);
    System.arraycopy(to, at + 1, to, at, size - at);
  }
}
