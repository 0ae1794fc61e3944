package dev.proofload.loadgen.cli;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * All settings of a command and where each came from, written so that {@code --config} reads it.
 */
final class ConfigText {
  private static final int VALUE_COLUMNS = 32;

  /** What YAML reads as a text, whatever follows it; all else is quoted. */
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z0-9/.](?:[A-Za-z0-9_./=<>%+~,:-]*[A-Za-z0-9_./=<>%+~-])?");

  private static final Pattern PLAIN_IN_LIST =
      Pattern.compile("[A-Za-z0-9/.](?:[A-Za-z0-9_./=<>%+~:-]*[A-Za-z0-9_./=<>%+~-])?");

  private static final Pattern NOTHING = Pattern.compile("(?i)null");

  private final CommandSpec command;
  private final Configuration configuration;
  private final Set<OptionSpec> onCommandLine;
  private final Map<String, String> derived;

  private ConfigText(CommandSpec command, Map<String, String> derived) {
    this.command = command;
    this.configuration = Configuration.of(command);
    this.onCommandLine = command.commandLine().getParseResult().matchedOptionsSet();
    this.derived = derived;
  }

  /**
   * Of a command that was parsed.
   *
   * @param derived what holds for options that nobody set, by name, where that depends on others
   */
  static String render(CommandSpec command, Map<String, String> derived) {
    return new ConfigText(command, derived).text();
  }

  private String text() {
    StringBuilder text =
        new StringBuilder("# ")
            .append(command.qualifiedName())
            .append(": every setting, and where its value came from\n");
    Configuration.options(command)
        .forEach((name, option) -> text.append(line(name, option)).append('\n'));
    return text.toString();
  }

  private String line(String name, OptionSpec option) {
    if (onCommandLine.contains(option)) {
      return commented(name + ": " + given(option, option.stringValues()), option.longestName());
    }
    Optional<Setting> setting = configuration.setting(option);
    if (setting.isPresent()) {
      return commented(name + ": " + given(option, setting.get().values()), setting.get().source());
    }
    if (derived.containsKey(name)) {
      return commented("# " + name + ": " + quoted(derived.get(name), PLAIN), "default");
    }
    String standard = standard(option);
    if (standard.isEmpty()) {
      return commented("# " + name + ":", "not set");
    }
    String value =
        option.isMultiValue() ? given(option, List.of(standard)) : quoted(standard, PLAIN);
    return commented(name + ": " + value, "default");
  }

  /** A flag's value is its own; of an option given again and again the last one counts. */
  private static String given(OptionSpec option, List<String> texts) {
    if (option.isMultiValue()) {
      return texts.stream()
          .flatMap(text -> Stream.of(text.split(option.splitRegex(), -1)))
          .map(text -> quoted(text, PLAIN_IN_LIST))
          .collect(Collectors.joining(", ", "[", "]"));
    }
    Object value = option.getValue();
    return quoted(value instanceof Boolean ? value.toString() : texts.getLast(), PLAIN);
  }

  /** What holds for an option that nobody set; empty if nothing does. */
  private static String standard(OptionSpec option) {
    if (option.defaultValue() != null) {
      return option.defaultValue();
    }
    Object value = option.getValue();
    boolean nothing =
        value == null
            || value.equals(Optional.empty())
            || (value instanceof Collection<?> many && many.isEmpty());
    return nothing ? "" : Settings.text(option, value);
  }

  private static String commented(String setting, String source) {
    return String.format(Locale.ROOT, "%-" + VALUE_COLUMNS + "s  # %s", setting, source);
  }

  /** A text in double quotes is escaped in YAML as it is in JSON. */
  private static String quoted(String text, Pattern plain) {
    return plain.matcher(text).matches() && !NOTHING.matcher(text).matches()
        ? text
        : '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }
}
