package dev.proofload.bridge.protocol;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * All sockets.
 *
 * @param rows those that are open, oldest first
 * @param closed how many there have been
 * @param totals of all there have ever been
 * @param maxMessages that an outbox holds
 * @param maxBytes that an outbox holds
 * @param maxControl messages of the connection itself that it holds besides
 */
public record StreamCensus(
    List<StreamRow> rows,
    long closed,
    StreamCounts totals,
    int maxMessages,
    int maxBytes,
    int maxControl) {
  public StreamCensus {
    rows = List.copyOf(rows);
  }

  /** How many are in each state. */
  public Map<StreamState, Long> states() {
    Map<StreamState, Long> states = new EnumMap<>(StreamState.class);
    for (StreamState state : StreamState.values()) {
      states.put(state, 0L);
    }
    rows.forEach(row -> states.merge(row.state(), 1L, Long::sum));
    states.put(StreamState.CLOSED, closed);
    return states;
  }
}
