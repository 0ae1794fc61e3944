package dev.proofload.loadgen.check;

import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.OperationKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.StringJoiner;

/** Puts into words why an answer that showed who is where can't be right. */
final class RoomsWitness {
  private static final int MAX_SHOWN = 6;

  private final Steps steps;
  private final RoomsMap map;

  RoomsWitness(Steps steps, RoomsMap map) {
    this.steps = steps;
    this.map = map;
  }

  /** Somebody is shown as it can't be without having done anything. */
  Witness neverActed(RoomsRead read, int at) {
    int number = read.numbers[at];
    return witness(
        shown(read)
            + id(read.users[at])
            + " in "
            + room(read.rooms[at], read)
            + (number > 0 ? " as " + steps.names().username(read.users[at], number) : "")
            + ", who had done nothing yet",
        List.of(step(read)));
  }

  /** Somebody is shown whose session must have been thrown out. */
  Witness ghost(RoomsRead read, RoomsUser user, int room) {
    List<Witness.Step> operations = new ArrayList<>();
    addMove(operations, user, user.room, user.room.latest(read.endNanos));
    operations.add(step(read));
    return witness(
        shown(read)
            + id(user.index)
            + " in "
            + room(room, read)
            + ", although more others than there are sessions had been active since",
        operations);
  }

  /** Something is shown that can't be so, whatever else is shown. */
  Witness impossible(RoomsRead read, RoomsFact fact) {
    Register register = fact.register();
    RoomsUser user = fact.user;
    List<Witness.Step> operations = new ArrayList<>();
    operations.add(step(read));
    int now = register.latest(read.endNanos);
    int before = firstOverlapping(register, now, read.startNanos);
    if (fact.is) {
      int seen = lastAsWritten(fact, read);
      RoomsSight sight = seen == Register.NONE ? null : register.seen(seen + 1);
      if (sight != null) {
        addMove(operations, user, register, seen + 1);
        operations.add(step(sight));
        return witness(
            claim(read, fact)
                + ", although "
                + actor(sight.user)
                + " had been shown before that this was over",
            operations);
      }
    } else {
      RoomsSight sight = register.seen(now);
      if (sight != null) {
        addMove(operations, user, register, now);
        operations.add(step(sight));
        return witness(
            claim(read, fact)
                + ", although "
                + actor(sight.user)
                + " had been shown "
                + id(user.index)
                + " there before",
            operations);
      }
    }
    StringJoiner states = new StringJoiner(" or ");
    for (int v = before; v <= now; v++) {
      addMove(operations, user, register, v);
      states.add(state(fact.name, user, register.value(v)));
    }
    return witness(
        claim(read, fact) + ", although it was " + states + " all that time", operations);
  }

  /** Two things are shown that can't have been so at one time. */
  Witness torn(RoomsRead read, RoomsFact one, RoomsFact other) {
    List<Witness.Step> operations = new ArrayList<>();
    operations.add(step(read));
    addChange(operations, read, one);
    addChange(operations, read, other);
    return witness(
        claim(read, one) + ", and " + detail(read, other) + ", but at no time were both so",
        operations);
  }

  /** Two answers show two writes, or more, in orders that contradict each other. */
  Witness circle(RoomsRead read, RoomsOrder order, RoomsOrder.Circle circle) {
    List<Witness.Step> operations = new ArrayList<>();
    Register shown = order.shown(circle.shown());
    Register missed = order.missed(circle.missed());
    operations.add(step(read));
    operations.add(step(circle.other()));
    addMove(operations, map.owner(shown), shown, order.shownVersion(circle.shown()));
    addMove(operations, map.owner(missed), missed, order.missedVersion(circle.missed()));
    return witness(
        actor(read.user)
            + " was shown "
            + change(shown, order.shownVersion(circle.shown()))
            + ", and not yet "
            + change(missed, order.missedVersion(circle.missed()))
            + "; "
            + actor(circle.other().user)
            + " was shown them the other way round",
        operations);
  }

  private String change(Register register, int version) {
    RoomsUser user = map.owner(register);
    return id(user.index) + " " + state(register == user.name, user, register.value(version));
  }

  /** A user is told that it is elsewhere than where it went. */
  Witness elsewhere(Witness.Step answer, RoomsUser user, String told) {
    List<Witness.Step> operations = new ArrayList<>();
    operations.add(answer);
    addMove(operations, user, user.room, user.room.last());
    return witness(
        id(user.index)
            + " was told that it is in "
            + told
            + ", although it was "
            + state(false, user, user.room.newest()),
        operations);
  }

