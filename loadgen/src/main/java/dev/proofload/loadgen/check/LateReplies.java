package dev.proofload.loadgen.check;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.record.Priority;
import dev.proofload.loadgen.workload.Marker;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.OperationKind;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Replies that a socket did not take come over the next one, or among the events that are fetched:
 * none is lost, and they come in order, but for those with the crisis message, which may also come
 * twice. What had been handed to the operating system when a connection was cut off may be lost.
 *
 * <p>How many there are follows from what the server had told of the socket; which, from those that
 * come: where a later one of a socket comes, those before it must come too. Not thread-safe.
 */
final class LateReplies {
  private final Steps steps;
  private final WitnessLog log;
  private final Judged judged;
  private final Unprovable unprovable = new Unprovable();

  LateReplies(Steps steps, WitnessLog log, Judged judged) {
    this.steps = steps;
    this.log = log;
    this.judged = judged;
  }

  /** Events of a user were fetched. */
  void drained(StreamUser user, Outcome outcome, long startNanos, Observation seen) {
    if (outcome == Outcome.OK) {
      user.mayHaveGotThem |= startNanos > user.closedNanos();
      user.fetched += user.isOpen() ? seen.lateReplies().size() : 0;
      for (int i = 0; i < seen.lateReplies().size(); i++) {
        judged.operation(OperationKind.DRAIN);
        came(user, seen.lateReplies().get(i));
      }
    } else if (!outcome.surelyFailed()) {
      // Its answer may have held them.
      excused(user);
    }
  }

  /** A late reply came over a socket. */
  void delivered(StreamUser user, long atNanos, Observation seen) {
    for (int i = 0; i < seen.lateReplies().size(); i++) {
      Observation.LateReply late = seen.lateReplies().get(i);
      boolean numbered = late.seq() != Observation.NOT_SAID && !late.crisis();
      if (numbered && user.lastLate != Observation.NOT_SAID && late.seq() < user.lastLate) {
        log.add(
            new Witness(
                user.id
                    + " was given late reply number "
                    + late.seq()
                    + " after number "
                    + user.lastLate,
                List.of(steps.delivery(user.index, atNanos, seen))));
      }
      user.lastLate = numbered ? late.seq() : user.lastLate;
      came(user, late);
    }
  }

  /**
   * The user's socket is closed.
   *
   * @param allRead whether all that the server had sent was read
   */
  void closed(StreamUser user, boolean allRead) {
    if (!allRead) {
      excused(user);
      unprovable.add(user, user.due.size());
      return;
    }
    user.waiting.addAll(user.due);
    if (user.row != null && user.rowLook != null && !user.uncounted) {
      long critical = user.row.produced().critical();
      long came = user.received.of(Priority.CRITICAL) + user.fetched;
      if (critical > came) {
        // Those that it has owed for longer may be among them.
        user.owed = Math.max(user.owed, critical - came);
        user.owedLook = user.rowLook;
        user.owedWords = StreamLooks.words(user.row);
      }
    }
    if (user.owed >= StreamUser.MOST_WAITING || user.waiting.size() >= StreamUser.MOST_WAITING) {
      excused(user);
    }
  }

  /** What has not come will not come. */
  void ended(StreamUser user) {
    if (user.owed > 0 && user.owedLook != null && user.mayHaveGotThem && !user.silent) {
      StreamLooks.Look look = user.owedLook;
      log.add(
          new Witness(
              user.id
                  + " never got "
                  + user.owed
                  + " of the replies that had waited for its socket when that was closed",
              List.of(look.step(steps, user.owedWords))));
      return;
    }
    for (StreamUser.Due due : user.waiting) {
      int proven = user.proven.getOrDefault(due.socket(), -1);
      if (due.operation().sequence() < proven && user.mayHaveGotThem && !user.silent) {
        missing(user, due, proven);
      } else {
        unprovable.add(user, 1);
      }
    }
  }

  /** What to say of that which could not be judged; empty if nothing. */
  String excuse() {
    return unprovable.excuse();
  }

  private static void excused(StreamUser user) {
    user.waiting.clear();
    user.proven.clear();
    user.owed = 0;
    user.owedLook = null;
  }

  private static void came(StreamUser user, Observation.LateReply late) {
    user.owed = Math.max(0, user.owed - 1);
    int answered = answeredBy(user, late.text());
    if (answered < 0) {
      return;
    }
    StreamUser.Due due = find(user.waiting, answered);
    if (due == null) {
      // The user may not have noticed yet that its socket is closed.
      due = find(user.due, answered);
    }
    if (due != null) {
      user.waiting.remove(due);
      user.due.remove(due);
      if (!late.crisis()) {
        user.proven.merge(due.socket(), answered, Math::max);
      }
    }
  }

  private void missing(StreamUser user, StreamUser.Due lost, int answered) {
    if (!log.wantsMore()) {
      log.count();
      return;
    }
    log.add(
        new Witness(
            user.id
                + " was given late the reply to its operation "
                + answered
                + ", but never that to operation "
                + lost.operation().sequence()
                + " before it, which had waited for the same socket",
            List.of(lost.operation().step(user.index, steps))));
  }

  private static StreamUser.@Nullable Due find(Deque<StreamUser.Due> all, int sequence) {
    for (StreamUser.Due due : all) {
      if (due.operation().sequence() >= sequence) {
        return due.operation().sequence() == sequence ? due : null;
      }
    }
    return null;
  }

  /** The user's operation that a text answers, or -1 if it does not tell, or tells of another. */
  static int answeredBy(StreamUser user, String text) {
    int at = Marker.next(text, 0);
    Marker marker = at < 0 ? null : Marker.at(text, at);
    return marker == null || marker.user() != user.index ? -1 : marker.sequence();
  }

  /** An operation, put by. */
  static Trace trace(Operation operation, Outcome outcome, long startNanos, long endNanos) {
    Trace trace = new Trace();
    trace.set(operation, outcome, startNanos, endNanos);
    return trace;
  }
}
