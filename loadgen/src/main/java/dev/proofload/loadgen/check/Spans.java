package dev.proofload.loadgen.check;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Lengths of time in the sentences of witnesses. */
final class Spans {
  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long LONG = TimeUnit.SECONDS.toNanos(10);

  private Spans() {}

  /** In nanoseconds, or as many as there are. */
  static long nanos(Duration length) {
    return length.compareTo(Duration.ofNanos(Long.MAX_VALUE)) < 0
        ? length.toNanos()
        : Long.MAX_VALUE;
  }

  /** In milliseconds, or in seconds from ten of them on. */
  static String text(long nanos) {
    return nanos < LONG
        ? String.format(Locale.ROOT, "%.3f ms", (double) nanos / MILLI)
        : String.format(Locale.ROOT, "%.1f s", (double) nanos / (1_000 * MILLI));
  }
}
