package dev.proofload.loadgen.record;

import java.time.Instant;

/**
 * The most that this generator could send here, when it was calibrated.
 *
 * @param messagesPerSecond and no more
 * @param measuredAt when that was found out
 */
public record Ceiling(double messagesPerSecond, Instant measuredAt) {
  /** Validates. */
  public Ceiling {
    if (!(messagesPerSecond > 0)) {
      throw new IllegalArgumentException(
          "messagesPerSecond must be positive: " + messagesPerSecond);
    }
  }
}
