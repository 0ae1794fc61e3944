package dev.proofload.bridge.protocol;

/**
 * One user in a snapshot of everyone.
 *
 * @param userId who
 * @param username what it is called
 * @param room where it is
 * @param messageCount messages of its session so far, user's and assistant's
 * @param connected whether it has a socket open
 * @param createdMillis when the session began, in milliseconds since the epoch
 * @param lastActiveMillis when it last spoke, moved or connected
 */
public record SessionRow(
    String userId,
    String username,
    String room,
    long messageCount,
    boolean connected,
    long createdMillis,
    long lastActiveMillis)
    implements Occupant {}
