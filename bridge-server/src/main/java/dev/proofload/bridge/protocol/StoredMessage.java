package dev.proofload.bridge.protocol;

/**
 * One message of a session's history.
 *
 * @param role who said it
 * @param content what was said
 * @param atMillis when, in milliseconds since the epoch
 * @param room where the user was then
 */
public record StoredMessage(Role role, String content, long atMillis, String room) {
  /** Who speaks in a history. */
  public enum Role {
    USER("user"),
    ASSISTANT("assistant");

    private final String wireName;

    Role(String wireName) {
      this.wireName = wireName;
    }

    public String wireName() {
      return wireName;
    }
  }
}
