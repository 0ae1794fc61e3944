package dev.proofload.loadgen.record;

/**
 * About one second of a run, over all messages. Latencies are 0 where nothing was answered.
 *
 * @param startNanos when it began, from the start of the load
 * @param lengthNanos how long it was
 * @param messages how many were answered ok or refused in it
 * @param refused how many of these were refused
 * @param errors how many ended in error in it
 */
public record Sample(
    long startNanos,
    long lengthNanos,
    long messages,
    long refused,
    long errors,
    long p50Nanos,
    long p99Nanos,
    long maxNanos) {
  /** About no time at all. */
  public static final Sample NONE = new Sample(0, 0, 0, 0, 0, 0, 0, 0);

  /** Messages a second that ended ok. */
  public double rate() {
    return lengthNanos == 0 ? 0 : (messages - refused) * 1e9 / lengthNanos;
  }
}
