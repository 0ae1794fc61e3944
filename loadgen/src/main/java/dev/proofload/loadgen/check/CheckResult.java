package dev.proofload.loadgen.check;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one check found.
 *
 * @param name of the invariant
 * @param judged how many observations it could judge
 * @param judgedByKind of which kinds they were, in the order of the report; empty if that was not
 *     counted. An observation may count under two kinds, or under none
 * @param violations how many of them were wrong
 * @param witnesses of the first few violations
 * @param reason why nothing, or not all, could be judged; empty where there is nothing to say
 */
public record CheckResult(
    String name,
    Verdict verdict,
    long judged,
    Map<String, Long> judgedByKind,
    long violations,
    List<Witness> witnesses,
    String reason) {
  /** Validates and copies. */
  public CheckResult {
    judgedByKind = Collections.unmodifiableMap(new LinkedHashMap<>(judgedByKind));
    witnesses = List.copyOf(witnesses);
    if (verdict == Verdict.VALID && judged == 0) {
      throw new IllegalArgumentException(name + ": valid, but nothing was judged");
    }
    if ((verdict == Verdict.VIOLATED) != (violations > 0)) {
      throw new IllegalArgumentException(name + ": " + verdict + " with violations " + violations);
    }
    judgedByKind.forEach(
        (kind, count) -> {
          if (count < 1) {
            throw new IllegalArgumentException(name + ": " + count + " judged of kind " + kind);
          }
        });
  }

  /** As the other, where kinds were not counted. */
  public CheckResult(
      String name,
      Verdict verdict,
      long judged,
      long violations,
      List<Witness> witnesses,
      String reason) {
    this(name, verdict, judged, Map.of(), violations, witnesses, reason);
  }

  /** The same, with something more to say about it. */
  public CheckResult withNote(String note) {
    return new CheckResult(
        name,
        verdict,
        judged,
        judgedByKind,
        violations,
        witnesses,
        reason.isEmpty() ? note : reason + "; " + note);
  }

  /** The same, for another reason. */
  public CheckResult withReason(String why) {
    return new CheckResult(name, verdict, judged, judgedByKind, violations, witnesses, why);
  }

  /** The same check, where what it found proves nothing after all. */
  public CheckResult withdrawn(String why) {
    return new CheckResult(name, Verdict.UNKNOWN, 0, 0, List.of(), why);
  }
}
