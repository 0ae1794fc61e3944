package dev.proofload.bridge.outbox;

import dev.proofload.bridge.protocol.Pending;
import dev.proofload.bridge.protocol.StreamCounts;
import dev.proofload.bridge.protocol.StreamRow;
import dev.proofload.bridge.protocol.StreamState;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be written to one socket: a bounded queue between whoever produces and the sink.
 *
 * <p>Messages leave in order of their {@link Priority}, and within it in the order in which they
 * came. When it is full, what is less important makes room for what is more; what is critical is
 * never dropped, but handed back when the connection ends.
 *
 * <pre>
 *   offer -> queued -> on its way -> sent -> (crisis message) confirmed
 *              |           |                          |
 *              +-> dropped +----> handed back <-------+ the connection ended before
 * </pre>
 *
 * <p>Producing ({@link #offer}) only queues; it never blocks and never writes, so that it may run
 * under any lock, and its cost does not depend on how fast the reader is. Writing happens in {@link
 * #drain}, which must run outside all locks; a counter of calls makes one caller the drainer and
 * lets it do the work of those that come meanwhile. While the socket takes no more, nobody tries
 * until it says that it does. A message stays in the counts until the operating system has all of
 * it.
 */
public final class Outbox {
  private static final int TRY_AGAIN_LATER = 1013;
  private static final double FULL = 0.8;
  private static final double EMPTIER = 0.6;
  private static final long LONGEST_SEND_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** What became of a message that was offered. */
  public enum Offer {
    /** It waits. */
    TAKEN,
    /** There was no room for it. It is counted. */
    DROPPED,
    /** No more is taken, maybe since there was no room for this one. It is in no count. */
    CLOSED
  }

  /** Where more waits than could be offered at once. */
  public interface Source {
    /**
     * Offers more, as much as there is room for. Called under no lock.
     *
     * @return whether anything was offered
     */
    boolean refill(Outbox outbox);
  }

  private final long id;
  private final String userId;
  private final Sink sink;
  private final SlowReader slowReader;
  private final LongSupplier nanoClock;
  private final long openedMillis;
  private final Consumer<Outbox> onSlow;
  private final AtomicInteger calls = new AtomicInteger();
  private volatile @Nullable Source source;

  // Guarded by this object's monitor, a leaf lock.
  private final Lanes lanes;
  private final SendTimes times = new SendTimes();
  private final Heartbeats heartbeats = new Heartbeats();
  private boolean open = true;
  private boolean pressed;
  private @Nullable Frame leaving;
  private long leavingSince;
  private boolean writing;
  private boolean blocked;
  private boolean stopped;
  private int closeCode;
  private String closeReason = "";

  /**
   * @param id tells it from all others of the bridge
   * @param openedMillis when, in milliseconds since the epoch
   * @param onSlow is told, under no lock, when the socket has become slow
   */
  Outbox(
      long id,
      String userId,
      Sink sink,
      StreamSettings settings,
      LongSupplier nanoClock,
      long openedMillis,
      Consumer<Outbox> onSlow) {
    this.id = id;
    this.userId = userId;
    this.sink = sink;
    this.slowReader = settings.slowReader();
    this.lanes = new Lanes(settings);
    this.nanoClock = nanoClock;
    this.openedMillis = openedMillis;
    this.onSlow = onSlow;
  }

  /** Tells it from all others of the bridge; rises from socket to socket. */
  public long id() {
    return id;
  }

  /** Queues a message if there is room for it, or if others can make room. */
  public synchronized Offer offer(Frame frame) {
    if (!open) {
      return Offer.CLOSED;
    }
    if (slowReader == SlowReader.THROTTLE) {
      lanes.throttle(times.isSlow(nanoClock));
    }
    if (lanes.take(frame)) {
      watchFill();
      return Offer.TAKEN;
    }
    return switch (frame.priority()) {
      case CONTROL -> {
        closeWith(TRY_AGAIN_LATER, "too many errors are not read");
        yield Offer.CLOSED;
      }
      case CRITICAL -> {
        closeWith(TRY_AGAIN_LATER, "too many replies are not read");
        yield Offer.CLOSED;
      }
      case IMPORTANT, BULK -> {
        lanes.refuse(frame);
        yield Offer.DROPPED;
      }
    };
  }

  /** Whether a message could be queued, and nothing would have to go for it. */
  public synchronized boolean hasRoomFor(Frame frame) {
    return open && lanes.hasRoomFor(frame);
  }

  /** From now on it asks for more whenever all that it has is written; null if there is no more. */
  public void supply(@Nullable Source from) {
    source = from;
  }

  /** Takes no more messages; {@link #drain} writes what waits and then closes the connection. */
  public synchronized void finish(int code, String reason) {
    if (open) {
      closeWith(code, reason);
    }
  }

  /** Whether messages may still be offered. */
  public synchronized boolean isOpen() {
    return open;
  }

  /** How many events had to go. */
  public synchronized long droppedEvents() {
    return lanes.droppedEvents();
  }

  /** Asks the reader for a sign of life, and for how far it has read. */
  public void ping() {
    synchronized (this) {
      if (open) {
        heartbeats.queue(lanes);
      }
    }
    drain();
  }

  /** The reader has answered a ping. */
  public synchronized void pong(ByteBuffer payload) {
    heartbeats.answered(payload);
  }

  /**
   * What a reader may lack and must not: what waits, and what it has not confirmed. Waits for the
   * drainer to come back from a write under way, as only then is it known what was written.
   */
  public synchronized List<Frame> owed() {
    awaitWriter();
    settle();
    List<Frame> owed = new ArrayList<>();
    Consumer<Frame> add =
        frame -> {
          if (frame.isOwed()) {
            owed.add(frame);
          }
        };
    heartbeats.forEachUnconfirmed(add);
    if (leaving != null) {
      add.accept(leaving);
    }
    lanes.forEachKept(add);
    return owed;
  }

  /**
   * Gives up: takes no more messages, writes none, and returns what must not get lost, in order of
   * class. Waits for the drainer to come back from a write under way, which does not block, so that
   * nothing is both written and returned.
   */
  public synchronized List<Pending> abandon() {
    open = false;
    stopped = true;
    awaitWriter();
    settle();
    if (leaving != null) {
      sink.cutOff();
    }
    List<Pending> owed = new ArrayList<>();
    Consumer<Frame> add =
        frame -> {
          Pending kept = frame.kept();
          if (kept != null && frame.isOwed()) {
            owed.add(kept);
          }
        };
    heartbeats.forEachUnconfirmed(add);
    heartbeats.forget();
    lanes.clear(leaving, add);
    leaving = null;
    return owed;
  }

  /** Writes what waits, as far as the socket takes it; never blocks. Call it outside all locks. */
  public void drain() {
    if (calls.getAndIncrement() != 0) {
      return;
    }
    int seen = 1;
    do {
      writeAll();
      seen = calls.addAndGet(-seen);
    } while (seen != 0);
  }

  /** Ends the connection if it has taken too long over one message; to be called now and then. */
  public void sweep() {
    synchronized (this) {
      if (!open || leaving == null || nanoClock.getAsLong() - leavingSince <= LONGEST_SEND_NANOS) {
        return;
      }
      closeWith(TRY_AGAIN_LATER, "a message took longer than 5 s to send");
    }
    drain();
  }

  /**
   * All about it, at one instant. Waits for the drainer to come back from a write under way, so
   * that nobody sees something urgent wait while what was chosen before it is written.
   */
  public synchronized StreamRow row() {
    awaitWriter();
    return new StreamRow(
        id,
        userId,
        state(),
        lanes.fill(),
        lanes.counts(),
        lanes.bytes(),
        times.meanNanos(),
        times.p99Nanos(),
        times.slowEvents(),
        openedMillis);
  }

  /** What became of all messages, at one instant. */
  public synchronized StreamCounts counts() {
    return lanes.counts();
  }

  private StreamState state() {
    if (!open) {
      return StreamState.CLOSED;
    }
    if (times.isSlow(nanoClock)) {
      return StreamState.SLOW;
    }
    return pressed ? StreamState.BACKPRESSURE : StreamState.CONNECTED;
  }

  private void watchFill() {
    double fill = lanes.fill();
    pressed = pressed ? fill >= EMPTIER : fill > FULL;
  }

  private void writeAll() {
    while (true) {
      List<Frame> frames = next();
      if (frames.isEmpty()) {
        Source more = source;
        if (more == null || !isIdle() || !more.refill(this)) {
          break;
        }
        continue;
      }
      int taken = Sink.CLOSED;
      boolean slow = false;
      try {
        taken = sink.send(frames);
      } finally {
        slow = done(frames, taken);
      }
      if (slow) {
        onSlow.accept(this);
      }
      if (taken == Sink.CLOSED) {
        return;
      }
      if (taken < frames.size()) {
        sink.whenWritable(this::writable);
        break;
      }
    }
    closeIfDue();
  }

  /** Whether nothing waits, and more may be offered. */
  private synchronized boolean isIdle() {
    return open && lanes.isEmpty();
  }

  /** Those that are to be written now; the one that has begun to leave goes first. */
  private synchronized List<Frame> next() {
    if (blocked || stopped) {
      return List.of();
    }
    List<Frame> batch = new ArrayList<>(1);
    if (leaving != null) {
      batch.add(leaving);
    } else {
      lanes.next(batch);
      leavingSince = batch.isEmpty() ? 0 : nanoClock.getAsLong();
    }
    writing = !batch.isEmpty();
    return batch;
  }

  /** Whether the socket has become slow with these messages. */
  private synchronized boolean done(List<Frame> frames, int taken) {
    writing = false;
    leaving = null;
    boolean slow = false;
    if (taken > 0) {
      long now = nanoClock.getAsLong();
      for (int i = 0; i < taken; i++) {
        noteSent(frames.get(i));
        slow |= times.sent(now - leavingSince, now);
      }
      if (slow && slowReader == SlowReader.DISCONNECT && open) {
        closeWith(TRY_AGAIN_LATER, "this connection reads too slowly");
      }
    }
    int left = Math.max(0, taken);
    if (left < frames.size()) {
      blocked = true;
      leaving = frames.get(left);
      for (int i = frames.size() - 1; i > left; i--) {
        lanes.putBack(frames.get(i));
      }
      // What has begun to leave has waited for what left before it.
      leavingSince = left == 0 ? leavingSince : nanoClock.getAsLong();
    }
    watchFill();
    notifyAll();
    return slow;
  }

  private void noteSent(Frame frame) {
    lanes.left(frame);
    frame.noteSent();
    if (frame.isCrisis() && frame.isOwed()) {
      heartbeats.awaitConfirmation(frame, lanes);
    }
  }

  /** Learns what became of a message that had begun to leave; guarded by the monitor. */
  private void settle() {
    if (leaving != null && sink.isWhole()) {
      noteSent(leaving);
      leaving = null;
    }
  }

  private void writable() {
    synchronized (this) {
      blocked = false;
    }
    drain();
  }

  private void awaitWriter() {
    boolean interrupted = false;
    while (writing) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void closeIfDue() {
    int code;
    String reason;
    boolean inTheMiddle;
    synchronized (this) {
      settle();
      inTheMiddle = stopped && leaving != null;
      if (closeCode == 0) {
        return;
      }
      code = closeCode;
      reason = closeReason;
      // Who reads too slowly is not waited for; everyone else gets what was promised first.
      if (lanes.size() > 0 && !stopped) {
        code = 0;
      } else {
        closeCode = 0;
      }
    }
    if (code == 0) {
      sink.closeExpected();
    } else {
      if (inTheMiddle) {
        sink.cutOff();
      }
      sink.close(code, reason);
    }
  }

  private void closeWith(int code, String reason) {
    open = false;
    stopped = code == TRY_AGAIN_LATER;
    closeCode = code;
    closeReason = reason;
  }
}
