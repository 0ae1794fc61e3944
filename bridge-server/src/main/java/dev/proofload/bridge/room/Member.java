package dev.proofload.bridge.room;

import dev.proofload.bridge.protocol.Occupant;
import dev.proofload.bridge.session.Session;

/**
 * Someone in a room, and the session that is there: a later session of the same user is someone
 * else, to whom nothing said before is delivered.
 *
 * @param userId who
 * @param username what it is called
 * @param session whose events and sockets
 */
public record Member(String userId, String username, Session session) implements Occupant {}
