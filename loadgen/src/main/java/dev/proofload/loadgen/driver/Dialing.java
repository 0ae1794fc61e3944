package dev.proofload.loadgen.driver;

import java.util.concurrent.TimeUnit;

/**
 * How the users' connections are opened before the load.
 *
 * @param perSecond how many a second, of all users together; 0 for as fast as the server takes them
 * @param sourceAddresses from how many addresses of 127.0.0.0/8, at most {@value #MAX_ADDRESSES}; 0
 *     for as many as are needed
 */
public record Dialing(double perSecond, int sourceAddresses) {
  public static final int MAX_ADDRESSES = 1_000;
  public static final double MAX_PER_SECOND = 1e6;

  /** As fast as the server takes them, from as many addresses as are needed. */
  public static final Dialing AT_ONCE = new Dialing(0, 0);

  /** Validates. */
  public Dialing {
    if (!(perSecond >= 0 && perSecond <= MAX_PER_SECOND)) {
      throw new IllegalArgumentException(
          "spawn-rate must be at most " + (long) MAX_PER_SECOND + " a second: " + perSecond);
    }
    if (sourceAddresses < 0 || sourceAddresses > MAX_ADDRESSES) {
      throw new IllegalArgumentException(
          "source-addresses must be 1 to " + MAX_ADDRESSES + ": " + sourceAddresses);
    }
  }

  /** When a connection is to be opened, from when the first one is. */
  long offsetNanos(int index) {
    return perSecond == 0 ? 0 : (long) (index * (TimeUnit.SECONDS.toNanos(1) / perSecond));
  }
}
