package dev.proofload.loadgen.cli;

import dev.proofload.loadgen.driver.EmbeddedBridge;
import dev.proofload.loadgen.driver.Endpoint;
import dev.proofload.loadgen.driver.RunFailure;
import dev.proofload.loadgen.workload.LoadPlan;
import dev.proofload.loadgen.workload.ServerRules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The server that a run puts load on: one that runs already, or one started for the purpose.
 *
 * @param endpoint where it listens; its WebSocket port is 0 if the server is to be asked
 * @param embedded the process, if it was started for the purpose; closed with this
 * @param rules how it was set up, as far as is known
 */
record ChatTarget(Endpoint endpoint, Optional<EmbeddedBridge> embedded, ServerRules rules)
    implements AutoCloseable {
  /** What the launchers say about where the project is. */
  private static final String HOME = "proofload.home";

  /** So that no session is evicted, and that other clients have room too. */
  private static final int SPARE_SESSIONS = 100;

  /**
   * The server that a user named, or a bridge of its own where none was named. Blocks until that
   * listens.
   */
  static ChatTarget of(Optional<Endpoint> named, ServerRules rules) throws InterruptedException {
    return of(named, rules, List.of());
  }

  /**
   * The same, where a bridge of its own is started with these flags besides.
   *
   * @param more flags of {@code bridge serve} and their values
   */
  static ChatTarget of(Optional<Endpoint> named, ServerRules rules, List<String> more)
      throws InterruptedException {
    return named.isEmpty() ? embedded(rules, more) : running(named.get(), rules);
  }

  /** A server that somebody else started. */
  static ChatTarget running(Endpoint endpoint, ServerRules rules) {
    return new ChatTarget(endpoint, Optional.empty(), rules);
  }

  /** A bridge in a process of its own, set up like this. Blocks until it listens. */
  static ChatTarget embedded(ServerRules rules, List<String> more) throws InterruptedException {
    List<String> arguments = new ArrayList<>(more);
    rules.rateLimit().ifPresent(limit -> add(arguments, "--rate-limit", Integer.toString(limit)));
    rules.rateWindow().ifPresent(window -> add(arguments, "--rate-window", millis(window)));
    add(arguments, "--crisis-turns", Integer.toString(rules.crisisTurns()));
    add(arguments, "--crisis-window", millis(rules.crisisWindow()));
    rules.maxSessions().ifPresent(most -> add(arguments, "--max-sessions", Long.toString(most)));
    arguments.add("--history-api");
    EmbeddedBridge bridge = EmbeddedBridge.start(home(), arguments);
    return new ChatTarget(bridge.endpoint(), Optional.of(bridge), rules);
  }

  /** As {@link #embedded}, without a rate limit and with room for all users of the plans. */
  static ChatTarget unlimited(List<LoadPlan> plans) throws InterruptedException {
    return embedded(
        new ServerRules(
            OptionalInt.of(0),
            Optional.empty(),
            ServerRules.DEFAULT_CRISIS_TURNS,
            ServerRules.DEFAULT_CRISIS_WINDOW,
            OptionalLong.of(SPARE_SESSIONS + plans.stream().mapToLong(LoadPlan::users).sum())),
        List.of());
  }

  /** The target of calibrations: it answers whatever it is asked with a constant. */
  static ChatTarget nothing() throws InterruptedException {
    EmbeddedBridge target = EmbeddedBridge.startNull(home());
    return new ChatTarget(
        target.endpoint(),
        Optional.of(target),
        new ServerRules(
            OptionalInt.of(0),
            Optional.empty(),
            ServerRules.DEFAULT_CRISIS_TURNS,
            ServerRules.DEFAULT_CRISIS_WINDOW,
            OptionalLong.empty()));
  }

  static void add(List<String> arguments, String flag, String value) {
    arguments.add(flag);
    arguments.add(value);
  }

  static String millis(Duration length) {
    return Math.max(1, length.toMillis()) + "ms";
  }

  /** The project's folder. */
  static Path home() {
    String home = System.getProperty(HOME, "");
    if (home.isEmpty()) {
      throw new RunFailure(
          "where the bridge is can't be told: start with bin/loadgen, or name a server with --url");
    }
    return Path.of(home);
  }

  @Override
  public void close() {
    embedded.ifPresent(EmbeddedBridge::close);
  }
}
