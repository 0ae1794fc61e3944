package dev.proofload.bridge.agent;

/** Says back what it heard, with enough around it to tell whose reply it is. */
public final class EchoResponder implements Responder {
  @Override
  public String respond(String userId, String room, String text, long messageNumber) {
    return "[" + userId + "@" + room + "] received: " + text + " (msg #" + messageNumber + ")";
  }
}
