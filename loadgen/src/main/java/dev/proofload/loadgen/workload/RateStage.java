package dev.proofload.loadgen.workload;

import java.time.Duration;

/**
 * A part of an open load, in which the rate goes evenly from one value to another.
 *
 * @param length 1 ms to 7 days
 * @param from operations a second at its begin, at least 0
 * @param to operations a second at its end, at least 0
 */
public record RateStage(Duration length, double from, double to) {
  /**
   * What a machine can't reach by far, so that no time between two operations is less than 1 ns.
   */
  public static final double MAX_RATE = 1e8;

  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofDays(7);
  private static final double NANOS = 1e9;

  /** Validates. */
  public RateStage {
    if (length.compareTo(SHORTEST) < 0 || length.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("a stage must last 1ms to 7d: " + Durations.text(length));
    }
    checkRate(from);
    checkRate(to);
  }

  private static void checkRate(double rate) {
    if (!(rate >= 0 && rate <= MAX_RATE)) {
      throw new IllegalArgumentException(
          "a rate must be 0 to " + (long) MAX_RATE + " a second: " + rate);
    }
  }

  /** How many operations are due in it, as a real number. */
  double operations() {
    return (from + to) / 2 * (length.toNanos() / NANOS);
  }

  /**
   * When, from its begin, so many operations are due.
   *
   * @param count at least 0, at most {@link #operations}
   */
  double nanosUntil(double count) {
    if (count <= 0) {
      return 0;
    }
    // The root of count = from t + (to - from) t^2 / 2 length, in the form that also holds for an
    // even rate.
    double seconds = length.toNanos() / NANOS;
    double root = Math.sqrt(Math.max(0, from * from + 2 * count * (to - from) / seconds));
    return Math.min((double) length.toNanos(), 2 * count / (from + root) * NANOS);
  }
}
