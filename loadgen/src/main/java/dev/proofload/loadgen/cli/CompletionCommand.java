package dev.proofload.loadgen.cli;

import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

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
final class CompletionCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    CommandSpec command = Objects.requireNonNull(spec, "picocli fills this in");
    PrintWriter out = command.commandLine().getOut();
    out.print(AutoComplete.bash(command.root().name(), command.root().commandLine()));
    out.flush();
    return ExitCode.PASS;
  }
}
