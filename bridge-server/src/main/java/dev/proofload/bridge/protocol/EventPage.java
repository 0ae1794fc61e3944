package dev.proofload.bridge.protocol;

import java.util.List;

/**
 * The events that waited for a user.
 *
 * @param userId for whom
 * @param events in order of their numbers
 * @param dropped how many the session has lost because too many waited
 */
public record EventPage(String userId, List<Event> events, long dropped) {
  public EventPage {
    events = List.copyOf(events);
  }
}
