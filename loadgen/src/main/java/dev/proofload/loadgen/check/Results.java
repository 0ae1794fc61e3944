package dev.proofload.loadgen.check;

import java.util.List;

/** Puts results together. */
final class Results {
  private Results() {}

  /**
   * Violated if anything was, else valid if anything was judged, else unknown.
   *
   * @param nothingJudged the reason, if nothing was
   */
  static CheckResult of(String name, long judged, WitnessLog log, String nothingJudged) {
    Verdict verdict =
        log.violations() > 0 ? Verdict.VIOLATED : judged > 0 ? Verdict.VALID : Verdict.UNKNOWN;
    return new CheckResult(
        name,
        verdict,
        judged,
        log.violations(),
        log.witnesses(),
        verdict == Verdict.UNKNOWN ? nothingJudged : "");
  }

  /** Nothing could be judged. */
  static CheckResult unknown(String name, String reason) {
    return new CheckResult(name, Verdict.UNKNOWN, 0, 0, List.of(), reason);
  }
}
