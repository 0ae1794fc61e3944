package dev.proofload.loadgen.check;

import dev.proofload.loadgen.record.Observation;
import java.util.List;

/**
 * One thing that a user did, or that came to it unasked, next to what was legal.
 *
 * @param owner id of the user whose row it is
 * @param actor who did it: the owner, or another who read what is the owner's
 * @param kind as in the report; {@code delivery} for what came unasked
 * @param outcome as in the report; of what came unasked, what it was
 * @param via the transport; empty for what came unasked, which comes over a socket
 * @param sequence number of the operation among the actor's, or {@link #NO_SEQUENCE}
 * @param startNanos before its first byte was written, from the start of the load
 * @param endNanos after its answer was parsed, likewise
 * @param said what was sent
 * @param seen what came back; valid only until the next row is told
 * @param wrong names of the checks that it surely offends against, or is part of a witness of
 * @param findings the witnesses that it is part of
 */
public record ReplayRow(
    String owner,
    String actor,
    String kind,
    String outcome,
    String via,
    int sequence,
    long startNanos,
    long endNanos,
    String said,
    Observation seen,
    Legal legal,
    List<String> wrong,
    List<Finding> findings) {
  /** It is no operation. */
  public static final int NO_SEQUENCE = -1;

  /** Copies. */
  public ReplayRow {
    wrong = List.copyOf(wrong);
    findings = List.copyOf(findings);
  }

  /**
   * A violation.
   *
   * @param check that found it
   * @param sentence of its witness
   */
  public record Finding(String check, String sentence) {}
}
