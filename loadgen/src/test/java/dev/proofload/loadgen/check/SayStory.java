package dev.proofload.loadgen.check;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.workload.Names;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.OperationKind;
import dev.proofload.loadgen.workload.Rendezvous;
import dev.proofload.loadgen.workload.ServerRules;
import dev.proofload.loadgen.workload.Transport;
import java.util.List;

/** Tells a {@link SayCheck} what users did and heard, in few words. Times are in nanoseconds. */
final class SayStory {
  static final int TOWER = 0;
  static final int CHAPEL = 1;

  final Names names = Names.plain("abcd1234", 5);
  final SayCheck check;

  SayStory() {
    this(ServerRules.documented());
  }

  SayStory(ServerRules rules) {
    check = new SayCheck(new Steps(names, 0), new Evictions(rules, 4));
  }

  SayStory(SayBook book) {
    Evictions evictions = new Evictions(ServerRules.documented(), 4);
    check = new SayCheck(new Steps(names, 0), evictions, book);
  }

  Operation operation(OperationKind kind, int user, int sequence, int room) {
    Operation operation = new Operation(user);
    operation.set(kind, sequence, user * 1_000 + sequence, room, 0, Rendezvous.NONE);
    return operation;
  }

  /** Over HTTP, in a room. */
  Operation chat(int user, int sequence, int room, long start, long end) {
    return ok(operation(OperationKind.CHAT, user, sequence, room), start, end);
  }

  Operation say(int user, int sequence, int room, long start, long end) {
    return ok(operation(OperationKind.SAY, user, sequence, room), start, end);
  }

  Operation whisper(int user, int sequence, int target, long start, long end) {
    Operation whisper = operation(OperationKind.WHISPER, user, sequence, Operation.NO_ROOM);
    whisper.aim(target);
    return ok(whisper, start, end);
  }

  /** Over a socket, which does not name the room. */
  Operation overSocket(OperationKind kind, int user, int sequence, int room) {
    Operation operation = operation(kind, user, sequence, room);
    operation.via(Transport.WS);
    return operation;
  }

  Operation ok(Operation operation, long start, long end) {
    return ended(operation, Outcome.OK, start, end);
  }

  Operation ended(Operation operation, Outcome outcome, long start, long end) {
    check.completed(operation, outcome, start, end, new Observation());
    return operation;
  }

  void greeting(int user, long at) {
    Observation seen = new Observation();
    seen.type(Observation.Type.GREETING);
    check.delivered(user, at, seen);
  }

  void torn(int user, long at) {
    Observation seen = new Observation();
    seen.garbage("gone");
    check.delivered(user, at, seen);
  }

  void frame(int user, long at, Observation.Event event) {
    Observation seen = new Observation();
    seen.type(Observation.Type.DELIVERY);
    seen.event(true);
    seen.text(event.text());
    seen.events().add(event);
    check.delivered(user, at, seen);
  }

  void drain(int user, int sequence, long start, long end, Observation.Event... events) {
    drain(user, user, sequence, start, end, Observation.NOT_SAID, events);
  }

  void drain(
      int drainer,
      int user,
      int sequence,
      long start,
      long end,
      long dropped,
      Observation.Event... events) {
    Observation seen = new Observation();
    seen.type(Observation.Type.ANSWER);
    seen.dropped(dropped);
    seen.events().addAll(List.of(events));
    check.completed(drainOf(drainer, user, sequence), Outcome.OK, start, end, seen);
  }

  Operation drainOf(int drainer, int user, int sequence) {
    Operation drain = operation(OperationKind.DRAIN, drainer, sequence, Operation.NO_ROOM);
    drain.aim(user);
    return drain;
  }

  /** What a right server makes of it. */
  Observation.Event event(Operation said, long seq) {
    return event(said, seq, said.room() == Operation.NO_ROOM ? "" : names.room(said.room()));
  }

  Observation.Event event(Operation said, long seq, String room) {
    return event(said, seq, room, Story.marker(said) + " hello");
  }

  Observation.Event event(Operation said, long seq, String room, String text) {
    return new Observation.Event(
        said.kind() == OperationKind.WHISPER,
        seq,
        names.id(said.user()),
        names.username(said.user()),
        room,
        names.username(said.user()) + " says: \"" + text + "\"");
  }

  CheckResult end() {
    check.settled(Long.MAX_VALUE);
    check.ended(true);
    return check.result();
  }
}
