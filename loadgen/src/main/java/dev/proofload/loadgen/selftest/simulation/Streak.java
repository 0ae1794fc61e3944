package dev.proofload.loadgen.selftest.simulation;

import java.util.ArrayList;
import java.util.List;

/** Crisis messages of one user in a row. Public, as faults differ in what they make of it. */
public final class Streak {
  private final List<Long> turnsNanos = new ArrayList<>(Settings.CRISIS_TURNS + 1);
  private boolean delivered;
  private long deliveredNanos;

  /** A calm turn: it begins again. */
  public void reset() {
    turnsNanos.clear();
    delivered = false;
  }

  /** Times of the flagged turns that may count, oldest first. */
  public List<Long> turnsNanos() {
    return turnsNanos;
  }

  /** Whether help was given in this streak. */
  public boolean delivered() {
    return delivered;
  }

  /** Help is given. */
  public void deliver(long nanos) {
    delivered = true;
    deliveredNanos = nanos;
    turnsNanos.clear();
  }

  /**
   * A flagged turn.
   *
   * @return whether help is due
   */
  public boolean flag(long nanos, long windowNanos) {
    boolean due;
    if (delivered) {
      due = nanos - deliveredNanos >= windowNanos;
    } else {
      turnsNanos.add(nanos);
      if (turnsNanos.size() > Settings.CRISIS_TURNS) {
        turnsNanos.removeFirst();
      }
      due =
          turnsNanos.size() == Settings.CRISIS_TURNS
              && nanos - turnsNanos.getFirst() <= windowNanos;
    }
    if (due) {
      deliver(nanos);
    }
    return due;
  }
}
