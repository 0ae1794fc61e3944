package dev.proofload.loadgen.cli;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What a command was told, for its report. */
final class Settings {
  private Settings() {}

  /** All its options and their values, in the order of its help; those without a value left out. */
  static Map<String, String> of(CommandSpec command) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (OptionSpec option : command.options()) {
      Object value = option.getValue();
      if (value != null && !option.usageHelp() && !option.versionHelp()) {
        settings.put(option.longestName().replaceFirst("^--", ""), text(value));
      }
    }
    return settings;
  }

  /** The command line as it was typed, quoted so that a shell reads it back. */
  static String commandLine(CommandSpec command) {
    List<String> words = new ArrayList<>(List.of(command.root().name()));
    command.root().commandLine().getParseResult().originalArgs().stream()
        .map(Settings::quote)
        .forEach(words::add);
    return String.join(" ", words);
  }

  private static String quote(String word) {
    return word.matches("[A-Za-z0-9_@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  private static String text(Object value) {
    if (value instanceof Duration duration) {
      BigDecimal millis = BigDecimal.valueOf(duration.toNanos(), 6).stripTrailingZeros();
      return duration.toNanos() % 1_000_000_000L == 0
          ? duration.toSeconds() + "s"
          : millis.toPlainString() + "ms";
    }
    return value.toString();
  }
}
