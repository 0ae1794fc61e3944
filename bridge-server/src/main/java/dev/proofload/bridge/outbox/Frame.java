package dev.proofload.bridge.outbox;

import dev.proofload.bridge.protocol.Event;
import dev.proofload.bridge.protocol.JsonAnswers;
import java.util.Optional;

/** Something to be written to a socket. */
public final class Frame {
  private final byte[] payload;
  private final Optional<Event> event;

  private Frame(byte[] payload, Optional<Event> event) {
    this.payload = payload;
    this.event = event;
  }

  /** A frame that means nothing to any other socket. */
  public static Frame of(byte[] payload) {
    return new Frame(payload, Optional.empty());
  }

  /** An event, which waits for the next socket if this one does not take it. */
  public static Frame of(Event event) {
    return new Frame(JsonAnswers.event(event), Optional.of(event));
  }

  byte[] payload() {
    return payload;
  }

  Optional<Event> event() {
    return event;
  }
}
