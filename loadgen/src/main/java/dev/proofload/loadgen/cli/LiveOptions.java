package dev.proofload.loadgen.cli;

import dev.proofload.loadgen.driver.MetricsServer;
import dev.proofload.loadgen.driver.Progress;
import dev.proofload.loadgen.record.IntervalListener;
import dev.proofload.loadgen.report.LiveMetrics;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flag by which Prometheus is told of a run while it goes on. */
final class LiveOptions {
  private static final int MAX_PORT = 65_535;

  @Option(
      names = "--prometheus",
      paramLabel = "PORT",
      description = "Tells Prometheus of the run on this port of 127.0.0.1; 0: any that is free.")
  private @Nullable Integer port;

  /**
   * Looks at what was given.
   *
   * @throws IllegalArgumentException if it is no port; the message names it
   */
  void require() {
    if (port != null && (port < 0 || port > MAX_PORT)) {
      throw new IllegalArgumentException(
          "prometheus must be a port, 0 to " + MAX_PORT + ": " + port);
    }
  }

  /**
   * Makes a run, and tells of it meanwhile if that is asked for. Blocks until it is over.
   *
   * @param users how many it has
   * @param say is told where it is told
   */
  SuiteRunner.Finished run(
      SuiteRunner runner,
      int users,
      int loops,
      IntervalListener intervals,
      Consumer<Progress> seconds,
      Consumer<String> say)
      throws InterruptedException {
    if (port == null) {
      return runner.run(loops, intervals, seconds);
    }
    LiveMetrics live = new LiveMetrics(users);
    try (MetricsServer server = MetricsServer.start(port, live.registry())) {
      say.accept("Live metrics: " + server.url());
      Consumer<Progress> telling =
          second ->
              live.second(ChoiceConverter.word(second.stage()), second.fraction(), second.sample());
      return runner.run(loops, IntervalListener.both(intervals, live), telling.andThen(seconds));
    }
  }
}
