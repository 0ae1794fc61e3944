package dev.proofload.loadgen.bench;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;

/**
 * Many WebSockets of which one in ten stops reading: what that costs the others, how soon the
 * bridge says so, and, since it goes on for as long as it is asked to, what the bridge needs.
 *
 * <p>Nine of ten sit in rooms of ten and read; there texts of 500 bytes are said over HTTP, at a
 * fixed rate, and what is measured is the time from when one was due until it was answered. The
 * others sit in rooms of a hundred, where speakers say texts of 16 KB: at first they have no
 * sockets, so that what is said waits in their sessions, then they have, and do not read. The
 * bridge gives each of these up after 5 s; all come back every 7 s.
 *
 * <p>Each line on standard input begins or ends a time that is not measured.
 */
final class StalledSockets {
  private static final int PER_ROOM = 10;
  private static final int PER_STALLED_ROOM = 100;
  private static final int SAYS_PER_SECOND = 200;
  private static final int LOUD_SAYS_PER_SECOND = 17;
  private static final int PROBES = 20;

  /** Of the thousand messages of an outbox, when it is above four fifths. */
  private static final int FULL = 800;

  private static final long COME_BACK_NANOS = TimeUnit.SECONDS.toNanos(7);
  private static final long SETTLE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final String TEXT = "x".repeat(500);
  private static final String LARGE = "x".repeat(16_000);
  private static final Pattern EVENTS =
      Pattern.compile("bridge_outbox_frames\\{class=\"important\"} ([0-9.E]+)");
  private static final Pattern FULL_STREAMS =
      Pattern.compile("bridge_streams\\{state=\"backpressure\"} ([0-9.E]+)");

  private final RawReaders readers;
  private final int healthy;
  private final int stalled;
  private final AtomicInteger unmeasured = new AtomicInteger();
  private volatile long measuredFromNanos = System.nanoTime();
  private volatile boolean over;

  private StalledSockets(RawReaders readers, int sockets) {
    this.readers = readers;
    this.stalled = sockets / 10;
    this.healthy = sockets - stalled;
  }

  /** Arguments: the bridge's URL, its WebSocket port, sockets, and seconds. */
  public static void main(String[] args) throws Exception {
    try (RawReaders readers = new RawReaders(args[0], Integer.parseInt(args[1]))) {
      new StalledSockets(readers, Integer.parseInt(args[2])).run(Integer.parseInt(args[3]));
    }
  }

  private void run(int seconds) throws Exception {
    for (int i = 0; i < healthy; i++) {
      readers.say("u" + i, "hi", "r" + i / PER_ROOM);
      readers.open("u" + i, true);
    }
    for (int i = 0; i < stalled; i++) {
      readers.say("s" + i, "hi", "loud" + i / PER_STALLED_ROOM);
    }
    System.out.println("there are sockets");
    Histogram states = new Histogram(2);
    for (int i = 0; i < PROBES; i++) {
      states.recordValue(probe("probe" + i));
    }
    Thread.ofPlatform().daemon().start(this::listen);
    Thread speaker = Thread.ofPlatform().start(this::speak);
    Histogram alone = new Histogram(3);
    chat(seconds, alone);
    Thread stallers = Thread.ofPlatform().start(this::stall);
    System.out.println("they stall");
    Histogram beside = new Histogram(3);
    chat(seconds, beside);
    over = true;
    speaker.join();
    stallers.join();
    tell("alone", alone);
    tell("beside", beside);
    tell("states", states);
  }

  private static void tell(String name, Histogram micros) {
    System.out.printf(
        "%s %d %d %d%n",
        name,
        micros.getValueAtPercentile(50),
        micros.getValueAtPercentile(99),
        micros.getMaxValue());
  }

  /** How long, in us, from the text that fills an outbox until the bridge's figures say so. */
  private long probe(String user) throws IOException, InterruptedException {
    String room = user + "room";
    String speaker = user + "speaker";
    readers.say(user, "hi", room);
    readers.open(user, false);
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (metric(EVENTS, metrics()) < 1) {
      readers.say(speaker, "say " + LARGE, room);
      await(deadline);
    }
    for (int said = 0; said < FULL - 50; said++) {
      readers.say(speaker, "say hello", room);
    }
    while (true) {
      long begin = System.nanoTime();
      readers.say(speaker, "say hello", room);
      String metrics = metrics();
      if (metric(EVENTS, metrics) > FULL) {
        while (metric(FULL_STREAMS, metrics) < 1) {
          await(deadline);
          metrics = metrics();
        }
        long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begin);
        readers.leave(user);
        while (metric(FULL_STREAMS, metrics()) > 0) {
          await(deadline);
        }
        return micros;
      }
      await(deadline);
    }
  }

  private static void await(long deadline) {
    if (System.nanoTime() - deadline > 0) {
      throw new IllegalStateException("the bridge's figures did not come to say what they had to");
    }
  }

  private String metrics() throws IOException, InterruptedException {
    return readers.get("/metrics");
  }

  private static double metric(Pattern pattern, String metrics) {
    Matcher found = pattern.matcher(metrics);
    if (!found.find()) {
      throw new IllegalStateException("no " + pattern + " in " + metrics);
    }
    return Double.parseDouble(found.group(1));
  }

  private void chat(int seconds, Histogram micros) throws Exception {
    long begin = System.nanoTime();
    for (int i = 0; i < seconds * SAYS_PER_SECOND; i++) {
      long due = begin + TimeUnit.SECONDS.toNanos(i) / SAYS_PER_SECOND;
      sleepUntil(due);
      readers.say("speaker", "say " + TEXT, "r" + i * 7 % (healthy / PER_ROOM));
      if (unmeasured.get() == 0 && due - measuredFromNanos > 0) {
        micros.recordValue(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - due));
      }
    }
  }

  private void speak() {
    int rooms = Math.ceilDiv(stalled, PER_STALLED_ROOM);
    long begin = System.nanoTime();
    try {
      for (int i = 0; !over; i++) {
        sleepUntil(begin + TimeUnit.SECONDS.toNanos(i) / LOUD_SAYS_PER_SECOND / rooms);
        readers.say("loud" + i % rooms, "say " + LARGE, "loud" + i % rooms);
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void stall() {
    long begin = System.nanoTime();
    try {
      for (int i = 0; !over; i++) {
        sleepUntil(begin + i * (COME_BACK_NANOS / stalled));
        String user = "s" + i % stalled;
        readers.leave(user);
        readers.open(user, false);
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void listen() {
    try {
      int next = System.in.read();
      while (next >= 0) {
        if (next == '\n') {
          measuredFromNanos = System.nanoTime() + SETTLE_NANOS;
          unmeasured.set(1 - unmeasured.get());
        }
        next = System.in.read();
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void sleepUntil(long dueNanos) throws InterruptedException {
    long left = dueNanos - System.nanoTime();
    if (left > 0) {
      TimeUnit.NANOSECONDS.sleep(left);
    }
  }
}
