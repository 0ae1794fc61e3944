package dev.proofload.loadgen.check;

import java.util.ArrayList;
import java.util.List;

/** Brings the operations of one user's witness together, each once and in order. */
final class WitnessSteps {
  private final Steps steps;
  private final int user;
  private final List<Witness.Step> list = new ArrayList<>();
  private long lastSequence = -1;

  WitnessSteps(Steps steps, int user) {
    this.steps = steps;
    this.user = user;
  }

  /** Adds an operation, unless none is held or it is the one added last. */
  WitnessSteps add(Trace trace) {
    if (trace.present() && trace.sequence() != lastSequence) {
      lastSequence = trace.sequence();
      list.add(trace.step(user, steps));
    }
    return this;
  }

  List<Witness.Step> list() {
    return List.copyOf(list);
  }
}
