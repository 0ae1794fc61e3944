package dev.proofload.loadgen.cli;

import dev.proofload.loadgen.gate.Metric;
import dev.proofload.loadgen.gate.Threshold;
import dev.proofload.loadgen.workload.OperationKind;
import java.util.List;
import java.util.stream.Stream;

/** Thresholds on what a run measures. */
final class Thresholds {
  private Thresholds() {}

  /**
   * As a user wrote them.
   *
   * @throws IllegalArgumentException with a sentence for the user, if one can't be read
   */
  static List<Threshold> parse(List<String> expressions) {
    List<String> kinds = Stream.of(OperationKind.values()).map(OperationKind::label).toList();
    return Threshold.parseAll(expressions, Metric.all(kinds));
  }
}
