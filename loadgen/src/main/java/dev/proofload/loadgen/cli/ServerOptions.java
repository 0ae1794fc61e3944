package dev.proofload.loadgen.cli;

import dev.proofload.loadgen.workload.Durations;
import dev.proofload.loadgen.workload.LoadPlan;
import dev.proofload.loadgen.workload.ServerRules;
import dev.proofload.loadgen.workload.Transport;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The flags that say how the server is set up: what a bridge is started with, or what is known of a
 * server that runs already. They are those of {@code bridge serve}.
 */
final class ServerOptions {
  private static final Duration DEFAULT_RATE_WINDOW = Duration.ofSeconds(60);
  private static final int LEAST_LIMIT = 60;

  /** So that no session is evicted, and that other clients have room too. */
  private static final int SPARE_SESSIONS = 100;

  /**
   * Besides, of each user who does not read as it should: after an answer that did not come a check
   * can't tell whether who acts then is another user.
   */
  private static final int SPARE_SESSIONS_A_STRAGGLER = 1_000;

  @Option(
      names = "--rate-limit",
      paramLabel = "N",
      description =
          "Messages and moves the server lets a user send at once; 0: no limit (default: with"
              + " --messages more than any user sends, in the end exceeded by a few; otherwise 0).")
  private @Nullable Integer rateLimit;

  @Option(
      names = "--rate-window",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "Time in which that many come anew (default: 60s).")
  private @Nullable Duration rateWindow;

  @Option(
      names = "--crisis-turns",
      paramLabel = "N",
      description = "Crisis messages in a row that the server answers with help (default: 3).")
  private @Nullable Integer crisisTurns;

  @Option(
      names = "--crisis-window",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "Time within which they must lie (default: 300s).")
  private @Nullable Duration crisisWindow;

  @Option(
      names = "--max-sessions",
      paramLabel = "N",
      description = "Sessions that the server keeps (default: room for all users).")
  private @Nullable Long maxSessions;

  /** No flag was given; picocli fills them in. */
  ServerOptions() {}

  /**
   * What is known of a server that runs already. Limits that were not told stay unknown.
   *
   * @throws IllegalArgumentException if a value is out of range; the message names it
   */
  ServerRules told() {
    return rules(
        rateLimit == null ? OptionalInt.empty() : OptionalInt.of(rateLimit),
        maxSessions == null ? OptionalLong.empty() : OptionalLong.of(maxSessions));
  }

  /**
   * How to start a bridge for the plan.
   *
   * @throws IllegalArgumentException if a value is out of range; the message names it
   */
  ServerRules forBridge(LoadPlan plan) {
    return forBridge(plan, 1);
  }

  /**
   * The same for a bridge that takes so many runs, one after the other, each with its own users.
   */
  ServerRules forBridge(LoadPlan plan, int runs) {
    return rules(
        OptionalInt.of(rateLimit == null ? outOfReach(plan) : rateLimit),
        OptionalLong.of(
            maxSessions == null
                ? (long) plan.users() * runs
                    + SPARE_SESSIONS
                    + (long) plan.readers().bad() * SPARE_SESSIONS_A_STRAGGLER
                : maxSessions));
  }

  /** What a bridge is started with that nobody set, by the name of its option. */
  static Map<String, String> derived(ServerRules rules) {
    Map<String, String> derived = new HashMap<>();
    rules.rateLimit().ifPresent(limit -> derived.put("rate-limit", Integer.toString(limit)));
    rules.rateWindow().ifPresent(window -> derived.put("rate-window", Durations.text(window)));
    derived.put("crisis-turns", Integer.toString(rules.crisisTurns()));
    derived.put("crisis-window", Durations.text(rules.crisisWindow()));
    rules.maxSessions().ifPresent(most -> derived.put("max-sessions", Long.toString(most)));
    return derived;
  }

  private ServerRules rules(OptionalInt limit, OptionalLong sessions) {
    Optional<Duration> window =
        rateWindow != null
            ? Optional.of(rateWindow)
            : limit.isPresent() ? Optional.of(DEFAULT_RATE_WINDOW) : Optional.empty();
    return new ServerRules(
        limit,
        window,
        crisisTurns == null ? ServerRules.DEFAULT_CRISIS_TURNS : crisisTurns,
        crisisWindow == null ? ServerRules.DEFAULT_CRISIS_WINDOW : crisisWindow,
        sessions);
  }

  /** A limit that no user reaches during the load; 0 where that can't be told. */
  private static int outOfReach(LoadPlan plan) {
    if (plan.messages().isEmpty()) {
      return 0;
    }
    // Over a socket each message may need a move before it.
    long each = plan.transport() == Transport.HTTP ? 1 : 2;
    long most = 2 * each * plan.messages().get();
    return (int) Math.min(Integer.MAX_VALUE, Math.max(LEAST_LIMIT, most));
  }
}
