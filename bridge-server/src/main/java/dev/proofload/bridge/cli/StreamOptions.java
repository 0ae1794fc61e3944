package dev.proofload.bridge.cli;

import dev.proofload.bridge.outbox.SlowReader;
import dev.proofload.bridge.outbox.StreamSettings;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How sockets are treated, as the command line says. */
final class StreamOptions {
  @Option(
      names = "--outbox-messages",
      paramLabel = "N",
      description = "Messages that may wait for one WebSocket.")
  private int messages = StreamSettings.DEFAULTS.messages();

  @Option(
      names = "--outbox-bytes",
      paramLabel = "N",
      description = "Bytes of payload that may wait for one WebSocket, 1024 to 1 GiB.")
  private int bytes = StreamSettings.DEFAULTS.bytes();

  @Option(
      names = "--slow-reader",
      paramLabel = "WHAT",
      description =
          "What is done with a WebSocket that keeps taking more than 500 ms for a message:"
              + " ${COMPLETION-CANDIDATES}.")
  private SlowReader slowReader = StreamSettings.DEFAULTS.slowReader();

  @Option(
      names = "--heartbeat",
      defaultValue = "30s",
      paramLabel = "TIME",
      description = "Time between two pings; who answers none by the third is closed.")
  private Duration heartbeat = StreamSettings.DEFAULTS.heartbeat();

  /**
   * All of it.
   *
   * @throws IllegalArgumentException if something is out of its range
   */
  StreamSettings settings() {
    return new StreamSettings(messages, bytes, slowReader, heartbeat);
  }
}
