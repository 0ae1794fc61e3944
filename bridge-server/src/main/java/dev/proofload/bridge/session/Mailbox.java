package dev.proofload.bridge.session;

import dev.proofload.bridge.outbox.Frame;
import dev.proofload.bridge.outbox.Outbox;
import dev.proofload.bridge.protocol.Event;
import dev.proofload.bridge.protocol.EventPage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One user's events and sockets. An event goes to the sockets if any is open, else it waits; so
 * each is either with a socket or waiting, never both, and always in order of its number.
 *
 * <p>Thread-safe. The monitor is a leaf lock: under it only outboxes are filled, which never
 * blocks. Whoever fills an outbox is told so, and drains it once it holds no lock.
 */
public final class Mailbox {
  /** Events that may wait; beyond it the oldest go. */
  public static final int MAX_WAITING = 1_000;

  private static final List<Outbox> NO_SOCKETS = List.of();

  private final String userId;

  // Guarded by this object's monitor. Most mailboxes never hold anything, so nothing is allocated.
  private @Nullable ArrayDeque<Event> waiting;
  private List<Outbox> sockets = NO_SOCKETS;
  private long lastSeq;
  private long dropped;
  private boolean closed;

  /**
   * @param userId whose it is
   */
  public Mailbox(String userId) {
    this.userId = userId;
  }

  /**
   * Delivers an event as the next in the series.
   *
   * @param filled is told each outbox that has something to drain
   * @return false if the mailbox is closed
   */
  public synchronized boolean publish(Event event, Consumer<Outbox> filled) {
    if (closed) {
      return false;
    }
    lastSeq++;
    Event numbered = event.numbered(lastSeq);
    if (sockets.isEmpty() || !toSockets(Frame.of(numbered), filled)) {
      await(numbered);
    }
    return true;
  }

  /** Sends a frame to every open socket; where there is none, it goes nowhere. */
  public synchronized void send(byte[] payload, Consumer<Outbox> filled) {
    if (!sockets.isEmpty()) {
      boolean taken = toSockets(Frame.of(payload), filled);
      assert taken || sockets.isEmpty();
    }
  }

  /** Whether any socket is open. */
  public synchronized boolean isConnected() {
    return !sockets.isEmpty();
  }

  /**
   * Opens a socket: the first frame, then all that waited, then whatever comes, with no gap.
   *
   * @return false if the mailbox is closed
   */
  public synchronized boolean attach(Outbox outbox, byte[] firstFrame, Consumer<Outbox> filled) {
    if (closed) {
      return false;
    }
    filled.accept(outbox);
    if (!outbox.offer(Frame.of(firstFrame))) {
      return true;
    }
    ArrayDeque<Event> queue = waiting;
    waiting = null;
    while (queue != null && !queue.isEmpty()) {
      if (!outbox.offer(Frame.of(queue.peek()))) {
        giveBack(outbox.abandon());
        queue.forEach(this::await);
        return true;
      }
      queue.remove();
    }
    List<Outbox> more = new ArrayList<>(sockets.size() + 1);
    more.addAll(sockets);
    more.add(outbox);
    sockets = more;
    return true;
  }

  /**
   * Forgets a socket that is closed. If it was the last, what it could not take waits again.
   *
   * @return whether a socket is still open
   */
  public synchronized boolean detach(Outbox outbox) {
    List<Event> unsent = outbox.abandon();
    if (sockets.contains(outbox)) {
      remove(outbox);
      if (sockets.isEmpty()) {
        giveBack(unsent);
      }
    }
    return !sockets.isEmpty();
  }

  /** Hands over all that waits, and forgets it. */
  public synchronized EventPage drain() {
    EventPage page =
        new EventPage(userId, waiting == null ? List.of() : waiting.stream().toList(), dropped);
    waiting = null;
    return page;
  }

  /** Forgets what came up to {@code seq}, and shows all that came after it. */
  public synchronized EventPage after(long seq) {
    ArrayDeque<Event> queue = waiting;
    if (queue == null) {
      return new EventPage(userId, List.of(), dropped);
    }
    while (!queue.isEmpty() && queue.getFirst().seq() <= seq) {
      queue.removeFirst();
    }
    return new EventPage(userId, queue.stream().toList(), dropped);
  }

  /** How many events wait. */
  public synchronized int waitingCount() {
    return waiting == null ? 0 : waiting.size();
  }

  /** How many events had to go since too many waited. */
  public synchronized long droppedCount() {
    return dropped;
  }

  /** Ends it: nothing is taken any more, what waited is gone, the sockets are given up. */
  public synchronized void close(int code, String reason, Consumer<Outbox> filled) {
    closed = true;
    waiting = null;
    for (Outbox outbox : sockets) {
      outbox.finish(code, reason);
      filled.accept(outbox);
    }
    sockets = NO_SOCKETS;
  }

  private boolean toSockets(Frame frame, Consumer<Outbox> filled) {
    boolean taken = false;
    List<Outbox> now = sockets;
    for (int i = 0; i < now.size(); i++) {
      Outbox outbox = now.get(i);
      filled.accept(outbox);
      if (outbox.offer(frame)) {
        taken = true;
      } else {
        remove(outbox);
        if (sockets.isEmpty()) {
          giveBack(outbox.abandon());
        }
      }
    }
    return taken;
  }

  private void remove(Outbox outbox) {
    List<Outbox> fewer = new ArrayList<>(sockets);
    fewer.remove(outbox);
    sockets = fewer.isEmpty() ? NO_SOCKETS : fewer;
  }

  /** Puts back events that are older than all that wait. */
  private void giveBack(List<Event> unsent) {
    if (unsent.isEmpty()) {
      return;
    }
    ArrayDeque<Event> later = waiting;
    waiting = new ArrayDeque<>(unsent);
    if (later != null) {
      waiting.addAll(later);
    }
    trim(waiting);
  }

  private void await(Event event) {
    if (waiting == null) {
      waiting = new ArrayDeque<>();
    }
    waiting.add(event);
    trim(waiting);
  }

  private void trim(ArrayDeque<Event> queue) {
    while (queue.size() > MAX_WAITING) {
      queue.removeFirst();
      dropped++;
    }
  }
}
