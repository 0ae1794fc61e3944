package dev.proofload.bridge.protocol;

/** Something that happened and that one user is told of. Immutable, thread-safe. */
public final class Event implements Pending {
  private final EventLine line;
  private final long seq;

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

  /**
   * An event that has no recipient yet.
   *
   * @param kind what sort of event
   * @param fromUserId who did it
   * @param fromUsername what that user was called then
   * @param room where that user was then
   * @param message the line to show
   * @param atMillis when, in milliseconds since the epoch
   */
  public Event(
      Kind kind,
      String fromUserId,
      String fromUsername,
      String room,
      String message,
      long atMillis) {
    this(new EventLine(kind, fromUserId, fromUsername, room, message, atMillis), 0);
  }

  private Event(EventLine line, long seq) {
    this.line = line;
    this.seq = seq;
  }

  @Override
  public long seq() {
    return seq;
  }

  /** The same event as one recipient's number {@code seq}, from 1. */
  public Event numbered(long seq) {
    if (seq < 1) {
      throw new IllegalArgumentException("seq must be at least 1: " + seq);
    }
    return new Event(line, seq);
  }

  /** An object in UTF-8, without the number; shared, must not be changed. */
  public byte[] json() {
    return line.json();
  }
}
