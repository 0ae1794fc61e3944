package dev.proofload.loadgen.record;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.HdrHistogram.Histogram;

/**
 * How operations of one kind ended, and how long those took that were answered.
 *
 * <p>Not thread-safe.
 */
final class Tally {
  private final Histogram latency = Recorder.newHistogram();
  private final Histogram service = Recorder.newHistogram();
  private final Map<Outcome, Count> counts = new EnumMap<>(Outcome.class);

  private static final class Count {
    private long value;
  }

  Tally() {
    for (Outcome outcome : Outcome.values()) {
      counts.put(outcome, new Count());
    }
  }

  /** One operation of which response and service time are the same. */
  void add(Outcome outcome, long latencyNanos) {
    counter(outcome).value++;
    if (!outcome.isError()) {
      latency.recordValue(Math.clamp(latencyNanos, 0, Recorder.HIGHEST_NANOS));
    }
  }

  /** One operation of an open load. */
  void add(Outcome outcome, long responseNanos, long serviceNanos) {
    add(outcome, responseNanos);
    if (!outcome.isError()) {
      service.recordValue(Math.clamp(serviceNanos, 0, Recorder.HIGHEST_NANOS));
    }
  }

  /** All that another holds. */
  void add(Tally other) {
    counts.forEach((outcome, count) -> count.value += other.count(outcome));
    latency.add(other.latency);
    if (other.service.getTotalCount() > 0) {
      service.add(other.service);
    }
  }

  void reset() {
    counts.values().forEach(count -> count.value = 0);
    latency.reset();
    if (service.getTotalCount() > 0) {
      service.reset();
    }
  }

  long count(Outcome outcome) {
    return counter(outcome).value;
  }

  /** How many ended in each way. */
  Map<Outcome, Long> counts() {
    Map<Outcome, Long> all = new EnumMap<>(Outcome.class);
    counts.forEach((outcome, count) -> all.put(outcome, count.value));
    return all;
  }

  /** How many were answered, ok or refused: as many as there are latencies. */
  long answered() {
    return latency.getTotalCount();
  }

  /** How many ended in error. */
  long errors() {
    long errors = 0;
    for (Map.Entry<Outcome, Count> entry : counts.entrySet()) {
      if (entry.getKey().isError()) {
        errors += entry.getValue().value;
      }
    }
    return errors;
  }

  /** Latency of the answered ones, in nanoseconds; it changes with this. */
  Histogram latency() {
    return latency;
  }

  /** From the actual send; empty where the load was closed. It changes with this. */
  Histogram service() {
    return service;
  }

  private Count counter(Outcome outcome) {
    return Objects.requireNonNull(counts.get(outcome));
  }
}
