package dev.proofload.loadgen.check;

import java.util.ArrayDeque;
import java.util.List;

/**
 * What is known of one user's streak of flagged turns, from outside: each took place at some
 * instant of its operation, and what was answered tells whether the server found help due.
 *
 * <pre>
 *   calm --flagged--> counting --the latest N lie within the window: help--> helped
 *     ^                  |                                                   |   ^
 *     +---- calm turn ---+---------------------------------------------------+   |
 *                               flagged, the window or more after the last help --+
 * </pre>
 *
 * <p>Where the window's edge falls inside an operation both answers are right, and the one that
 * came narrows down when the turns took place: each keeps the bounds of its instant. As every
 * condition is about two turns, and the older of the two is about to be forgotten, the bounds are
 * exact for operations one after another.
 *
 * <p>Not thread-safe.
 */
final class CrisisStreak {
  /** What the promise of help comes to, the same for all users. */
  static final class Promise {
    private static final long LONGEST = Long.MAX_VALUE / 4;

    private final int turns;
    private final ServerClock clock;
    private final long shortWindowNanos;
    private final long longWindowNanos;

    /**
     * @param turns flagged turns that it takes, at least 1
     * @param windowNanos in which they must lie, and for which help holds; positive
     */
    Promise(int turns, long windowNanos, ServerClock clock) {
      if (turns < 1 || windowNanos < 1) {
        throw new IllegalArgumentException(turns + " turns in " + windowNanos + " ns");
      }
      long window = Math.min(windowNanos, LONGEST);
      this.turns = turns;
      this.clock = clock;
      this.shortWindowNanos = clock.shortest(window);
      this.longWindowNanos = clock.longest(window);
    }

    int turns() {
      return turns;
    }
  }

  /** How a turn was judged. */
  enum Finding {
    /** Help came, and had to. */
    HELPED,
    /** Nothing came, or help did, and the other would have been right as well. */
    EITHER,
    /** Nothing came, and nothing was due. */
    NOTHING_DUE,
    /** Help came before there had been enough turns. */
    TOO_EARLY,
    /** Help came although the turns lie too far apart. */
    TOO_FAR_APART,
    /** Help came again too soon. */
    TOO_SOON,
    /** Help did not come on the last of enough turns. */
    MISSING,
    /** Help did not come again. */
    MISSING_AGAIN;

    /** Whether the server was wrong. */
    boolean isViolation() {
      return compareTo(TOO_EARLY) >= 0;
    }
  }

  private static final class Turn {
    private final Trace trace;
    private long earliestNanos;
    private long latestNanos;

    private Turn(Trace trace, long earliestNanos, long latestNanos) {
      this.trace = trace;
      this.earliestNanos = earliestNanos;
      this.latestNanos = latestNanos;
    }
  }

  private final Promise promise;

  /** The latest flagged turns, fewer than it takes; of a helped streak, the one that was helped. */
  private final ArrayDeque<Turn> turns = new ArrayDeque<>(2);

  private boolean helped;
  private long lastEarliestNanos = Long.MIN_VALUE;

  CrisisStreak(Promise promise) {
    this.promise = promise;
  }

  /** Whether there has been a flagged turn since the last calm one. */
  boolean isRunning() {
    return !turns.isEmpty();
  }

  /** A calm turn: the streak is over. */
  void end() {
    turns.clear();
    helped = false;
  }

  /** The turns that the next finding rests on, oldest first. */
  List<Trace> turns() {
    return turns.stream().map(turn -> turn.trace).toList();
  }

  /**
   * A flagged turn.
   *
   * @param trace of the operation; is kept
   * @param help whether help came with it
   * @return after a violation the streak is to be judged no further
   */
  Finding flagged(Trace trace, long startNanos, long endNanos, boolean help) {
    long earliest = Math.max(promise.clock.earliest(startNanos), lastEarliestNanos);
    Turn turn = new Turn(trace, earliest, promise.clock.latest(endNanos));
    Finding finding = helped ? again(turn, help) : counting(turn, help);
    lastEarliestNanos = turn.earliestNanos;
    return finding;
  }

  private Finding counting(Turn turn, boolean help) {
    if (turns.size() < promise.turns - 1) {
      turns.add(turn);
      return help ? Finding.TOO_EARLY : Finding.NOTHING_DUE;
    }
    Turn first = turns.isEmpty() ? turn : turns.getFirst();
    boolean alone = first == turn;
    boolean mayBeDue = alone || turn.earliestNanos - first.latestNanos <= promise.longWindowNanos;
    boolean surelyDue = alone || turn.latestNanos - first.earliestNanos <= promise.shortWindowNanos;
    if (help) {
      if (!mayBeDue) {
        return Finding.TOO_FAR_APART;
      }
      if (!alone) {
        turn.latestNanos = Math.min(turn.latestNanos, first.latestNanos + promise.longWindowNanos);
      }
      helpedBy(turn);
      return surelyDue ? Finding.HELPED : Finding.EITHER;
    }
    if (surelyDue) {
      return Finding.MISSING;
    }
    turn.earliestNanos =
        Math.max(turn.earliestNanos, first.earliestNanos + promise.shortWindowNanos + 1);
    turns.removeFirst();
    turns.add(turn);
    return mayBeDue ? Finding.EITHER : Finding.NOTHING_DUE;
  }

  private Finding again(Turn turn, boolean help) {
    Turn last = turns.getFirst();
    boolean mayBeDue = turn.latestNanos - last.earliestNanos >= promise.shortWindowNanos;
    boolean surelyDue = turn.earliestNanos - last.latestNanos >= promise.longWindowNanos;
    if (help) {
      if (!mayBeDue) {
        return Finding.TOO_SOON;
      }
      turn.earliestNanos =
          Math.max(turn.earliestNanos, last.earliestNanos + promise.shortWindowNanos);
      helpedBy(turn);
      return surelyDue ? Finding.HELPED : Finding.EITHER;
    }
    if (surelyDue) {
      return Finding.MISSING_AGAIN;
    }
    last.earliestNanos =
        Math.max(last.earliestNanos, turn.earliestNanos - promise.longWindowNanos + 1);
    return mayBeDue ? Finding.EITHER : Finding.NOTHING_DUE;
  }

  private void helpedBy(Turn turn) {
    turns.clear();
    turns.add(turn);
    helped = true;
  }
}
