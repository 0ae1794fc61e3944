package dev.proofload.loadgen.driver;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * How long the onlooker waits between two looks: slow ones come seldom, so that at most a hundredth
 * of the time goes into them, or a twentieth where it looks at streams too. Of those looks the
 * quickest of the latest few counts: one that a busy host has made slow must not make it miss what
 * the server does in the next seconds.
 *
 * <p>Not thread-safe.
 */
final class LookPace {
  /** Before the first look. */
  static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(25);

  private static final long MIN_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final int PAUSE_FACTOR = 100;
  private static final int PAUSE_FACTOR_WITH_STREAMS = 20;

  /** A short run, whose first answers are slow as it is cold, is looked at as often as others. */
  private static final int EARLY = 16;

  private static final int LATEST = 4;

  private final long[] streams = new long[LATEST];
  private final long[] lists = new long[LATEST];
  private long leastNanos = FIRST_PAUSE_NANOS;
  private int looks;
  private int atStreams;
  private int atLists;

  LookPace() {
    Arrays.fill(streams, Long.MAX_VALUE / PAUSE_FACTOR_WITH_STREAMS);
    Arrays.fill(lists, Long.MAX_VALUE / PAUSE_FACTOR_WITH_STREAMS);
  }

  /** After a look at the streams that took so long. */
  long afterStreams(long tookNanos) {
    streams[atStreams++ % LATEST] = tookNanos;
    return after(PAUSE_FACTOR_WITH_STREAMS * Arrays.stream(streams).min().orElse(tookNanos));
  }

  /** After a look at all else that took so long. */
  long afterLists(long tookNanos) {
    lists[atLists++ % LATEST] = tookNanos;
    // Where nobody looks at streams there is nothing to miss.
    return after(
        atStreams == 0
            ? PAUSE_FACTOR * tookNanos
            : PAUSE_FACTOR_WITH_STREAMS * Arrays.stream(lists).min().orElse(tookNanos));
  }

  private long after(long pauseNanos) {
    leastNanos = Math.min(2 * leastNanos, MIN_PAUSE_NANOS);
    looks++;
    return Math.max(leastNanos, looks > EARLY ? pauseNanos : 0);
  }
}
