package dev.proofload.loadgen.record;

import dev.proofload.loadgen.workload.Operation;
import org.jspecify.annotations.Nullable;

/**
 * Tells a listener until it fails, and then no more: what it failed on can still be saved.
 *
 * <p>Not thread-safe.
 */
final class Guarded implements HistoryListener {
  private final HistoryListener listener;
  private @Nullable Throwable failure;

  Guarded(HistoryListener listener) {
    this.listener = listener;
  }

  /** What the listener threw, if it did. */
  @Nullable Throwable failure() {
    return failure;
  }

  @Override
  public void completed(
      Operation operation, Outcome outcome, long startNanos, long endNanos, Observation seen) {
    if (failure == null) {
      try {
        listener.completed(operation, outcome, startNanos, endNanos, seen);
      } catch (RuntimeException | Error e) {
        failure = e;
      }
    }
  }

  @Override
  public void delivered(int user, long atNanos, Observation seen) {
    if (failure == null) {
      try {
        listener.delivered(user, atNanos, seen);
      } catch (RuntimeException | Error e) {
        failure = e;
      }
    }
  }

  @Override
  public void settled(long nanos) {
    if (failure == null) {
      try {
        listener.settled(nanos);
      } catch (RuntimeException | Error e) {
        failure = e;
      }
    }
  }

  @Override
  public void ended(boolean quiet) {
    if (failure == null) {
      try {
        listener.ended(quiet);
      } catch (RuntimeException | Error e) {
        failure = e;
      }
    }
  }
}
