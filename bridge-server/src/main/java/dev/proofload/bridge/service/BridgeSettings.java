package dev.proofload.bridge.service;

import java.time.Duration;

/**
 * How a bridge behaves.
 *
 * @param rateLimit tokens of a user's full bucket; 0 for no limit
 * @param rateWindow how long an empty bucket takes to fill
 * @param historyWindow messages that a session keeps; at least 1
 * @param maxSessions sessions there may be; at least 1
 * @param crisisTurns flagged turns that call for the crisis message; at least 1
 * @param crisisWindow the time within which they must lie, and for which a delivery holds
 * @param historyApi whether anyone may read anyone's history
 * @param deltaDelay after each piece of a reply that comes in pieces; at most a minute
 */
public record BridgeSettings(
    int rateLimit,
    Duration rateWindow,
    int historyWindow,
    int maxSessions,
    int crisisTurns,
    Duration crisisWindow,
    boolean historyApi,
    Duration deltaDelay) {
  private static final Duration LONGEST_DELAY = Duration.ofMinutes(1);

  /** What a bridge does when told nothing. */
  public static final BridgeSettings DEFAULTS =
      new BridgeSettings(
          60, Duration.ofSeconds(60), 20, 100, 3, Duration.ofSeconds(300), false, Duration.ZERO);

  public BridgeSettings {
    atLeast(0, rateLimit, "rate-limit");
    atLeast(1, historyWindow, "history-window");
    atLeast(1, maxSessions, "max-sessions");
    atLeast(1, crisisTurns, "crisis-turns");
    positive(rateWindow, "rate-window");
    positive(crisisWindow, "crisis-window");
    if (deltaDelay.isNegative() || deltaDelay.compareTo(LONGEST_DELAY) > 0) {
      throw new IllegalArgumentException("delta-delay must be 0 to 1m, not " + deltaDelay);
    }
  }

  private static void atLeast(int least, int value, String what) {
    if (value < least) {
      throw new IllegalArgumentException(what + " must be at least " + least + ", not " + value);
    }
  }

  private static void positive(Duration value, String what) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(what + " must be longer than 0");
    }
  }
}
