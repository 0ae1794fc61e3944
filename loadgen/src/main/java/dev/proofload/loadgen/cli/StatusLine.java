package dev.proofload.loadgen.cli;

import dev.proofload.loadgen.driver.Progress;
import java.io.PrintStream;
import java.util.Locale;
import java.util.function.Consumer;
import me.tongfei.progressbar.InteractiveConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Says how a run goes on: a bar on a terminal, a line now and then elsewhere, or nothing. */
interface StatusLine extends Consumer<Progress>, AutoCloseable {
  @Override
  void close();

  /** Says nothing. */
  static StatusLine silent() {
    return new StatusLine() {
      @Override
      public void accept(Progress progress) {}

      @Override
      public void close() {}
    };
  }

  /**
   * Tells somebody who may or may not be looking at a terminal.
   *
   * @param terminal whether a line can be written over
   */
  static StatusLine to(PrintStream out, boolean terminal) {
    return terminal ? new Bar(out) : new Lines(out);
  }

  private static String describe(Progress progress) {
    if (progress.stage() == Progress.Stage.CLOSING) {
      return "fetching what still waits";
    }
    if (progress.stage() == Progress.Stage.CONNECTING) {
      return String.format(Locale.ROOT, "%.0f%% of users connected", progress.fraction() * 100);
    }
    long p99Nanos = progress.sample().p99Nanos();
    return String.format(
        Locale.ROOT,
        "%s%,.0f msg/s, %s%s%,d errors",
        progress.stage() == Progress.Stage.WARM_UP ? "warming up, " : "",
        progress.sample().rate(),
        p99Nanos > 0 ? String.format(Locale.ROOT, "p99 %.2f ms, ", p99Nanos / 1e6) : "",
        progress.refused() > 0
            ? String.format(Locale.ROOT, "%,d refused, ", progress.refused())
            : "",
        progress.errors());
  }

  /** One line, written over. */
  final class Bar implements StatusLine {
    private static final int STEPS = 100;
    private static final int WIDTH = 100;

    private final ProgressBar bar;

    Bar(PrintStream out) {
      bar =
          new ProgressBarBuilder()
              .setTaskName("load")
              .setInitialMax(STEPS)
              .setUnit("%", 1)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(250)
              .hideEta()
              .setConsumer(new InteractiveConsoleProgressBarConsumer(out, WIDTH))
              .build();
    }

    @Override
    public void accept(Progress progress) {
      bar.setExtraMessage(" " + describe(progress));
      boolean loading = progress.stage() != Progress.Stage.CONNECTING;
      bar.stepTo(loading ? Math.round(progress.fraction() * STEPS) : 0);
    }

    @Override
    public void close() {
      bar.close();
    }
  }

  /** Plain lines, at first each second and then every ten. */
  final class Lines implements StatusLine {
    private static final int EACH_SECOND_UNTIL = 5;
    private static final int THEN_EVERY = 10;

    private final PrintStream out;
    private int seconds;
    private boolean complete;

    Lines(PrintStream out) {
      this.out = out;
    }

    @Override
    public void accept(Progress progress) {
      if (progress.stage() == Progress.Stage.CLOSING) {
        out.println("load over: " + describe(progress));
        return;
      }
      seconds++;
      if (progress.stage() == Progress.Stage.CONNECTING) {
        if (seconds % THEN_EVERY == 0) {
          out.println(describe(progress));
        }
        return;
      }
      boolean last = progress.fraction() >= 1;
      boolean due = seconds <= EACH_SECOND_UNTIL || seconds % THEN_EVERY == 0;
      if (last ? !complete : due) {
        complete = last;
        out.printf(
            Locale.ROOT, "load %3.0f%%: %s%n", progress.fraction() * 100, describe(progress));
      }
    }

    @Override
    public void close() {}
  }
}
