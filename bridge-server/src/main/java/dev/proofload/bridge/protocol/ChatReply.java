package dev.proofload.bridge.protocol;

import java.util.List;

/**
 * The answer to a message; all of it from one snapshot of the state.
 *
 * @param response what is said back
 * @param userId to whom
 * @param room where the user is now
 * @param crisisDetected whether the response begins with the crisis message
 * @param sessionMessages messages of the session so far, user's and assistant's
 * @param occupants who is in the room, the user included, in order of user id
 * @param atMillis when, in milliseconds since the epoch
 */
public record ChatReply(
    String response,
    String userId,
    String room,
    boolean crisisDetected,
    long sessionMessages,
    List<? extends Occupant> occupants,
    long atMillis) {}
