package dev.proofload.bridge.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Something that happened, as all who are told of it share it: only its number differs from one to
 * the next. So its JSON is made once, and a line that waits for a thousand readers is there once.
 *
 * <p>Immutable, thread-safe.
 */
final class EventLine {
  final Event.Kind kind;
  final String fromUserId;
  final String fromUsername;
  final String room;
  final String message;
  final long atMillis;

  // A race between two who ask first costs one of them the same work again, and nothing else.
  private volatile byte @Nullable [] json;

  EventLine(
      Event.Kind kind,
      String fromUserId,
      String fromUsername,
      String room,
      String message,
      long atMillis) {
    this.kind = kind;
    this.fromUserId = fromUserId;
    this.fromUsername = fromUsername;
    this.room = room;
    this.message = message;
    this.atMillis = atMillis;
  }

  /** An object in UTF-8, without a number. */
  byte[] json() {
    byte[] made = json;
    if (made == null) {
      made = JsonAnswers.eventLine(this);
      json = made;
    }
    return made;
  }
}
