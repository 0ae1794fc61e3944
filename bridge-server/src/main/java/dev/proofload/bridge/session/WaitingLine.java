package dev.proofload.bridge.session;

import dev.proofload.bridge.protocol.Event;
import dev.proofload.bridge.protocol.LateReply;
import dev.proofload.bridge.protocol.Pending;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one user, in order of its numbers. When there is too much, the oldest event goes,
 * then the oldest reply, and one with the crisis message last of all.
 *
 * <p>Guarded by its mailbox.
 */
final class WaitingLine {
  /** How many may wait. */
  static final int MAX = 1_000;

  // Most lines never hold anything, so nothing is allocated.
  private @Nullable ArrayDeque<Pending> queue;
  private long dropped;

  boolean isEmpty() {
    return queue == null;
  }

  int size() {
    return queue == null ? 0 : queue.size();
  }

  /** How many had to go. */
  long dropped() {
    return dropped;
  }

  /** The one that waits longest. */
  @Nullable Pending peek() {
    return queue == null ? null : queue.peek();
  }

  /** Lets the one that waits longest go. */
  void remove() {
    if (queue != null) {
      queue.remove();
      letGoIfEmpty();
    }
  }

  void add(Pending pending) {
    if (queue == null) {
      queue = new ArrayDeque<>();
    }
    queue.add(pending);
    trim(queue);
  }

  /** Puts some back where their numbers say that they belong. */
  void putBack(List<? extends Pending> some) {
    if (some.isEmpty()) {
      return;
    }
    List<Pending> all = new ArrayList<>(some);
    if (queue != null) {
      all.addAll(queue);
    }
    all.sort(Comparator.comparingLong(Pending::seq));
    queue = new ArrayDeque<>(all);
    trim(queue);
  }

  /** Forgets all up to a number. */
  void forgetUpTo(long seq) {
    while (queue != null && !queue.isEmpty() && queue.getFirst().seq() <= seq) {
      queue.removeFirst();
    }
    letGoIfEmpty();
  }

  List<Pending> all() {
    return queue == null ? List.of() : List.copyOf(queue);
  }

  void clear() {
    queue = null;
  }

  private void letGoIfEmpty() {
    if (queue != null && queue.isEmpty()) {
      queue = null;
    }
  }

  private void trim(ArrayDeque<Pending> full) {
    while (full.size() > MAX) {
      if (!removeFirst(full, Event.class::isInstance)
          && !removeFirst(full, pending -> pending instanceof LateReply late && !late.crisis())) {
        full.removeFirst();
      }
      dropped++;
    }
  }

  private static boolean removeFirst(ArrayDeque<Pending> from, Predicate<Pending> which) {
    Iterator<Pending> all = from.iterator();
    while (all.hasNext()) {
      if (which.test(all.next())) {
        all.remove();
        return true;
      }
    }
    return false;
  }
}
