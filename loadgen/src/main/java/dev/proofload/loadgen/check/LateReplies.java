package dev.proofload.loadgen.check;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.record.Priority;
import dev.proofload.loadgen.workload.Marker;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.OperationKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Replies that a socket did not take come over the next one, or among the events that are fetched:
 * none is lost, and they come in order, but for those with the crisis message, which may also come
 * twice. What had been handed to the operating system when a connection was cut off may be lost.
 *
 * <p>How many there are follows from what the server had told of the socket; which, from those that
 * come: where a later one comes, those before it must have come. Not thread-safe.
 */
final class LateReplies {
  private final Steps steps;
  private final WitnessLog log;
  private final Judged judged;
  private long unprovable;

  LateReplies(Steps steps, WitnessLog log, Judged judged) {
    this.steps = steps;
    this.log = log;
    this.judged = judged;
  }

  /** Events of a user were fetched. */
  void drained(
      StreamUser user,
      Operation operation,
      Outcome outcome,
      long startNanos,
      long endNanos,
      Observation seen) {
    if (outcome == Outcome.OK) {
      user.mayHaveGotThem |= startNanos > user.closedNanos();
      for (int i = 0; i < seen.lateReplies().size(); i++) {
        judged.operation(OperationKind.DRAIN);
        Observation.LateReply late = seen.lateReplies().get(i);
        came(user, late, steps.of(operation, outcome, startNanos, endNanos, shown(late.text())));
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
      Witness.Step step = steps.delivery(user.index, atNanos, seen);
      boolean numbered = late.seq() != Observation.NOT_SAID && !late.crisis();
      if (numbered && user.lastLate != Observation.NOT_SAID && late.seq() < user.lastLate) {
        log.add(
            new Witness(
                user.id
                    + " was given late reply number "
                    + late.seq()
                    + " after number "
                    + user.lastLate,
                List.of(step)));
      }
      user.lastLate = numbered ? late.seq() : user.lastLate;
      came(user, late, step);
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
      unprovable += user.due.size();
      return;
    }
    user.waiting.addAll(user.due);
    if (user.row != null && user.rowLook != null && !user.uncounted) {
      long critical = user.row.produced().critical();
      long came = user.received.of(Priority.CRITICAL);
      if (critical > came) {
        user.owed += critical - came;
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
    if (user.owed > 0 && user.owedLook != null && user.mayHaveGotThem) {
      StreamLooks.Look look = user.owedLook;
      log.add(
          new Witness(
              user.id
                  + " never got "
                  + user.owed
                  + " of the replies that had waited for its socket when that was closed",
              List.of(look.step(steps, user.owedWords))));
    } else {
      unprovable += Math.max(user.owed, user.waiting.size());
    }
  }

  /** What to say of that which could not be judged; empty if nothing. */
  String excuse() {
    return unprovable == 0
        ? ""
        : "of "
            + unprovable
            + " replies nobody can say whether they were lost with a connection that ended";
  }

  private static void excused(StreamUser user) {
    user.waiting.clear();
    user.owed = 0;
    user.owedLook = null;
  }

  private void came(StreamUser user, Observation.LateReply late, Witness.Step step) {
    user.owed = Math.max(0, user.owed - 1);
    int answered = answeredBy(user, late.text());
    if (answered < 0) {
      return;
    }
    StreamUser.Due due = waiting(user, answered);
    if (late.crisis() || due == null) {
      user.waiting.removeIf(other -> other.operation().sequence() == answered);
      return;
    }
    for (StreamUser.Due first = user.waiting.peek();
        first != null && first.operation().sequence() != answered;
        first = user.waiting.peek()) {
      user.waiting.remove();
      if (first.socket() != due.socket()) {
        // The server may have closed that socket before it was answered.
        unprovable++;
      } else if (!first.help()) {
        missing(user, first, answered, step);
      }
    }
    user.waiting.poll();
  }

  private void missing(StreamUser user, StreamUser.Due lost, int answered, Witness.Step step) {
    if (!log.wantsMore()) {
      log.count();
      return;
    }
    List<Witness.Step> all = new ArrayList<>();
    all.add(lost.operation().step(user.index, steps));
    all.add(step);
    log.add(
        new Witness(
            user.id
                + " was given late the reply to its operation "
                + answered
                + ", but never that to operation "
                + lost.operation().sequence()
                + " before it",
            all));
  }

  private static StreamUser.@Nullable Due waiting(StreamUser user, int sequence) {
    for (StreamUser.Due due : user.waiting) {
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

  private static Observation shown(String text) {
    Observation shown = new Observation();
    shown.text(text);
    return shown;
  }

  /** An operation, put by. */
  static Trace trace(Operation operation, Outcome outcome, long startNanos, long endNanos) {
    Trace trace = new Trace();
    trace.set(operation, outcome, startNanos, endNanos);
    return trace;
  }
}
