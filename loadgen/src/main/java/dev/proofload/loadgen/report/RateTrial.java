package dev.proofload.loadgen.report;

import dev.proofload.loadgen.gate.RateSearch;
import dev.proofload.loadgen.gate.Threshold;
import dev.proofload.loadgen.record.RunRecord;
import java.util.List;

/**
 * One step on the way to the highest rate.
 *
 * @param perSecond operations a second that were due
 * @param why it did not hold, as a sentence; empty if it did
 * @param held the run held against what was asked for
 */
public record RateTrial(
    double perSecond,
    RateSearch.Outcome outcome,
    String why,
    RunRecord run,
    List<Threshold.Result> held) {
  /** Copies. */
  public RateTrial {
    held = List.copyOf(held);
  }

  /** What of it was not held, each with what the run had. */
  public static String missed(List<Threshold.Result> held) {
    return held.stream()
        .filter(result -> !result.held())
        .map(result -> result.threshold().expression() + ": " + Words.actual(result))
        .reduce((one, other) -> one + ", " + other)
        .orElse("");
  }

  /** A rate as one would write it. */
  public static String text(double perSecond) {
    return Units.asked(perSecond);
  }

  /** In a few words for a line of its own. */
  public String line() {
    Latency latency = Latency.of(run.measurements().messageLatency());
    String times =
        latency.isEmpty()
            ? "nothing answered"
            : "p50 "
                + Units.duration(latency.p50Nanos())
                + ", p99 "
                + Units.duration(latency.p99Nanos());
    return Units.asked(perSecond)
        + ": "
        + word(outcome)
        + " ("
        + times
        + (why.isEmpty() ? "" : "; " + why)
        + ")";
  }

  static String word(RateSearch.Outcome outcome) {
    return switch (outcome) {
      case HELD -> "holds";
      case MISSED -> "does not hold";
      case INVALID -> "tells nothing";
    };
  }
}
