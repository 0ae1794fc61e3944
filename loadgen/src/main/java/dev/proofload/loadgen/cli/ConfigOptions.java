package dev.proofload.loadgen.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags of commands whose settings may also stand in a file or in the environment. */
final class ConfigOptions {
  static final String FILE = "--config";
  static final String PRINT = "--print-config";

  /** Here for the help; {@link Configuration} reads it, before all other options are known. */
  @SuppressWarnings("UnusedVariable")
  @Option(
      names = FILE,
      paramLabel = "FILE",
      description =
          "Settings in YAML, named as these flags are, without the dashes. The environment"
              + " (LOADGEN_USERS=50) goes before the file, flags go before both.")
  private @Nullable Path file;

  @Option(
      names = PRINT,
      description =
          "Prints all settings and where each came from, as a file for --config; runs nothing.")
  private boolean print;

  /** Whether the settings are to be printed instead of used. */
  boolean print() {
    return print;
  }
}
