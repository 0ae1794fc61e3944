package dev.proofload.loadgen.driver;

/**
 * Each user sends at a steady pace, all of them evenly apart: together at a constant rate. When an
 * operation is due depends on its number alone; a user that is late sends at once, and its latency
 * runs from when the operation was due.
 *
 * @param users how many there are, at least 1
 * @param perSecond operations a second of all users together, more than 0
 */
public record PacedUsers(int users, double perSecond) implements Schedule {
  private static final double NANOS_PER_SECOND = 1e9;

  /** Validates. */
  public PacedUsers {
    if (users < 1) {
      throw new IllegalArgumentException("users must be at least 1: " + users);
    }
    if (!(perSecond > 0 && perSecond <= NANOS_PER_SECOND)) {
      throw new IllegalArgumentException("rate must be more than 0 a second: " + perSecond);
    }
  }

  @Override
  public long intendedNanos(int user, long index, long beginNanos, long readyNanos) {
    return beginNanos + Math.round((index * users + user) * (NANOS_PER_SECOND / perSecond));
  }

  @Override
  public boolean latencyFromIntended() {
    return true;
  }
}
