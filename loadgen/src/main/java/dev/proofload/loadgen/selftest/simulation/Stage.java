package dev.proofload.loadgen.selftest.simulation;

import dev.proofload.loadgen.workload.Names;
import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * What a simulated run plays on: its clock, its chance, and what is put off for later. Not
 * thread-safe: a run has one thread.
 */
public final class Stage {
  /** Nothing is due. */
  static final long NEVER = Long.MAX_VALUE;

  private static final long FIRST_NANOS = 1_000_000_000L;

  private final Settings settings;
  private final Names names;
  private final SplittableRandom random;
  private final PriorityQueue<Later> later =
      new PriorityQueue<>(Comparator.comparingLong(Later::atNanos).thenComparingLong(Later::order));
  private @Nullable String[] ids = new @Nullable String[64];
  private long nowNanos = FIRST_NANOS;
  private long deferred;
  private boolean framesSent;

  private record Later(long atNanos, long order, Runnable action) {}

  Stage(Settings settings) {
    this.settings = settings;
    this.names = Names.confusable("selftest", settings.rooms());
    this.random = new SplittableRandom(settings.seed() * 31 + 7);
  }

  /** How the run is set up. */
  public Settings settings() {
    return settings;
  }

  /** What users and rooms are called. */
  public Names names() {
    return names;
  }

  /** A user's id. */
  public String id(int user) {
    if (user >= ids.length) {
      ids = Arrays.copyOf(ids, 2 * user);
    }
    String id = ids[user];
    if (id == null) {
      id = names.id(user);
      ids[user] = id;
    }
    return id;
  }

  /** What the clock shows now, to the bridge as to its users. */
  public long clockNanos() {
    return shown(nowNanos);
  }

  /** What the clock shows at a time. */
  long shown(long atNanos) {
    return atNanos - atNanos % settings.tickNanos();
  }

  /** The true time, finer than the clock. */
  long nowNanos() {
    return nowNanos;
  }

  void moveTo(long atNanos) {
    nowNanos = atNanos;
  }

  /** Does something after a delay in nanoseconds. */
  public void later(long delayNanos, Runnable action) {
    later.add(new Later(nowNanos + delayNanos, deferred++, action));
  }

  long nextLaterNanos() {
    Later first = later.peek();
    return first == null ? NEVER : first.atNanos();
  }

  void runNextLater() {
    later.remove().action().run();
  }

  /** True once in {@code n} times. */
  public boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  /** A number from 0 to {@code bound} - 1. */
  public int below(int bound) {
    return random.nextInt(bound);
  }

  /** A time from 0 to {@code nanos}, inclusive. */
  public long upTo(long nanos) {
    return nanos <= 0 ? 0 : random.nextLong(nanos + 1);
  }

  void frameSent() {
    framesSent = true;
  }

  /** Whether any frame was sent since this was asked last. */
  boolean framesWereSent() {
    boolean sent = framesSent;
    framesSent = false;
    return sent;
  }

  int anyInt() {
    return random.nextInt();
  }
}
