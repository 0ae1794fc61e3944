package dev.proofload.loadgen.driver;

import java.time.Duration;

/**
 * The closed model: each user waits for its answer, thinks, and sends again.
 *
 * @param thinkNanos how long it thinks, at least 0
 */
public record ClosedModel(long thinkNanos) implements Schedule {
  /** Validates. */
  public ClosedModel {
    if (thinkNanos < 0) {
      throw new IllegalArgumentException("think time must not be negative: " + thinkNanos + " ns");
    }
  }

  /** With this think time. */
  public static ClosedModel thinking(Duration thinkTime) {
    return new ClosedModel(thinkTime.toNanos());
  }

  @Override
  public Pace of(int user) {
    return (beginNanos, readyNanos) -> readyNanos + thinkNanos;
  }

  @Override
  public boolean isOpen() {
    return false;
  }
}
