package dev.proofload.loadgen.check;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.OperationKind;
import dev.proofload.loadgen.workload.Rendezvous;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * One operation of a made-up history, with what came back.
 *
 * @param flag whether the answer says that help is offered
 * @param help whether its text offers any
 */
record ToldTurn(
    int user,
    OperationKind kind,
    int sequence,
    Outcome outcome,
    long startNanos,
    long endNanos,
    boolean flag,
    boolean help) {
  private static final Observation SEEN = new Observation();

  /** An operation without help. */
  static ToldTurn of(
      int user, OperationKind kind, int sequence, Outcome outcome, long start, long end) {
    return new ToldTurn(user, kind, sequence, outcome, start, end, false, false);
  }

  /** Tells a check all of these, in order of their ends. */
  static CheckResult judge(Check check, List<ToldTurn> history) {
    history.stream()
        .sorted(Comparator.comparingLong(ToldTurn::endNanos).thenComparingInt(ToldTurn::sequence))
        .forEach(one -> one.tell(check));
    check.ended(true);
    return check.result();
  }

  /** The same history with wider intervals, each user's still one after another. */
  static List<ToldTurn> widened(List<ToldTurn> history, Random random, long most) {
    Map<Integer, Long> free = new HashMap<>();
    Map<Integer, Long> next = new HashMap<>();
    List<ToldTurn> starts = new ArrayList<>();
    for (ToldTurn one : history.reversed()) {
      long room = next.getOrDefault(one.user(), Long.MAX_VALUE) - one.endNanos();
      long end = one.endNanos() + (long) (random.nextDouble() * Math.min(most, room));
      next.put(one.user(), one.startNanos());
      starts.addFirst(one.during(one.startNanos(), end));
    }
    List<ToldTurn> both = new ArrayList<>();
    for (ToldTurn one : starts) {
      long room = one.startNanos() - free.getOrDefault(one.user(), Long.MIN_VALUE / 2);
      long start = one.startNanos() - (long) (random.nextDouble() * Math.min(most, room));
      free.put(one.user(), one.endNanos());
      both.add(one.during(start, one.endNanos()));
    }
    return both;
  }

  /** The same history, in which one operation was left without an answer. */
  static List<ToldTurn> forgotten(List<ToldTurn> history, int index) {
    List<ToldTurn> changed = new ArrayList<>(history);
    ToldTurn one = history.get(index);
    changed.set(
        index,
        of(
            one.user(),
            one.kind(),
            one.sequence(),
            Outcome.TIMEOUT,
            one.startNanos(),
            one.endNanos()));
    return changed;
  }

  private ToldTurn during(long start, long end) {
    return new ToldTurn(user, kind, sequence, outcome, start, end, flag, help);
  }

  private void tell(Check check) {
    Operation operation = new Operation(user);
    operation.set(kind, sequence, sequence, Operation.NO_ROOM, 0, Rendezvous.NONE);
    SEEN.reset();
    SEEN.type(outcome == Outcome.OK ? Observation.Type.ANSWER : Observation.Type.REFUSAL);
    SEEN.text(help ? Story.HELP : "text");
    SEEN.crisis(flag);
    check.completed(operation, outcome, startNanos, endNanos, SEEN);
  }
}
