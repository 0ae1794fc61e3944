package dev.proofload.loadgen.check;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.OperationKind;
import dev.proofload.loadgen.workload.Rendezvous;
import dev.proofload.loadgen.workload.ServerRules;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A list of all sessions shows whoever was answered before it was asked for, exactly once, each
 * with no fewer messages than had been answered when it was asked for, nor than an earlier list
 * showed, and no more than had been sent when it came. It holds as many as it says, and no more
 * than the server keeps.
 *
 * <p>A list is judged once all is known that had begun when it came. What is kept of a user are the
 * turns since the oldest operation in flight.
 */
final class SessionsCheck implements Check {
  private static final String NAME = "sessions";

  private final Steps steps;
  private final OptionalLong maxSessions;
  private final Evictions evictions;
  private final WitnessLog log = new WitnessLog();
  private final WitnessLog unlessEvicted = new WitnessLog();
  private final Judged judged = new Judged();
  private final PerUser<ListedTurns> users = new PerUser<>(user -> new ListedTurns());
  private final Deque<SessionList> unjudged = new ArrayDeque<>();
  private long settledNanos = Long.MIN_VALUE;

  /** What ended before this is asked for by no list, neither one that waits nor one to come. */
  private long neededNanos = Long.MIN_VALUE;

  private long latestTurnEndNanos = Long.MIN_VALUE;
  private long latestListStartNanos = Long.MIN_VALUE;

  /** A list that waits; of this run's users. */
  private record SessionList(
      int sequence, long startNanos, long endNanos, int sessions, List<Row> rows) {}

  private record Row(int user, long messages) {}

  /**
   * @param steps writes witnesses
   * @param rules how many sessions the server keeps, where that is known
   * @param evictions whether sessions may be thrown out; told of what happens by somebody else
   */
  SessionsCheck(Steps steps, ServerRules rules, Evictions evictions) {
    this.steps = steps;
    this.maxSessions = rules.maxSessions();
    this.evictions = evictions;
  }

  @Override
  public void completed(
      Operation operation, Outcome outcome, long startNanos, long endNanos, Observation seen) {
    if (operation.kind() == OperationKind.SESSIONS) {
      if (outcome == Outcome.OK) {
        listed(operation, startNanos, endNanos, seen);
      }
    } else if (operation.kind().isMessage() && !outcome.surelyFailed()) {
      latestTurnEndNanos = Math.max(latestTurnEndNanos, endNanos);
      if (outcome == Outcome.OK) {
        users.of(operation.user()).turn(operation, startNanos, endNanos, neededNanos);
      } else {
        users.of(operation.user()).unknownTurn();
      }
    }
  }

  @Override
  public void settled(long nanos) {
    settledNanos = nanos;
    while (!unjudged.isEmpty() && unjudged.getFirst().endNanos() < nanos) {
      judge(unjudged.removeFirst());
    }
    updateNeeded();
  }

  @Override
  public void ended(boolean quiet) {
    if (quiet) {
      settled(Long.MAX_VALUE);
    }
  }

  @Override
  public CheckResult result() {
    if (latestListStartNanos < latestTurnEndNanos
        && log.violations() == 0
        && (evictions.possible() || unlessEvicted.violations() == 0)) {
      return Results.unknown(NAME, "no list of sessions was answered after the load");
    }
    boolean forgiven = evictions.possible();
    return Results.of(
        NAME,
        judged,
        forgiven ? log : log.and(unlessEvicted),
        "no list of sessions was answered during the run",
        forgiven ? evictions.reason() + ", so who is missing is not judged" : "");
  }

  private void listed(Operation operation, long startNanos, long endNanos, Observation seen) {
    List<Row> rows = new ArrayList<>();
    Set<Integer> found = new HashSet<>();
    for (Observation.Session session : seen.sessions()) {
      int user = steps.names().user(session.id());
      if (user < 0) {
        continue;
      }
      if (!found.add(user)) {
        violation(operation, startNanos, endNanos, seen, session.id() + " is listed twice");
      } else {
        rows.add(new Row(user, session.messages()));
      }
    }
    int size = seen.sessions().size();
    if (seen.totalUsers() != Observation.NOT_SAID && seen.totalUsers() != size) {
      String what = size + " are listed, but the total says " + seen.totalUsers();
      violation(operation, startNanos, endNanos, seen, what);
    }
    if (maxSessions.isPresent() && size > maxSessions.getAsLong()) {
      String what = size + " are listed, but the server keeps " + maxSessions.getAsLong();
      violation(operation, startNanos, endNanos, seen, what);
    }
    unjudged.add(new SessionList(operation.sequence(), startNanos, endNanos, size, rows));
    updateNeeded();
  }