  private void addChange(List<Witness.Step> operations, RoomsRead read, RoomsFact fact) {
    Register register = fact.register();
    int version = register.latest(read.endNanos);
    addMove(operations, fact.user, register, version);
    RoomsSight sight = register.seen(version);
    if (sight == null) {
      sight = register.unseen(version);
    }
    if (sight != null && operations.size() < 4) {
      operations.add(step(sight));
    }
  }

  private static int firstOverlapping(Register register, int newest, long fromNanos) {
    int version = newest;
    while (version > register.first() && register.hi(version) >= fromNanos) {
      version--;
    }
    return version;
  }

  /** The newest version with the value that may be there for all that its writer knows. */
  private static int lastAsWritten(RoomsFact fact, RoomsRead read) {
    Register register = fact.register();
    for (int v = register.last() - 1; v >= register.first(); v--) {
      if (register.value(v) == fact.value
          && register.start(v) <= read.endNanos
          && register.untilAsWritten(v) >= read.startNanos) {
        return v;
      }
    }
    return Register.NONE;
  }

  private String claim(RoomsRead read, RoomsFact fact) {
    return actor(read.user) + " was " + detail(read, fact);
  }

  private String detail(RoomsRead read, RoomsFact fact) {
    String who = id(fact.user.index);
    if (fact.name) {
      return "shown " + who + " " + state(true, fact.user, fact.value);
    }
    if (fact.value == RoomsMap.NOWHERE) {
      return "not shown " + who + " in any room";
    }
    return (fact.is ? "shown " : "not shown ") + who + " in " + room(fact.value, read);
  }

  private String state(boolean name, RoomsUser user, int value) {
    if (name) {
      return value == Operation.NO_NAME
          ? "under a name that it had not given itself"
          : "called " + steps.names().username(user.index, value);
    }
    return value == RoomsMap.NOWHERE ? "nowhere" : "in " + map.name(value);
  }

  private String room(int room, RoomsRead read) {
    return room >= 0 ? map.name(room) : read.roomName;
  }

  private String shown(RoomsRead read) {
    return actor(read.user) + " was shown ";
  }

  private String actor(int user) {
    return user == Operation.NOBODY ? "the onlooker" : id(user);
  }

  private String id(int user) {
    return steps.names().id(user);
  }

  private static Witness witness(String sentence, List<Witness.Step> operations) {
    List<Witness.Step> inOrder = new ArrayList<>();
    for (Witness.Step step : operations) {
      if (!inOrder.contains(step)) {
        inOrder.add(step);
      }
    }
    inOrder.sort(Comparator.comparingLong(Witness.Step::startNanos));
    return new Witness(sentence, inOrder);
  }

  private void addMove(
      List<Witness.Step> operations, RoomsUser user, Register register, int version) {
    if (register.sequence(version) == Register.NO_SEQUENCE) {
      return;
    }
    int value = register.value(version);
    operations.add(
        step(
            user.index,
            register.kind(version),
            register.sequence(version),
            register.start(version),
            register.end(version),
            register.outcome(version),
            register == user.name
                ? " as " + steps.names().username(user.index, value)
                : " in " + map.name(value),
            ""));
  }

  private Witness.Step step(RoomsRead read) {
    StringJoiner saw = new StringJoiner(", ");
    for (int i = 0; i < Math.min(read.size, MAX_SHOWN); i++) {
      saw.add(occupant(read, i));
    }
    String more = read.size > MAX_SHOWN ? " and " + (read.size - MAX_SHOWN) + " more" : "";
    String where = read.room >= 0 || read.room == RoomsMap.STRANGE ? read.roomName + ": " : "";
    return step(
        read.user,
        read.kind,
        read.sequence,
        read.startNanos,
        read.endNanos,
        Outcome.OK,
        "",
        where + saw + more);
  }

  private String occupant(RoomsRead read, int at) {
    int number = read.numbers[at];
    String name = number < 0 ? "" : " as " + steps.names().username(read.users[at], number);
    String where =
        read.room >= 0 || read.room == RoomsMap.STRANGE ? "" : " in " + room(read.rooms[at], read);
    return id(read.users[at]) + name + where;
  }

  private Witness.Step step(RoomsSight sight) {
    return step(
        sight.user,
        sight.kind,
        sight.sequence,
        sight.startNanos,
        sight.endNanos,
        Outcome.OK,
        "",
        "");
  }

  private Witness.Step step(
      int user,
      OperationKind kind,
      int sequence,
      long startNanos,
      long endNanos,
      Outcome outcome,
      String said,
      String saw) {
    return new Witness.Step(
        user == Operation.NOBODY ? "onlooker" : id(user),
        kind.label(),
        startNanos - steps.originNanos(),
        endNanos - steps.originNanos(),
        outcome.label(),
        "operation " + sequence + said,
        saw);
  }
}
