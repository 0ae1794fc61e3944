package dev.proofload.loadgen.driver;

import dev.proofload.loadgen.workload.Arrivals;
import dev.proofload.loadgen.workload.RateProfile;

/**
 * The open model: the users take turns, and when an operation is due follows from its number. A
 * user that is late sends at once, and the next one when that is due, so that nothing ever drifts.
 *
 * @param users how many there are, at least 1
 * @param profile from the begin of the load, with its warm-up
 * @param seed fixes the times where they are random
 */
public record OpenModel(int users, RateProfile profile, Arrivals arrivals, long seed)
    implements Schedule {
  /** Validates. */
  public OpenModel {
    if (users < 1) {
      throw new IllegalArgumentException("users must be at least 1: " + users);
    }
  }

  @Override
  public Pace of(int user) {
    return new OwnPace(user);
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  private final class OwnPace implements Pace {
    private final int user;
    private int index;
    private double position;

    OwnPace(int user) {
      this.user = user;
    }

    @Override
    public long nextNanos(long beginNanos, long readyNanos) {
      position = arrivals.position(seed, users, user, index, position);
      index++;
      long nanos = profile.nanosUntil(position);
      return nanos == RateProfile.NEVER ? NEVER : beginNanos + nanos;
    }
  }
}
