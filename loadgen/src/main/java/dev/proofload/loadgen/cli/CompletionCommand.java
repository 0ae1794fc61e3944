package dev.proofload.loadgen.cli;

import java.io.PrintWriter;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** {@code loadgen completion}. */
@Command(
    name = "completion",
    description =
        "Prints a script by which bash and zsh complete commands, flags and their values.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  source <(bin/loadgen completion)        bash or zsh, this shell only",
      "",
      "For all shells to come, write it to a file that they read:",
      "  bin/loadgen completion >~/.loadgen-completion",
      "  echo 'source ~/.loadgen-completion' >>~/.bashrc     (zsh: ~/.zshrc)"
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
