package dev.proofload.loadgen.cli;

import dev.proofload.loadgen.driver.EmbeddedBridge;
import dev.proofload.loadgen.driver.Endpoint;
import dev.proofload.loadgen.driver.RunFailure;
import dev.proofload.loadgen.workload.LoadPlan;
import dev.proofload.loadgen.workload.ServerRules;
import java.nio.file.Path;
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

  /** A server that somebody else started. */
  static ChatTarget running(Endpoint endpoint, ServerRules rules) {
    return new ChatTarget(endpoint, Optional.empty(), rules);
  }

  /**
   * A bridge in a process of its own, with room for all users of the plans, one plan after the
   * other, and no rate limit that they could reach. Blocks until it listens.
   */
  static ChatTarget embedded(List<LoadPlan> plans) throws InterruptedException {
    long sessions = SPARE_SESSIONS + plans.stream().mapToLong(LoadPlan::users).sum();
    EmbeddedBridge bridge =
        EmbeddedBridge.start(
            home(),
            List.of(
                "--rate-limit", "0", "--max-sessions", Long.toString(sessions), "--history-api"));
    ServerRules rules =
        new ServerRules(
            OptionalInt.of(0),
            Optional.empty(),
            ServerRules.DEFAULT_CRISIS_TURNS,
            ServerRules.DEFAULT_CRISIS_WINDOW,
            OptionalLong.of(sessions));
    return new ChatTarget(bridge.endpoint(), Optional.of(bridge), rules);
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
