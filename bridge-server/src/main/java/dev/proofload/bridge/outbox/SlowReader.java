package dev.proofload.bridge.outbox;

import java.util.Locale;

/** What is done with a socket that keeps taking long to take messages. */
public enum SlowReader {
  /** Whoever runs the bridge is told. */
  WARN,
  /** It gets half an outbox, and no pieces of replies. */
  THROTTLE,
  /** The connection ends. */
  DISCONNECT;

  /** Its name on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
