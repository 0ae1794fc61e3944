package dev.proofload.loadgen.cli;

import dev.proofload.loadgen.check.ChatChecks;
import dev.proofload.loadgen.check.Replay;
import dev.proofload.loadgen.check.Steps;
import dev.proofload.loadgen.driver.RunFailure;
import dev.proofload.loadgen.record.HistoryHeader;
import dev.proofload.loadgen.record.HistoryReader;
import dev.proofload.loadgen.report.ReplayJson;
import dev.proofload.loadgen.report.ReplaySummary;
import dev.proofload.loadgen.report.ReplayTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code loadgen replay}. The file is read twice: a check may find out late that something was
 * wrong long before.
 */
@Command(
    name = "replay",
    description = {
      "Prints what one user of a saved run did and saw, in order, next to what was legal.",
      "A ! marks what a check found wrong, and the operations that show it."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  loadgen run --history --output results/runs/mine",
      "  loadgen replay --history results/runs/mine/history.plh --user 3",
      "  loadgen replay --history mine/history.plh --user lg-k3x9a2-00003 --wide",
      "  loadgen replay --history mine/history.plh --user onlooker --json",
      "",
      "Exit codes: 0 shown, also where something is wrong; 1 could not be read, or not",
      "to its end; 2 usage, or no such user."
    })
final class ReplayCommand extends AskedCommand {
  @Option(
      names = "--history",
      required = true,
      paramLabel = "FILE",
      description = "A file that loadgen run --history wrote, or its folder.")
  private Path history = Path.of("");

  @Option(
      names = {"-u", "--user"},
      required = true,
      paramLabel = "USER",
      description =
          "Whose story: an id as in the reports, an index from 0, or onlooker, who reads lists.")
  private String user = "";

  @Option(
      names = "--wide",
      description = "All of what was said and seen, not its beginning; lines may get long.")
  private boolean wide;

  @Option(names = "--json", description = "JSON, one object a line, not a table.")
  private boolean json;

  @Option(
      names = {"-q", "--quiet"},
      description = "No progress.")
  private boolean quiet;

  @Override
  public Integer call() throws InterruptedException {
    try {
      return replay();
    } catch (IOException e) {
      throw new RunFailure(String.valueOf(e.getMessage()), e);
    }
  }

  private int replay() throws IOException, InterruptedException {
    ChatChecks checks;
    int index;
    try (HistoryReader reader = Histories.open(history);
        ReadingProgress progress = progress()) {
      HistoryHeader header = reader.header();
      checks = Histories.checks(history, header);
      UserChoice choice = new UserChoice(header.names(), user);
      index = asked(choice::index);
      reader.read(checks, progress);
      asked(() -> choice.among(checks.users()));
    }
    try (HistoryReader reader = Histories.open(history)) {
      PrintWriter out = command().commandLine().getOut();
      HistoryReader.End end = tell(reader, checks, index, out);
      if (!end.complaint().isEmpty()) {
        PrintWriter err = command().commandLine().getErr();
        err.println("loadgen: " + end.complaint() + "; what precedes it was shown");
        err.flush();
        return ExitCode.COULD_NOT_RUN;
      }
      return ExitCode.PASS;
    }
  }

  private HistoryReader.End tell(
      HistoryReader reader, ChatChecks checks, int index, PrintWriter out)
      throws InterruptedException {
    HistoryHeader header = reader.header();
    ReplaySummary summary = new ReplaySummary();
    ReplayTable table = new ReplayTable(wide);
    if (!json) {
      out.println(table.heading());
    }
    Replay replay =
        new Replay(
            new Steps(header.names(), 0),
            header.rules(),
            header.messageSize(),
            index,
            checks,
            row -> {
              out.println(json ? ReplayJson.row(row) : table.row(row));
              summary.add(row);
            });
    HistoryReader.End end = reader.read(replay, ReadingProgress.silent());
    if (!json) {
      out.print(summary.text());
    }
    out.flush();
    return end;
  }

  private ReadingProgress progress() {
    return quiet
        ? ReadingProgress.silent()
        : ReadingProgress.to(System.err, Terminals.progress(), System::nanoTime);
  }
}
