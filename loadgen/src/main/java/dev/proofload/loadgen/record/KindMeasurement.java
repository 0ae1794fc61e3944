package dev.proofload.loadgen.record;

import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What was measured of one kind of operation.
 *
 * @param kind its name in reports
 * @param message whether it is one of the users' messages
 * @param outcomes how many ended how; every outcome has an entry
 * @param latency of those that were answered (ok and refused), in nanoseconds
 */
public record KindMeasurement(
    String kind, boolean message, Map<Outcome, Long> outcomes, Histogram latency) {
  /** Copies the map; the histogram must not change any more. */
  public KindMeasurement {
    outcomes = Map.copyOf(outcomes);
  }

  /** How many operations there were, however they ended. */
  public long total() {
    return outcomes.values().stream().mapToLong(Long::longValue).sum();
  }

  /** How many ended as {@code outcome}. */
  public long count(Outcome outcome) {
    return outcomes.getOrDefault(outcome, 0L);
  }
}
