package dev.proofload.bridge.protocol;

import java.util.List;

/**
 * What waited for a user.
 *
 * @param userId for whom
 * @param events and late replies, in order of their numbers
 * @param dropped how many the session has lost because too many waited
 */
public record EventPage(String userId, List<Pending> events, long dropped) {
  public EventPage {
    events = List.copyOf(events);
  }
}
