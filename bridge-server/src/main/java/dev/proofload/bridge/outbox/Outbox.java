package dev.proofload.bridge.outbox;

import dev.proofload.bridge.protocol.Event;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What waits to be written to one socket: a bounded queue between whoever produces and the sink.
 *
 * <p>Producing ({@link #offer}) only queues; it never blocks and never writes, so that it may run
 * under any lock. Writing happens in {@link #drain}, which must run outside all locks; a counter of
 * calls makes one caller the drainer and lets it do the work of those that come meanwhile, so that
 * frames leave in the order in which they were offered. A frame stays in the queue, and in the
 * counts, until the operating system has all of it.
 *
 * <p>A full outbox ends the connection with 1013 rather than lose a frame in silence.
 */
public final class Outbox {
  /** Frames that may wait. */
  public static final int MAX_FRAMES = 1_000;

  /** Bytes that may wait. */
  public static final int MAX_BYTES = 1 << 20;

  private static final int TRY_AGAIN_LATER = 1013;

  private final Sink sink;
  private final AtomicInteger calls = new AtomicInteger();

  // Guarded by this object's monitor, a leaf lock.
  private final ArrayDeque<Frame> queue = new ArrayDeque<>(4);
  private int bytes;
  private boolean open = true;
  private boolean sending;
  private int closeCode;
  private String closeReason = "";

  public Outbox(Sink sink) {
    this.sink = sink;
  }

  /**
   * Queues a frame.
   *
   * @return false if the outbox is closed, also because this frame did not fit; it is then not
   *     queued
   */
  public synchronized boolean offer(Frame frame) {
    if (!open) {
      return false;
    }
    if (queue.size() >= MAX_FRAMES || bytes + frame.payload().length > MAX_BYTES) {
      closeWith(TRY_AGAIN_LATER, "this connection reads too slowly");
      return false;
    }
    queue.add(frame);
    bytes += frame.payload().length;
    return true;
  }

  /** Takes no more frames; {@link #drain} writes what waits and then closes the connection. */
  public synchronized void finish(int code, String reason) {
    if (open) {
      closeWith(code, reason);
    }
  }

  /** Whether frames may still be offered. */
  public synchronized boolean isOpen() {
    return open;
  }

  /** Frames that wait. */
  public synchronized int size() {
    return queue.size();
  }

  /** Bytes that wait. */
  public synchronized int bytes() {
    return bytes;
  }

  /**
   * Gives up: takes no more frames, writes none, and returns the events that the socket did not
   * take, in order. Waits for the drainer to come back from a write under way, which does not
   * block, so that no event is both written and returned.
   */
  public synchronized List<Event> abandon() {
    open = false;
    boolean interrupted = false;
    while (sending) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (!queue.isEmpty()) {
      sink.cutOff();
    }
    List<Event> unsent = new ArrayList<>();
    for (Frame frame : queue) {
      frame.event().ifPresent(unsent::add);
    }
    queue.clear();
    bytes = 0;
    return unsent;
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

  private void writeAll() {
    while (true) {
      Frame frame;
      synchronized (this) {
        frame = queue.peek();
        if (frame == null) {
          break;
        }
        sending = true;
      }
      Sink.Outcome outcome = Sink.Outcome.CLOSED;
      try {
        outcome = sink.send(frame.payload());
      } finally {
        sent(outcome);
      }
      if (outcome == Sink.Outcome.NOT_YET) {
        sink.whenWritable(this::drain);
        break;
      }
      if (outcome == Sink.Outcome.CLOSED) {
        return;
      }
    }
    closeIfDue();
  }

  private synchronized void sent(Sink.Outcome outcome) {
    sending = false;
    if (outcome == Sink.Outcome.SENT) {
      Frame frame = queue.poll();
      if (frame != null) {
        bytes -= frame.payload().length;
      }
    }
    notifyAll();
  }

  private void closeIfDue() {
    int code;
    String reason;
    synchronized (this) {
      if (closeCode == 0) {
        return;
      }
      code = closeCode;
      reason = closeReason;
      // An overflowing reader is not waited for; everyone else gets what was promised first.
      if (!queue.isEmpty() && code != TRY_AGAIN_LATER) {
        code = 0;
      } else {
        closeCode = 0;
      }
    }
    if (code == 0) {
      sink.closeExpected();
    } else {
      sink.close(code, reason);
    }
  }

  private void closeWith(int code, String reason) {
    open = false;
    closeCode = code;
    closeReason = reason;
  }
}
