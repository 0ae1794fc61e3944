package dev.proofload.loadgen.record;

import dev.proofload.loadgen.workload.OperationKind;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.HdrHistogram.Histogram;

/**
 * What one event loop measures: a histogram for each kind of operation, and counts of outcomes.
 *
 * <p>{@link #record} is called by the loop's thread alone and never waits; {@link #takeInterval}
 * may be called by one other thread at any time. An operation's count and its latency are always
 * taken together, so that they agree in every interval, also where a warm-up ends.
 */
public final class Recorder {
  /** Longest latency that is told from longer ones: one hour. */
  static final long HIGHEST_NANOS = 3_600_000_000_000L;

  private static final int SIGNIFICANT_DIGITS = 3;

  private final Map<OperationKind, Cell> cells = new EnumMap<>(OperationKind.class);

  /** Empty. */
  public Recorder() {
    for (OperationKind kind : OperationKind.values()) {
      cells.put(kind, new Cell());
    }
  }

  /** An empty histogram of the range and precision that all of a run's have. */
  public static Histogram newHistogram() {
    return new Histogram(HIGHEST_NANOS, SIGNIFICANT_DIGITS);
  }

  /**
   * Counts an operation and, if it was answered, records its latency.
   *
   * @param latencyNanos from the first byte sent to the whole answer read
   */
  public void record(OperationKind kind, Outcome outcome, long latencyNanos) {
    cell(kind).record(outcome, latencyNanos);
  }

  /**
   * The same for an open load.
   *
   * @param responseNanos from when it was due to the whole answer read
   * @param serviceNanos from the first byte sent to the whole answer read
   */
  public void record(OperationKind kind, Outcome outcome, long responseNanos, long serviceNanos) {
    cell(kind).record(outcome, responseNanos, serviceNanos);
  }

  /** Adds what was recorded since the last call to {@code sum}. */
  void takeInterval(OperationKind kind, Tally sum) {
    cell(kind).take(sum);
  }

  private Cell cell(OperationKind kind) {
    return Objects.requireNonNull(cells.get(kind));
  }
}
