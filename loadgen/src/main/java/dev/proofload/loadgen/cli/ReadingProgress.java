package dev.proofload.loadgen.cli;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleConsumer;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.InteractiveConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Says how much of a long file was read: a bar on a terminal, a line now and then elsewhere. */
interface ReadingProgress extends DoubleConsumer, AutoCloseable {
  @Override
  void close();

  /** Says nothing. */
  static ReadingProgress silent() {
    return new ReadingProgress() {
      @Override
      public void accept(double fraction) {}

      @Override
      public void close() {}
    };
  }

  /**
   * Tells somebody who may or may not be looking at a terminal.
   *
   * @param terminal whether a line can be written over
   * @param clock monotonic, in nanoseconds
   */
  static ReadingProgress to(PrintStream out, boolean terminal, LongSupplier clock) {
    return terminal ? new Bar(out) : new Lines(out, clock);
  }

  /** One line, written over. */
  final class Bar implements ReadingProgress {
    private static final int STEPS = 1000;
    private static final int WIDTH = 80;

    private final ProgressBar bar;

    Bar(PrintStream out) {
      bar =
          new ProgressBarBuilder()
              .setTaskName("read")
              .setInitialMax(STEPS)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(250)
              .setConsumer(new InteractiveConsoleProgressBarConsumer(out, WIDTH))
              .build();
    }

    @Override
    public void accept(double fraction) {
      bar.stepTo(Math.round(fraction * STEPS));
    }

    @Override
    public void close() {
      bar.close();
    }
  }

  /** Plain lines, one every five seconds. */
  final class Lines implements ReadingProgress {
    private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final PrintStream out;
    private final LongSupplier clock;
    private long nextNanos;

    Lines(PrintStream out, LongSupplier clock) {
      this.out = out;
      this.clock = clock;
      this.nextNanos = clock.getAsLong() + EVERY_NANOS;
    }

    @Override
    public void accept(double fraction) {
      long now = clock.getAsLong();
      if (now >= nextNanos) {
        nextNanos = now + EVERY_NANOS;
        out.printf(Locale.ROOT, "read %3.0f%%%n", fraction * 100);
      }
    }

    @Override
    public void close() {}
  }
}
