package dev.proofload.loadgen.check;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.record.PerClass;
import dev.proofload.loadgen.record.Priority;
import dev.proofload.loadgen.record.StreamList;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.Transport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/**
 * What a user is given over one socket: the greeting first; replies in the order of their
 * operations, and none left out; events by rising number; pieces of replies by rising index, and as
 * many missing as the server says it left out. By the end all has come that the server says it sent
 * over a socket that is still open. Not thread-safe.
 */
final class StreamFrames {
  private final Steps steps;
  private final WitnessLog log;
  private final Judged judged;
  private final LateReplies late;

  StreamFrames(Steps steps, WitnessLog log, Judged judged, LateReplies late) {
    this.steps = steps;
    this.log = log;
    this.judged = judged;
    this.late = late;
  }

  /** A message or a move of the user ended. */
  void completed(
      StreamUser user,
      Operation operation,
      Outcome outcome,
      long startNanos,
      long endNanos,
      Observation seen) {
    boolean overSocket = operation.transport() == Transport.WS;
    user.silent = false;
    if (outcome == Outcome.CONNECT && overSocket) {
      user.mayHaveAnotherStream();
    }
    if (outcome.isUnknown()) {
      user.unsure(operation.sequence());
      user.uncounted |= overSocket;
      user.silent = true;
      return;
    }
    if (overSocket) {
      overSocket(user, operation, outcome, startNanos, endNanos, seen);
    } else if (outcome == Outcome.OK
        && operation.kind().isMessage()
        && user.wasOpenBefore(startNanos)
        && user.lastReply < operation.sequence()
        && LateReplies.answeredBy(user, seen.text()) == operation.sequence()) {
      Trace trace = LateReplies.trace(operation, outcome, startNanos, endNanos);
      user.due.add(new StreamUser.Due(trace, user.socket(), CrisisCheck.offersHelp(seen)));
      if (user.due.size() > 2 * StreamUser.MOST_WAITING) {
        user.due.remove();
      }
    }
  }

  /** Something came over the user's socket that answers nothing in flight. */
  void delivered(StreamUser user, long atNanos, Observation seen) {
    user.silent &= seen.type() == Observation.Type.CLOSED;
    user.receivedNanos = atNanos;
    user.deliveredNanos = atNanos;
    if (seen.type() == Observation.Type.GREETING) {
      if (user.isOpen()) {
        closed(user, atNanos, false);
      }
      user.opened(atNanos);
      user.received.add(Priority.CONTROL);
      return;
    }
    if (seen.type() == Observation.Type.CLOSED) {
      closed(user, atNanos, seen.closeCode() != Observation.NO_CLOSE_FRAME);
      return;
    }
    if (user.isClosed()) {
      wrong(user, "was given something over a new socket before its greeting", atNanos, seen);
      user.opened(atNanos);
      user.uncounted = true;
    }
    switch (seen.type()) {
      case DELIVERY -> {
        if (seen.event()) {
          user.received.add(Priority.IMPORTANT);
          event(user, atNanos, seen);
        } else {
          user.received.add(Priority.CRITICAL);
          reply(user, atNanos, seen);
        }
      }
      case LATE_REPLY -> {
        user.received.add(Priority.CRITICAL);
        judged.delivery();
        late.delivered(user, atNanos, seen);
        whole(user, atNanos, seen);
      }
      case DELTA -> {
        user.received.add(Priority.BULK);
        piece(user, atNanos, seen);
      }
      case DELTAS_DROPPED -> {
        user.received.add(Priority.CONTROL);
        user.announced += Math.max(0, seen.dropped());
      }
      case OTHER -> other(user, seen);
      case ANSWER, REFUSAL, FAILURE, GARBAGE, GREETING, CLOSED -> user.uncounted = true;
    }
  }

  /** The server told of the stream that is the user's present socket. */
  void listed(StreamUser user, StreamList.Row row, StreamLooks.Look look) {
    if (!user.uncounted) {
      for (Priority one : Priority.values()) {
        long came = user.receivedBefore.of(one);
        long produced = row.produced().of(one);
        if (produced != PerClass.NOT_SAID && came > produced) {
          wrong(
              user,
              "had been given "
                  + came
                  + " "
                  + one.label()
                  + " over its socket, of which the server counts "
                  + produced
                  + " produced",
              look);
          user.uncounted = true;
          return;
        }
      }
    }
    user.receivedBefore.set(user.received);
  }

  /** Nothing more comes. */
  void ended(StreamUser user) {
    if (!user.isOpen() || user.silent) {
      return;
    }
    for (StreamUser.Due due : user.due) {
      add(
          user.id
              + " never got the reply to its operation "
              + due.operation().sequence()
              + " over its socket, which stayed open",
          List.of(due.operation().step(user.index, steps)));
    }
    long missing = user.pieces.missing();
    if (missing > user.announced) {
      add(
          user.id
              + " never got at least "
              + missing
              + " pieces of replies, and was told of "
              + user.announced,
          pieces(user));
    }
    StreamList.Row row = user.row;
    StreamLooks.Look look = user.rowLook;
    if (row == null || look == null || user.uncounted) {
      return;
    }
    for (Priority one : Priority.values()) {
      long sent = row.sent().of(one);
      long came = user.received.of(one);
      // Of what is in control, the heartbeats are not told.
      if (one != Priority.CONTROL && sent != PerClass.NOT_SAID && sent > came) {
        wrong(
            user,
            "got "
                + came
                + " "
                + one.label()
                + " over its socket, which stayed open, of "
                + sent
                + " that the server says it sent",
            look);
      }
    }
  }

