package dev.proofload.loadgen.check;

import dev.proofload.loadgen.check.RoomsHistory.Deed;
import dev.proofload.loadgen.check.RoomsHistory.Shown;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.workload.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tries all orders in which a tiny history may have happened. Each operation writes the room and
 * the name, and then reads, at instants of its own between its start and its end; an operation
 * whose outcome is unknown writes whenever it likes, or never; a session may have been there before
 * its user said anything.
 */
final class RoomsSearch {
  private static final int NOWHERE = -1;

  private final List<Point> points = new ArrayList<>();
  private final Set<Long> failed = new HashSet<>();
  private long needed;

  private enum What {
    EXISTS,
    ROOM,
    NAME,
    READ
  }

  /** Something that happens at one instant; {@code after} must have happened before. */
  private record Point(What what, Deed deed, long start, long end, long after) {}

  private RoomsSearch(RoomsHistory history) {
    Map<Integer, Long> before = new HashMap<>();
    for (Deed deed : history.deeds()) {
      if (deed.outcome() == Outcome.REFUSED) {
        continue;
      }
      long previous = before.getOrDefault(deed.user(), 0L);
      long own = 0;
      boolean ok = deed.outcome() == Outcome.OK;
      long end = ok ? deed.end() : Long.MAX_VALUE;
      if (deed.user() != Operation.NOBODY) {
        if (!before.containsKey(deed.user())) {
          own |= add(What.EXISTS, deed, Long.MIN_VALUE, end, 0, ok);
        }
        if (deed.room() != Operation.NO_ROOM) {
          own |= add(What.ROOM, deed, deed.start(), end, previous, ok);
        }
        if (deed.name() != Operation.NO_NAME) {
          own |= add(What.NAME, deed, deed.start(), end, previous, ok);
        }
      }
      if (ok) {
        own |= add(What.READ, deed, deed.start(), end, previous | own, true);
      }
      before.put(deed.user(), previous | own);
    }
  }

  /** Whether some order explains all that was shown. */
  static boolean explains(RoomsHistory history) {
    return new RoomsSearch(history).from(0);
  }

  private long add(What what, Deed deed, long start, long end, long after, boolean must) {
    long bit = 1L << points.size();
    points.add(new Point(what, deed, start, end, after));
    if (must) {
      needed |= bit;
    }
    if (points.size() > Long.SIZE - 2) {
      throw new IllegalArgumentException("too long to search");
    }
    return bit;
  }

  private boolean from(long done) {
    if ((done & needed) == needed) {
      return true;
    }
    if (!failed.add(done)) {
      return false;
    }
    long first = Long.MAX_VALUE;
    for (int i = 0; i < points.size(); i++) {
      if ((done & 1L << i) == 0 && (needed & 1L << i) != 0) {
        first = Math.min(first, points.get(i).end());
      }
    }
    for (int i = 0; i < points.size(); i++) {
      Point point = points.get(i);
      boolean possible =
          (done & 1L << i) == 0
              && point.start() <= first
              && (done & point.after()) == point.after()
              && (point.what() != What.READ || shows(done, point.deed()));
      if (possible && from(done | 1L << i)) {
        return true;
      }
    }
    return false;
  }

  private boolean shows(long done, Deed deed) {
    Map<Integer, Integer> rooms = new HashMap<>();
    Map<Integer, Integer> names = new HashMap<>();
    for (int i = 0; i < points.size(); i++) {
      if ((done & 1L << i) != 0) {
        Deed write = points.get(i).deed();
        switch (points.get(i).what()) {
          case EXISTS -> rooms.putIfAbsent(write.user(), RoomsStory.TOWER);
          case ROOM -> rooms.put(write.user(), write.room());
          case NAME -> names.put(write.user(), write.name());
          case READ -> {}
        }
      }
    }
    int where = deed.user() == Operation.NOBODY ? NOWHERE : deed.at();
    Set<Shown> expected = new HashSet<>();
    rooms.forEach(
        (user, room) -> {
          if (where == NOWHERE || room == where) {
            expected.add(new Shown(user, room, names.getOrDefault(user, 0)));
          }
        });
    return expected.equals(Set.copyOf(deed.shown()));
  }
}
