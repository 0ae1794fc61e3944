package dev.proofload.bridge.service;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/**
 * What a bridge has done since it started. Of nobody in particular: no count belongs to a user or a
 * room.
 *
 * <p>Thread-safe; to count costs a few nanoseconds and waits for nobody.
 */
public final class BridgeCounters {
  private final Map<Count, LongAdder> counts = new EnumMap<>(Count.class);

  /** What is counted. */
  public enum Count {
    /** Messages that came over HTTP and were answered. */
    HTTP_ANSWERED,
    /** Messages that came over HTTP and were over the limit. */
    HTTP_REFUSED,
    /** Messages that came over a WebSocket and were answered. */
    WS_ANSWERED,
    /** Messages that came over a WebSocket and were over the limit. */
    WS_REFUSED,
    /** Frames that moved a user, or left it where it was. */
    MOVES,
    /** Such frames over the limit. */
    MOVES_REFUSED,
    /** Messages in which signs of danger were found. */
    CRISIS_DETECTED,
    /** Answers and refusals with the crisis message. */
    CRISIS_DELIVERED,
    /** Sessions that had to make room. */
    EVICTED
  }

  BridgeCounters() {
    for (Count count : Count.values()) {
      counts.put(count, new LongAdder());
    }
  }

  void add(Count count) {
    adder(count).increment();
  }

  /** How many so far. */
  public long get(Count count) {
    return adder(count).sum();
  }

  private LongAdder adder(Count count) {
    return Objects.requireNonNull(counts.get(count));
  }
}
