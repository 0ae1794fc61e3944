package dev.proofload.loadgen.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an answer, or a frame nobody asked for, said. Filled in anew for each, and valid only until
 * the next: whoever wants to keep something copies it.
 *
 * <p>Not thread-safe: it belongs to the thread that reads the answers.
 */
public final class Observation {
  /** How many messages the session holds was not said. */
  public static final int NOT_SAID = -1;

  /** The connection ended without the server's close frame (RFC 6455, section 7.1.5). */
  public static final int NO_CLOSE_FRAME = 1006;

  /** What the bytes were. */
  public enum Type {
    /** The answer to the operation in flight: it took effect. */
    ANSWER,
    /** The operation in flight was refused by the rate limit. */
    REFUSAL,
    /** The operation in flight failed, as the server says. */
    FAILURE,
    /** Something that is not of the protocol's form. */
    GARBAGE,
    /** The first frame of a connection. */
    GREETING,
    /** A text that answers nothing this user has in flight. */
    DELIVERY,
    /** A piece of a reply that comes bit by bit. */
    DELTA,
    /** So many pieces of replies were left out since this was said last. */
    DELTAS_DROPPED,
    /** A reply that no socket took when it was due; it answers nothing that is in flight. */
    LATE_REPLY,
    /**
     * The user's socket is closed. With a {@link #closeCode} of the server's all that it had sent
     * has been read; else there may have been more.
     */
    CLOSED,
    /** A frame that holds nothing to judge. */
    OTHER
  }

  /**
   * Somebody seen in a room.
   *
   * @param id of the user
   * @param name that others see
   */
  public record Occupant(String id, String name) {}

  /**
   * A session in a list of all.
   *
   * @param id of the user
   * @param room where the user is
   * @param messages how many the session holds, both sides counted
   */
  public record Session(String id, String room, long messages) {}

  /**
   * A room in a list of all.
   *
   * @param count how many are in it, as the list says
   * @param occupants who is in it
   */
  public record Room(String name, long count, List<Occupant> occupants) {
    /** Copies. */
    public Room {
      occupants = List.copyOf(occupants);
    }
  }

  /**
   * Something that another user caused, as it came over a socket or in a drain.
   *
   * @param whisper whether it was meant for this user alone
   * @param seq its number in the series of this user, or {@link #NOT_SAID}
   * @param fromId who caused it, or empty
   * @param fromName what that user is called, or empty
   * @param room where it happened, or empty
   * @param text what a person would read
   */
  public record Event(
      boolean whisper, long seq, String fromId, String fromName, String room, String text) {}

  /**
   * A reply that no socket of its user took when it was due, as it came over a later one or among
   * drained events. It may hold the crisis message; then it may have come before.
   *
   * @param place how many of the events that came with it stood before it
   * @param seq its number in the series of the user's events
   * @param refusal whether the message that it answers was refused
   * @param userId whom it is for, or empty
   * @param replyId what the pieces of the reply had in common, or empty
   * @param crisis whether it says that help is being offered
   * @param text what a person would read
   */
  public record LateReply(
      int place,
      long seq,
      boolean refusal,
      String userId,
      String replyId,
      boolean crisis,
      String text) {}

  /**
   * A line of a user's history.
   *
   * @param user whether the user wrote it, not the assistant
   * @param text of the line
   * @param room in which it was written, or empty
   */
  public record Line(boolean user, String text, String room) {}

  private Type type = Type.OTHER;
  private String text = "";
  private String problem = "";
  private String userId = "";
  private String room = "";
  private int messageCount = NOT_SAID;
  private boolean crisis;
  private boolean event;
  private long totalUsers = NOT_SAID;
  private long totalRooms = NOT_SAID;
  private long dropped = NOT_SAID;
  private boolean occupantsSaid;
  private String replyId = "";
  private int index = NOT_SAID;
  private int closeCode = NOT_SAID;
  private @Nullable StreamList streams;
  private final List<Occupant> occupants = new ArrayList<>();
  private final List<Session> sessions = new ArrayList<>();
  private final List<Room> rooms = new ArrayList<>();
  private final List<Event> events = new ArrayList<>();
  private final List<Line> lines = new ArrayList<>();
  private final List<LateReply> lateReplies = new ArrayList<>();

