package dev.proofload.loadgen.gate;

/**
 * Between which values a number may end up.
 *
 * @param low at least
 * @param high at most
 */
record Range(double low, double high) {
  /** Nothing is known of it. */
  static final Range ANY = new Range(0, Double.POSITIVE_INFINITY);

  static Range atLeast(double low) {
    return new Range(low, Double.POSITIVE_INFINITY);
  }

  static Range atMost(double high) {
    return new Range(0, high);
  }
}
