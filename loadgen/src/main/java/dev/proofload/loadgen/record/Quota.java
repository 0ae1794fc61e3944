package dev.proofload.loadgen.record;

/**
 * How much processor time the generator's control group may have, and how often it was stopped in
 * one interval because it had had that.
 *
 * @param processors that it may use on average: 0.5 is half of one
 * @param stopped in which part of the group's periods (100 ms each as a rule) it used that up and
 *     was stopped until the next, 0 to 1
 */
public record Quota(double processors, double stopped) {
  /** Validates. */
  public Quota {
    if (!(processors > 0)) {
      throw new IllegalArgumentException("processors must be more than 0: " + processors);
    }
    if (!(stopped >= 0 && stopped <= 1)) {
      throw new IllegalArgumentException("stopped must be 0 to 1: " + stopped);
    }
  }
}
