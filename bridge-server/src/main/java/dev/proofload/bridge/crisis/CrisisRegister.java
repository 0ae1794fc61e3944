package dev.proofload.bridge.crisis;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Each user's streak of flagged turns, and whether the crisis message is due.
 *
 * <pre>
 *   calm --flagged--> counting --the latest N flagged turns lie within the window--> delivered
 *     ^                  |                                                            |   ^
 *     +------ any other turn ends the streak -----------------------------------------+   |
 *                                       flagged, a window or more after the last delivery +
 * </pre>
 *
 * <p>A turn that a rate limit refuses is a turn like any other. The state outlives a session, and
 * is held only while a streak lives: a user without an entry is calm. Thread-safe; a user's turns
 * are taken one after another; nothing blocks.
 */
public final class CrisisRegister {
  /** In slot 0 of a state: the message was delivered, and slot 1 says when. */
  private static final long DELIVERED = -1;

  private final int turns;
  private final long windowNanos;
  private final LongSupplier nanoClock;

  /**
   * One small array a user, since there may be many: slot 0 is the number of flagged turns held, or
   * {@link #DELIVERED}; then their times, oldest first, or the time of the delivery.
   */
  private final ConcurrentHashMap<String, long[]> streaks = new ConcurrentHashMap<>();

  /**
   * @param turns flagged turns that it takes; at least 1
   * @param window the time within which they must lie, and for which a delivery holds; positive
   * @param nanoClock a monotonic clock in nanoseconds
   */
  public CrisisRegister(int turns, Duration window, LongSupplier nanoClock) {
    if (turns < 1) {
      throw new IllegalArgumentException("crisis turns must be at least 1: " + turns);
    }
    if (window.isNegative() || window.isZero()) {
      throw new IllegalArgumentException("crisis window must be positive: " + window);
    }
    this.turns = turns;
    this.windowNanos = window.toNanos();
    this.nanoClock = nanoClock;
  }

  /**
   * Takes note of a user's turn.
   *
   * @param flagged whether its text calls for the crisis message
   * @return whether the message is due with this turn
   */
  public boolean turn(String userId, boolean flagged) {
    if (!flagged) {
      // Most users are calm and have no entry: don't lock a bin for them. Not isEmpty(), which may
      // say so while another user's entry comes and goes.
      if (streaks.containsKey(userId)) {
        streaks.remove(userId);
      }
      return false;
    }
    Flagged step = new Flagged();
    streaks.compute(userId, step);
    return step.due;
  }

  /** Frees what can no longer matter: undelivered streaks whose turns all are too old to count. */
  public void sweep() {
    long now = nanoClock.getAsLong();
    for (String userId : streaks.keySet()) {
      streaks.computeIfPresent(userId, (id, state) -> isStale(state, now) ? null : state);
    }
  }

  /** Users with a living streak. */
  public int size() {
    return streaks.size();
  }

  private boolean isStale(long[] state, long now) {
    int held = (int) state[0];
    return state[0] != DELIVERED && now - state[held] > windowNanos;
  }

  /** Runs inside the map's own atomic step, and keeps what it found. */
  private final class Flagged implements BiFunction<String, long @Nullable [], long[]> {
    private boolean due;

    @Override
    public long[] apply(String userId, long @Nullable [] old) {
      // Read in here, so that a user's times are in the order of its turns.
      long now = nanoClock.getAsLong();
      // A fresh array each time: the sweep reads without a lock.
      long[] state = old == null ? new long[Math.max(2, turns)] : old.clone();
      if (state[0] == DELIVERED) {
        due = now - state[1] >= windowNanos;
        if (due) {
          state[1] = now;
        }
        return state;
      }
      int held = (int) state[0];
      due = held == turns - 1 && (held == 0 || now - state[1] <= windowNanos);
      if (due) {
        Arrays.fill(state, 0);
        state[0] = DELIVERED;
        state[1] = now;
      } else if (held == turns - 1) {
        System.arraycopy(state, 2, state, 1, held - 1);
        state[held] = now;
      } else {
        state[0] = held + 1L;
        state[held + 1] = now;
      }
      return state;
    }
  }
}
