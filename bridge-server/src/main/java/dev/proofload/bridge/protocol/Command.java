package dev.proofload.bridge.protocol;

import java.util.Locale;

/**
 * What a message asks for. A command's first word matches in any case; the text after it keeps its
 * own. A word that lacks what must follow it, or has what must not, is ordinary talk.
 */
public sealed interface Command {
  /** Who else is here? */
  record Look() implements Command {}

  /** Who is anywhere? */
  record Who() implements Command {}

  /** Said to the room. */
  record Say(String text) implements Command {}

  /** To be elsewhere; the room is not yet validated. */
  record Move(String room) implements Command {}

  /** Done in the room. */
  record Emote(String text) implements Command {}

  /** Said to one user, wherever it is. */
  record Whisper(String toUserId, String text) implements Command {}

  /** Anything else. */
  record Talk(String text) implements Command {}

  /**
   * Reads a message; never fails.
   *
   * @param message trimmed, not empty
   */
  static Command parse(String message) {
    int end = endOfWord(message);
    if (end > "whisper".length()) {
      return new Talk(message);
    }
    String word = message.substring(0, end).toLowerCase(Locale.ROOT);
    String rest = message.substring(end).strip();
    boolean alone = rest.isEmpty();
    return switch (word) {
      case "look", "l" -> alone ? new Look() : new Talk(message);
      case "who" -> alone ? new Who() : new Talk(message);
      case "say" -> alone ? new Talk(message) : new Say(rest);
      case "move", "go", "goto" -> alone ? new Talk(message) : new Move(rest);
      case "emote", "/me" -> alone ? new Talk(message) : new Emote(rest);
      case "whisper" -> whisper(message, rest);
      default -> new Talk(message);
    };
  }

  private static Command whisper(String message, String rest) {
    int end = endOfWord(rest);
    String text = rest.substring(end).strip();
    return text.isEmpty() ? new Talk(message) : new Whisper(rest.substring(0, end), text);
  }

  private static int endOfWord(String text) {
    int end = 0;
    while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
      end++;
    }
    return end;
  }
}
