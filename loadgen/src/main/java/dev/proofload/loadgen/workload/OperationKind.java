package dev.proofload.loadgen.workload;

/** What an operation is, in the field's words. Each kind has a histogram of its own. */
public enum OperationKind {
  /** A message that is no command. */
  CHAT("chat", true),
  /** A message in crisis language. */
  CRISIS("crisis", true),
  /** The command that shows who else is in the room. */
  LOOK("look", true),
  /** A change of room that is no message: a frame of its own on a WebSocket. */
  MOVE("move", false),
  /** A read of all sessions. */
  SESSIONS("sessions", false);

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
}
