package dev.proofload.bridge.protocol;

/**
 * Something that happened and that one user is told of.
 *
 * @param kind what sort of event
 * @param seq its number in the recipient's series, from 1; 0 before it has a recipient
 * @param fromUserId who did it
 * @param fromUsername what that user was called then
 * @param room where that user was then
 * @param message the line to show
 * @param atMillis when, in milliseconds since the epoch
 */
public record Event(
    Kind kind,
    long seq,
    String fromUserId,
    String fromUsername,
    String room,
    String message,
    long atMillis) {

  /** The sorts of events, with their names on the wire. */
  public enum Kind {
    ROOM_BROADCAST("room_broadcast"),
    WHISPER("whisper");

    private final String wireName;

    Kind(String wireName) {
      this.wireName = wireName;
    }

    public String wireName() {
      return wireName;
    }
  }

  public Event {
    if (seq < 0) {
      throw new IllegalArgumentException("seq must not be negative: " + seq);
    }
  }

  /** The same event as one recipient's number {@code seq}. */
  public Event numbered(long seq) {
    return new Event(kind, seq, fromUserId, fromUsername, room, message, atMillis);
  }
}
