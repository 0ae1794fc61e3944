package dev.proofload.loadgen.record;

import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * What was measured in one run, after its warm-up.
 *
 * @param windowNanos length of the measured window: first operation sent to last answer read
 * @param kinds one entry for each kind of operation that occurred
 * @param series the run over time
 */
public record Measurements(long windowNanos, List<KindMeasurement> kinds, List<Sample> series) {
  /** Validates and copies. */
  public Measurements {
    if (windowNanos < 0) {
      throw new IllegalArgumentException("windowNanos must not be negative: " + windowNanos);
    }
    kinds = List.copyOf(kinds);
    series = List.copyOf(series);
  }

  /** Latency of all messages that were answered, in nanoseconds. */
  public Histogram messageLatency() {
    Histogram all = Recorder.newHistogram();
    kinds.stream().filter(KindMeasurement::message).forEach(kind -> all.add(kind.latency()));
    return all;
  }

  /** The same from their actual send; empty where the load was closed. */
  public Histogram messageService() {
    Histogram all = Recorder.newHistogram();
    kinds.stream().filter(KindMeasurement::message).forEach(kind -> all.add(kind.service()));
    return all;
  }

  /** A percentile, 0 to 100, of {@link #messageLatency}; 0 if no message was answered. */
  public long messageLatencyNanos(double percentile) {
    return messageLatency().getValueAtPercentile(percentile);
  }

  /** How many messages there were, however they ended. */
  public long messages() {
    return kinds.stream().filter(KindMeasurement::message).mapToLong(KindMeasurement::total).sum();
  }

  /** How many messages ended so. */
  public long messages(Outcome outcome) {
    return kinds.stream()
        .filter(KindMeasurement::message)
        .mapToLong(kind -> kind.count(outcome))
        .sum();
  }

  /** How many operations of any kind there were, however they ended. */
  public long operations() {
    return kinds.stream().mapToLong(KindMeasurement::total).sum();
  }

  /** How many operations of any kind ended so. */
  public long operations(Outcome outcome) {
    return kinds.stream().mapToLong(kind -> kind.count(outcome)).sum();
  }

  /** How many operations of any kind ended in an error. */
  public long errors() {
    return kinds.stream()
        .mapToLong(
            kind ->
                kind.outcomes().entrySet().stream()
                    .filter(entry -> entry.getKey().isError())
                    .mapToLong(java.util.Map.Entry::getValue)
                    .sum())
        .sum();
  }

  /** Operations of any kind a second, however they ended. */
  public double operationsPerSecond() {
    return windowNanos == 0 ? 0 : operations() * 1e9 / windowNanos;
  }

  /** Messages done a second. */
  public double throughput() {
    return windowNanos == 0 ? 0 : messages(Outcome.OK) * 1e9 / windowNanos;
  }
}
