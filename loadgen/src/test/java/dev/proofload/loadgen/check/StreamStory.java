package dev.proofload.loadgen.check;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.record.PerClass;
import dev.proofload.loadgen.record.StreamList;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.OperationKind;
import dev.proofload.loadgen.workload.Rendezvous;
import dev.proofload.loadgen.workload.Transport;
import java.util.List;

/** Tells a priorities check of sockets, one thing each millisecond. */
final class StreamStory {
  static final PerClass NOTHING = new PerClass(0, 0, 0, 0);
  private static final long MILLI = 1_000_000;
  private static final StreamList.Limits LIMITS = new StreamList.Limits(1_000, 1 << 20, 100);

  final Story story = new Story();
  final Check check;
  private long nowNanos = MILLI;
  private int looks;

  StreamStory(Evictions evictions) {
    check = new PrioritiesCheck(story.steps, evictions, PrioritiesCheck.STANDSTILL);
  }

  /** The user's socket is greeted. */
  void opens(int user) {
    frame(user, Observation.Type.GREETING);
  }

  /** The user's socket is closed, and all that was sent over it has been read. */
  void closes(int user) {
    closes(user, 1000);
  }

  void closes(int user, int code) {
    Observation seen = seen(Observation.Type.CLOSED);
    seen.closeCode(code);
    delivered(user, seen);
  }

  /** The user says something over HTTP, and is answered there. */
  Operation says(int user, int sequence) {
    Operation chat = story.chat(user, sequence);
    chat.via(Transport.HTTP);
    completed(chat, Outcome.OK, story.echo(chat));
    return chat;
  }

  /** The user asks over its socket, and is answered. */
  void asks(int user, int sequence, String replyId) {
    Operation asked = story.operation(OperationKind.STREAMED, user, sequence, Rendezvous.NONE);
    asked.via(Transport.WS);
    Observation seen = story.echo(asked);
    seen.replyId(replyId);
    completed(asked, Outcome.OK, seen);
  }

  /** Nobody knows what became of what the user said over HTTP. */
  void asksInVain(int user, int sequence) {
    Operation chat = story.chat(user, sequence);
    chat.via(Transport.HTTP);
    completed(chat, Outcome.TIMEOUT, Story.nothing());
  }

  /** The reply to what was said over HTTP comes over the socket too. */
  void hearsReply(Operation answered) {
    delivered(answered.user(), story.pushed(story.echo(answered)));
  }

  void hearsEvent(int user, long seq) {
    Observation seen = seen(Observation.Type.DELIVERY);
    seen.event(true);
    seen.events().add(new Observation.Event(false, seq, story.id(9), "Nine", "Tower", "hello"));
    delivered(user, seen);
  }

  void hearsPiece(int user, String replyId, int index, String text) {
    Observation seen = seen(Observation.Type.DELTA);
    seen.replyId(replyId);
    seen.index(index);
    seen.text(text);
    delivered(user, seen);
  }

  /** A whole reply over the socket, unasked. */
  void hearsWhole(int user, String replyId, String text) {
    Observation seen = seen(Observation.Type.DELIVERY);
    seen.replyId(replyId);
    seen.text(text);
    delivered(user, seen);
  }

  void hearsGarbage(int user) {
    frame(user, Observation.Type.GARBAGE);
  }

  void hearsOfRoom(int user, String room) {
    Observation seen = seen(Observation.Type.OTHER);
    seen.room(room);
    delivered(user, seen);
  }

  void hearsProblem(int user, String problem) {
    Observation seen = seen(Observation.Type.OTHER);
    seen.problem(problem);
    delivered(user, seen);
  }

  void hearsOfDroppedPieces(int user, long count) {
    Observation seen = seen(Observation.Type.DELTAS_DROPPED);
    seen.dropped(count);
    delivered(user, seen);
  }

  /** A reply that an earlier socket did not take comes over the present one. */
  void hearsLate(Operation answered, long seq, boolean crisis) {
    Observation seen = seen(Observation.Type.LATE_REPLY);
    seen.lateReplies().add(late(answered, seq, crisis));
    delivered(answered.user(), seen);
  }

  /** The user's events are fetched; these late replies are among them. */
  void fetches(int user, Operation... answered) {
    Observation seen = seen(Observation.Type.ANSWER);
    for (int i = 0; i < answered.length; i++) {
      seen.lateReplies().add(late(answered[i], i + 1, false));
    }
    completed(story.drain(user, user), Outcome.OK, seen);
  }

  /** Nobody knows what became of a fetch of the user's events. */
  void fetchesInVain(int user, Transport via) {
    Operation drain = story.drain(user, user);
    drain.via(via);
    completed(drain, Outcome.TIMEOUT, Story.nothing());
  }

  /** The server tells of its streams. */
  void looks(StreamList.Row... rows) {
    Observation seen = seen(Observation.Type.ANSWER);
    seen.streams(new StreamList(List.of(rows), rows.length, 0, StreamList.Totals.UNTOLD, LIMITS));
    look(Outcome.OK, seen);
  }

  /** The server says that it knows no such address. */
  void looksInVain() {
    look(Outcome.STATUS, Story.nothing());
  }

  void look(Outcome outcome, Observation seen) {
    Operation operation = new Operation(Operation.NOBODY);
    operation.set(OperationKind.STREAMS, looks++, 0, Operation.NO_ROOM, 0, Rendezvous.NONE);
    completed(operation, outcome, seen);
  }

  /** A stream with nothing dropped: what it has not sent is queued. */
  StreamList.Row row(long stream, int user, PerClass produced, PerClass sent) {
    PerClass queued = PerClass.of(one -> produced.of(one) - sent.of(one));
    long messages = queued.critical() + queued.important() + queued.bulk();
    return new StreamList.Row(
        stream, story.id(user), "connected", messages, messages, queued, produced, sent, NOTHING);
  }

  CheckResult ends() {
    check.ended(true);
    return check.result();
  }

  CheckResult endsHastily() {
    check.ended(false);
    return check.result();
  }

  private Observation.LateReply late(Operation answered, long seq, boolean crisis) {
    String text = story.echo(answered).text();
    return new Observation.LateReply(0, seq, false, story.id(answered.user()), "", crisis, text);
  }

  private void frame(int user, Observation.Type type) {
    delivered(user, seen(type));
  }

  static Observation seen(Observation.Type type) {
    Observation seen = new Observation();
    seen.type(type);
    return seen;
  }

  /** Something comes over the user's socket. */
  void delivered(int user, Observation seen) {
    check.delivered(user, tick(), seen);
  }

  /** An operation ends. */
  void completed(Operation operation, Outcome outcome, Observation seen) {
    long start = tick();
    check.completed(operation, outcome, start, tick(), seen);
  }

  private long tick() {
    nowNanos += MILLI;
    return nowNanos;
  }
}
