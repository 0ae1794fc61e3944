package dev.proofload.loadgen.record;

import dev.proofload.loadgen.workload.OperationKind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.HdrHistogram.Histogram;

/**
 * Collects what the recorders of all loops measured, about once a second, and keeps the sum.
 *
 * <p>Not thread-safe: one sampling thread calls it, while the loops go on recording.
 */
public final class Sampler {
  private final List<Recorder> recorders;
  private final IntervalListener listener;
  private final Map<OperationKind, Histogram> sums = new EnumMap<>(OperationKind.class);
  private final Map<OperationKind, Map<Outcome, Long>> baseline =
      new EnumMap<>(OperationKind.class);
  private final List<Sample> series = new ArrayList<>();
  private final Histogram interval = Recorder.newHistogram();
  private final Histogram messages = Recorder.newHistogram();
  private long lastNanos;
  private long lastErrors;
  private long lastMessages;

  /**
   * @param listener is told each interval of each kind
   */
  public Sampler(List<Recorder> recorders, IntervalListener listener) {
    this.recorders = List.copyOf(recorders);
    this.listener = listener;
    for (OperationKind kind : OperationKind.values()) {
      sums.put(kind, Recorder.newHistogram());
    }
    forget();
  }

  /** Forgets all that was recorded so far, as a warm-up ends. */
  public void forget() {
    for (OperationKind kind : OperationKind.values()) {
      interval.reset();
      recorders.forEach(recorder -> recorder.takeInterval(kind, interval));
      sum(kind).reset();
      baseline.put(kind, counts(kind));
    }
    series.clear();
    lastMessages = total(true);
    lastErrors = total(false);
  }

  /**
   * Takes what came since the last call.
   *
   * @param atNanos now, from the start of the measured window
   */
  public Sample sample(long atNanos) {
    if (series.isEmpty()) {
      lastNanos = 0;
    }
    long length = Math.max(0, atNanos - lastNanos);
    messages.reset();
    for (OperationKind kind : OperationKind.values()) {
      interval.reset();
      recorders.forEach(recorder -> recorder.takeInterval(kind, interval));
      if (interval.getTotalCount() == 0) {
        continue;
      }
      sum(kind).add(interval);
      if (kind.isMessage()) {
        messages.add(interval);
      }
      listener.interval(kind.label(), lastNanos, length, interval);
    }
    long answered = total(true);
    long errors = total(false);
    Sample sample =
        new Sample(
            lastNanos,
            length,
            answered - lastMessages,
            errors - lastErrors,
            messages.getValueAtPercentile(50),
            messages.getValueAtPercentile(99),
            messages.getMaxValue());
    lastMessages = answered;
    lastErrors = errors;
    lastNanos = atNanos;
    series.add(sample);
    return sample;
  }

  /**
   * All that was measured; call {@link #sample} first.
   *
   * @param windowNanos length of the measured window
   */
  public Measurements measurements(long windowNanos) {
    List<KindMeasurement> kinds = new ArrayList<>();
    for (OperationKind kind : OperationKind.values()) {
      Map<Outcome, Long> counts = counts(kind);
      Map<Outcome, Long> before = Objects.requireNonNull(baseline.get(kind));
      counts.replaceAll((outcome, count) -> count - Objects.requireNonNull(before.get(outcome)));
      if (counts.values().stream().anyMatch(count -> count > 0)) {
        kinds.add(new KindMeasurement(kind.label(), kind.isMessage(), counts, sum(kind).copy()));
      }
    }
    return new Measurements(windowNanos, kinds, series);
  }

  private Histogram sum(OperationKind kind) {
    return Objects.requireNonNull(sums.get(kind));
  }

  private Map<Outcome, Long> counts(OperationKind kind) {
    Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
    for (Outcome outcome : Outcome.values()) {
      counts.put(
          outcome, recorders.stream().mapToLong(recorder -> recorder.counts(kind, outcome)).sum());
    }
    return counts;
  }

  /** Answered messages, or failed operations of any kind, since the recorders were made. */
  private long total(boolean answered) {
    long total = 0;
    for (OperationKind kind : OperationKind.values()) {
      if (answered && !kind.isMessage()) {
        continue;
      }
      for (Outcome outcome : Outcome.values()) {
        if (outcome.isError() != answered) {
          for (Recorder recorder : recorders) {
            total += recorder.counts(kind, outcome);
          }
        }
      }
    }
    return total;
  }
}
