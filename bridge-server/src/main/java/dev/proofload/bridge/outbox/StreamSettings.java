package dev.proofload.bridge.outbox;

import java.time.Duration;

/**
 * How sockets are treated.
 *
 * @param messages that an outbox holds, control left aside; 1 to 1,000,000
 * @param bytes of payload that these may have together; 1,024 to 1 GiB
 * @param slowReader what is done with who reads slowly
 * @param heartbeat time between two pings; at least a millisecond
 */
public record StreamSettings(int messages, int bytes, SlowReader slowReader, Duration heartbeat) {
  /** Messages of the connection itself that an outbox holds besides. */
  public static final int MAX_CONTROL = 100;

  /** Messages that leave in one write, at most. */
  public static final int BATCH_MESSAGES = 64;

  /** What a bridge does when told nothing. */
  public static final StreamSettings DEFAULTS =
      new StreamSettings(1_000, 1 << 20, SlowReader.WARN, Duration.ofSeconds(30));

  private static final int MOST_MESSAGES = 1_000_000;
  private static final int LEAST_BYTES = 1_024;
  private static final int MOST_BYTES = 1 << 30;

  public StreamSettings {
    between(1, messages, MOST_MESSAGES, "outbox-messages");
    between(LEAST_BYTES, bytes, MOST_BYTES, "outbox-bytes");
    if (heartbeat.toMillis() < 1) {
      throw new IllegalArgumentException("heartbeat must be at least 1ms, not " + heartbeat);
    }
  }

  private static void between(int least, int value, int most, String what) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          what + " must be " + least + " to " + most + ", not " + value);
    }
  }
}