  /** Forgets everything. */
  public void reset() {
    type = Type.OTHER;
    text = "";
    problem = "";
    userId = "";
    room = "";
    messageCount = NOT_SAID;
    crisis = false;
    event = false;
    totalUsers = NOT_SAID;
    totalRooms = NOT_SAID;
    dropped = NOT_SAID;
    occupantsSaid = false;
    replyId = "";
    index = NOT_SAID;
    closeCode = NOT_SAID;
    streams = null;
    occupants.clear();
    sessions.clear();
    rooms.clear();
    events.clear();
    lines.clear();
    lateReplies.clear();
  }

  public Type type() {
    return type;
  }

  public void type(Type value) {
    this.type = value;
  }

  /** Marks it as not of the protocol's form, and says why. */
  public void garbage(String why) {
    this.type = Type.GARBAGE;
    this.problem = why;
  }

  /** The text that a person would read; empty if there is none. */
  public String text() {
    return text;
  }

  public void text(String value) {
    this.text = value;
  }

  /** What was wrong, where something was. */
  public String problem() {
    return problem;
  }

  public void problem(String value) {
    this.problem = value;
  }

  /** Whom the answer says it is for; empty if it doesn't. */
  public String userId() {
    return userId;
  }

  public void userId(String value) {
    this.userId = value;
  }

  /** Where the user is, as the answer says; empty if it doesn't. */
  public String room() {
    return room;
  }

  public void room(String value) {
    this.room = value;
  }

  /** How many messages the session holds, both sides counted, or {@link #NOT_SAID}. */
  public int messageCount() {
    return messageCount;
  }

  public void messageCount(int value) {
    this.messageCount = value;
  }

  /** Whether it says that help is being offered. */
  public boolean crisis() {
    return crisis;
  }

  public void crisis(boolean value) {
    this.crisis = value;
  }

  /** Whether it is an event that somebody else caused. */
  public boolean event() {
    return event;
  }

  public void event(boolean value) {
    this.event = value;
  }

  /** Whether the answer lists who is in the room; the list was read, and may be empty. */
  public boolean occupantsSaid() {
    return occupantsSaid;
  }

  public void occupantsSaid(boolean value) {
    this.occupantsSaid = value;
  }

  /** How many users a list says there are in all, or {@link #NOT_SAID}. */
  public long totalUsers() {
    return totalUsers;
  }

  public void totalUsers(long value) {
    this.totalUsers = value;
  }

  /** How many rooms a list says there are in all, or {@link #NOT_SAID}. */
  public long totalRooms() {
    return totalRooms;
  }

  public void totalRooms(long value) {
    this.totalRooms = value;
  }

  /**
   * How many events a drain says had to be dropped so far, or how many pieces of replies a frame
   * says were left out, or {@link #NOT_SAID}.
   */
  public long dropped() {
    return dropped;
  }

  public void dropped(long value) {
    this.dropped = value;
  }

  /** What the pieces of a reply, and the reply itself, have in common; empty if it is in one. */
  public String replyId() {
    return replyId;
  }

  public void replyId(String value) {
    this.replyId = value;
  }

  /** The how many-th piece of its reply it is, from 0, or {@link #NOT_SAID}. */
  public int index() {
    return index;
  }

  public void index(int value) {
    this.index = value;
  }

  /** Why the socket was closed, or {@link #NO_CLOSE_FRAME}; {@link #NOT_SAID} if it was not. */
  public int closeCode() {
    return closeCode;
  }

  public void closeCode(int value) {
    this.closeCode = value;
  }

  /** What the answer tells of the server's streams, if it does. */
  public Optional<StreamList> streams() {
    return Optional.ofNullable(streams);
  }

  public void streams(StreamList value) {
    this.streams = value;
  }

  /** The late reply that a frame is, or those that a drain took, in their order there. */
  public List<LateReply> lateReplies() {
    return lateReplies;
  }

  /** The event that a frame is, or the events that a drain took, in their order there. */
  public List<Event> events() {
    return events;
  }

  /** A user's history, oldest first, where the answer is one. */
  public List<Line> lines() {
    return lines;
  }

  /** All rooms, where the answer lists them; to be filled by the reader of the answer. */
  public List<Room> rooms() {
    return rooms;
  }

  /** Who is in the room, where the answer lists them; to be filled by the reader of the answer. */
  public List<Occupant> occupants() {
    return occupants;
  }

  /** All sessions, where the answer lists them; to be filled by the reader of the answer. */
  public List<Session> sessions() {
    return sessions;
  }
}
