package dev.proofload.loadgen.workload;

/** What an operation is, in the field's words. Each kind has a histogram of its own. */
public enum OperationKind {
  /** A message that is no command. */
  CHAT("chat", true),
  /** A message that is no command, to be answered piece by piece. */
  STREAMED("streamed", true),
  /** A message in crisis language. */
  CRISIS("crisis", true),
  /** The command that shows who else is in the room. */
  LOOK("look", true),
  /** The command that shows who is there at all. */
  WHO("who", true),
  /** The command that is heard by everybody else in the room. */
  SAY("say", true),
  /** The command that shows everybody else in the room what one does. */
  EMOTE("emote", true),
  /** The command that one other user hears, wherever that user is. */
  WHISPER("whisper", true),
  /** The command that changes the room. */
  GO("go", true),
  /** A change of room that is no message: a frame of its own on a WebSocket. */
  MOVE("move", false),
  /** Fetches, and so takes away, the events that wait for a user. */
  DRAIN("drain", false),
  /** A read of one user's whole history. */
  HISTORY("history", false),
  /** A read of all sessions. */
  SESSIONS("sessions", false),
  /** A read of all rooms and who is in them. */
  ROOMS("rooms", false),
  /** A read of what the server tells of its streams: what waits in front of each socket. */
  STREAMS("streams", false);

  private final String label;
  private final boolean message;

  OperationKind(String label, boolean message) {
    this.label = label;
    this.message = message;
  }

  /** The name that stands in reports. */
  public String label() {
    return label;
  }

  /** Whether it is one of a user's messages, and so counted by the server as a turn. */
  public boolean isMessage() {
    return message;
  }

  /** Whether it takes one of the user's tokens, where the server limits rates. */
  public boolean takesToken() {
    return message || this == MOVE;
  }

  /** Whether others hear of it. */
  public boolean isHeard() {
    return this == SAY || this == EMOTE || this == WHISPER;
  }

  /** Whether it may change what the server holds. */
  public boolean isWrite() {
    return message || this == MOVE || this == DRAIN;
  }
}
