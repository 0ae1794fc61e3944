package dev.proofload.loadgen.check;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Observation.Occupant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Whether the text that answers {@code look} names those that the same answer lists: {@code You are
 * in ROOM. You see: A, B.}, the others in order of user id, or {@code no one else}.
 */
final class RoomsText {
  private static final String IN = "You are in ";
  private static final String SEES = ". You see: ";
  private static final String NOBODY = "no one else.";
  private static final Comparator<Occupant> BY_ID = Comparator.comparing(Occupant::id);

  private final List<Occupant> others = new ArrayList<>();

  /**
   * What is wrong, as the end of a sentence about who looked; empty if nothing is.
   *
   * @param self the id of who looked
   */
  String wrongIn(Observation seen, String self) {
    String text = seen.text();
    int in = text.indexOf(IN);
    int sees = in < 0 ? -1 : text.indexOf(SEES, in);
    if (sees < 0) {
      return " looked, and the text says neither where it is nor who else is there";
    }
    String room = seen.room();
    int at = in + IN.length();
    if (!room.isEmpty()
        && !(text.startsWith(room, at) && text.startsWith(SEES, at + room.length()))) {
      return " looked, and the text names another room than the answer: " + room;
    }
    at = room.isEmpty() ? sees + SEES.length() : at + room.length() + SEES.length();
    return names(self, seen.occupants(), text, at)
        ? ""
        : " was told other names in the text than in the list";
  }

  private boolean names(String self, List<Occupant> listed, String text, int from) {
    others.clear();
    boolean sorted = true;
    for (int i = 0; i < listed.size(); i++) {
      Occupant occupant = listed.get(i);
      if (!occupant.id().equals(self)) {
        sorted &= others.isEmpty() || BY_ID.compare(others.getLast(), occupant) < 0;
        others.add(occupant);
      }
    }
    if (others.isEmpty()) {
      return text.startsWith(NOBODY, from);
    }
    if (!sorted) {
      others.sort(BY_ID);
    }
    int at = from;
    for (int i = 0; i < others.size(); i++) {
      String separator = i == 0 ? "" : ", ";
      String name = others.get(i).name();
      if (!text.startsWith(separator, at) || !text.startsWith(name, at + separator.length())) {
        return false;
      }
      at += separator.length() + name.length();
    }
    return text.startsWith(".", at);
  }
}
