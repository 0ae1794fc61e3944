package dev.proofload.loadgen.cli;

import java.io.PrintWriter;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** {@code loadgen completion}. */
@Command(
    name = "completion",
    description = "Prints a script by which bash and zsh complete commands and flags.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  source <(bin/loadgen completion)                        in this shell",
      "  bin/loadgen completion > ~/.local/share/bash-completion/completions/loadgen"
    })
final class CompletionCommand extends AskedCommand {
  @Override
  public Integer call() {
    CommandSpec command = command();
    PrintWriter out = command.commandLine().getOut();
    out.print(AutoComplete.bash(command.root().name(), command.root().commandLine()));
    out.flush();
    return ExitCode.PASS;
  }
}
