package dev.proofload.loadgen.driver;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the users of one event loop wait for, the longest wait first: to begin and to end a wait and
 * to ask for the oldest cost the same for ten users as for ten thousand.
 *
 * <p>Used on that loop alone, whose clock does not go back.
 */
final class Pending<T> {
  private @Nullable Ticket<T> first;
  private @Nullable Ticket<T> last;

  /** Somebody's place in the order, at most one; made once and used again and again. */
  static final class Ticket<T> {
    private final Pending<T> list;
    private final T owner;
    private long sinceNanos;
    private boolean waiting;
    private @Nullable Ticket<T> before;
    private @Nullable Ticket<T> after;

    private Ticket(Pending<T> list, T owner) {
      this.list = list;
      this.owner = owner;
    }

    /** Waits from now on, as the latest to come. */
    void since(long nowNanos) {
      done();
      sinceNanos = nowNanos;
      waiting = true;
      list.append(this);
    }

    /** Waits no more; nothing happens if it did not. */
    void done() {
      if (waiting) {
        waiting = false;
        list.remove(this);
      }
    }
  }

  /** A place for an owner, who does not wait yet. */
  Ticket<T> ticket(T owner) {
    return new Ticket<>(this, owner);
  }

  /** Since when somebody has waited; the given time if nobody does. */
  long oldestNanos(long otherwise) {
    return first == null ? otherwise : first.sinceNanos;
  }

  /** Ends the waits that began before then, oldest first, and tells each owner. */
  void expire(long nanos, Consumer<T> owner) {
    for (Ticket<T> next = first; next != null && next.sinceNanos - nanos < 0; next = first) {
      next.done();
      owner.accept(next.owner);
    }
  }

  private void append(Ticket<T> ticket) {
    Ticket<T> previous = last;
    ticket.before = previous;
    if (previous == null) {
      first = ticket;
    } else {
      previous.after = ticket;
    }
    last = ticket;
  }

  private void remove(Ticket<T> ticket) {
    Ticket<T> before = ticket.before;
    Ticket<T> after = ticket.after;
    if (before == null) {
      first = after;
    } else {
      before.after = after;
    }
    if (after == null) {
      last = before;
    } else {
      after.before = before;
    }
    ticket.before = null;
    ticket.after = null;
  }
}
