package dev.proofload.loadgen.cli;

import dev.proofload.loadgen.workload.Durations;
import dev.proofload.loadgen.workload.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The flags that say how a bridge that is started for the run sends what it has to say. They are
 * those of {@code bridge serve}, with its bounds; what is not given is as there.
 */
final class OutboxOptions {
  private static final int MOST_MESSAGES = 1_000_000;
  private static final int LEAST_BYTES = 1_024;
  private static final int MOST_BYTES = 1 << 30;
  private static final Duration SHORTEST_HEARTBEAT = Duration.ofMillis(1);

  /** No run takes longer. */
  private static final Duration LONGEST_HEARTBEAT = Duration.ofDays(7);

  private static final Duration LONGEST_DELAY = Duration.ofMinutes(1);

  @Option(
      names = "--outbox-messages",
      paramLabel = "N",
      description =
          "Messages that may wait for one socket, of a bridge started for the run, 1 to 1000000"
              + " (default: its own).")
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
      converter = ChoiceConverter.OfSlowReader.class,
      completionCandidates = ChoiceConverter.OfSlowReader.class,
      description = "What it does with a slow reader: ${COMPLETION-CANDIDATES} (default: its own).")
  private @Nullable SlowReader slowReader;

  @Option(
      names = "--heartbeat",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "Time between two of its pings, 1ms to 7d (default: its own).")
  private @Nullable Duration heartbeat;

  @Option(
      names = "--delta-delay",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "Time between the pieces of a reply, 0 to 1m (default: its own).")
  private @Nullable Duration deltaDelay;

  /** What is done with a slow reader. */
  enum SlowReader {
    WARN,
    THROTTLE,
    DISCONNECT
  }

  /** No flag was given; picocli fills them in. */
  OutboxOptions() {}

  /**
   * What a bridge is started with besides its limits; empty if nothing was given.
   *
   * @throws IllegalArgumentException if a value is out of range; the message names it
   */
  List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    if (messages != null) {
      require(
          messages >= 1 && messages <= MOST_MESSAGES,
          "outbox-messages must be 1 to " + MOST_MESSAGES + ": " + messages);
      ChatTarget.add(arguments, "--outbox-messages", Integer.toString(messages));
    }
    if (bytes != null) {
      require(
          bytes >= LEAST_BYTES && bytes <= MOST_BYTES,
          "outbox-bytes must be " + LEAST_BYTES + " to " + MOST_BYTES + " (1 GiB): " + bytes);
      ChatTarget.add(arguments, "--outbox-bytes", Integer.toString(bytes));
    }
    if (slowReader != null) {
      ChatTarget.add(arguments, "--slow-reader", ChoiceConverter.word(slowReader));
    }
    if (heartbeat != null) {
      require(
          isBetween(SHORTEST_HEARTBEAT, heartbeat, LONGEST_HEARTBEAT),
          "heartbeat must be 1ms to 7d, in whole milliseconds: " + Durations.text(heartbeat));
      ChatTarget.add(arguments, "--heartbeat", heartbeat.toMillis() + "ms");
    }
    if (deltaDelay != null) {
      require(
          isBetween(Duration.ZERO, deltaDelay, LONGEST_DELAY),
          "delta-delay must be 0 to 1m, in whole milliseconds: " + Durations.text(deltaDelay));
      ChatTarget.add(arguments, "--delta-delay", deltaDelay.toMillis() + "ms");
    }
    return arguments;
  }

  /**
   * Whether all that was given does something.
   *
   * @param embedded whether a bridge is started
   * @param pieces whether replies are asked for piece by piece
   * @throws IllegalArgumentException if a value is out of range, or a flag has no effect; the
   *     message says which, and why
   */
  void require(boolean embedded, boolean pieces, Transport transport) {
    List<String> arguments = arguments();
    if (arguments.isEmpty()) {
      return;
    }
    String first = arguments.getFirst();
    require(
        embedded,
        first + " is for a bridge that is started for the run: start the one at --url with it");
    require(
        transport != Transport.HTTP,
        first
            + " is for users who have sockets, and none has: use --workload streams, or --transport"
            + " ws, mixed or both");
    require(
        pieces || deltaDelay == null,
        "--delta-delay is for --workload streams: no other asks for replies in pieces");
  }

  private static boolean isBetween(Duration least, Duration value, Duration most) {
    return value.compareTo(least) >= 0
        && value.compareTo(most) <= 0
        && value.equals(Duration.ofMillis(value.toMillis()));
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
