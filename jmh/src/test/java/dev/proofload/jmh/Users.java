package dev.proofload.jmh;

import java.util.SplittableRandom;

/** User ids, made beforehand, in an order that no cache can learn. */
final class Users {
  private static final long SEED = 4004;

  private final String[] order;
  private int next;

  /**
   * @param count how many users there are, called {@code user-0} and on; at least 1
   */
  Users(int count) {
    order = new String[count];
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < count; i++) {
      int at = random.nextInt(i + 1);
      order[i] = order[at];
      order[at] = "user-" + i;
    }
  }

  String next() {
    String user = order[next];
    next = next + 1 == order.length ? 0 : next + 1;
    return user;
  }

  int count() {
    return order.length;
  }
}
