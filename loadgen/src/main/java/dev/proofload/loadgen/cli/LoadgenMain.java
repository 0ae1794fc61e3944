package dev.proofload.loadgen.cli;

import dev.proofload.loadgen.driver.RunFailure;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code loadgen}: load, honest latency and checked answers for multi-user chat servers. */
@Command(
    name = "loadgen",
    description = "Puts load on a multi-user chat server, measures it, and checks its answers.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      RunCommand.class,
      FindMaxCommand.class,
      CheckCommand.class,
      ReplayCommand.class,
      ReportCommand.class,
      CompareCommand.class,
      ReproduceCommand.class,
      SelftestCommand.class,
      CalibrateCommand.class,
      CompletionCommand.class,
      CommandLine.HelpCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  loadgen run --users 20 --messages 20",
      "  loadgen run --users 50 --duration 30s --transport ws",
      "  loadgen run --url http://127.0.0.1:4004 --users 100 --messages 50",
      "  loadgen find-max --slo 'p99<10ms' --slo errors==0",
      "  loadgen check results/runs/RUN/history.plh",
      "  loadgen replay --history results/runs/RUN/history.plh --user 3",
      "  loadgen report agent1/report.json agent2/report.json",
      "  loadgen compare results/runs/BEFORE results/runs/AFTER",
      "  loadgen reproduce",
      "  loadgen selftest --quick",
      "  loadgen calibrate",
      "",
      "Exit codes: 0 pass; 1 could not run; 2 usage; 3 an invariant is violated;",
      "4 a threshold is missed; 5 invalid: the generator itself was the bottleneck;",
      "130 interrupted (Ctrl-C); 143 terminated (SIGTERM)."
    })
public final class LoadgenMain {
  private LoadgenMain() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(execute(newCommandLine(), System.getenv(), args));
  }

  /** Runs one command, with what is set for it in a file and in this environment. */
  static int execute(CommandLine commands, Map<String, String> environment, String... args) {
    try {
      Configuration.install(commands, environment, args);
    } catch (CommandLine.ParameterException e) {
      return refuse(e, args);
    }
    return commands.execute(args);
  }

  static CommandLine newCommandLine() {
    CommandLine commands = new CommandLine(new LoadgenMain());
    commands.setCaseInsensitiveEnumValuesAllowed(true);
    // A file of arguments would be read past the file of settings.
    commands.setExpandAtFiles(false);
    commands.setExecutionExceptionHandler(LoadgenMain::explain);
    commands.setParameterExceptionHandler(LoadgenMain::refuse);
    return commands;
  }

  private static int explain(Exception failure, CommandLine command, CommandLine.ParseResult parsed)
      throws Exception {
    if (failure instanceof RunFailure) {
      command.getErr().println("loadgen: " + failure.getMessage());
      return ExitCode.COULD_NOT_RUN;
    }
    throw failure;
  }

  private static int refuse(CommandLine.ParameterException failure, String[] args) {
    CommandLine command = failure.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("loadgen: " + failure.getMessage() + Configuration.blame(failure));
    CommandLine.UnmatchedArgumentException.printSuggestions(failure, err);
    err.println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
    return ExitCode.USAGE;
  }
}
