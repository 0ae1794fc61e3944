package dev.proofload.bridge.service;

import dev.proofload.bridge.outbox.Outbox;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The outboxes that one operation has filled, to be drained once it holds no lock. Used by one
 * thread.
 */
final class Deliveries implements Consumer<Outbox> {
  /** More than these are drained by a thread of their own, so that the speaker does not wait. */
  private static final int INLINE = 4;

  private List<Outbox> filled = List.of();

  @Override
  public void accept(Outbox outbox) {
    if (filled.isEmpty()) {
      filled = new ArrayList<>(INLINE);
    } else if (filled.getLast() == outbox) {
      return;
    }
    filled.add(outbox);
  }

  /** Drains them; call it outside all locks. */
  void run() {
    int inline = Math.min(INLINE, filled.size());
    for (int i = 0; i < inline; i++) {
      filled.get(i).drain();
    }
    if (inline < filled.size()) {
      List<Outbox> rest = filled.subList(inline, filled.size());
      Thread.startVirtualThread(() -> rest.forEach(Outbox::drain));
    }
  }
}
