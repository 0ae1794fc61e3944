package dev.proofload.bridge.room;

import dev.proofload.bridge.session.Session;
import java.util.List;

/**
 * Who is there, in one instant.
 *
 * @param rooms how many rooms somebody is in
 * @param sessions of all who are somewhere, in no order
 */
public record Occupancy(int rooms, List<Session> sessions) {}
