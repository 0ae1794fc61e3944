package dev.proofload.bridge.cli;

import dev.proofload.bridge.transport.NullServer;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bridge null}: the calibration target. */
@Command(
    name = "null",
    description =
        "Serves a constant in place of the bridge, from the same HTTP server: what measurements of"
            + " the bridge and of load generators are compared with.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    showDefaultValues = true)
final class NullCommand implements Callable<Integer> {
  @Option(names = "--host", paramLabel = "HOST", description = "Address to listen on.")
  private String host = "127.0.0.1";

  @Option(names = "--port", paramLabel = "PORT", description = "HTTP port; 0 picks a free one.")
  private int port = 4004;

  @Option(
      names = "--ws-port",
      paramLabel = "PORT",
      defaultValue = "-1",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description = "WebSocket port; 0 picks a free one (default: the HTTP port + 1).")
  private int wsPort = -1;

  @Option(
      names = "--answer-bytes",
      paramLabel = "N",
      description = "Size of the answer's body; never less than a chat answer with one occupant.")
  private int answerBytes = 211;

  @Option(
      names = Shutdown.WHILE_STDIN,
      description = "Stop also when standard input ends: for a program that starts it for itself.")
  private boolean whileStdin;

  @Override
  public Integer call() throws IOException, InterruptedException {
    NullServer server =
        NullServer.start(host, port, wsPort >= 0 ? wsPort : port == 0 ? 0 : port + 1, answerBytes);
    Shutdown.onSignal(server::stop);
    if (whileStdin) {
      Shutdown.whenStdinEnds();
    }
    System.out.println(
        "null listening on http://"
            + host
            + ":"
            + server.port()
            + " and ws://"
            + host
            + ":"
            + server.wsPort());
    new CountDownLatch(1).await();
    return 0;
  }
}
