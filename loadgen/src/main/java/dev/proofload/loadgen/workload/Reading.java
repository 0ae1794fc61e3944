package dev.proofload.loadgen.workload;

/** How a user reads what comes over its socket. */
public enum Reading {
  /** At once. */
  HEALTHY("healthy"),
  /** One message every {@link Readers#SLOW_MILLIS} milliseconds. */
  SLOW("slow"),
  /**
   * Once {@link Readers#STALL_AT} of the run has passed no more, but for {@link
   * Readers#LOOK_UP_MILLIS} milliseconds every {@link Readers#LOOK_UP_EVERY_MILLIS}.
   */
  STALLED("stalled"),
  /** At once, but it goes and comes back again and again. */
  CHURNING("churning");

  private final String label;

  Reading(String label) {
    this.label = label;
  }

  /** The name that stands in reports. */
  public String label() {
    return label;
  }
}
