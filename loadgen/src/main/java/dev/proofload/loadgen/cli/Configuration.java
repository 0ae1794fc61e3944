package dev.proofload.loadgen.cli;

import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * What was set for one command elsewhere than on its command line: in a file, or, which goes before
 * it, in the environment. What the command line names too is left to it.
 */
final class Configuration implements IDefaultValueProvider {
  private static final String PREFIX = "LOADGEN_";

  /** Read by the launcher, not by us. */
  private static final Set<String> NOT_OURS = Set.of("LOADGEN_JAVA_OPTS");

  private static final String MESSAGES = "messages";

  /** Of these only one can hold: who gives one takes back what was said of the others before. */
  private static final Set<String> BOUNDS = Set.of(MESSAGES, "duration", "stage");

  /** Means nothing in a run that ends with so many messages, and would be refused there. */
  private static final String WARM_UP = "warmup";

  private final Map<String, Setting> settings;

  private Configuration(Map<String, Setting> settings) {
    this.settings = settings;
  }

  /**
   * Reads what is set for the command that these arguments choose, and has it hold there. Says on
   * that command's standard error which variables mean nothing.
   *
   * @throws ParameterException if a file can't be read, or names what there is not
   */
  static void install(CommandLine commands, Map<String, String> environment, String... args) {
    CommandLine command = args.length == 0 ? null : commands.getSubcommands().get(args[0]);
    if (command == null || !isConfigurable(command)) {
      return;
    }
    List<String> words =
        Arrays.asList(args).subList(1, args.length).stream()
            .takeWhile(word -> !word.equals("--"))
            .toList();
    if (words.stream().anyMatch(Set.of("-h", "--help", "-V", "--version")::contains)) {
      return;
    }
    Map<String, OptionSpec> options = options(command.getCommandSpec());
    try {
      List<Setting> file =
          file(words, environment).map(path -> read(path, commands, options)).orElse(List.of());
      List<Setting> variables = variables(environment, options, command.getErr());
      command.setDefaultValueProvider(
          new Configuration(merge(List.of(file, variables), onCommandLine(words, options))));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command, String.valueOf(e.getMessage()), e);
    }
  }

  /** What holds for the command, if anything was installed. */
  static Configuration of(CommandSpec command) {
    return command.commandLine().getDefaultValueProvider() instanceof Configuration installed
        ? installed
        : new Configuration(Map.of());
  }

  /** What was set for an option and is not overridden on the command line. */
  Optional<Setting> setting(OptionSpec option) {
    return Optional.ofNullable(settings.get(name(option)));
  }

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    Setting setting = argument instanceof OptionSpec option ? settings.get(name(option)) : null;
    // What looks like one of picocli's own variables is a text here.
    return setting == null ? null : String.join(",", setting.values()).replace("$", "$$");
  }

  /** Where the value came from that a failure is about; empty if from the command line. */
  static String blame(ParameterException failure) {
    Collection<Setting> all = of(failure.getCommandLine().getCommandSpec()).settings.values();
    ArgSpec argument = failure.getArgSpec();
    String message = String.valueOf(failure.getMessage());
    List<String> sources =
        all.stream()
            .filter(
                setting ->
                    argument instanceof OptionSpec option
                        ? name(option).equals(setting.name())
                        : isNamed(message, setting.name()))
            .map(setting -> setting.name() + " is from " + setting.source())
            .toList();
    return sources.isEmpty() ? "" : " (" + String.join(", ", sources) + ")";
  }

  /** The option's long name, without its dashes. */
  static String name(OptionSpec option) {
    return option.longestName().replaceFirst("^-+", "");
  }

  /** The variable that sets an option. */
  static String variable(String name) {
    return PREFIX + name.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  /** What of a command can be set, by name, in the order of its help. */
  static Map<String, OptionSpec> options(CommandSpec command) {
    Map<String, OptionSpec> options = new LinkedHashMap<>();
    for (OptionSpec option : command.options()) {
      String longest = option.longestName();
      if (!option.usageHelp()
          && !option.versionHelp()
          && !longest.equals(ConfigOptions.FILE)
          && !longest.equals(ConfigOptions.PRINT)) {
        options.put(name(option), option);
      }
    }
    return options;
  }

  private static boolean isConfigurable(CommandLine command) {
    return command.getCommandSpec().findOption(ConfigOptions.FILE) != null;
  }

  private static boolean isNamed(String message, String name) {
    return Pattern.compile("(?<![\\w-])(--)?" + Pattern.quote(name) + "(?![\\w-])")
        .matcher(message)
        .find();
  }

  private static Optional<Path> file(List<String> words, Map<String, String> environment) {
    String file = environment.getOrDefault(variable("config"), "");
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).startsWith(ConfigOptions.FILE + "=")) {
        file = words.get(i).substring(ConfigOptions.FILE.length() + 1);
      } else if (words.get(i).equals(ConfigOptions.FILE) && i + 1 < words.size()) {
        file = words.get(i + 1);
      }
    }
    try {
      return file.isEmpty() ? Optional.empty() : Optional.of(Path.of(file));
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("'" + file + "' can't name a file of settings", e);
    }
  }

  private static List<Setting> read(
      Path file, CommandLine commands, Map<String, OptionSpec> options) {
    List<Setting> settings = new ArrayList<>();
    for (Setting setting : ConfigFile.read(file)) {
      OptionSpec option = options.get(setting.name());
      if (option != null) {
        requireFit(setting, option);
        settings.add(setting);
      } else if (!isKnownElsewhere(commands, setting.name())) {
        throw new IllegalArgumentException(
            setting.source()
                + ": there is no setting '"
                + setting.name()
                + "'"
                + Nearest.to(setting.name(), options.keySet())
                    .map(near -> ": did you mean '" + near + "'?")
                    .orElse("; --help lists those there are"));
      }
    }
    return settings;
  }

  /** One file may serve several commands. */
  private static boolean isKnownElsewhere(CommandLine commands, String name) {
    return commands.getSubcommands().values().stream()
        .filter(Configuration::isConfigurable)
        .anyMatch(command -> options(command.getCommandSpec()).containsKey(name));
  }

  private static void requireFit(Setting setting, OptionSpec option) {
    if (setting.values().size() > 1 && !option.isMultiValue()) {
      throw new IllegalArgumentException(
          setting.source()
              + ": "
              + setting.name()
              + " can have one value only: "
              + String.join(", ", setting.values()));
    }
  }

  /** A variable without a value is as none, since many tools can't unset one. */
  private static List<Setting> variables(
      Map<String, String> environment, Map<String, OptionSpec> options, PrintWriter err) {
    Map<String, String> names =
        options.keySet().stream().collect(Collectors.toMap(Configuration::variable, name -> name));
    List<Setting> settings = new ArrayList<>();
    new TreeMap<>(environment)
        .forEach(
            (variable, value) -> {
              String name = names.get(variable);
              if (name != null && !value.isEmpty()) {
                settings.add(new Setting(name, List.of(value), variable));
              } else if (name == null && isUnknown(variable)) {
                err.println(
                    "loadgen: "
                        + variable
                        + " in the environment sets nothing"
                        + Nearest.to(variable, names.keySet())
                            .map(near -> "; did you mean " + near + "?")
                            .orElse(""));
              }
            });
    return settings;
  }

  private static boolean isUnknown(String variable) {
    return variable.startsWith(PREFIX)
        && !NOT_OURS.contains(variable)
        && !variable.equals(variable("config"));
  }

  private static Set<String> onCommandLine(List<String> words, Map<String, OptionSpec> options) {
    return options.entrySet().stream()
        .filter(option -> words.stream().anyMatch(word -> isNamed(option.getValue(), word)))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private static boolean isNamed(OptionSpec option, String word) {
    return word.equals("--no-" + name(option))
        || Stream.of(option.names())
            .anyMatch(
                name ->
                    word.equals(name)
                        || word.startsWith(name + "=")
                        || (!name.startsWith("--") && word.startsWith(name)));
  }

  /**
   * Later sources go before earlier ones, the command line before all.
   *
   * @param onCommandLine what is named there
   */
  private static Map<String, Setting> merge(
      List<List<Setting>> sources, Set<String> onCommandLine) {
    Map<String, Setting> merged = new LinkedHashMap<>();
    for (List<Setting> source : sources) {
      List<String> names = source.stream().map(Setting::name).toList();
      takeBack(names, merged);
      source.forEach(setting -> merged.put(setting.name(), setting));
    }
    takeBack(onCommandLine, merged);
    return merged;
  }

  private static void takeBack(Collection<String> names, Map<String, Setting> settings) {
    settings.keySet().removeAll(names);
    if (names.stream().anyMatch(BOUNDS::contains)) {
      settings.keySet().removeAll(BOUNDS);
    }
    if (names.contains(MESSAGES)) {
      settings.remove(WARM_UP);
    }
  }
}
