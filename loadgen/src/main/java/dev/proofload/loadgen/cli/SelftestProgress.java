package dev.proofload.loadgen.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.concurrent.atomic.AtomicInteger;
import me.tongfei.progressbar.InteractiveConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Says how a self-test goes on: a bar on a terminal, a line now and then elsewhere, or nothing. */
interface SelftestProgress extends Runnable, AutoCloseable {
  /** One more run has ended. Thread-safe. */
  @Override
  void run();

  @Override
  void close();

  /** Says nothing. */
  static SelftestProgress silent() {
    return new SelftestProgress() {
      @Override
      public void run() {}

      @Override
      public void close() {}
    };
  }

  /** A bar on standard error, which is a terminal. */
  final class Bar implements SelftestProgress {
    private static final int WIDTH = 100;

    private final ProgressBar bar;

    Bar(PrintStream out, int runs) {
      bar =
          new ProgressBarBuilder()
              .setTaskName("selftest")
              .setInitialMax(runs)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(250)
              .setMaxRenderedLength(WIDTH)
              .setConsumer(new InteractiveConsoleProgressBarConsumer(out, WIDTH))
              .build();
    }

    @Override
    public void run() {
      bar.step();
    }

    @Override
    public void close() {
      bar.close();
    }
  }

  /** A line for each tenth. */
  final class Lines implements SelftestProgress {
    private static final int LINES = 10;

    private final PrintWriter out;
    private final int runs;
    private final AtomicInteger ended = new AtomicInteger();

    Lines(PrintWriter out, int runs) {
      this.out = out;
      this.runs = runs;
    }

    @Override
    public void run() {
      int now = ended.incrementAndGet();
      int tenth = (int) ((long) now * LINES / runs);
      if (tenth > (int) ((now - 1L) * LINES / runs)) {
        out.println("selftest: " + tenth * 100 / LINES + "% of " + runs + " runs");
        out.flush();
      }
    }

    @Override
    public void close() {}
  }
}
