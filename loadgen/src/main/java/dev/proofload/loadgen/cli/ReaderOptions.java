package dev.proofload.loadgen.cli;

import dev.proofload.loadgen.workload.Readers;
import picocli.CommandLine.Option;

/** The flags that say how many users do not read as they should. */
final class ReaderOptions {
  @Option(
      names = "--slow-users",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "How many of the users read one message every 100 ms; with --workload streams (default:"
              + " none).")
  private int slow;

  @Option(
      names = "--stalled-users",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "How many of them stop reading after a while, but for one second in every eight, and read on"
              + " when the load is over (default: none).")
  private int stalled;

  @Option(
      names = "--churn-users",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "How many of them close their socket after each message and come back, five times a second"
              + " (default: none).")
  private int churning;

  /** No flag was given; picocli fills them in. */
  ReaderOptions() {}

  /**
   * Who reads how.
   *
   * @throws IllegalArgumentException if a value is out of range; the message names it
   */
  Readers readers() {
    return new Readers(slow, stalled, churning);
  }
}
