package dev.proofload.loadgen.check;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.OperationKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What users did and were shown, to be told to a check, or changed, or searched.
 *
 * @param users how many there are
 */
record RoomsHistory(int users, List<Deed> deeds) {
  RoomsHistory {
    deeds = List.copyOf(deeds);
  }

  /**
   * One operation.
   *
   * @param user who, or {@link Operation#NOBODY} for the onlooker, who is shown all rooms
   * @param room that it goes to, or {@link Operation#NO_ROOM}
   * @param name that it takes, or {@link Operation#NO_NAME}
   * @param at where it is shown to be
   * @param shown who is where, under which name; of one room if it is a user's
   */
  record Deed(
      int user,
      int room,
      int name,
      Outcome outcome,
      long start,
      long end,
      int at,
      List<Shown> shown) {
    Deed {
      shown = List.copyOf(shown);
    }

    Deed during(long from, long to) {
      return new Deed(user, room, name, outcome, from, to, at, shown);
    }

    Deed ending(Outcome how) {
      return new Deed(user, room, name, how, start, end, at, shown);
    }

    Deed showing(List<Shown> others) {
      return new Deed(user, room, name, outcome, start, end, at, others);
    }
  }

  /** Somebody in a room. */
  record Shown(int user, int room, int name) {}

  /** Tells a check all of it, in order of end, and settles what can be settled. */
  CheckResult judge() {
    RoomsStory story = new RoomsStory(users);
    List<Deed> inOrder = new ArrayList<>(deeds);
    inOrder.sort(Comparator.comparingLong(Deed::end));
    long[] settled = new long[inOrder.size() + 1];
    settled[inOrder.size()] = Long.MAX_VALUE;
    for (int i = inOrder.size() - 1; i >= 0; i--) {
      settled[i] = Math.min(settled[i + 1], inOrder.get(i).start());
    }
    for (int i = 0; i < inOrder.size(); i++) {
      Deed deed = inOrder.get(i);
      tell(story, deed);
      story.check.settled(Math.min(settled[i + 1], deed.end()));
    }
    return story.result();
  }

  private static void tell(RoomsStory story, Deed deed) {
    boolean onlooker = deed.user() == Operation.NOBODY;
    Operation operation =
        story.operation(
            onlooker ? OperationKind.ROOMS : OperationKind.CHAT, deed.user(), deed.room());
    operation.name(deed.name());
    Observation seen = RoomsStory.answer();
    if (deed.outcome() == Outcome.OK && onlooker) {
      rooms(story, deed, seen);
    } else if (deed.outcome() == Outcome.OK) {
      seen.room(story.names.room(deed.at()));
      seen.occupantsSaid(true);
      deed.shown().forEach(one -> seen.occupants().add(occupant(story, one)));
    }
    story.check.completed(operation, deed.outcome(), deed.start(), deed.end(), seen);
  }

  private static void rooms(RoomsStory story, Deed deed, Observation seen) {
    for (int room = 0; room <= story.names.rooms(); room++) {
      int number = room;
      List<Observation.Occupant> inside =
          deed.shown().stream()
              .filter(one -> one.room() == number)
              .map(one -> occupant(story, one))
              .toList();
      if (!inside.isEmpty()) {
        seen.rooms().add(new Observation.Room(story.names.room(room), inside.size(), inside));
      }
    }
  }

  private static Observation.Occupant occupant(RoomsStory story, Shown one) {
    return new Observation.Occupant(
        story.names.id(one.user()), story.names.username(one.user(), one.name()));
  }
}
