package dev.proofload.loadgen.driver;

import dev.proofload.loadgen.workload.ClosingPart;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What happens between the end of the load and the verdicts, and is not measured: some users are
 * driven over their limit; then all that waits for anybody is fetched, so that what nobody has seen
 * after it never will be.
 *
 * <p>Blocks the thread that calls it, for a bounded time.
 */
final class ClosingPhase {
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(20);
  private static final long FETCH_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long SILENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long MAX_SILENCE_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long FETCH_NANOS_A_USER = TimeUnit.MILLISECONDS.toNanos(1);
  private static final int USERS_PER_OVERDRIVEN = 20;
  private static final int MOST_OVERDRIVEN = 100;

  private final List<VirtualUser> users;
  private final List<LoopContext> contexts;
  private final LoadRun run;

  /** For users who are done with the load. */
  ClosingPhase(List<VirtualUser> users, List<LoopContext> contexts, LoadRun run) {
    this.users = List.copyOf(users);
    this.contexts = List.copyOf(contexts);
    this.run = run;
  }

  /**
   * Drives the last few users over their limit, one of them in crisis language, and has another
   * send one message right after.
   */
  void exceedLimit() throws InterruptedException {
    int overdriven = Math.clamp(users.size() / USERS_PER_OVERDRIVEN, 1, MOST_OVERDRIVEN);
    int first = users.size() - overdriven;
    long deadline = run.nanoTime() + LIMIT_NANOS;
    CountDownLatch latch = new CountDownLatch(overdriven);
    for (VirtualUser user : users.subList(first, users.size() - 1)) {
      begin(user, ClosingPart.OVER_LIMIT, latch);
    }
    begin(users.getLast(), ClosingPart.OVER_LIMIT_IN_CRISIS, latch);
    await(latch, deadline);
    if (first > 0) {
      all(users.subList(first - 1, first), ClosingPart.ONE_MORE, deadline);
    }
  }

  /**
   * Has all events come that wait.
   *
   * @return whether they surely did
   */
  boolean fetchAll() throws InterruptedException {
    long deadline = run.nanoTime() + FETCH_NANOS + users.size() * FETCH_NANOS_A_USER;
    boolean fenced = all(users, ClosingPart.FENCE, deadline);
    awaitSilence();
    return fenced && all(users, ClosingPart.FETCH, deadline);
  }

  private boolean all(List<VirtualUser> some, ClosingPart part, long deadline)
      throws InterruptedException {
    CountDownLatch latch = new CountDownLatch(some.size());
    some.forEach(user -> begin(user, part, latch));
    return await(latch, deadline);
  }

  private static void begin(VirtualUser user, ClosingPart part, CountDownLatch latch) {
    user.context().loop().execute(() -> user.close(part, latch::countDown));
  }

  private boolean await(CountDownLatch latch, long deadline) throws InterruptedException {
    while (!run.interrupted() && run.nanoTime() - deadline < 0) {
      if (latch.await(SILENCE_NANOS / 4, TimeUnit.NANOSECONDS)) {
        return true;
      }
    }
    return false;
  }

  /** Waits until nothing has come unasked for a while; at once if nothing ever did. */
  private void awaitSilence() throws InterruptedException {
    long deadline = run.nanoTime() + MAX_SILENCE_NANOS;
    while (!run.interrupted()) {
      long now = run.nanoTime();
      long last = Long.MIN_VALUE;
      for (LoopContext context : contexts) {
        last = Math.max(last, context.lastDeliveryNanos());
      }
      if (last == Long.MIN_VALUE || now - last >= SILENCE_NANOS || now - deadline >= 0) {
        return;
      }
      TimeUnit.NANOSECONDS.sleep(SILENCE_NANOS - (now - last));
    }
  }
}
