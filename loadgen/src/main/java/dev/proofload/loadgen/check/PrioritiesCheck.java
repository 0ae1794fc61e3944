package dev.proofload.loadgen.check;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.record.StreamList;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.OperationKind;
import dev.proofload.loadgen.workload.Transport;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * What waits in front of a socket leaves in the order of its class, and what does not fit goes in
 * the opposite order; nothing goes uncounted, and no reply goes at all.
 *
 * <ul>
 *   <li>Each look at the server's streams agrees with itself, with its limits, and with the look
 *       before it: {@link StreamRules}.
 *   <li>What a user is given over one socket comes in order within its class, and is no less than
 *       the server says it sent: {@link StreamFrames}.
 *   <li>What a closed socket did not take comes later: {@link LateReplies}.
 *   <li>No reader holds up all others: {@link Standstill}.
 * </ul>
 *
 * <p>Keeps the latest look, and of each user what is due. Not thread-safe.
 */
final class PrioritiesCheck implements Check {
  static final String NAME = "priorities";

  /** A server that sends nothing for so long, while it answers otherwise, is not just slow. */
  static final Duration STANDSTILL = Duration.ofSeconds(3);

  private final Steps steps;
  private final Evictions evictions;
  private final WitnessLog log = new WitnessLog();
  private final WitnessLog unlessEvicted = new WitnessLog();
  private final Judged judged = new Judged();
  private final PerUser<StreamUser> users;
  private final StreamLooks looks;
  private final LateReplies late;
  private final StreamFrames frames;
  private final Standstill standstill;
  private final Map<Integer, Integer> rowsOfUser = new HashMap<>();
  private boolean looked;
  private String noLook = "";
  private boolean quiet;

  /**
   * @param evictions whether sessions may be thrown out; told of what happens by somebody else
   * @param standstill how long a server must have sent nothing before anybody asks why
   */
  PrioritiesCheck(Steps steps, Evictions evictions, Duration standstill) {
    this.steps = steps;
    this.evictions = evictions;
    this.users = new PerUser<>(user -> new StreamUser(user, steps.names().id(user)));
    this.looks = new StreamLooks(steps, log);
    this.late = new LateReplies(steps, unlessEvicted, judged);
    this.frames = new StreamFrames(steps, log, judged, late);
    this.standstill = new Standstill(steps, log, standstill);
  }

  @Override
  public void completed(
      Operation operation, Outcome outcome, long startNanos, long endNanos, Observation seen) {
    if (outcome == Outcome.OK && operation.transport() == Transport.HTTP) {
      standstill.answered(startNanos, endNanos);
    }
    if (operation.kind() == OperationKind.STREAMS) {
      if (outcome == Outcome.OK && seen.streams().isPresent()) {
        look(operation, startNanos, endNanos, seen.streams().get());
      } else if (outcome == Outcome.STATUS) {
        noLook = "the server tells nothing of its streams (GET /bridge/streams)";
      }
    } else if (operation.kind() == OperationKind.DRAIN) {
      int whose = operation.target() == Operation.NOBODY ? operation.user() : operation.target();
      if (whose != Operation.NOBODY) {
        users.of(whose).silent |= outcome.isUnknown() && operation.user() == whose;
        if (operation.transport() == Transport.WS && outcome != Outcome.OK) {
          frames.lost(users.of(whose), endNanos);
        }
        late.drained(users.of(whose), outcome, startNanos, seen);
      }
    } else if (operation.user() != Operation.NOBODY && operation.kind().takesToken()) {
      if (operation.transport() == Transport.WS && outcome != Outcome.CONNECT) {
        standstill.completed(operation.user(), operation, outcome, startNanos, endNanos);
      }
      frames.completed(users.of(operation.user()), operation, outcome, startNanos, endNanos, seen);
    }
  }

  @Override
  public void settled(long nanos) {
    standstill.settled(nanos);
  }

  @Override
  public void delivered(int user, long atNanos, Observation seen) {
    standstill.delivered(user, atNanos);
    frames.delivered(users.of(user), atNanos, seen);
  }

  @Override
  public void ended(boolean quietly) {
    quiet = quietly;
    if (quietly) {
      standstill.ended();
      for (int user = 0; user < users.size(); user++) {
        frames.ended(users.of(user));
        late.ended(users.of(user));
      }
    }
  }

  @Override
  public CheckResult result() {
    boolean forgiven = evictions.possible();
    String nothing =
        noLook.isEmpty() ? "nobody looked at the server's streams, nor had a socket" : noLook;
    StringBuilder some = new StringBuilder();
    note(some, looked ? "" : noLook.isEmpty() ? "nobody looked at the server's streams" : noLook);
    note(some, quiet ? "" : "the run did not end quietly: what was still to come is not judged");
    note(some, late.excuse());
    note(some, forgiven ? "late replies are not missed: " + evictions.reason() : "");
    return Results.of(
        NAME, judged, forgiven ? log : log.and(unlessEvicted), nothing, some.toString());
  }

  private static void note(StringBuilder all, String note) {
    if (!note.isEmpty()) {
      all.append(all.isEmpty() ? "" : "; ").append(note);
    }
  }

  private void look(Operation operation, long startNanos, long endNanos, StreamList list) {
    looked = true;
    judged.operation(OperationKind.STREAMS, list.rows().size() + 1);
    StreamLooks.Look before = looks.latest();
    Map<Integer, Integer> listedBefore = new HashMap<>(rowsOfUser);
    StreamLooks.Look look = looks.looked(operation, startNanos, endNanos, list);
    standstill.looked(look);
    rowsOfUser.clear();
    for (int i = 0; i < list.rows().size(); i++) {
      rowsOfUser.merge(steps.names().user(list.rows().get(i).userId()), 1, Integer::sum);
    }
    for (int i = 0; i < list.rows().size(); i++) {
      StreamList.Row row = list.rows().get(i);
      int index = steps.names().user(row.userId());
      if (index < 0 || rowsOfUser.getOrDefault(index, 0) != 1) {
        continue;
      }
      StreamUser user = users.of(index);
      boolean noneBefore =
          before != null
              && before.startNanos() > user.closedNanos()
              && before.endNanos() < startNanos
              && !listedBefore.containsKey(index);
      if (user.isListed(row, look, noneBefore)) {
        frames.listed(user, row, look);
        standstill.listed(user, row);
      }
    }
    standstill.rowsTold();
  }
}
