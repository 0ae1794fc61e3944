package dev.proofload.loadgen.check;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.workload.Names;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.OperationKind;
import dev.proofload.loadgen.workload.Rendezvous;
import dev.proofload.loadgen.workload.ServerRules;
import dev.proofload.loadgen.workload.Transport;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Users who walk about, and what they are shown of each other, told to a check of rooms. */
final class RoomsStory {
  static final int TOWER = 0;
  static final int CHAPEL = 1;
  static final int LIBRARY = 2;
  static final int GARDEN = 3;

  final Names names = Names.plain("abcd1234", 5);
  final Steps steps;
  final RoomsCheck check;
  private int sequence;

  RoomsStory(int users) {
    this(users, OptionalLong.empty());
  }

  RoomsStory(int users, OptionalLong maxSessions) {
    this(users, maxSessions, 0);
  }

  /**
   * @param originNanos when the load began
   */
  RoomsStory(int users, OptionalLong maxSessions, long originNanos) {
    steps = new Steps(names, originNanos);
    check =
        new RoomsCheck(
            steps,
            new ServerRules(
                OptionalInt.empty(), Optional.empty(), 3, Duration.ofMinutes(5), maxSessions),
            users);
  }

  /** Somebody in a list: {@code 3} or, with the number of its name, {@code 3.17}. */
  Observation.Occupant occupant(String who) {
    String[] parts = who.split("\\.", -1);
    int user = Integer.parseInt(parts[0]);
    int number = parts.length == 1 ? 0 : Integer.parseInt(parts[1]);
    return new Observation.Occupant(names.id(user), names.username(user, number));
  }

  Observation.Occupant[] occupants(String who) {
    return who.isEmpty()
        ? new Observation.Occupant[0]
        : Arrays.stream(who.split(" ", -1))
            .map(this::occupant)
            .toArray(Observation.Occupant[]::new);
  }

  Operation operation(OperationKind kind, int user, int room) {
    Operation operation = new Operation(user);
    operation.set(kind, sequence++, 0, room, 0, Rendezvous.NONE);
    operation.via(Transport.HTTP);
    return operation;
  }

  /** A user says something in a room, and is told nothing of others. */
  void goes(int user, int room, long start, long end) {
    goes(user, room, Operation.NO_NAME, start, end);
  }

  void goes(int user, int room, int name, long start, long end) {
    Operation operation = operation(OperationKind.CHAT, user, room);
    operation.name(name);
    Observation seen = answer();
    seen.room(names.room(room));
    check.completed(operation, Outcome.OK, start, end, seen);
  }

  /** A user tries to go to a room. */
  void tries(int user, int room, Outcome outcome, long start, long end) {
    check.completed(
        operation(OperationKind.CHAT, user, room), outcome, start, end, new Observation());
  }

  /** A user says something where it is, and is told who is there. */
  void sees(int user, int room, String who, long start, long end) {
    check.completed(
        operation(OperationKind.CHAT, user, Operation.NO_ROOM),
        Outcome.OK,
        start,
        end,
        list(room, who));
  }

  Observation list(int room, String who) {
    Observation seen = answer();
    seen.room(names.room(room));
    seen.occupantsSaid(true);
    seen.occupants().addAll(List.of(occupants(who)));
    return seen;
  }

  /** The onlooker is shown all rooms, each in the form {@code 3: 1 2}. */
  Observation rooms(String... rooms) {
    Observation seen = answer();
    int total = 0;
    for (String one : rooms) {
      String[] parts = one.split(": ", -1);
      Observation.Occupant[] inside = occupants(parts[1]);
      total += inside.length;
      seen.rooms()
          .add(
              new Observation.Room(
                  names.room(Integer.parseInt(parts[0])), inside.length, List.of(inside)));
    }
    seen.totalUsers(total);
    seen.totalRooms(rooms.length);
    return seen;
  }

  void looksOn(OperationKind kind, Observation seen, long start, long end) {
    check.completed(
        operation(kind, Operation.NOBODY, Operation.NO_ROOM), Outcome.OK, start, end, seen);
  }

  /** Users 0 to 2 do enough that of a server of two sessions user 3 has gone, and that it shows. */
  void othersAreBusy() {
    for (long now = 20; now < 6_000; now += 20) {
      goes(0, CHAPEL, now, now + 2);
      goes(1, GARDEN, now, now + 5);
      sees(2, TOWER, "2", now + 6, now + 8);
      check.settled(now + 9);
    }
  }

  /** Users 1 and 2 go to the garden, and two answers show that in opposite orders. */
  void showsTwoMovesInOppositeOrders(long from) {
    goes(0, GARDEN, from, from + 10);
    goes(1, CHAPEL, from, from + 10);
    goes(2, CHAPEL, from, from + 10);
    looksOn(OperationKind.ROOMS, rooms("1: 2", "3: 0 1"), from + 22, from + 50);
    sees(0, GARDEN, "0 2", from + 21, from + 51);
    goes(1, GARDEN, from + 20, from + 60);
    goes(2, GARDEN, from + 20, from + 60);
  }

  /** A list of sessions that shows users 1 and 2 in these rooms. */
  Observation sessions(String first, String second) {
    Observation seen = answer();
    seen.sessions().add(new Observation.Session(names.id(1), first, 2));
    seen.sessions().add(new Observation.Session(names.id(2), second, 2));
    return seen;
  }

  static Observation answer() {
    Observation seen = new Observation();
    seen.type(Observation.Type.ANSWER);
    return seen;
  }

  CheckResult result() {
    check.ended(true);
    return check.result();
  }

  /** The sentence of the only violation; empty if there is none. */
  String wrong() {
    CheckResult result = result();
    if (result.violations() > 1) {
      throw new AssertionError("more than one violation: " + result.witnesses());
    }
    return result.witnesses().isEmpty()
        ? ""
        : result.witnesses().getFirst().sentence().replace("lg-abcd1234-0000", "u");
  }
}
