package dev.proofload.loadgen.check;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * What a check keeps of each user. Grows as users appear: whoever retires is followed by a new one,
 * with the next free index. Not thread-safe.
 */
final class PerUser<T> {
  private final IntFunction<T> first;
  private final List<T> states = new ArrayList<>();

  /**
   * @param first makes what is kept of a user of whom nothing is known yet
   */
  PerUser(IntFunction<T> first) {
    this.first = first;
  }

  /** What is kept of this user. */
  T of(int user) {
    while (states.size() <= user) {
      states.add(first.apply(states.size()));
    }
    return states.get(user);
  }

  /** All users up to this one have been seen, and none beyond. */
  int size() {
    return states.size();
  }
}