  private List<Witness.Step> pieces(StreamUser user) {
    if (user.gapNanos != 0) {
      return List.of(steps.delivery(user.index, user.gapNanos, new Observation()));
    }
    return user.streamed.present() ? List.of(user.streamed.step(user.index, steps)) : List.of();
  }

  /** The user's socket is gone, as is told otherwise than by its last frame. */
  void lost(StreamUser user, long atNanos) {
    closed(user, atNanos, false);
  }

  private void closed(StreamUser user, long atNanos, boolean allRead) {
    if (user.isOpen()) {
      late.closed(user, allRead);
      user.closed(atNanos);
    }
  }

  private void overSocket(
      StreamUser user,
      Operation operation,
      Outcome outcome,
      long startNanos,
      long endNanos,
      Observation seen) {
    boolean message = operation.kind().isMessage();
    user.receivedNanos = endNanos;
    if (outcome == Outcome.OK) {
      user.received.add(message ? Priority.CRITICAL : Priority.IMPORTANT);
    } else if (outcome != Outcome.CONNECT) {
      user.received.add(seen.crisis() ? Priority.CRITICAL : Priority.CONTROL);
    }
    if (outcome == Outcome.OK && message) {
      judged.operation(operation.kind());
      inOrder(
          user,
          operation.sequence(),
          () -> steps.of(operation, outcome, startNanos, endNanos, seen));
      if (!seen.replyId().isEmpty()) {
        user.streamed.set(operation, outcome, startNanos, endNanos);
        String wrong = user.pieces.whole(seen.replyId(), seen.text(), false);
        if (!wrong.isEmpty()) {
          add(
              user.id + " " + wrong,
              List.of(steps.of(operation, outcome, startNanos, endNanos, seen)));
        }
      }
    }
  }

  private void reply(StreamUser user, long atNanos, Observation seen) {
    int answered = LateReplies.answeredBy(user, seen.text());
    if (answered >= 0 && !user.isUnsure(answered)) {
      judged.delivery();
      inOrder(user, answered, () -> steps.delivery(user.index, atNanos, seen));
    }
    whole(user, atNanos, seen);
  }

  private void inOrder(StreamUser user, int answered, Supplier<Witness.Step> step) {
    if (answered < user.lastReply) {
      add(
          user.id
              + " was given the reply to its operation "
              + answered
              + " after that to operation "
              + user.lastReply,
          List.of(step.get()));
      return;
    }
    while (!user.due.isEmpty() && user.due.getFirst().operation().sequence() <= answered) {
      StreamUser.Due due = user.due.removeFirst();
      if (due.operation().sequence() < answered) {
        add(
            user.id
                + " was given the reply to its operation "
                + answered
                + " over its socket, but never that to operation "
                + due.operation().sequence()
                + " before it",
            List.of(due.operation().step(user.index, steps), step.get()));
      }
    }
    user.lastReply = answered;
  }

  private void event(StreamUser user, long atNanos, Observation seen) {
    long seq = seen.events().isEmpty() ? Observation.NOT_SAID : seen.events().getFirst().seq();
    if (seq == Observation.NOT_SAID) {
      return;
    }
    judged.delivery();
    if (user.lastEvent != Observation.NOT_SAID && seq < user.lastEvent) {
      wrong(
          user,
          "was given event number " + seq + " after number " + user.lastEvent + " over one socket",
          atNanos,
          seen);
    }
    user.lastEvent = seq;
  }

  private void piece(StreamUser user, long atNanos, Observation seen) {
    if (seen.replyId().isEmpty() || seen.index() == Observation.NOT_SAID) {
      return;
    }
    judged.delivery();
    long missing = user.pieces.missingSoFar();
    String wrong = user.pieces.piece(seen.replyId(), seen.index(), seen.text());
    if (!wrong.isEmpty()) {
      wrong(user, wrong, atNanos, seen);
    } else if (user.pieces.missingSoFar() > missing) {
      user.gapNanos = atNanos;
    }
  }

  private void whole(StreamUser user, long atNanos, Observation seen) {
    if (!seen.replyId().isEmpty()) {
      boolean isLate = seen.type() == Observation.Type.LATE_REPLY;
      String wrong = user.pieces.whole(seen.replyId(), seen.text(), isLate);
      if (!wrong.isEmpty()) {
        wrong(user, wrong, atNanos, seen);
      }
    }
  }

  /** A change of room that another socket of the user asked for, or an error that came too late. */
  private static void other(StreamUser user, Observation seen) {
    if (!seen.problem().isEmpty()) {
      user.received.add(seen.crisis() ? Priority.CRITICAL : Priority.CONTROL);
    } else if (!seen.room().isEmpty()) {
      user.received.add(Priority.IMPORTANT);
    } else {
      user.uncounted = true;
    }
  }

  private void wrong(StreamUser user, String what, long atNanos, Observation seen) {
    if (log.wantsMore()) {
      add(user.id + " " + what, List.of(steps.delivery(user.index, atNanos, seen)));
    } else {
      log.count();
    }
  }

  private void wrong(StreamUser user, String what, StreamLooks.Look look) {
    String words = user.row == null ? "" : StreamLooks.words(user.row);
    add(user.id + " " + what, List.of(look.step(steps, words)));
  }

  private void add(String sentence, List<Witness.Step> operations) {
    List<Witness.Step> ordered = new ArrayList<>(operations);
    ordered.sort(Comparator.comparingLong(Witness.Step::startNanos));
    log.add(new Witness(sentence, ordered));
  }
}
