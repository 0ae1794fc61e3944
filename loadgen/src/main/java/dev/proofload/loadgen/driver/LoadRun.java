package dev.proofload.loadgen.driver;

import dev.proofload.loadgen.record.RunInfo;
import dev.proofload.loadgen.record.StreamsMeasured;
import dev.proofload.loadgen.workload.LoadPlan;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * What all users of one run share: its clock, its schedule, its end.
 *
 * <p>Thread-safe: the event loops ask it at every step, so what they ask is a field each.
 */
final class LoadRun {
  /** What a marker has room for. */
  private static final int MAX_USER = 999_999;

  private static final int MAX_TRIES = 10;

  private final LoadPlan plan;
  private final Schedule schedule;
  private final int meetingSize;
  private final boolean streams;
  private final Meeting meeting;
  private final LongSupplier clock;
  private final AtomicIntegerArray known;
  private final AtomicInteger users;
  private final CountDownLatch connected;
  private final CountDownLatch finished;
  private final CountDownLatch settled;
  private final AtomicInteger gaveUp = new AtomicInteger();
  private final AtomicInteger established = new AtomicInteger();
  private final AtomicInteger alive = new AtomicInteger();
  private final AtomicLong closedByServer = new AtomicLong();
  private final AtomicLong closedByUsers = new AtomicLong();
  private volatile String firstFailure = "";
  private volatile boolean stopping;
  private volatile boolean interrupted;
  private volatile boolean aborted;
  private volatile long beginNanos = Long.MAX_VALUE;
  private volatile long windowStartNanos = Long.MAX_VALUE;

  /**
   * @param streams whether what the server tells of its streams is looked at
   */
  LoadRun(LoadPlan plan, Schedule schedule, int meetingSize, boolean streams, LongSupplier clock) {
    this.plan = plan;
    this.streams = streams;
    this.schedule = schedule;
    this.meetingSize = meetingSize;
    this.meeting = new Meeting(meetingSize);
    this.clock = clock;
    this.users = new AtomicInteger(plan.users());
    this.known = new AtomicIntegerArray(plan.users());
    for (int slot = 0; slot < plan.users(); slot++) {
      known.set(slot, Operation.NOBODY);
    }
    this.connected = new CountDownLatch(plan.users());
    this.finished = new CountDownLatch(plan.healthy());
    this.settled = new CountDownLatch(plan.readers().bad());
  }

  long nanoTime() {
    return clock.getAsLong();
  }

  /** Whether sockets that close are told of, and all users are drained in the end. */
  boolean streams() {
    return streams;
  }

  Schedule schedule() {
    return schedule;
  }

  Meeting meeting() {
    return meeting;
  }

  /** How the user that was the given one at first reaches the server. */
  Transport transport(int slot) {
    return plan.transport().of(slot);
  }

  /** A user whom nobody has heard of, or {@link Operation#NOBODY} if there have been too many. */
  int newUser() {
    int user = users.getAndIncrement();
    if (user > MAX_USER) {
      failure("more than " + MAX_USER + " users had to be given up");
      return Operation.NOBODY;
    }
    return user;
  }

  /**
   * Says whom the server knows.
   *
   * @param user who now acts for the slot and has been answered, or {@link Operation#NOBODY}
   */
  void known(int slot, int user) {
    known.set(slot, user);
  }

  /**
   * Somebody the server knows and who has no socket, or {@link Operation#NOBODY}.
   *
   * @param random any number
   */
  int someoneToDrain(long random) {
    int slots = known.length();
    int first = (int) Math.floorMod(random, (long) slots);
    for (int i = 0; i < Math.min(slots, MAX_TRIES); i++) {
      int slot = (first + i) % slots;
      if (!transport(slot).hasSocket() && known.get(slot) != Operation.NOBODY) {
        return known.get(slot);
      }
    }
    return Operation.NOBODY;
  }

  /** Those the server knows, a few at most. */
  List<Integer> someKnown(int most) {
    List<Integer> some = new ArrayList<>();
    for (int slot = 0; slot < known.length() && some.size() < most; slot++) {
      int user = known.get(slot);
      if (user != Operation.NOBODY) {
        some.add(user);
      }
    }
    return some;
  }

