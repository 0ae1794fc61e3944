package dev.proofload.loadgen.record;

import dev.proofload.loadgen.workload.Operation;
import java.util.ArrayList;
import java.util.List;

/** Brings the lanes of one run together for one listener. Thread-safe. */
public final class HistoryFeed {
  private final HistoryListener listener;
  private final Object lock = new Object();
  private final List<Lane> lanes = new ArrayList<>();
  private long settledNanos = Long.MIN_VALUE;

  /**
   * @param listener is told everything, one call at a time
   */
  public HistoryFeed(HistoryListener listener) {
    this.listener = listener;
  }

  /** Opens a lane; all must be open before the first is used. */
  public HistoryLane lane() {
    Lane lane = new Lane();
    synchronized (lock) {
      lanes.add(lane);
    }
    return lane;
  }

  /** All lanes are closed: tells the listener the rest and that it was the end. */
  public void end(boolean quiet) {
    synchronized (lock) {
      listener.ended(quiet);
    }
  }

  private final class Lane implements HistoryLane {
    private long oldestStartNanos = Long.MIN_VALUE;

    @Override
    public void completed(
        Operation operation, Outcome outcome, long startNanos, long endNanos, Observation seen) {
      synchronized (lock) {
        listener.completed(operation, outcome, startNanos, endNanos, seen);
      }
    }

    @Override
    public void delivered(int user, long atNanos, Observation seen) {
      synchronized (lock) {
        listener.delivered(user, atNanos, seen);
      }
    }

    @Override
    public void progress(long nanos) {
      synchronized (lock) {
        oldestStartNanos = Math.max(oldestStartNanos, nanos);
        settle();
      }
    }

    @Override
    public void close() {
      progress(Long.MAX_VALUE);
    }

    private void settle() {
      long all = Long.MAX_VALUE;
      for (Lane lane : lanes) {
        all = Math.min(all, lane.oldestStartNanos);
      }
      if (all > settledNanos) {
        settledNanos = all;
        listener.settled(all);
      }
    }
  }
}
