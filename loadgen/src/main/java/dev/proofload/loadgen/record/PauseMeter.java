package dev.proofload.loadgen.record;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * A thread that sleeps four milliseconds at a time and notes by how much it overslept: whatever
 * stops the whole program, a collection of garbage, a stopped machine, a processor that others
 * took, stops it too. To wake each millisecond cost three hundredths of a processor.
 *
 * <p>Thread-safe.
 */
public final class PauseMeter implements AutoCloseable {
  static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(4);

  /** What is longer is listed. */
  static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  /** So many are listed, the longest. */
  static final int MOST_LISTED = 200;

  private static final Comparator<Pause> BY_LENGTH = Comparator.comparingLong(Pause::lengthNanos);

  private final Sleeper sleeper;
  private final Histogram all = Recorder.newHistogram();
  private final Histogram interval = Recorder.newHistogram();
  private final PriorityQueue<Pause> longest = new PriorityQueue<>(BY_LENGTH);
  private long originNanos;
  private long sinceTakenNanos;
  private long pauses;
  private Thread thread = Thread.currentThread();

  /** Time and how to let it pass. */
  interface Sleeper {
    /** Now, by a clock that never goes back. */
    long nanoTime();

    /** Blocks for about so long. */
    void sleep(long nanos) throws InterruptedException;
  }

  PauseMeter(Sleeper sleeper) {
    this.sleeper = sleeper;
    this.originNanos = sleeper.nanoTime();
  }

  /** One that measures from now on, until it is closed. */
  public static PauseMeter start() {
    PauseMeter meter = new PauseMeter(new OwnSleeper());
    meter.thread = Thread.ofPlatform().name("pause-meter").daemon().start(meter::watch);
    return meter;
  }

  /**
   * Forgets what was measured so far.
   *
   * @param nanos what pauses are counted from, by {@link System#nanoTime}
   */
  public synchronized void begin(long nanos) {
    originNanos = nanos;
    all.reset();
    interval.reset();
    longest.clear();
    sinceTakenNanos = 0;
    pauses = 0;
  }

  /** What it overslept since the last call, all in all; and each time, added to a histogram. */
  synchronized long take(Histogram into) {
    into.add(interval);
    interval.reset();
    long overslept = sinceTakenNanos;
    sinceTakenNanos = 0;
    return overslept;
  }

  /** What it overslept each time since {@link #begin}, in nanoseconds. */
  synchronized Histogram overslept() {
    return all.copy();
  }

  /** The longest pauses of more than ten milliseconds since {@link #begin}, in their order. */
  synchronized List<Pause> pauses() {
    List<Pause> listed = new ArrayList<>(longest);
    listed.sort(Comparator.comparingLong(Pause::startNanos));
    return listed;
  }

  /** How many pauses of more than ten milliseconds there were. */
  synchronized long pauseCount() {
    return pauses;
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void watch() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        tick();
      }
    } catch (InterruptedException e) {
      // Closed.
      Thread.currentThread().interrupt();
    }
  }

  /** Sleeps once and notes how long. */
  void tick() throws InterruptedException {
    long due = sleeper.nanoTime() + TICK_NANOS;
    sleeper.sleep(TICK_NANOS);
    note(due, Math.max(0, sleeper.nanoTime() - due));
  }

  private synchronized void note(long due, long overslept) {
    long nanos = Math.min(overslept, Recorder.HIGHEST_NANOS);
    all.recordValue(nanos);
    interval.recordValue(nanos);
    sinceTakenNanos += nanos;
    if (nanos > PAUSE_NANOS) {
      pauses++;
      longest.add(new Pause(due - originNanos, nanos));
      if (longest.size() > MOST_LISTED) {
        longest.remove();
      }
    }
  }

  private static final class OwnSleeper implements Sleeper {
    @Override
    public long nanoTime() {
      return System.nanoTime();
    }

    @Override
    public void sleep(long nanos) throws InterruptedException {
      TimeUnit.NANOSECONDS.sleep(nanos);
    }
  }
}
