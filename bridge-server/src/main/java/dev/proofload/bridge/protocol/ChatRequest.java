package dev.proofload.bridge.protocol;

/**
 * One message to the bridge.
 *
 * @param userId who speaks
 * @param username the name to be shown from now on; empty if none was given
 * @param message what is said, trimmed, not empty
 * @param room where to be from now on; empty to stay
 */
public record ChatRequest(String userId, String username, String message, String room) {
  public ChatRequest {
    Names.require("user_id", userId);
    if (!username.isEmpty()) {
      Names.require("username", username);
    }
    if (!room.isEmpty()) {
      Names.require("room", room);
    }
    if (message.isEmpty()) {
      throw new IllegalArgumentException("message required");
    }
  }
}
