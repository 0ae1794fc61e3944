package dev.proofload.bridge.protocol;

import java.util.Locale;

/** How a socket keeps up with what it is sent. */
public enum StreamState {
  /** It does. */
  CONNECTED,
  /** Its outbox is nearly full. */
  BACKPRESSURE,
  /** It took long to take messages, again and again. */
  SLOW,
  /** It is gone. */
  CLOSED;

  /** Its name on the wire. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
