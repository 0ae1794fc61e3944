package dev.proofload.bridge.outbox;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The pings of one socket. Its reader answers them in order with all else it reads, so an answer
 * says that whatever was sent before the ping has been read.
 *
 * <p>Guarded by its outbox.
 */
final class Heartbeats {
  private record Unconfirmed(long ping, Frame frame) {}

  private long queued;
  private @Nullable ArrayDeque<Unconfirmed> unconfirmed;

  /** Queues a ping, unless so much else is that it must wait for the next. */
  boolean queue(Lanes lanes) {
    boolean taken = lanes.take(Frame.ping(queued + 1));
    queued += taken ? 1 : 0;
    return taken;
  }

  /** Asks whether a frame that was just sent is read, with the next ping at the latest. */
  void awaitConfirmation(Frame frame, Lanes lanes) {
    long ping = queued + 1;
    queue(lanes);
    if (unconfirmed == null) {
      unconfirmed = new ArrayDeque<>(2);
    }
    unconfirmed.add(new Unconfirmed(ping, frame));
  }

  /** A pong with this payload has come; anybody may send one that answers nothing. */
  void answered(ByteBuffer payload) {
    if (payload.remaining() != Long.BYTES || unconfirmed == null) {
      return;
    }
    long number = Math.min(queued, payload.getLong(payload.position()));
    while (!unconfirmed.isEmpty() && unconfirmed.peek().ping() <= number) {
      unconfirmed.remove().frame().noteConfirmed();
    }
    if (unconfirmed.isEmpty()) {
      unconfirmed = null;
    }
  }

  void forEachUnconfirmed(Consumer<Frame> action) {
    if (unconfirmed != null) {
      unconfirmed.forEach(one -> action.accept(one.frame()));
    }
  }

  void forget() {
    unconfirmed = null;
  }
}
