package dev.proofload.loadgen.cli;

import dev.proofload.loadgen.check.ChatChecks;
import dev.proofload.loadgen.check.CheckResult;
import dev.proofload.loadgen.driver.RunFailure;
import dev.proofload.loadgen.record.HistoryReader;
import dev.proofload.loadgen.report.CheckReport;
import dev.proofload.loadgen.report.ReportFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code loadgen check}. */
@Command(
    name = "check",
    description = "Judges a saved run again, by the same checks.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  loadgen run --history --output results/runs/mine",
      "  loadgen check results/runs/mine/history.plh",
      "",
      "Exit codes: 0 pass; 1 could not be read, or not to its end; 2 usage; 3 an",
      "invariant is violated."
    })
final class CheckCommand extends AskedCommand {
  private static final String ENDS_EARLY = "the history ends early";

  @Parameters(
      paramLabel = "HISTORY",
      description =
          "A file that loadgen run --history wrote, or its folder. One that ends early, of a run that was killed,"
              + " is judged as far as it goes.")
  private Path history = Path.of("");

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "Also writes check.json, check.md and, of violations, witness.html there.")
  private @Nullable Path output;

  @Option(
      names = {"-q", "--quiet"},
      description = "No progress and no verdicts; the exit code tells.")
  private boolean quiet;

  @Option(names = "--json", description = "JSON on standard output, not the verdicts' table.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    try (HistoryReader reader = Histories.open(history)) {
      ChatChecks checks = Histories.checks(history, reader.header());
      HistoryReader.End end = read(reader, checks);
      List<CheckResult> results =
          end.complaint().isEmpty()
              ? checks.results()
              : checks.results().stream().map(check -> check.withNote(ENDS_EARLY)).toList();
      CheckReport report = new CheckReport(history.toString(), reader.header(), end, results);
      save(report);
      tell(report);
      return ExitCode.of(results, end.complaint());
    } catch (IOException e) {
      throw new RunFailure(String.valueOf(e.getMessage()), e);
    }
  }

  private HistoryReader.End read(HistoryReader reader, ChatChecks checks)
      throws InterruptedException {
    try (ReadingProgress progress = progress()) {
      return reader.read(checks.parts(), progress);
    }
  }

  private ReadingProgress progress() {
    return quiet
        ? ReadingProgress.silent()
        : ReadingProgress.to(System.err, Terminals.progress(), System::nanoTime);
  }

  private void save(CheckReport report) throws IOException {
    if (output != null) {
      ReportFolder folder = ReportFolder.at(output);
      folder.write("check.json", report.json());
      folder.write("check.md", report.markdown());
      folder.writeWitnesses(history.toString(), report.checks());
    }
  }

  private void tell(CheckReport report) {
    CommandSpec command = command();
    PrintWriter out = command.commandLine().getOut();
    if (json) {
      out.println(report.json());
    } else if (!quiet) {
      out.println(report.text(Terminals.colored()));
    }
    out.flush();
    if (!report.end().complaint().isEmpty()) {
      PrintWriter err = command.commandLine().getErr();
      err.println("loadgen: " + report.end().complaint() + "; what precedes it was judged");
      err.flush();
    }
  }
}
