package dev.proofload.loadgen.check;

import java.util.List;
import java.util.Map;

/** Puts results together. */
final class Results {
  private Results() {}

  /**
   * Violated if anything was, else valid if anything was judged, else unknown.
   *
   * @param nothingJudged the reason, if nothing was
   */
  static CheckResult of(String name, Judged judged, WitnessLog log, String nothingJudged) {
    return of(name, judged, log, nothingJudged, "");
  }

  /**
   * Violated if anything was, else valid if anything was judged, else unknown.
   *
   * @param nothingJudged the reason, if nothing was
   * @param notAllJudged what to say otherwise of that which could not be judged; empty if nothing
   */
  static CheckResult of(
      String name, Judged judged, WitnessLog log, String nothingJudged, String notAllJudged) {
    return of(
        name,
        judged.total(),
        judged.byKind(),
        log,
        judged.total() == 0 && log.violations() == 0 ? nothingJudged : notAllJudged);
  }

  /**
   * As {@link #of(String, Judged, WitnessLog, String)}, where kinds are not counted.
   *
   * @param nothingJudged the reason, if nothing was
   */
  static CheckResult of(String name, long judged, WitnessLog log, String nothingJudged) {
    return of(
        name, judged, Map.of(), log, judged == 0 && log.violations() == 0 ? nothingJudged : "");
  }

  /** Nothing could be judged. */
  static CheckResult unknown(String name, String reason) {
    return new CheckResult(name, Verdict.UNKNOWN, 0, 0, List.of(), reason);
  }

  private static CheckResult of(
      String name, long judged, Map<String, Long> byKind, WitnessLog log, String reason) {
    Verdict verdict =
        log.violations() > 0 ? Verdict.VIOLATED : judged > 0 ? Verdict.VALID : Verdict.UNKNOWN;
    return new CheckResult(
        name, verdict, judged, byKind, log.violations(), log.witnesses(), reason);
  }
}
