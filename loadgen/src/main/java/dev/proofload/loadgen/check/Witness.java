package dev.proofload.loadgen.check;

import java.util.List;

/**
 * The fewest operations that together show a violation.
 *
 * @param sentence why they can't all be right
 * @param operations in the order in which they began
 */
public record Witness(String sentence, List<Step> operations) {
  /** Copies. */
  public Witness {
    operations = List.copyOf(operations);
  }

  /**
   * One operation of a witness.
   *
   * @param user its id
   * @param kind as in the report
   * @param startNanos before its first byte was written, from the start of the load
   * @param endNanos after its answer was parsed, likewise
   * @param outcome as in the report
   * @param said what was sent, shortened
   * @param saw what came back, shortened
   */
  public record Step(
      String user,
      String kind,
      long startNanos,
      long endNanos,
      String outcome,
      String said,
      String saw) {}
}
