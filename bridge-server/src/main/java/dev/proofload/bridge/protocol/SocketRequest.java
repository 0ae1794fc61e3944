package dev.proofload.bridge.protocol;

/** What a client may say over its WebSocket. */
public sealed interface SocketRequest {
  /**
   * A message.
   *
   * @param message trimmed, not empty
   * @param stream whether the reply is to come in pieces
   */
  record Chat(String message, boolean stream) implements SocketRequest {
    public Chat {
      if (message.isEmpty()) {
        throw new IllegalArgumentException("message required");
      }
    }
  }

  /**
   * A wish to be elsewhere.
   *
   * @param room a valid name
   */
  record Move(String room) implements SocketRequest {
    public Move {
      Names.require("room", room);
    }
  }
}
