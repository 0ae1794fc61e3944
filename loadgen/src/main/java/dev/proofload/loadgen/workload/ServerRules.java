package dev.proofload.loadgen.workload;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What is known of how the system under test was set up. What it was not told, a check cannot hold
 * it to.
 *
 * @param rateLimit tokens of each user's bucket; 0 if it is off; empty if not known
 * @param rateWindow in which an empty bucket fills evenly; empty if not known
 * @param crisisTurns how many crisis messages in a row are answered with help
 * @param crisisWindow within which they must lie
 * @param maxSessions how many sessions it keeps; empty if not known
 */
public record ServerRules(
    OptionalInt rateLimit,
    Optional<Duration> rateWindow,
    int crisisTurns,
    Duration crisisWindow,
    OptionalLong maxSessions) {
  /** What the bridge's documentation promises unless it is told otherwise. */
  public static final int DEFAULT_CRISIS_TURNS = 3;

  /** As {@link #DEFAULT_CRISIS_TURNS}. */
  public static final Duration DEFAULT_CRISIS_WINDOW = Duration.ofMinutes(5);

  /** Validates. */
  public ServerRules {
    rateLimit.ifPresent(limit -> require(limit >= 0, "rate-limit must not be negative: " + limit));
    rateWindow.ifPresent(
        window ->
            require(isPositive(window), "rate-window must be positive: " + Durations.text(window)));
    require(crisisTurns >= 1, "crisis-turns must be at least 1: " + crisisTurns);
    require(
        isPositive(crisisWindow),
        "crisis-window must be positive: " + Durations.text(crisisWindow));
    maxSessions.ifPresent(most -> require(most >= 1, "max-sessions must be at least 1: " + most));
  }

  /** Nothing is known but what the documentation promises. */
  public static ServerRules documented() {
    return new ServerRules(
        OptionalInt.empty(),
        Optional.empty(),
        DEFAULT_CRISIS_TURNS,
        DEFAULT_CRISIS_WINDOW,
        OptionalLong.empty());
  }

  private static boolean isPositive(Duration length) {
    return length.isPositive();
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
