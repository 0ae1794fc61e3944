package dev.proofload.bridge.room;

import dev.proofload.bridge.protocol.Occupants;
import dev.proofload.bridge.protocol.SessionRow;
import java.util.List;

/**
 * What a user finds after its turn, all of one instant.
 *
 * @param username what the user is called
 * @param room where it is
 * @param members who is there, the user included, in order of user id
 * @param messageCount messages of its session so far
 * @param everyone all users anywhere in order of user id, if asked for; else empty
 */
public record RoomView(
    String username,
    String room,
    Occupants<Member> members,
    long messageCount,
    List<SessionRow> everyone) {}
