package dev.proofload.loadgen.workload;

import java.time.Duration;
import java.util.Optional;

/**
 * How much load, of what kind.
 *
 * @param users how many at once, 1 to 100,000
 * @param messages how many each sends, or empty if the run is bounded by {@code duration}
 * @param duration how long the measured part lasts, or empty if it is bounded by {@code messages}
 * @param warmup how long the load runs before it is measured; only with {@code duration}
 * @param rooms how many rooms message i of a user goes round, i mod rooms; 0 leaves everybody where
 *     they are
 * @param crisisUsers how many users go through a crisis, at most {@code users}
 * @param messageSize bytes of a message's text in UTF-8, {@link MessageText#MIN_SIZE} to 60,000
 * @param thinkTime how long a user waits between an answer and the next operation
 * @param timeout how long a user waits for an answer
 * @param seed fixes rooms, texts, and what is drawn from the mix
 * @param mix what users do between what is planned for all of them
 * @param open when operations are due, or empty if each user waits for its answer; those that do
 *     not read as they should wait in any case
 * @param readers how many of the users do not read as they should; at least one does
 */
public record LoadPlan(
    int users,
    Optional<Integer> messages,
    Optional<Duration> duration,
    Duration warmup,
    Transport transport,
    int rooms,
    int crisisUsers,
    int messageSize,
    Duration thinkTime,
    Duration timeout,
    long seed,
    KindMix mix,
    Optional<OpenLoad> open,
    Readers readers) {

  public static final int MAX_USERS = 100_000;
  public static final int MAX_ROOMS = 10_000;
  public static final int MAX_MESSAGE_SIZE = 60_000;

  /** So that counts of messages, two a turn, fit every counter. */
  public static final long MAX_TOTAL_MESSAGES = 1_000_000_000L;

  /** Validates. */
  public LoadPlan {
    require(users >= 1 && users <= MAX_USERS, "users must be 1 to " + MAX_USERS + ": " + users);
    require(
        messages.isPresent() != duration.isPresent(),
        "a run is bounded by messages or by duration: give one of them");
    messages.ifPresent(
        count -> {
          require(count >= 1, "messages must be at least 1: " + count);
          require(
              (long) users * count <= MAX_TOTAL_MESSAGES,
              "users x messages must be at most "
                  + MAX_TOTAL_MESSAGES
                  + ": "
                  + users
                  + " x "
                  + count);
        });
    duration.ifPresent(
        length ->
            require(
                length.compareTo(Duration.ofMillis(100)) >= 0
                    && length.compareTo(Duration.ofDays(7)) <= 0,
                "duration must be 100ms to 7d: " + Durations.text(length)));
    require(
        !warmup.isNegative() && warmup.compareTo(Duration.ofHours(1)) <= 0,
        "warmup must be 0 to 1h: " + Durations.text(warmup));
    require(
        warmup.isZero() || duration.isPresent(), "warmup needs duration: messages are all counted");
    require(rooms >= 0 && rooms <= MAX_ROOMS, "rooms must be 0 to " + MAX_ROOMS + ": " + rooms);
    require(
        crisisUsers >= 0 && crisisUsers <= users,
        "crisis-users must be 0 to users (" + users + "): " + crisisUsers);
    require(
        messageSize >= MessageText.MIN_SIZE && messageSize <= MAX_MESSAGE_SIZE,
        "message-size must be "
            + MessageText.MIN_SIZE
            + " to "
            + MAX_MESSAGE_SIZE
            + " bytes: "
            + messageSize);
    require(
        !thinkTime.isNegative() && thinkTime.compareTo(Duration.ofHours(1)) <= 0,
        "think-time must be 0 to 1h: " + Durations.text(thinkTime));
    require(
        thinkTime.isZero() || open.isEmpty(),
        "think-time is for users who wait for their answers: leave it out, or the rate");
    require(
        timeout.compareTo(Duration.ofMillis(10)) >= 0
            && timeout.compareTo(Duration.ofHours(1)) <= 0,
        "timeout must be 10ms to 1h: " + Durations.text(timeout));
    require(
        readers.bad() < users,
        "slow-users, stalled-users and churn-users are part of users, and must leave at least one of"
            + " them ("
            + users
            + "): "
            + readers.bad());
    require(
        readers.bad() == 0 || transport == Transport.WS,
        "slow-users, stalled-users and churn-users are for --workload streams, whose users all have a"
            + " socket to read from");
  }

  /** How many of the users read as they should: the first so many. */
  public int healthy() {
    return users - readers.bad();
  }

  /** How a user reads, by which of the users it is, or was at first. */
  public Reading reading(int slot) {
    return readers.of(slot, users);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
