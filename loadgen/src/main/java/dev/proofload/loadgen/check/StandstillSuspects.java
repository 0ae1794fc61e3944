package dev.proofload.loadgen.check;

import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.record.StreamList;
import dev.proofload.loadgen.workload.Operation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Readers for whom all others may have waited. One is accused if the server sent to these just as
 * it was done with that reader: as the reader read on, and took more, or as its socket was closed.
 * A server that had stopped for another reason would go on without that.
 *
 * <p>The answer to what the reader had in flight may have come before that is told; then the reader
 * may have read all. So nobody is accused before all is told that had begun.
 *
 * <p>Each look at a standstill gives reason for suspicions of its own: what one of them can't show,
 * since something was in flight, another may. Of one standstill one reader is accused.
 *
 * <p>Keeps the looks of which not all is told yet. Not thread-safe.
 */
final class StandstillSuspects {
  private static final int NAMED = 2;

  private final Steps steps;
  private final WitnessLog log;
  private final long mostUntilShownNanos;

  /** In the order of the looks. */
  private final List<Sight> sights = new ArrayList<>();

  private int standstill;
  private int accused = -1;

  /** One of those who wait. */
  private static final class Waiting {
    private final StreamUser user;
    private final StreamList.Row row;

    /** What it had in flight, once that is told. */
    private @Nullable Trace inFlight;

    Waiting(Standstill.Held held) {
      this.user = held.user;
      this.row = held.row;
    }

    Witness.Step step(StreamLooks.Look look, Steps steps) {
      return inFlight == null ? look.step(steps, words(row)) : inFlight.step(user.index, steps);
    }
  }

  /** One who has not read all. */
  private static final class Suspect {
    private final Standstill.Held held;
    private final StreamList.Row row;
    private final long sinceNanos;

    /** So much of what it was sent it had surely not read. */
    private long unread;

    private boolean readOn;
    private boolean done;
    private boolean closed;

    Suspect(Standstill.Held held) {
      this.held = held;
      this.row = held.row;
      this.sinceNanos = held.unreadSinceNanos();
      this.unread = held.unread();
    }

    boolean isToBlame() {
      return done && (closed || readOn) && unread > 0;
    }
  }

  /**
   * A look at a standstill.
   *
   * @param untilNanos by then it must show why the server went on
   * @param standstill the how many-th it is
   * @param waiting by user
   * @param suspects by user
   */
  private record Sight(
      StreamLooks.Look look,
      long untilNanos,
      int standstill,
      Map<Integer, Waiting> waiting,
      Map<Integer, Suspect> suspects) {
    /** What the server tells next of these streams. */
    void lookedAgain(Map<Long, StreamList.Row> rows) {
      boolean served =
          waiting.values().stream()
              .anyMatch(one -> hasTakenMore(one.row, rows.get(one.row.streamId())));
      if (served) {
        for (Suspect one : suspects.values()) {
          StreamList.Row row = rows.get(one.row.streamId());
          one.closed |= row == null;
          one.done |= row == null || hasTakenMore(one.row, row);
        }
      }
    }

    /** Returns whether there is anybody left to blame. */
    boolean isOver() {
      suspects.values().removeIf(one -> !one.done);
      return suspects.isEmpty();
    }

    void completed(int user, Operation operation, Outcome outcome, long startNanos, long endNanos) {
      Suspect suspect = suspects.get(user);
      if (suspect != null && startNanos <= look.endNanos()) {
        // It may have been answered before the look.
        suspect.unread--;
      }
      Waiting one = waiting.get(user);
      if (one != null && one.inFlight == null && startNanos <= look.startNanos()) {
        one.inFlight = new Trace();
        one.inFlight.set(operation, outcome, startNanos, endNanos);
      }
    }

    void delivered(int user, long atNanos) {
      Suspect suspect = suspects.get(user);
      if (suspect != null && atNanos > look.endNanos() && atNanos <= untilNanos) {
        suspect.readOn = true;
      }
    }
  }

