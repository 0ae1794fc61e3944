package dev.proofload.loadgen.cli;

import dev.proofload.loadgen.driver.Endpoint;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags that say where the server is. */
final class TargetOptions {
  @Option(
      names = "--url",
      paramLabel = "URL",
      converter = EndpointConverter.class,
      description =
          "A running server; without it a bridge is started for the run, and stopped then.")
  private @Nullable Endpoint url;

  @Option(
      names = "--ws-url",
      paramLabel = "URL",
      converter = EndpointConverter.OfWebSocket.class,
      description = "Where its WebSockets are, if its health does not name the port.")
  private @Nullable Endpoint webSocketUrl;

  /** No flag was given; picocli fills them in. */
  TargetOptions() {}

  /**
   * The server that was named; empty where one is to be started.
   *
   * @throws IllegalArgumentException if only half of it was named
   */
  Optional<Endpoint> server() {
    if (url == null) {
      if (webSocketUrl != null) {
        throw new IllegalArgumentException(
            "--ws-url needs --url: a bridge started for the run says where it listens");
      }
      return Optional.empty();
    }
    return Optional.of(
        webSocketUrl == null
            ? url
            : url.withWebSocket(webSocketUrl.host(), webSocketUrl.httpPort()));
  }
}
