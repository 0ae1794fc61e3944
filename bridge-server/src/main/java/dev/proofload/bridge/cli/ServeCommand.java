package dev.proofload.bridge.cli;

import dev.proofload.bridge.agent.EchoResponder;
import dev.proofload.bridge.outbox.StreamSettings;
import dev.proofload.bridge.service.Bridge;
import dev.proofload.bridge.service.BridgeSettings;
import dev.proofload.bridge.transport.AccessPolicy;
import dev.proofload.bridge.transport.BridgeServer;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bridge serve}: runs until it is told to stop. */
@Command(
    name = "serve",
    description = "Serves the bridge until it gets SIGINT or SIGTERM.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    showDefaultValues = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  bridge serve",
      "  bridge serve --port 0 --rate-limit 0 --max-sessions 1000",
      "  bridge serve --host 0.0.0.0 --allow-host chat.example.org",
      "",
      "  curl -H 'Content-Type: application/json' \\",
      "    -d '{\"user_id\": \"ada\", \"message\": \"look\"}' http://127.0.0.1:4004/bridge/chat"
    })
final class ServeCommand implements Callable<Integer> {
  private static final int HIGHEST_PORT = 65_535;

  @Spec private CommandSpec spec;

  @Option(names = "--host", paramLabel = "HOST", description = "Address to listen on.")
  private String host = "127.0.0.1";

  @Option(names = "--port", paramLabel = "PORT", description = "HTTP port; 0 picks free ports.")
  private int port = 4004;

  @Option(
      names = "--ws-port",
      paramLabel = "PORT",
      showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
      description = "WebSocket port; 0 picks a free one (default: the HTTP port + 1).")
  private int wsPort = -1;

  @Option(
      names = "--rate-limit",
      paramLabel = "N",
      description = "Messages and moves a user may send at once; 0 turns the limit off.")
  private int rateLimit = BridgeSettings.DEFAULTS.rateLimit();

  @Option(
      names = "--rate-window",
      defaultValue = "60s",
      paramLabel = "TIME",
      description = "Time in which that many come anew.")
  private Duration rateWindow = BridgeSettings.DEFAULTS.rateWindow();

  @Option(
      names = "--history-window",
      paramLabel = "N",
      description = "Messages that a session keeps.")
  private int historyWindow = BridgeSettings.DEFAULTS.historyWindow();

  @Option(
      names = "--max-sessions",
      paramLabel = "N",
      description = "Sessions there may be; then the least recently active goes.")
  private int maxSessions = BridgeSettings.DEFAULTS.maxSessions();

  @Option(
      names = "--crisis-turns",
      paramLabel = "N",
      description = "Flagged messages in a row that call for the crisis message.")
  private int crisisTurns = BridgeSettings.DEFAULTS.crisisTurns();

  @Option(
      names = "--crisis-window",
      defaultValue = "300s",
      paramLabel = "TIME",
      description = "Time within which they must lie, and for which a delivery holds.")
  private Duration crisisWindow = BridgeSettings.DEFAULTS.crisisWindow();

  @Option(
      names = "--delta-delay",
      defaultValue = "0s",
      paramLabel = "TIME",
      description = "Time between the pieces of a reply that comes in pieces.")
  private Duration deltaDelay = BridgeSettings.DEFAULTS.deltaDelay();

  @ArgGroup(validate = false, heading = "%nReaders that are slow:%n")
  private final StreamOptions streams = new StreamOptions();

  @Option(
      names = "--history-api",
      description = "Let anyone read anyone's history at /bridge/history/USER (for tests).")
  private boolean historyApi;

  @Option(
      names = "--allow-host",
      paramLabel = "NAME",
      description = "A further name by which the bridge may be addressed; repeatable.")
  private List<String> allowedHosts = new ArrayList<>();

  @Option(
      names = "--allow-origin",
      paramLabel = "ORIGIN",
      description = "An origin whose pages may use the bridge; repeatable.")
  private List<String> allowedOrigins = new ArrayList<>();

  @Option(
      names = Shutdown.WHILE_STDIN,
      description =
          "Stop also when standard input ends: for a program that starts a bridge for itself.")
  private boolean whileStdin;

  private ServeCommand(CommandSpec spec) {
    this.spec = spec;
  }

  /** Called by the command line. */
  ServeCommand() {
    this(CommandSpec.create());
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    BridgeSettings settings = settings();
    StreamSettings streamSettings = streamSettings();
    requirePort("--port", port);
    if (wsPort < 0 && port == HIGHEST_PORT) {
      throw new ParameterException(
          spec.commandLine(), "there is no port after --port " + port + ": give --ws-port too");
    }
    int socketPort = wsPort >= 0 ? wsPort : port == 0 ? 0 : port + 1;
    requirePort("--ws-port", socketPort);
    List<String> hosts = new ArrayList<>(allowedHosts);
    hosts.add(host);
    Bridge bridge =
        new Bridge(settings, new EchoResponder(), InstantSource.system(), System::nanoTime);
    BridgeServer server =
        BridgeServer.start(
            bridge,
            streamSettings,
            host,
            port,
            socketPort,
            new AccessPolicy(hosts, allowedOrigins),
            Version.text());
    Shutdown.onSignal(server::stop);
    if (whileStdin) {
      Shutdown.whenStdinEnds();
    }
    String name = host.contains(":") ? "[" + host + "]" : host;
    System.out.println(
        "bridge listening on http://"
            + name
            + ":"
            + server.httpPort()
            + " and ws://"
            + name
            + ":"
            + server.wsPort());
    new CountDownLatch(1).await();
    return 0;
  }

  private BridgeSettings settings() {
    try {
      return new BridgeSettings(
          rateLimit,
          rateWindow,
          historyWindow,
          maxSessions,
          crisisTurns,
          crisisWindow,
          historyApi,
          deltaDelay);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private StreamSettings streamSettings() {
    try {
      return streams.settings();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private void requirePort(String option, int value) {
    if (value < 0 || value > HIGHEST_PORT) {
      throw new ParameterException(
          spec.commandLine(), option + " must be 0 to " + HIGHEST_PORT + ", not " + value);
    }
  }
}