  /**
   * @param mostUntilShownNanos between a look at the standstill and what shows why it ended
   */
  StandstillSuspects(Steps steps, WitnessLog log, long mostUntilShownNanos) {
    this.steps = steps;
    this.log = log;
    this.mostUntilShownNanos = mostUntilShownNanos;
  }

  /** As this look tells, some wait, and some have not read all. */
  void suspect(List<Standstill.Held> unread, List<Standstill.Held> waiting, StreamLooks.Look look) {
    Sight sight =
        new Sight(
            look,
            look.startNanos() + mostUntilShownNanos,
            standstill,
            new LinkedHashMap<>(),
            new LinkedHashMap<>());
    waiting.forEach(one -> sight.waiting.put(one.user.index, new Waiting(one)));
    unread.forEach(one -> sight.suspects.put(one.user.index, new Suspect(one)));
    sights.add(sight);
  }

  /** If there was a standstill it is over, or nobody can tell. */
  void wentOn() {
    standstill++;
  }

  /** What the server tells of its streams, which may show why it went on. */
  void looked(StreamLooks.Look look) {
    if (sights.isEmpty()) {
      return;
    }
    sights.removeIf(sight -> sight.untilNanos < look.endNanos() && sight.isOver());
    Map<Long, StreamList.Row> rows = new HashMap<>();
    look.list().rows().forEach(row -> rows.put(row.streamId(), row));
    for (Sight sight : sights) {
      if (look.endNanos() <= sight.untilNanos) {
        sight.lookedAgain(rows);
      }
    }
  }

  private static boolean hasTakenMore(StreamList.Row before, StreamList.@Nullable Row after) {
    return after != null && after.sent().allButControl() > before.sent().allButControl();
  }

  /** What a user had asked over its socket ended, however it did. */
  void completed(int user, Operation operation, Outcome outcome, long startNanos, long endNanos) {
    for (int i = 0; i < sights.size(); i++) {
      sights.get(i).completed(user, operation, outcome, startNanos, endNanos);
    }
  }

  /** Something came over a user's socket that answered nothing in flight. */
  void delivered(int user, long atNanos) {
    for (int i = 0; i < sights.size(); i++) {
      sights.get(i).delivered(user, atNanos);
    }
  }

  /** Whatever was not told yet began, or came, at this time or later. */
  void settled(long nanos) {
    while (!sights.isEmpty() && sights.getFirst().untilNanos < nanos) {
      judge(sights.removeFirst());
    }
  }

  private void judge(Sight sight) {
    if (sight.standstill == accused) {
      return;
    }
    for (Suspect one : sight.suspects.values()) {
      if (one.isToBlame()) {
        accused = sight.standstill;
        accuse(one, sight);
        return;
      }
    }
  }

  private void accuse(Suspect one, Sight sight) {
    if (!log.wantsMore()) {
      log.count();
      return;
    }
    List<Waiting> named =
        sight.waiting.values().stream()
            .sorted(Comparator.comparing(waiting -> waiting.inFlight == null))
            .limit(NAMED)
            .toList();
    List<Witness.Step> all = new ArrayList<>();
    all.add(one.held.first.step(steps, words(one.held.before)));
    all.add(sight.look.step(steps, words(one.row)));
    named.forEach(waiting -> all.add(waiting.step(sight.look, steps)));
    log.add(new Witness(sentence(one, sight, named), all));
  }

  private static String words(StreamList.Row row) {
    return StreamLooks.name(row) + ": " + StreamLooks.words(row);
  }

  private static String sentence(Suspect one, Sight sight, List<Waiting> named) {
    String whose = one.held.user.id;
    return whose
        + " held up all others: for "
        + Spans.text(sight.look.startNanos() - one.sinceNanos)
        + " it left unread what it had been sent, and the server sent nothing over any socket,"
        + " though replies waited for "
        + sight.waiting.size()
        + " users who had read all, among them "
        + named.stream().map(waiting -> waiting.user.id).collect(Collectors.joining(" and "))
        + "; it went on when "
        + (one.closed ? "the socket of " + whose + " was closed" : whose + " read on");
  }
}
