package dev.proofload.loadgen.workload;

import java.math.BigDecimal;
import java.time.Duration;

/** Lengths of time as they are written on the command line. */
public final class Durations {
  private static final int NANOS_PER_MILLI_DIGITS = 6;

  private Durations() {}

  /** In whole seconds, as {@code 30s}, or else in milliseconds, as {@code 0.5ms}; not rounded. */
  public static String text(Duration length) {
    long seconds = length.toSeconds();
    Duration rest = length.minusSeconds(seconds);
    if (rest.isZero()) {
      return seconds + "s";
    }
    BigDecimal millis =
        BigDecimal.valueOf(seconds)
            .movePointRight(3)
            .add(BigDecimal.valueOf(rest.toNanos(), NANOS_PER_MILLI_DIGITS));
    return millis.stripTrailingZeros().toPlainString() + "ms";
  }
}
