package dev.proofload.loadgen.workload;

/** How the operations of an open load are spread about their rate. */
public enum Arrivals {
  /** Evenly apart. */
  CONSTANT,
  /** Each anywhere in its own slot of the even ones. */
  UNIFORM,
  /**
   * As of many people who know nothing of each other: the times in between are exponential. Each
   * user's own process is one of Poisson, and so is that of all of them together.
   */
  POISSON;

  /** So that when something is due says nothing about its nonce. */
  private static final long SALT = 0x3C6EF372FE94F82BL;

  /** Doubles between 0 and 1 that differ by the last bit. */
  private static final double UNIT = 0x1p-53;

  /**
   * Where, in operations of all users since the begin, a user's next one stands.
   *
   * @param users how many there are
   * @param index number of the operation among the user's, from 0
   * @param before what this answered for the operation before; 0 for the first
   */
  public double position(long seed, int users, int user, int index, double before) {
    double even = (double) index * users + user;
    return switch (this) {
      case CONSTANT -> even;
      case UNIFORM -> even + random(seed, user, index);
      case POISSON -> before - users * Math.log1p(-random(seed, user, index));
    };
  }

  private static double random(long seed, int user, int index) {
    return (Mix.of(seed + SALT, user, index) >>> 11) * UNIT;
  }
}
