package dev.proofload.loadgen.gate;

/**
 * What may still come in a run that goes on.
 *
 * @param operations how many at most
 * @param windowNanos how long the measured window will be at least
 */
public record Ahead(long operations, long windowNanos) {
  /** Validates. */
  public Ahead {
    if (operations < 0 || windowNanos < 0) {
      throw new IllegalArgumentException(
          "operations and windowNanos must not be negative: " + operations + ", " + windowNanos);
    }
  }
}
