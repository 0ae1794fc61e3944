package dev.proofload.loadgen.driver;

import dev.proofload.loadgen.workload.ClosingPart;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

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
  private static final int FETCH_AT_ONCE = 200;
  private static final long SETTLE_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final long SETTLE_NANOS_A_USER = TimeUnit.MILLISECONDS.toNanos(10);
  private static final int USERS_PER_OVERDRIVEN = 20;
  private static final int MOST_OVERDRIVEN = 100;

  private final List<VirtualUser> users;
  private final List<StragglingUser> stragglers;
  private final List<LoopContext> contexts;
  private final LoadRun run;

  /**
   * For users who are done with the load.
   *
   * @param users who read as they should
   * @param stragglers who don't
   */
  ClosingPhase(
      List<VirtualUser> users,
      List<StragglingUser> stragglers,
      List<LoopContext> contexts,
      LoadRun run) {
    this.users = List.copyOf(users);
    this.stragglers = List.copyOf(stragglers);
    this.contexts = List.copyOf(contexts);
    this.run = run;
  }

  /**
   * Has those read on who did not read as they should, until all has come that waited for them.
   *
   * @param queuesEmpty asks whether nothing waits in the server any more; may block for a while
   * @return whether they surely did
   */
  boolean settle(BooleanSupplier queuesEmpty) throws InterruptedException {
    long deadline = run.nanoTime() + SETTLE_NANOS + stragglers.size() * SETTLE_NANOS_A_USER;
    run.stop();
    for (StragglingUser user : stragglers) {
      user.context().loop().execute(user::settle);
    }
    boolean settled = await(run.allSettled(), deadline);
    awaitSilence(deadline);
    while (!run.interrupted() && run.nanoTime() - deadline < 0) {
      if (queuesEmpty.getAsBoolean()) {
        awaitSilence(deadline);
        return settled;
      }
      TimeUnit.NANOSECONDS.sleep(SILENCE_NANOS / 4);
    }
    return false;
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
    List<VirtualUser> everybody = new ArrayList<>(users);
    everybody.addAll(stragglers);
    long deadline = run.nanoTime() + FETCH_NANOS + everybody.size() * FETCH_NANOS_A_USER;
    boolean fetched = all(everybody, ClosingPart.FENCE, deadline);
    awaitSilence(run.nanoTime() + MAX_SILENCE_NANOS);
    // Each may need a connection of its own for this: no listen queue is to overflow.
    for (int first = 0; first < everybody.size(); first += FETCH_AT_ONCE) {
      int end = Math.min(everybody.size(), first + FETCH_AT_ONCE);
      fetched &= all(everybody.subList(first, end), ClosingPart.FETCH, deadline);
    }
    return fetched;
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
  private void awaitSilence(long deadline) throws InterruptedException {
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
