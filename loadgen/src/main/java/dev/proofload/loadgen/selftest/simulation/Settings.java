package dev.proofload.loadgen.selftest.simulation;

import dev.proofload.loadgen.workload.ServerRules;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/**
 * How one simulated run is set up. Time is virtual, and windows are short, so that every pace that
 * they allow is met within a few thousand operations.
 *
 * @param seed fixes everything that happens
 * @param clients users at once
 * @param rooms that they go round
 * @param rateLimit tokens of each user's bucket; 0 turns the limit off
 * @param rateWindowNanos in which an empty bucket fills
 * @param crisisWindowNanos within which crisis messages must lie
 * @param maxSessions how many the bridge keeps before it evicts
 * @param tickNanos the step of the one clock that all read
 * @param troubleOneIn one operation in so many ends without an answer
 * @param streams whether everybody has a socket with an outbox, and some read slowly
 */
public record Settings(
    long seed,
    int clients,
    int rooms,
    int rateLimit,
    long rateWindowNanos,
    long crisisWindowNanos,
    int maxSessions,
    long tickNanos,
    int troubleOneIn,
    boolean streams) {
  /** Crisis messages in a row that are answered with help. */
  public static final int CRISIS_TURNS = 3;

  /** Sessions where nobody is ever evicted. */
  public static final int PLENTY = 1_000_000;

  /** A bridge that sends nothing for so long has a reason. */
  public static final Duration STANDSTILL = Duration.ofMillis(60);

  private static final long RATE_WINDOW_NANOS = Duration.ofMillis(200).toNanos();
  private static final long CRISIS_WINDOW_NANOS = Duration.ofMillis(200).toNanos();
  private static final long[] TICKS_NANOS = {1, 1, 1_000, 50_000, 1_000_000};

  /** Validates. */
  public Settings {
    if (clients < 2 || rooms < 2 || maxSessions < 2) {
      throw new IllegalArgumentException(
          "clients, rooms and maxSessions must be at least 2: "
              + clients
              + ", "
              + rooms
              + ", "
              + maxSessions);
    }
  }

  /** Drawn from a seed: a limit, nobody evicted, a clock of any step. */
  public static Settings of(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return new Settings(
        seed,
        20 + random.nextInt(5),
        3 + random.nextInt(3),
        40,
        RATE_WINDOW_NANOS,
        CRISIS_WINDOW_NANOS,
        PLENTY,
        TICKS_NANOS[random.nextInt(TICKS_NANOS.length)],
        1 << (10 + random.nextInt(5)),
        false);
  }

  /** The same with fewer sessions than users. */
  public Settings evicting() {
    return new Settings(
        seed,
        clients,
        rooms,
        rateLimit,
        rateWindowNanos,
        crisisWindowNanos,
        clients * 2 / 3,
        tickNanos,
        troubleOneIn,
        streams);
  }

  /** The same without a limit. */
  public Settings unlimited() {
    return new Settings(
        seed,
        clients,
        rooms,
        0,
        rateWindowNanos,
        crisisWindowNanos,
        maxSessions,
        tickNanos,
        troubleOneIn,
        streams);
  }

  /** The same with slow readers. */
  public Settings streaming() {
    return new Settings(
        seed,
        clients,
        rooms,
        rateLimit,
        rateWindowNanos,
        crisisWindowNanos,
        maxSessions,
        tickNanos,
        troubleOneIn,
        true);
  }

  /** Whether sessions are evicted. */
  public boolean evicts() {
    return maxSessions != PLENTY;
  }

  /** What the checks are told of it. */
  public ServerRules rules() {
    return new ServerRules(
        OptionalInt.of(rateLimit),
        Optional.of(Duration.ofNanos(rateWindowNanos)),
        CRISIS_TURNS,
        Duration.ofNanos(crisisWindowNanos),
        OptionalLong.of(maxSessions));
  }
}
