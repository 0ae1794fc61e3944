package dev.proofload.loadgen.record;

/**
 * A time during which this program stood still: a thread that wanted to wake up could not.
 *
 * @param startNanos when it was to wake up, from the start of the measured window
 * @param lengthNanos how much later it did
 */
public record Pause(long startNanos, long lengthNanos) {
  /** Validates. */
  public Pause {
    if (lengthNanos < 0) {
      throw new IllegalArgumentException("lengthNanos must not be negative: " + lengthNanos);
    }
  }
}
