package dev.proofload.loadgen.record;

import java.util.Locale;

/** The classes of what a server sends over a stream, the one that goes first before the others. */
public enum Priority {
  /** Greetings, errors, and what keeps the connection going. */
  CONTROL,
  /** Replies, and whatever holds the crisis message: never dropped. */
  CRITICAL,
  /** Events, and changes of room. */
  IMPORTANT,
  /** Pieces of replies. */
  BULK;

  /** The name that stands in the API and in reports. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether what is in this class leaves before what is in the other. */
  public boolean goesBefore(Priority other) {
    return compareTo(other) < 0;
  }
}