  private void judge(SessionList list) {
    latestListStartNanos = Math.max(latestListStartNanos, list.startNanos());
    Set<Integer> found = new HashSet<>();
    for (Row row : list.rows()) {
      found.add(row.user());
      judge(list, row);
    }
    int missing = 0;
    for (int user = 0; user < users.size(); user++) {
      ListedTurns turns = users.of(user);
      if (!found.contains(user) && turns.before(list.startNanos()) > 0) {
        missing++;
        conflict(
            unlessEvicted,
            list,
            user,
            "is not listed, although it had been answered before",
            list.sessions() + " sessions, but not this one");
      }
    }
    if (!list.rows().isEmpty() || missing > 0) {
      judged.operation(OperationKind.SESSIONS, list.rows().size() + missing);
    }
  }

  private void judge(SessionList list, Row row) {
    ListedTurns turns = turns(row.user());
    long least = 2 * turns.before(list.startNanos());
    long most = 2 * turns.upTo(list.endNanos());
    long shown = turns.listedBefore(list.startNanos());
    String saw = row.messages() + " messages";
    if (row.messages() > most || row.messages() < least) {
      conflict(
          row.messages() > most ? log : unlessEvicted,
          list,
          row.user(),
          "is listed with " + saw + ", but it must be " + expected(least, most),
          saw);
    } else if (row.messages() < shown) {
      unlessEvicted.add(
          new Witness(
              steps.names().id(row.user())
                  + " is listed with "
                  + saw
                  + ", but had been listed with "
                  + shown,
              List.of(
                  step(
                      turns.mostListedSequence(),
                      turns.mostListedStartNanos(),
                      turns.mostListedEndNanos(),
                      shown + " messages"),
                  step(list.sequence(), list.startNanos(), list.endNanos(), saw))));
    } else {
      turns.listed(row.messages(), list.sequence(), list.startNanos(), list.endNanos());
    }
  }

  private void conflict(WitnessLog into, SessionList list, int user, String what, String saw) {
    if (!into.wantsMore()) {
      into.count();
      return;
    }
    List<Witness.Step> operations = new ArrayList<>();
    turns(user).latestBefore(list.startNanos(), user, steps).ifPresent(operations::add);
    operations.add(step(list.sequence(), list.startNanos(), list.endNanos(), saw));
    into.add(
        new Witness(
            "in a list of all sessions " + steps.names().id(user) + " " + what, operations));
  }

  private void violation(
      Operation operation, long startNanos, long endNanos, Observation seen, String what) {
    Witness.Step step = steps.of(operation, Outcome.OK, startNanos, endNanos, seen);
    log.add(new Witness("in a list of all sessions " + what, List.of(step)));
  }

  private Witness.Step step(int sequence, long startNanos, long endNanos, String saw) {
    Operation list = new Operation(Operation.NOBODY);
    list.set(OperationKind.SESSIONS, sequence, 0, Operation.NO_ROOM, 0, Rendezvous.NONE);
    Observation seen = new Observation();
    seen.text(saw);
    return steps.of(list, Outcome.OK, startNanos, endNanos, seen);
  }

  /** Of a user who never said anything, as a list may make one up, nothing is kept. */
  private ListedTurns turns(int user) {
    return user < users.size() ? users.of(user) : new ListedTurns();
  }

  private void updateNeeded() {
    neededNanos = settledNanos;
    for (SessionList list : unjudged) {
      neededNanos = Math.min(neededNanos, list.startNanos());
    }
  }

  private static String expected(long least, long most) {
    return least == most ? "" + least : "from " + least + " to " + most;
  }
}
