package dev.proofload.loadgen.record;

import dev.proofload.loadgen.workload.Names;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Brings the lanes of one run together for one listener, on a thread of its own.
 *
 * <p>A lane writes what happens into bytes of its own and hands these over now and then, through a
 * queue that takes no lock. The thread takes from all lanes, ten times a second or when much waits,
 * whatever came first, as far as it is certain that no lane can come with something earlier, and
 * tells it. What waits is bounded: where the listener can't keep up, lanes wait in the end, and
 * {@link #waitedNanos} says how long.
 *
 * <p>Thread-safe, but for {@link #saveTo}, which is to be called before the first lane is opened.
 */
public final class HistoryFeed {
  private static final long SMALLEST_BACKLOG = 64L << 20;
  private static final long LARGEST_BACKLOG = 512L << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /**
   * How long it lets things gather. Judging a few at a time, each time with what it needs gone from
   * the processor's caches, costs half as much again.
   */
  private static final long NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private static final long LAST_NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final Names names;
  private final long originNanos;
  private final HistoryListener listener;
  private final LongSupplier clock;
  private final Backlog backlog;
  private final List<FeedLane> lanes = new CopyOnWriteArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private HistorySink sink = HistorySink.NONE;
  private volatile long beginNanos;
  private volatile boolean begun;
  private @Nullable Thread thread;
  private volatile boolean ending;
  private volatile boolean quiet;
  private volatile @Nullable Throwable failure;

  /** What waits for the thread, in all lanes together. */
  static final class Backlog {
    private final long most;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong waitedNanos = new AtomicLong();
    private volatile boolean given;

    Backlog(long most) {
      this.most = most;
    }

    void add(long more) {
      bytes.addAndGet(more);
    }

    /** Whether the thread should not wait any longer before it takes some of it. */
    boolean isLarge() {
      return bytes.get() > most / 4;
    }

    /** Whether lanes must wait until some of it was taken. */
    boolean isFull() {
      return !given && bytes.get() > most;
    }

    void waited(long nanos) {
      waitedNanos.addAndGet(nanos);
    }

    /** Nobody takes anything any more, so nobody is to wait, nor to leave anything. */
    void giveUp() {
      given = true;
    }

    boolean isGivenUp() {
      return given;
    }
  }

  /**
   * @param names of the run's users and rooms
   * @param originNanos what saved times are counted from, unless {@link #begin} says better
   * @param listener is told everything, by the feed's thread
   */
  public HistoryFeed(Names names, long originNanos, HistoryListener listener) {
    this(
        names,
        originNanos,
        listener,
        System::nanoTime,
        Math.clamp(Runtime.getRuntime().maxMemory() / 4, SMALLEST_BACKLOG, LARGEST_BACKLOG));
  }

  HistoryFeed(
      Names names, long originNanos, HistoryListener listener, LongSupplier clock, long backlog) {
    this.names = names;
    this.originNanos = originNanos;
    this.beginNanos = originNanos;
    this.listener = listener;
    this.clock = clock;
    this.backlog = new Backlog(backlog);
  }

  /** Everything is to be saved too; the sink is called by the feed's thread alone. */
  public void saveTo(HistorySink into) {
    this.sink = into;
  }

  /**
   * The load begins: saved times are counted from then. What was told before is kept until this is
   * known, and saved then, or at the end if the load never began.
   */
  public void begin(long nanos) {
    beginNanos = nanos;
    begun = true;
  }

  /** Opens a lane; one that is opened later than others must not tell of anything before that. */
  public synchronized HistoryLane lane() {
    if (thread == null) {
      thread = Thread.ofPlatform().name("checks").daemon().start(this::tellAll);
    }
    FeedLane lane = new FeedLane(names, originNanos, clock, thread, backlog);
    lanes.add(lane);
    return lane;
  }

  /** How long lanes have waited because the listener could not keep up, all of them together. */
  public long waitedNanos() {
    return backlog.waitedNanos.get();
  }

  /**
   * The run is over: waits until the listener was told the rest, and that it was the end. A lane
   * that is not closed within five seconds makes it an end that is not quiet.
   *
   * @param quietly see {@link HistoryListener#ended}
   * @throws IllegalStateException if the listener, or this, failed; the cause says how
   */
  public void end(boolean quietly) {
    quiet = quietly;
    ending = true;
    Thread running;
    synchronized (this) {
      running = thread;
    }
    if (running == null) {
      listener.ended(quietly);
      return;
    }
    LockSupport.unpark(running);
    awaitOver();
    Throwable why = failure;
    if (why != null) {
      throw new IllegalStateException("the history could not be checked: " + why, why);
    }
  }

  private void awaitOver() {
    boolean interrupted = false;
    while (true) {
      try {
        over.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void tellAll() {
    Guarded guarded = new Guarded(listener);
    HistorySink saved = new FromBegin();
    try {
      HistoryMerger merger =
          new HistoryMerger(
              new HistoryDecoder(names, HistoryCodes.current(), originNanos), this::taken);
      boolean complete = tellUntilEnd(merger, guarded, saved);
      guarded.ended(quiet && complete);
      saved.ended(quiet && complete);
      failure = guarded.failure();
    } catch (Throwable e) {
      failure = e;
    } finally {
      backlog.giveUp();
      over.countDown();
    }
  }

  /** Returns whether all lanes were closed in time. */
  private boolean tellUntilEnd(HistoryMerger merger, HistoryListener guarded, HistorySink saved) {
    long giveUpAt = Long.MAX_VALUE;
    while (true) {
      boolean last = ending;
      merger.drain(lanes, guarded, saved);
      if (last && merger.isFinished()) {
        return true;
      }
      long now = System.nanoTime();
      if (last && giveUpAt == Long.MAX_VALUE) {
        giveUpAt = now + PATIENCE.toNanos();
      }
      if (now >= giveUpAt) {
        return false;
      }
      LockSupport.parkNanos(last ? LAST_NAP_NANOS : NAP_NANOS);
    }
  }

  private void taken(long bytes) {
    backlog.add(-bytes);
  }

  /** Passes everything on to the sink, with times from when the load began. */
  private final class FromBegin implements HistorySink {
    /** Greetings, mostly: of those who connected while others still had to. */
    private final ArrayDeque<Runnable> early = new ArrayDeque<>();

    @Override
    public void record(int tag, long nanos, byte[] bytes, int from, int to) {
      if (mustWait()) {
        byte[] copy = Arrays.copyOfRange(bytes, from, to);
        early.add(() -> sink.record(tag, fromBegin(nanos), copy, 0, copy.length));
      } else {
        sink.record(tag, fromBegin(nanos), bytes, from, to);
      }
    }

    @Override
    public void settled(long nanos, long settledNanos) {
      if (mustWait()) {
        early.add(() -> settle(nanos, settledNanos));
      } else {
        settle(nanos, settledNanos);
      }
    }

    @Override
    public void ended(boolean quietly) {
      saveEarly();
      sink.ended(quietly);
    }

    private void settle(long nanos, long settledNanos) {
      sink.settled(
          fromBegin(nanos),
          settledNanos == HistoryEncoder.ALL ? settledNanos : fromBegin(settledNanos));
    }

    private boolean mustWait() {
      boolean mustWait = !begun && !sink.equals(HistorySink.NONE);
      if (!mustWait) {
        saveEarly();
      }
      return mustWait;
    }

    private void saveEarly() {
      for (Runnable next = early.poll(); next != null; next = early.poll()) {
        next.run();
      }
    }

    private long fromBegin(long nanos) {
      return nanos - (beginNanos - originNanos);
    }
  }
}
