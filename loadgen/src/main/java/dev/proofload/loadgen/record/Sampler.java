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
  private final Map<OperationKind, Tally> sums = new EnumMap<>(OperationKind.class);
  private final List<Sample> series = new ArrayList<>();
  private final Tally interval = new Tally();
  private final Histogram messages = Recorder.newHistogram();
  private final Histogram service = Recorder.newHistogram();
  private long lastNanos;

  /**
   * @param listener is told each interval of each kind
   */
  public Sampler(List<Recorder> recorders, IntervalListener listener) {
    this.recorders = List.copyOf(recorders);
    this.listener = listener;
    for (OperationKind kind : OperationKind.values()) {
      sums.put(kind, new Tally());
    }
  }

  /**
   * Takes what came since the last call.
   *
   * @param atNanos now, from the start of the measured window
   */
  public Sample sample(long atNanos) {
    long length = Math.max(0, atNanos - lastNanos);
    long refused = 0;
    long errors = 0;
    messages.reset();
    service.reset();
    for (OperationKind kind : OperationKind.values()) {
      take(kind);
      sum(kind).add(interval);
      errors += interval.errors();
      if (interval.answered() + interval.errors() > 0) {
        listener.counted(kind.label(), interval.counts());
      }
      if (interval.answered() == 0) {
        continue;
      }
      if (kind.isMessage()) {
        messages.add(interval.latency());
        boolean open = interval.service().getTotalCount() > 0;
        service.add(open ? interval.service() : interval.latency());
        refused += interval.count(Outcome.REFUSED);
      }
      listener.interval(kind.label(), lastNanos, length, interval.latency());
    }
    Sample sample =
        new Sample(
            lastNanos,
            length,
            messages.getTotalCount(),
            refused,
            errors,
            messages.getValueAtPercentile(50),
            messages.getValueAtPercentile(99),
            messages.getMaxValue());
    lastNanos = atNanos;
    series.add(sample);
    return sample;
  }

  /** Of the messages of the last sample, 99 in a hundred took no longer from their actual send. */
  public long serviceP99Nanos() {
    return service.getValueAtPercentile(99);
  }

  /**
   * All that was measured; call {@link #sample} first.
   *
   * @param windowNanos length of the measured window
   */
  public Measurements measurements(long windowNanos) {
    List<KindMeasurement> kinds = new ArrayList<>();
    for (OperationKind kind : OperationKind.values()) {
      Tally sum = sum(kind);
      if (sum.answered() + sum.errors() == 0) {
        continue;
      }
      kinds.add(
          new KindMeasurement(
              kind.label(),
              kind.isMessage(),
              sum.counts(),
              sum.latency().copy(),
              sum.service().copy()));
    }
    return new Measurements(windowNanos, kinds, series);
  }

  /** Moves what all loops recorded of this kind since the last call into {@link #interval}. */
  private void take(OperationKind kind) {
    interval.reset();
    recorders.forEach(recorder -> recorder.takeInterval(kind, interval));
  }

  private Tally sum(OperationKind kind) {
    return Objects.requireNonNull(sums.get(kind));
  }
}
