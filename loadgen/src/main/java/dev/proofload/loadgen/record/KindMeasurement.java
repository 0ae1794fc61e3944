package dev.proofload.loadgen.record;

import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What was measured of one kind of operation.
 *
 * @param kind its name in reports
 * @param message whether it is one of the users' messages
 * @param outcomes how many ended how; every outcome has an entry
 * @param latency of those that were answered (ok and refused), in nanoseconds; of an open load from
 *     when they were due
 * @param service the same from the actual send; empty where the load was closed
 */
public record KindMeasurement(
    String kind,
    boolean message,
    Map<Outcome, Long> outcomes,
    Histogram latency,
    Histogram service) {
  /** Of a closed load, in which service time and latency are the same. */
  public KindMeasurement(
      String kind, boolean message, Map<Outcome, Long> outcomes, Histogram latency) {
    this(kind, message, outcomes, latency, Recorder.newHistogram());
  }

  /** Copies the map; the histograms must not change any more. */
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
