package dev.proofload.loadgen.record;

import java.util.ArrayList;
import java.util.List;

/**
 * What an answer, or a frame nobody asked for, said. Filled in anew for each, and valid only until
 * the next: whoever wants to keep something copies it.
 *
 * <p>Not thread-safe: it belongs to the thread that reads the answers.
 */
public final class Observation {
  /** How many messages the session holds was not said. */
  public static final int NOT_SAID = -1;

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

  private Type type = Type.OTHER;
  private String text = "";
  private String problem = "";
  private String userId = "";
  private String room = "";
  private int messageCount = NOT_SAID;
  private boolean crisis;
  private boolean event;
  private final List<Occupant> occupants = new ArrayList<>();
  private final List<Session> sessions = new ArrayList<>();

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
    occupants.clear();
    sessions.clear();
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

  /** Who is in the room, where the answer lists them; to be filled by the reader of the answer. */
  public List<Occupant> occupants() {
    return occupants;
  }

  /** All sessions, where the answer lists them; to be filled by the reader of the answer. */
  public List<Session> sessions() {
    return sessions;
  }
}
