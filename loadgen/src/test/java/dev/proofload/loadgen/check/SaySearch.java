package dev.proofload.loadgen.check;

import dev.proofload.loadgen.check.SayHistory.Heard;
import dev.proofload.loadgen.check.SayHistory.Told;
import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.OperationKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tries all orders in which a tiny history without sockets may have happened. Each message enters
 * its room, and then is heard, at instants of its own between its start and its end; each drain
 * takes what waits at one instant; what has an unknown outcome happens whenever it likes, or never;
 * a session may have been there before its user said anything.
 */
final class SaySearch {
  private final List<Point> points = new ArrayList<>();
  private final Set<Reached> failed = new HashSet<>();
  private final boolean ordered;
  private final int users;
  private long needed;

  private enum What {
    EXISTS,
    ENTER,
    SPEAK,
    FETCH
  }

  /** Something that happens at one instant; {@code after} must have happened before. */
  private record Point(What what, int user, Told told, long start, long end, long after) {}

  /** Where a user is, or -1 if it is not there; how many events it got; which of them wait. */
  private record Session(int room, long number, List<Heard> waiting) {
    static final Session NONE = new Session(-1, 0, List.of());

    Session in(int where) {
      boolean stays = where == Operation.NO_ROOM && room >= 0;
      int there = where == Operation.NO_ROOM ? SayStory.TOWER : where;
      return new Session(stays ? room : there, number, waiting);
    }

    Session getting(Told said, int where) {
      boolean whisper = said.kind() == OperationKind.WHISPER;
      List<Heard> all = new ArrayList<>(waiting);
      all.add(
          new Heard(
              said.user(),
              said.sequence(),
              number + 1,
              whisper,
              whisper ? Operation.NO_ROOM : where));
      return new Session(room, number + 1, List.copyOf(all));
    }
  }

  private record Reached(long done, List<Session> sessions) {}

  private SaySearch(SayHistory history, boolean ordered) {
    this.ordered = ordered;
    Map<Integer, Long> before = new HashMap<>();
    Set<Integer> began = new HashSet<>();
    int most = 0;
    for (Told told : history.all()) {
      most = Math.max(most, Math.max(told.user(), told.target()) + 1);
      if (told.outcome() == Outcome.REFUSED) {
        continue;
      }
      boolean ok = told.outcome() == Outcome.OK;
      long end = ok ? told.end() : Long.MAX_VALUE;
      long previous = told.user() < 0 ? 0 : before.getOrDefault(told.user(), 0L);
      long own = 0;
      if (told.isDrain()) {
        own = add(What.FETCH, told.target(), told, told.start(), end, previous, ok);
      } else {
        if (began.add(told.user())) {
          add(What.EXISTS, told.user(), told, Long.MIN_VALUE, end, 0, false);
        }
        long entered = add(What.ENTER, told.user(), told, told.start(), end, previous, ok);
        own |= entered;
        if (told.kind().isHeard()) {
          own |= add(What.SPEAK, told.user(), told, told.start(), end, previous | entered, ok);
        }
      }
      // What is never answered holds nobody up.
      before.put(told.user(), ok ? previous | (own & needed) : previous);
    }
    users = most;
    Told any = history.all().getFirst();
    for (int user = 0; user < users; user++) {
      if (began.add(user)) {
        add(What.EXISTS, user, any, Long.MIN_VALUE, Long.MAX_VALUE, 0, false);
      }
    }
  }

  /** Whether some order explains all that was heard. */
  static boolean explains(SayHistory history) {
    return explains(history, true);
  }

  /** The same, where the events that one drain holds may be in any order. */
  static boolean explainsUnordered(SayHistory history) {
    return explains(history, false);
  }

  private static boolean explains(SayHistory history, boolean ordered) {
    SaySearch search = new SaySearch(history, ordered);
    List<Session> nobody = new ArrayList<>();
    for (int i = 0; i < search.users; i++) {
      nobody.add(Session.NONE);
    }
    return search.from(0, nobody);
  }

  private long add(What what, int user, Told told, long start, long end, long after, boolean must) {
    long bit = 1L << points.size();
    points.add(new Point(what, user, told, start, end, after));
    if (must) {
      needed |= bit;
    }
    if (points.size() > Long.SIZE - 2) {
      throw new IllegalArgumentException("too long to search");
    }
    return bit;
  }

  private boolean from(long done, List<Session> sessions) {
    if ((done & needed) == needed) {
      return true;
    }
    if (!failed.add(new Reached(done, sessions))) {
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
              && (point.what() != What.EXISTS || sessions.get(point.user()).equals(Session.NONE));
      if (possible && (point.what() != What.FETCH || shows(point.told(), sessions))) {
        if (from(done | 1L << i, after(point, sessions))) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean shows(Told fetch, List<Session> sessions) {
    if (fetch.outcome() != Outcome.OK) {
      return true;
    }
    List<Heard> waiting = sessions.get(fetch.target()).waiting();
    if (!ordered) {
      return sorted(waiting).equals(sorted(fetch.heard()));
    }
    boolean same = waiting.size() == fetch.heard().size();
    for (int i = 0; same && i < waiting.size(); i++) {
      Heard shown = fetch.heard().get(i);
      Heard heard = waiting.get(i);
      same =
          shown.equals(
              shown.number() == Observation.NOT_SAID ? heard.numbered(shown.number()) : heard);
    }
    return same;
  }

  private static List<Heard> sorted(List<Heard> all) {
    return all.stream()
        .map(heard -> heard.numbered(Observation.NOT_SAID))
        .sorted(Comparator.comparingInt(Heard::speaker).thenComparingInt(Heard::sequence))
        .toList();
  }

  private static List<Session> after(Point point, List<Session> sessions) {
    List<Session> next = new ArrayList<>(sessions);
    Told told = point.told();
    switch (point.what()) {
      case EXISTS -> next.set(point.user(), next.get(point.user()).in(Operation.NO_ROOM));
      case ENTER -> next.set(told.user(), next.get(told.user()).in(told.room()));
      case FETCH -> {
        Session whose = next.get(told.target());
        next.set(told.target(), new Session(whose.room(), whose.number(), List.of()));
      }
      case SPEAK -> {
        int room = next.get(told.user()).room();
        for (int user = 0; user < next.size(); user++) {
          Session other = next.get(user);
          boolean there =
              told.kind() == OperationKind.WHISPER
                  ? user == told.target() && other.room() >= 0
                  : user != told.user() && other.room() == room;
          if (there) {
            next.set(user, other.getting(told, room));
          }
        }
      }
    }
    return next;
  }
}
