package dev.proofload.loadgen.check;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.workload.Operation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * An operation of a made-up run, or, where it has no operation, something that came unasked.
 *
 * @param user whose it is
 */
record Told(
    int user,
    List<Operation> operation,
    Outcome outcome,
    long startNanos,
    long endNanos,
    Observation seen) {
  static Told of(
      Operation operation, Outcome outcome, long startNanos, long endNanos, Observation seen) {
    return new Told(operation.user(), List.of(operation), outcome, startNanos, endNanos, seen);
  }

  static Told delivery(int user, long atNanos, Observation seen) {
    return new Told(user, List.of(), Outcome.OK, atNanos, atNanos, seen);
  }

  Told lasting(long fromNanos, long toNanos) {
    return new Told(user, operation, outcome, fromNanos, toNanos, seen);
  }

  Told unknown() {
    return new Told(user, operation, Outcome.TIMEOUT, startNanos, endNanos, new Observation());
  }

  /** Tells a check all of it as a run does: in order of end, with what is settled in between. */
  static void all(List<Told> run, Check check) {
    List<Told> inOrder = new ArrayList<>(run);
    inOrder.sort(Comparator.comparingLong(Told::endNanos));
    long[] oldestStart = new long[inOrder.size() + 1];
    oldestStart[inOrder.size()] = Long.MAX_VALUE;
    for (int i = inOrder.size() - 1; i >= 0; i--) {
      oldestStart[i] = Math.min(oldestStart[i + 1], inOrder.get(i).startNanos());
    }
    for (int i = 0; i < inOrder.size(); i++) {
      Told next = inOrder.get(i);
      if (next.operation().isEmpty()) {
        check.delivered(next.user(), next.endNanos(), next.seen());
      } else {
        check.completed(
            next.operation().getFirst(),
            next.outcome(),
            next.startNanos(),
            next.endNanos(),
            next.seen());
      }
      check.settled(oldestStart[i + 1]);
    }
    check.ended(true);
  }
}
