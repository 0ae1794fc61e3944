package dev.proofload.loadgen.check;

import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.record.PerClass;
import dev.proofload.loadgen.record.Priority;
import dev.proofload.loadgen.record.StreamList;
import dev.proofload.loadgen.workload.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether one reader holds up all others. Only time shows that, and a server may take its time; so
 * it is only said where the server itself has told, over so long a time, that
 *
 * <ul>
 *   <li>nothing left over any socket, heartbeats and the like left aside;
 *   <li>replies waited in front of the sockets of several users who had read all that had been sent
 *       to them, so that their sockets were empty and would have taken more;
 *   <li>something waited for a reader who read nothing, and had not read all that had been sent to
 *       it;
 * </ul>
 *
 * and where it was running all the while, as it answered over HTTP again and again; and where it
 * went on as soon as it was done with that reader, see {@link StandstillSuspects}.
 *
 * <p>Each of these must hold whatever the instants were, within the intervals of what they are
 * known from. So wider intervals, and operations of which nobody knows how they ended, never make
 * more of it.
 *
 * <p>Keeps a little of each stream in front of which something waits. Not thread-safe.
 */
final class Standstill {
  /** So many must wait besides the one who does not read. */
  static final int LEAST_WAITING = 3;

  /** There is no socket so small that it does not take this while it is empty. */
  static final long MOST_BYTES = 16 << 10;

  private final long leastNanos;
  private final long mostSilentNanos;
  private final StandstillSuspects suspects;
  private final Map<Integer, Held> held = new HashMap<>();
  private final List<Held> waitingNow = new ArrayList<>();
  private final List<Held> unreadNow = new ArrayList<>();
  private StreamLooks.@Nullable Look now;
  private long sent = PerClass.NOT_SAID;
  private boolean answered;
  private long runningNanos;

  /** A stream in front of which something waits, while nothing leaves. */
  static final class Held {
    final StreamUser user;

    /** Something had to wait from this look on. */
    final StreamLooks.Look first;

    /** As that look told. */
    final StreamList.Row before;

    StreamList.Row row;

    /** A reply had to wait from this look on, for which an empty socket has room; if any has. */
    private StreamLooks.@Nullable Look withReply;

    Held(StreamUser user, StreamLooks.Look first, StreamList.Row row) {
      this.user = user;
      this.first = first;
      this.before = row;
      this.row = row;
    }

    /** What was sent to the user, and has not come to it yet. */
    long unread() {
      return row.sent().allButControl() - user.received.allButControl();
    }

    private boolean hasReadAll() {
      for (Priority one : Priority.values()) {
        if (one != Priority.CONTROL && row.sent().of(one) != user.received.of(one)) {
          return false;
        }
      }
      return true;
    }

    /** From when on a reply has surely waited for a user who had read all before it. */
    private long waitsSinceNanos() {
      return withReply == null || !hasReadAll()
          ? Long.MAX_VALUE
          : Math.max(withReply.endNanos(), user.receivedNanos);
    }

    /**
     * From when on something has surely waited for a user who read nothing. That is told by what
     * came unasked: of an answer it is only known when it was read at the latest.
     */
    long unreadSinceNanos() {
      return Math.max(first.endNanos(), user.deliveredNanos);
    }
  }

  /**
   * @param least how long nothing must have left; a quarter of it without an answer is too long
   */
  Standstill(Steps steps, WitnessLog log, Duration least) {
    this.leastNanos = least.toNanos();
    this.mostSilentNanos = leastNanos / 4;
    this.suspects = new StandstillSuspects(steps, log, mostSilentNanos);
  }

  /** The server answered over HTTP: at some instant meanwhile it was running. */
  void answered(long startNanos, long endNanos) {
    if (answered && endNanos - runningNanos > mostSilentNanos) {
      suspects.wentOn();
      forget();
    }
    runningNanos = answered ? Math.max(runningNanos, startNanos) : startNanos;
    answered = true;
  }

  /** A look ended; its rows are told next, and then {@link #rowsTold}. */
  void looked(StreamLooks.Look look) {
    long sentNow = look.list().totals().sent().allButControl();
    if (sentNow != sent) {
      suspects.wentOn();
      forget();
      sent = sentNow;
    }
    suspects.looked(look);
    now = look.alone();
  }

  private void forget() {
    held.clear();
    sent = PerClass.NOT_SAID;
  }

  /** In this look there is this row, which is surely the user's present socket. */
  void listed(StreamUser user, StreamList.Row row) {
    StreamLooks.Look look = now;
    long sentToIt = row.sent().allButControl();
    boolean known = sent != PerClass.NOT_SAID && sentToIt != PerClass.NOT_SAID && !user.uncounted;
    if (look == null || !known || row.queued().allButControl() < 1) {
      held.remove(user.index);
      return;
    }
    Held one = held.get(user.index);
    if (one == null
        || one.row.streamId() != row.streamId()
        || one.row.sent().allButControl() != sentToIt) {
      one = new Held(user, look, row);
      held.put(user.index, one);
    }
    one.row = row;
    if (one.withReply == null && row.queued().critical() > 0 && fitsIntoASocket(row)) {
      one.withReply = look;
    }
    long longAgoNanos = look.startNanos() - leastNanos;
    if (one.waitsSinceNanos() <= longAgoNanos) {
      waitingNow.add(one);
    } else if (one.unreadSinceNanos() <= longAgoNanos && one.unread() > 0) {
      unreadNow.add(one);
    }
  }

  private static boolean fitsIntoASocket(StreamList.Row row) {
    return row.queuedBytes() != PerClass.NOT_SAID && row.queuedBytes() <= MOST_BYTES;
  }

  /** All rows of the look were told. */
  void rowsTold() {
    if (now != null && waitingNow.size() >= LEAST_WAITING && !unreadNow.isEmpty()) {
      suspects.suspect(unreadNow, waitingNow, now);
    }
    waitingNow.clear();
    unreadNow.clear();
  }

  /** What a user had asked over its socket ended, however it did. */
  void completed(int user, Operation operation, Outcome outcome, long startNanos, long endNanos) {
    suspects.completed(user, operation, outcome, startNanos, endNanos);
  }

  /** Something came over a user's socket that answered nothing in flight. */
  void delivered(int user, long atNanos) {
    suspects.delivered(user, atNanos);
  }

  /** Whatever was not told yet began at this time or later. */
  void settled(long nanos) {
    suspects.settled(nanos);
  }

  /** Nothing more is told; all that had begun was. */
  void ended() {
    suspects.settled(Long.MAX_VALUE);
  }
}
