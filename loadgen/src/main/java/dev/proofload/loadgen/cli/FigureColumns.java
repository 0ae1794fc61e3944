package dev.proofload.loadgen.cli;

import dev.proofload.loadgen.record.Measurements;
import java.util.ArrayList;
import java.util.List;

/** The columns that all tables of load have, and how a run fills them. */
final class FigureColumns {
  static final List<String> NAMES =
      List.of("msg/s", "p50 ms", "p95 ms", "p99 ms", "errors", "messages");

  private FigureColumns() {}

  /** What a run measured. */
  static List<Double> of(SuiteRunner.Finished run) {
    Measurements measurements = run.record().measurements();
    return List.of(
        measurements.throughput(),
        millis(measurements, 50),
        millis(measurements, 95),
        millis(measurements, 99),
        (double) measurements.errors(),
        (double) measurements.messages());
  }

  /** What the paper states, from how many messages. */
  static List<Double> ofPaper(List<Double> stated, int messages) {
    List<Double> values = new ArrayList<>(stated);
    values.add((double) messages);
    return values;
  }

  private static double millis(Measurements measurements, double percentile) {
    return measurements.messageLatencyNanos(percentile) / 1e6;
  }
}
