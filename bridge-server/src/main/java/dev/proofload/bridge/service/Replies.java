package dev.proofload.bridge.service;

import dev.proofload.bridge.protocol.Occupant;
import dev.proofload.bridge.protocol.SessionRow;
import dev.proofload.bridge.room.RoomView;

/** The texts that answer the commands. */
final class Replies {
  private Replies() {}

  static String look(String userId, RoomView view) {
    StringBuilder text = new StringBuilder("You are in ").append(view.room()).append(". You see: ");
    int start = text.length();
    for (Occupant occupant : view.members()) {
      if (!occupant.userId().equals(userId)) {
        text.append(text.length() == start ? "" : ", ").append(occupant.username());
      }
    }
    return text.append(text.length() == start ? "no one else." : ".").toString();
  }

  static String who(RoomView view) {
    StringBuilder text = new StringBuilder("Online (").append(view.everyone().size()).append("):");
    for (SessionRow row : view.everyone()) {
      text.append("\n ").append(row.username()).append(" (").append(row.room()).append(") — ");
      text.append(row.messageCount()).append(" commands");
    }
    return text.toString();
  }
}
