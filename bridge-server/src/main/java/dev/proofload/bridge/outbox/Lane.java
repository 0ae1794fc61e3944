package dev.proofload.bridge.outbox;

import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one class that wait for a socket, first in first out, and what became of all
 * there were: produced is sent and dropped and returned and queued, at any time.
 *
 * <p>Guarded by its outbox.
 */
final class Lane {
  /** A queue that was longer than this is let go once it is empty: most never are. */
  private static final int SMALL = 64;

  private @Nullable ArrayDeque<Frame> queue;
  private boolean grown;
  private int leaving;
  private int leavingBytes;
  private int bytes;
  private long produced;
  private long sent;
  private long dropped;
  private long returned;

  void add(Frame frame) {
    if (queue == null) {
      queue = new ArrayDeque<>(2);
    }
    queue.add(frame);
    grown |= queue.size() > SMALL;
    bytes += frame.size();
    produced++;
  }

  /** One that is not even queued. */
  void refuse() {
    produced++;
    dropped++;
  }

  /** Drops the one that waits longest, of which nothing has left yet. */
  Frame dropOldest() {
    Frame frame = poll();
    if (frame == null) {
      throw new IllegalStateException("nothing waits");
    }
    dropped++;
    return frame;
  }

  /** The next one, which is on its way from now on; it counts as queued until it has left. */
  @Nullable Frame next() {
    Frame frame = poll();
    if (frame != null) {
      leaving++;
      leavingBytes += frame.size();
    }
    return frame;
  }

  /** One that was on its way has left. */
  void left(Frame frame) {
    leaving--;
    leavingBytes -= frame.size();
    sent++;
  }

  /** Nothing of one that was to leave has left: it is the next again. */
  void putBack(Frame frame) {
    leaving--;
    leavingBytes -= frame.size();
    bytes += frame.size();
    if (queue == null) {
      queue = new ArrayDeque<>(2);
    }
    queue.addFirst(frame);
  }

  /** Empties it; what is owed is told to its taker, the rest is dropped. */
  void clear(@Nullable Frame onItsWay, Consumer<Frame> taker) {
    if (onItsWay != null) {
      leaving--;
      leavingBytes -= onItsWay.size();
      end(onItsWay, taker);
    }
    for (Frame frame = poll(); frame != null; frame = poll()) {
      end(frame, taker);
    }
  }

  /** Tells of each that is not yet on its way. */
  void forEach(Consumer<Frame> action) {
    if (queue != null) {
      queue.forEach(action);
    }
  }

  /** How many wait and may still be dropped. */
  int droppable() {
    return queue == null ? 0 : queue.size();
  }

  /** Bytes of these. */
  int droppableBytes() {
    return bytes;
  }

  /** How many wait, with those that are on their way. */
  int size() {
    return droppable() + leaving;
  }

  /** Bytes of these. */
  int bytes() {
    return bytes + leavingBytes;
  }

  long produced() {
    return produced;
  }

  long sent() {
    return sent;
  }

  long dropped() {
    return dropped;
  }

  long returned() {
    return returned;
  }

  private void end(Frame frame, Consumer<Frame> taker) {
    if (frame.kept() == null) {
      dropped++;
    } else {
      returned++;
      if (frame.isOwed()) {
        taker.accept(frame);
      }
    }
  }

  private @Nullable Frame poll() {
    Frame frame = queue == null ? null : queue.poll();
    if (frame != null) {
      bytes -= frame.size();
      if (grown && queue != null && queue.isEmpty()) {
        queue = null;
        grown = false;
      }
    }
    return frame;
  }
}
