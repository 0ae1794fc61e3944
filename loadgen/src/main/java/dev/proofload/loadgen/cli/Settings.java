package dev.proofload.loadgen.cli;

import dev.proofload.loadgen.driver.Endpoint;
import dev.proofload.loadgen.workload.Durations;
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
      boolean setsNothing =
          option.usageHelp()
              || option.versionHelp()
              || option.longestName().equals(ConfigOptions.PRINT);
      if (value != null && !setsNothing) {
        settings.put(Configuration.name(option), text(option, value));
      }
    }
    return settings;
  }

  /** The command line as it was typed, in the project's folder, quoted so that a shell reads it. */
  static String commandLine(CommandSpec command) {
    List<String> words = new ArrayList<>(List.of("bin/" + command.root().name()));
    command.root().commandLine().getParseResult().originalArgs().stream()
        .map(Settings::quote)
        .forEach(words::add);
    return String.join(" ", words);
  }

  private static String quote(String word) {
    return word.matches("[A-Za-z0-9_@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /** A value as it would be typed. */
  static String text(OptionSpec option, Object value) {
    return switch (value) {
      case Duration length -> Durations.text(length);
      case Enum<?> choice -> ChoiceConverter.word(choice);
      case Endpoint endpoint ->
          option.originalStringValues().isEmpty()
              ? endpoint.url()
              : option.originalStringValues().getLast();
      default -> value.toString();
    };
  }
}
