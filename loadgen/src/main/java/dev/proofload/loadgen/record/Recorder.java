package dev.proofload.loadgen.record;

import dev.proofload.loadgen.workload.OperationKind;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;
import org.jspecify.annotations.Nullable;

/**
 * What one event loop measures: a histogram for each kind of operation, and counts of outcomes.
 *
 * <p>{@link #record} is called by the loop's thread alone and never waits; {@link #counts} and
 * {@link #takeInterval} may be called by one other thread at any time.
 */
public final class Recorder {
  /** Longest latency that is told from longer ones: one hour. */
  private static final long HIGHEST_NANOS = 3_600_000_000_000L;

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
    Cell cell = cell(kind);
    AtomicLong count = cell.count(outcome);
    count.lazySet(count.getPlain() + 1);
    if (!outcome.isError()) {
      cell.latency.recordValue(Math.clamp(latencyNanos, 0, HIGHEST_NANOS));
    }
  }

  /** How many operations of this kind have ended so since the recorder was made. */
  public long counts(OperationKind kind, Outcome outcome) {
    return cell(kind).count(outcome).getOpaque();
  }

  /** Adds what was recorded since the last call to {@code sum}. */
  public void takeInterval(OperationKind kind, Histogram sum) {
    Cell cell = cell(kind);
    cell.interval = cell.latency.getIntervalHistogram(cell.interval);
    sum.add(cell.interval);
  }

  private Cell cell(OperationKind kind) {
    return Objects.requireNonNull(cells.get(kind));
  }

  private static final class Cell {
    private final SingleWriterRecorder latency =
        new SingleWriterRecorder(HIGHEST_NANOS, SIGNIFICANT_DIGITS);
    private final Map<Outcome, AtomicLong> counts = new EnumMap<>(Outcome.class);
    private @Nullable Histogram interval;

    Cell() {
      for (Outcome outcome : Outcome.values()) {
        counts.put(outcome, new AtomicLong());
      }
    }

    AtomicLong count(Outcome outcome) {
      return Objects.requireNonNull(counts.get(outcome));
    }
  }
}
