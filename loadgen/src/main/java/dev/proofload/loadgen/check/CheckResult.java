package dev.proofload.loadgen.check;

import java.util.List;

/**
 * What one check found.
 *
 * @param name of the invariant
 * @param judged how many observations it could judge
 * @param violations how many of them were wrong
 * @param witnesses of the first few violations
 * @param reason why nothing, or not all, could be judged; empty where there is nothing to say
 */
public record CheckResult(
    String name,
    Verdict verdict,
    long judged,
    long violations,
    List<Witness> witnesses,
    String reason) {
  /** Validates and copies. */
  public CheckResult {
    witnesses = List.copyOf(witnesses);
    if (verdict == Verdict.VALID && judged == 0) {
      throw new IllegalArgumentException(name + ": valid, but nothing was judged");
    }
    if ((verdict == Verdict.VIOLATED) != (violations > 0)) {
      throw new IllegalArgumentException(name + ": " + verdict + " with violations " + violations);
    }
  }

  /** The same check, where what it found proves nothing after all. */
  public CheckResult withdrawn(String why) {
    return new CheckResult(name, Verdict.UNKNOWN, 0, 0, List.of(), why);
  }
}
