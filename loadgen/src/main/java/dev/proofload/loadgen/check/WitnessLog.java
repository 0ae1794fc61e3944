package dev.proofload.loadgen.check;

import java.util.ArrayList;
import java.util.List;

/** Counts violations, and keeps the witnesses of the first few. Not thread-safe. */
final class WitnessLog {
  private static final int KEPT = 3;

  private final List<Witness> witnesses = new ArrayList<>();
  private long violations;

  /** Whether a further witness would be kept; if not, none need be made. */
  boolean wantsMore() {
    return witnesses.size() < KEPT;
  }

  /** A violation, with its witness. */
  void add(Witness witness) {
    violations++;
    if (wantsMore()) {
      witnesses.add(witness);
    }
  }

  /** A violation without a witness. */
  void count() {
    violations++;
  }

  /** All of this, and then all of the other. */
  WitnessLog and(WitnessLog other) {
    WitnessLog both = new WitnessLog();
    both.violations = violations + other.violations;
    both.witnesses.addAll(witnesses);
    other.witnesses.stream().limit(KEPT - witnesses.size()).forEach(both.witnesses::add);
    return both;
  }

  long violations() {
    return violations;
  }

  List<Witness> witnesses() {
    return witnesses;
  }
}
