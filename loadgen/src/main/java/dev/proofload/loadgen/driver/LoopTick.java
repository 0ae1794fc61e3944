package dev.proofload.loadgen.driver;

import java.util.concurrent.TimeUnit;

/**
 * Looks at the clock every two milliseconds, on one event loop, and notes how late it is: whatever
 * keeps the loop from its work keeps it from this too, also where users wait for answers and so
 * nothing else is ever due.
 */
final class LoopTick implements Runnable {
  static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private final LoopContext context;
  private long dueNanos = System.nanoTime() + PERIOD_NANOS;

  LoopTick(LoopContext context) {
    this.context = context;
  }

  @Override
  public void run() {
    long now = System.nanoTime();
    long late = Math.max(0, now - dueNanos);
    context.loopLag().recordTick(late, PERIOD_NANOS);
    dueNanos += PERIOD_NANOS * (late / PERIOD_NANOS + 1);
    context.loop().schedule(this, dueNanos - now, TimeUnit.NANOSECONDS);
  }
}
