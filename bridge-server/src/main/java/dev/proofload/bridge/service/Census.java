package dev.proofload.bridge.service;

/**
 * How much a bridge holds. Users and rooms are of one instant; events are counted right after it.
 *
 * @param users who have a session, each in one room
 * @param rooms that somebody is in
 * @param waitingEvents that wait for their users
 * @param droppedEvents of these sessions, for which there was no room
 */
public record Census(int users, int rooms, long waitingEvents, long droppedEvents) {}
