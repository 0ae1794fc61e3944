package dev.proofload.loadgen.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The flags that say how a bridge that is started for the run sends what it has to say. They are
 * those of {@code bridge serve}, which judges their values; what is not given is as there.
 */
final class OutboxOptions {
  @Option(
      names = "--outbox-messages",
      paramLabel = "N",
      description =
          "Messages that may wait for one socket, of a bridge started for the run (default: its"
              + " own).")
  private @Nullable Integer messages;

  @Option(
      names = "--outbox-bytes",
      paramLabel = "N",
      description =
          "Bytes of payload that may wait for one WebSocket, 1024 to 1 GiB (default: its own).")
  private @Nullable Integer bytes;

  @Option(
      names = "--slow-reader",
      paramLabel = "WHAT",
      completionCandidates = SlowReaders.class,
      description = "What it does with a slow reader: ${COMPLETION-CANDIDATES} (default: its own).")
  private @Nullable String slowReader;

  @Option(
      names = "--heartbeat",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "Time between two of its pings (default: its own).")
  private @Nullable Duration heartbeat;

  @Option(
      names = "--delta-delay",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "Time between the pieces of a reply (default: its own).")
  private @Nullable Duration deltaDelay;

  /** What {@code --slow-reader} of the bridge may be; it is the bridge that judges. */
  static final class SlowReaders implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return List.of("warn", "throttle", "disconnect").iterator();
    }
  }

  /** No flag was given; picocli fills them in. */
  OutboxOptions() {}

  /**
   * What a bridge is started with besides its limits.
   *
   * @param embedded whether one is started
   * @throws IllegalArgumentException if none is, so that what was given would do nothing
   */
  List<String> arguments(boolean embedded) {
    List<String> arguments = new ArrayList<>();
    add(arguments, "--outbox-messages", messages);
    add(arguments, "--outbox-bytes", bytes);
    add(arguments, "--slow-reader", slowReader);
    add(arguments, "--heartbeat", heartbeat == null ? null : ChatTarget.millis(heartbeat));
    add(
        arguments,
        "--delta-delay",
        deltaDelay == null ? null : Math.max(0, deltaDelay.toMillis()) + "ms");
    if (!embedded && !arguments.isEmpty()) {
      throw new IllegalArgumentException(
          arguments.getFirst()
              + " is for a bridge that is started for the run: start the one at --url with it");
    }
    return arguments;
  }

  private static void add(List<String> arguments, String flag, @Nullable Object value) {
    if (value != null) {
      ChatTarget.add(arguments, flag, value.toString());
    }
  }
}
