package dev.proofload.bridge.agent;

/**
 * Answers a message that is no command. Called while the user's session is locked, so it must not
 * block; many threads may call at once.
 */
@FunctionalInterface
public interface Responder {
  /**
   * Answers one message.
   *
   * @param userId who speaks
   * @param room where that user is
   * @param text what was said
   * @param messageNumber messages in the session with this one, from 1
   * @return what to say back; not null
   */
  String respond(String userId, String room, String text, long messageNumber);
}