  boolean inMeeting(int user) {
    return user < meetingSize;
  }

  /** Whether no new operation is to be begun. */
  boolean stopping() {
    return stopping;
  }

  /** Whether somebody stopped the run, so that errors from now on say nothing. */
  boolean interrupted() {
    return interrupted;
  }

  /**
   * How much of the run has passed for a user, 0 to 1; 0 during the warm-up.
   *
   * @param messages how many the user has sent
   */
  double progress(long messages) {
    if (plan.messages().isPresent()) {
      return (double) messages / plan.messages().get();
    }
    double length = plan.duration().orElseThrow().toNanos();
    return Math.clamp((nanoTime() - windowStartNanos) / length, 0, 1);
  }

  /** When the load begins; users must not start before this is known. */
  long beginNanos() {
    return beginNanos;
  }

  /** Whether what ended then, or in an open model was due then, is measured. */
  boolean isMeasured(long nanos) {
    return nanos >= windowStartNanos;
  }

  /**
   * Says when the load begins, and when it begins to be measured.
   *
   * @param nanos by {@link #nanoTime}
   */
  void begin(long nanos, long measuredNanos) {
    beginNanos = nanos;
    windowStartNanos = measuredNanos;
  }

  /** No new operations; what is in flight is waited for. */
  void stop() {
    stopping = true;
  }

  /** As {@link #stop}, but errors from now on are the stop's own. */
  void interrupt() {
    interrupted = true;
    stopping = true;
  }

  /** As {@link #stop}, before the run has come to its planned end. */
  void abort() {
    aborted = true;
    stopping = true;
  }

  /** Whether the load ended before it was to. */
  boolean cutShort() {
    return interrupted || aborted;
  }

  /** A user's connection was established before the load. */
  void established() {
    established.incrementAndGet();
  }

  /** A user's connection was still open when the user was done. */
  void aliveAtEnd() {
    alive.incrementAndGet();
  }

  /** The server closed a user's socket, or cut it off. */
  void closedByServer() {
    closedByServer.incrementAndGet();
  }

  /** A user closed its socket. */
  void closedByUser() {
    closedByUsers.incrementAndGet();
  }

  StreamsMeasured.Closings closings() {
    return new StreamsMeasured.Closings(closedByServer.get(), closedByUsers.get());
  }

  LoadResult.Links links() {
    return new LoadResult.Links(established.get(), alive.get());
  }

  /** A user is connected, or could not be. */
  void connected() {
    connected.countDown();
  }

  /** A user is done, regularly or because it could not connect any more. */
  void finished(boolean regular) {
    if (!regular) {
      gaveUp.incrementAndGet();
    }
    connected.countDown();
    finished.countDown();
  }

  /** Remembers why something failed, if it is the first. */
  void failure(String why) {
    if (firstFailure.isEmpty() && !interrupted) {
      keepFirst(why);
    }
  }

  /** Why something failed first, or empty. */
  String firstFailure() {
    return firstFailure;
  }

  private synchronized void keepFirst(String why) {
    if (firstFailure.isEmpty()) {
      firstFailure = why;
    }
  }

  /** A user who does not read as it should has read all, or never will. */
  void settled() {
    settled.countDown();
  }

  CountDownLatch allSettled() {
    return settled;
  }

  CountDownLatch allConnected() {
    return connected;
  }

  /** All who read as they should: they alone are waited for. */
  CountDownLatch allFinished() {
    return finished;
  }

  /** Whether no user could connect any more, of those who read as they should. */
  boolean allGaveUp() {
    return gaveUp.get() == plan.healthy();
  }

  /**
   * Why the run ended. One user who could not connect any more is enough: not all that was planned
   * has been sent.
   *
   * @param gone whether nothing listened any more when it was over
   */
  RunInfo.Ending ending(boolean gone) {
    if (interrupted) {
      return RunInfo.Ending.INTERRUPTED;
    }
    if (gone || gaveUp.get() > 0) {
      return RunInfo.Ending.TARGET_LOST;
    }
    return aborted ? RunInfo.Ending.ABORTED : RunInfo.Ending.COMPLETED;
  }
}
