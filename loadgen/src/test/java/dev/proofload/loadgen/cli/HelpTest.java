package dev.proofload.loadgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;

/** What {@code --help} looks like, of every command. */
class HelpTest {
  static Stream<CommandLine> commands() {
    CommandLine root = LoadgenMain.newCommandLine();
    return Stream.concat(
        Stream.of(root),
        root.getSubcommands().values().stream()
            .filter(command -> !command.getCommandName().equals("help")));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void examplesAndExitCodesAreNotBroken(CommandLine command) {
    List<String> lines = command.getUsageMessage().lines().toList();
    for (String line : command.getCommandSpec().usageMessage().footer()) {
      assertThat(lines).contains(String.format(line));
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void aDescriptionIsOneText(CommandLine command) {
    List<ArgSpec> all = new ArrayList<>(command.getCommandSpec().options());
    all.addAll(command.getCommandSpec().positionalParameters());
    assertThat(all).allSatisfy(arg -> assertThat(arg.description().length).isLessThan(2));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void whatStandsInTheListOfCommandsIsASentence(CommandLine command) {
    assertThat(command.getCommandSpec().usageMessage().description()[0]).endsWith(".");
  }
}
