package dev.proofload.bridge.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Entry point: the command line and its exit codes. */
@Command(
    name = "bridge",
    description = "A local-first multi-user chat bridge over HTTP and WebSocket.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      ServeCommand.class,
      NullCommand.class,
      FootprintCommand.class,
      HelpCommand.class
    })
public final class BridgeMain implements Runnable {
  /** It could not do what it was asked to. */
  static final int FAILED = 1;

  @Spec private CommandSpec spec;

  private BridgeMain(CommandSpec spec) {
    this.spec = spec;
  }

  /** Runs a command and exits with its code. */
  public static void main(String[] args) {
    int code = commandLine().execute(args);
    System.exit(code);
  }

  static CommandLine commandLine() {
    return new CommandLine(new BridgeMain(CommandSpec.create()))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(java.time.Duration.class, new DurationConverter())
        .setParameterExceptionHandler(BridgeMain::refuse)
        .setExecutionExceptionHandler(
            (exception, commandLine, parsed) -> {
              commandLine.getErr().println("bridge: " + exception.getMessage());
              return FAILED;
            });
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which command? See 'bridge --help'.");
  }

  private static int refuse(ParameterException failure, String[] args) {
    CommandLine command = failure.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("bridge: " + failure.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(failure, err);
    err.println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
    return CommandLine.ExitCode.USAGE;
  }
}
