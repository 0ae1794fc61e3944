package dev.proofload.loadgen.bench;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What it costs to speak in a room, some of whose listeners have stopped reading: the time until
 * the speaker has its answer over HTTP. The stalled ones are given so much first that their
 * outboxes hold something all the while; the bridge gives them up after 5 s, so it has to be quick.
 */
final class BroadcastCost {
  private static final int SAYS = 60;
  private static final long PACE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final String LARGE = "x".repeat(60_000);
  private static final Pattern WAITING = Pattern.compile("\"queued_messages\":[1-9]");

  private BroadcastCost() {}

  /** Arguments: the bridge's URL, its WebSocket port, listeners, and how many of them stall. */
  public static void main(String[] args) throws Exception {
    int listeners = Integer.parseInt(args[2]);
    int stalled = Integer.parseInt(args[3]);
    try (RawReaders readers = new RawReaders(args[0], Integer.parseInt(args[1]))) {
      readers.say("speaker", "hi", "hall");
      for (int i = 0; i < listeners; i++) {
        readers.say("u" + i, "hi", "hall");
        readers.open("u" + i, i >= stalled);
      }
      int waiting = 0;
      for (int i = 0; i < 20 && waiting < stalled; i++) {
        readers.say("speaker", "say " + LARGE, "hall");
        TimeUnit.MILLISECONDS.sleep(100);
        waiting = waiting(readers);
      }
      long[] nanos = new long[SAYS];
      long due = System.nanoTime();
      for (int i = 0; i < SAYS; i++) {
        while (System.nanoTime() - due < 0) {
          Thread.onSpinWait();
        }
        long begin = System.nanoTime();
        readers.say("speaker", "say hello " + i, "hall");
        nanos[i] = System.nanoTime() - begin;
        due += PACE_NANOS;
      }
      int still = waiting(readers);
      if (waiting < stalled || still < stalled) {
        throw new IllegalStateException(
            "of "
                + stalled
                + " that were to stall, "
                + waiting
                + " did, and "
                + still
                + " to the end");
      }
      Arrays.sort(nanos);
      System.out.printf("%d %d%n", nanos[SAYS / 2] / 1_000, nanos[SAYS * 9 / 10] / 1_000);
    }
  }

  private static int waiting(RawReaders readers) throws Exception {
    Matcher found = WAITING.matcher(readers.get("/bridge/streams"));
    return (int) found.results().count();
  }
}
