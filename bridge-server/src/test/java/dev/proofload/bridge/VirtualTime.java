package dev.proofload.bridge;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Time that passes only when told to; wall and monotonic clock go together. Thread-safe. */
public final class VirtualTime implements InstantSource, LongSupplier {
  // Close to the end of its range: whoever compares rather than subtracts fails.
  private static final long START_NANOS = Long.MAX_VALUE - 5_000_000_000L;

  private final AtomicLong passedNanos = new AtomicLong();

  public void pass(Duration time) {
    passedNanos.addAndGet(time.toNanos());
  }

  @Override
  public Instant instant() {
    return Instant.parse("2026-11-21T12:00:00Z").plusNanos(passedNanos.get());
  }

  @Override
  public long getAsLong() {
    return START_NANOS + passedNanos.get();
  }
}
