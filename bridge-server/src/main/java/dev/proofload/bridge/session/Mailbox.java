package dev.proofload.bridge.session;

import dev.proofload.bridge.outbox.Frame;
import dev.proofload.bridge.outbox.Outbox;
import dev.proofload.bridge.outbox.Outbox.Offer;
import dev.proofload.bridge.protocol.Event;
import dev.proofload.bridge.protocol.EventPage;
import dev.proofload.bridge.protocol.LateReply;
import dev.proofload.bridge.protocol.Pending;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * One user's events, replies and sockets. What is sent goes to the sockets if any is open, else it
 * waits if it must not get lost; so each event is either with a socket or waiting, never both, and
 * always in order of its number.
 *
 * <p>Thread-safe. The monitor is a leaf lock but for the outboxes': under it only these are filled,
 * which never blocks. Whoever fills an outbox is told so, and drains it once it holds no lock.
 */
public final class Mailbox implements Outbox.Source {
  /** Events and replies that may wait. */
  public static final int MAX_WAITING = WaitingLine.MAX;

  private static final List<Outbox> NO_SOCKETS = List.of();

  private final String userId;

  // Guarded by this object's monitor.
  private final WaitingLine waiting = new WaitingLine();
  private List<Outbox> sockets = NO_SOCKETS;
  private long lastSeq;
  private long droppedBySockets;
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
    if (sockets.isEmpty() || !waiting.isEmpty()) {
      // Behind those that wait already, also while a socket is still being given them.
      waiting.add(numbered);
      sockets.forEach(filled);
    } else if (!toSockets(Frame.of(numbered), filled)) {
      waiting.add(numbered);
    }
    return true;
  }

  /**
   * Gives a reply to every open socket.
   *
   * @param mustArrive whether it waits where there is none; else it goes nowhere then
   */
  public synchronized void reply(LateReply reply, boolean mustArrive, Consumer<Outbox> filled) {
    if (closed || (sockets.isEmpty() && !mustArrive)) {
      return;
    }
    if (!toSockets(Frame.of(reply), filled)) {
      await(reply);
    }
  }

  /**
   * Gives a reply to the one socket that it concerns; if that takes it no more, it waits.
   *
   * @return false if the mailbox is closed, so that it can't
   */
  public synchronized boolean replyTo(Outbox outbox, LateReply reply, Consumer<Outbox> filled) {
    filled.accept(outbox);
    if (outbox.offer(Frame.of(reply)) != Offer.CLOSED) {
      return true;
    }
    if (closed) {
      return false;
    }
    lose(outbox);
    await(reply);
    return true;
  }

  /** Sends a frame that may get lost to every open socket. */
  public synchronized void send(Frame frame, Consumer<Outbox> filled) {
    toSockets(frame, filled);
  }

  /** Whether any socket is open. */
  public synchronized boolean isConnected() {
    return !sockets.isEmpty();
  }

  /**
   * Opens a socket: the first frame, then all that waited, then whatever comes, with no gap. What
   * the user's other sockets have not taken yet it gets too: who comes back may have left behind
   * one that is dead.
   *
   * @return false if the mailbox is closed
   */
  public synchronized boolean attach(Outbox outbox, byte[] firstFrame, Consumer<Outbox> filled) {
    if (closed) {
      return false;
    }
    filled.accept(outbox);
    if (outbox.offer(Frame.control(firstFrame)) != Offer.TAKEN) {
      return true;
    }
    if (!sockets.isEmpty()) {
      for (Frame frame : sockets.getFirst().owed()) {
        outbox.offer(frame.kept() instanceof LateReply late ? late(frame, late) : frame);
      }
    }
    List<Outbox> more = new ArrayList<>(sockets.size() + 1);
    more.addAll(sockets);
    more.add(outbox);
    sockets = more;
    if (!waiting.isEmpty()) {
      outbox.supply(this);
      refill(outbox);
    }
    return true;
  }

  /** Gives a socket as much of what waits as it has room for. */
  @Override
  public synchronized boolean refill(Outbox outbox) {
    boolean offered = false;
    while (sockets.contains(outbox)) {
      Pending next = waiting.peek();
      if (next == null) {
        outbox.supply(null);
        break;
      }
      Frame frame = Frame.of(next);
      if (!outbox.hasRoomFor(frame)) {
        break;
      }
      waiting.remove();
      // All sockets are served alike; the others make room if they must.
      toSockets(frame, box -> {});
      offered = true;
    }
    return offered;
  }

  /**
   * Forgets a socket that is closed. If it was the last, what it could not take waits again.
   *
   * @return what must not get lost and cannot wait here, since the mailbox is closed
   */
  public synchronized List<LateReply> detach(Outbox outbox) {
    if (closed) {
      return crises(outbox.abandon());
    }
    if (sockets.contains(outbox)) {
      lose(outbox);
    } else {
      outbox.abandon();
    }
    return List.of();
  }

  /** Hands over all that waits, and forgets it. */
  public synchronized EventPage drain() {
    EventPage page = new EventPage(userId, waiting.all(), droppedCount());
    waiting.clear();
    return page;
  }

  /** Forgets what came up to {@code seq}, and shows all that came after it. */
  public synchronized EventPage after(long seq) {
    waiting.forgetUpTo(seq);
    return new EventPage(userId, waiting.all(), droppedCount());
  }

  /** How much waits. */
  public synchronized int waitingCount() {
    return waiting.size();
  }

  /** How much had to go since too much waited, here or in front of a socket. */
  public synchronized long droppedCount() {
    long dropped = waiting.dropped() + droppedBySockets;
    for (Outbox outbox : sockets) {
      dropped += outbox.droppedEvents();
    }
    return dropped;
  }

  /** Takes over what an earlier mailbox of the user could not deliver. */
  public synchronized void owe(List<LateReply> replies, Consumer<Outbox> filled) {
    for (LateReply reply : replies) {
      lastSeq++;
      if (sockets.isEmpty() || !toSockets(Frame.of(reply.numbered(lastSeq)), filled)) {
        waiting.add(reply.numbered(lastSeq));
      }
    }
  }

  /**
   * Ends it: nothing is taken any more, what waited is gone, the sockets are given up.
   *
   * @return what must not get lost
   */
  public synchronized List<LateReply> close(int code, String reason, Consumer<Outbox> filled) {
    closed = true;
    List<LateReply> owed = crises(waiting.all());
    waiting.clear();
    for (Outbox outbox : sockets) {
      outbox.finish(code, reason);
      filled.accept(outbox);
    }
    sockets = NO_SOCKETS;
    return owed;
  }

  private static List<LateReply> crises(List<Pending> of) {
    List<LateReply> crises = new ArrayList<>();
    for (Pending pending : of) {
      if (pending instanceof LateReply late && late.crisis()) {
        crises.add(late);
      }
    }
    return crises;
  }

  /** Whether any socket is left; what was offered is taken by it, or counted as dropped. */
  private boolean toSockets(Frame frame, Consumer<Outbox> filled) {
    List<Outbox> now = sockets;
    for (int i = 0; i < now.size(); i++) {
      Outbox outbox = now.get(i);
      filled.accept(outbox);
      if (outbox.offer(frame) == Offer.CLOSED) {
        lose(outbox);
      }
    }
    return !sockets.isEmpty();
  }

  /** Parts with a socket; if it was the last, what it could not take waits again. */
  private void lose(Outbox outbox) {
    if (!sockets.contains(outbox)) {
      return;
    }
    List<Outbox> fewer = new ArrayList<>(sockets);
    fewer.remove(outbox);
    sockets = fewer.isEmpty() ? NO_SOCKETS : fewer;
    outbox.supply(null);
    List<Pending> unsent = outbox.abandon();
    droppedBySockets += outbox.droppedEvents();
    if (sockets.isEmpty()) {
      giveBack(unsent);
    }
  }

  /** Those that have no number yet come last. */
  private void giveBack(List<Pending> unsent) {
    List<Pending> numbered = new ArrayList<>();
    List<LateReply> others = new ArrayList<>();
    for (Pending pending : unsent) {
      if (pending.seq() == 0 && pending instanceof LateReply late) {
        others.add(late);
      } else {
        numbered.add(pending);
      }
    }
    waiting.putBack(numbered);
    others.forEach(this::await);
  }

  private void await(LateReply reply) {
    lastSeq++;
    waiting.add(reply.numbered(lastSeq));
  }

  private Frame late(Frame frame, LateReply reply) {
    if (reply.seq() > 0) {
      return frame;
    }
    lastSeq++;
    return frame.late(lastSeq);
  }
}
