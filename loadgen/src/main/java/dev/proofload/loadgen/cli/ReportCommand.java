package dev.proofload.loadgen.cli;

import dev.proofload.loadgen.driver.RunFailure;
import dev.proofload.loadgen.report.Format;
import dev.proofload.loadgen.report.JsonReport;
import dev.proofload.loadgen.report.MergedRun;
import dev.proofload.loadgen.report.ReportFolder;
import dev.proofload.loadgen.report.SavedRun;
import dev.proofload.loadgen.report.TerminalSummary;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code loadgen report}. */
@Command(
    name = "report",
    description = "Writes the reports of saved runs again, of several as one.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  loadgen report results/runs/RUN --format html --output page",
      "  loadgen report agent1/report.json agent2/report.json --output all",
      "",
      "Of several runs, counts and histograms are added up. Runs at the same time",
      "make one load, with the users of all; those one after another a longer one.",
      "",
      "Exit codes: 0 pass; 1 could not be read, or not be merged, or not one message",
      "had got through, or the target was lost; 2 usage; 3 an invariant is violated in",
      "one of them; 4 a threshold is missed by all together; 5 the run is invalid, as",
      "loadgen was the bottleneck; 130 it had been interrupted."
    })
final class ReportCommand extends AskedCommand {
  @Parameters(
      arity = "1..*",
      paramLabel = "RUN",
      description = "A report.json that loadgen run wrote, or its folder.")
  private List<Path> runs = List.of();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "Where the reports go (default: results/runs/TIMESTAMP-NAME).")
  private @Nullable Path output;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      split = ",",
      defaultValue = "json,md,html,junit",
      converter = ChoiceConverter.OfFormat.class,
      completionCandidates = ChoiceConverter.OfFormat.class,
      description = "Which are written: json, md, html, junit (default: all).")
  private Set<Format> formats = EnumSet.complementOf(EnumSet.of(Format.HLOG));

  @Option(names = "--force", description = "Replaces the reports that are in DIR.")
  private boolean force;

  @Option(
      names = {"-q", "--quiet"},
      description = "No summary; the files and the exit code tell.")
  private boolean quiet;

  @Option(names = "--json", description = "The JSON report on standard output, not the summary.")
  private boolean json;

  @Override
  public Integer call() {
    if (formats.contains(Format.HLOG)) {
      throw usage("hlog is written while a run goes on: write json, md, html, junit");
    }
    if (output != null && !force && ReportFolder.holdsReports(output)) {
      throw usage(
          output
              + " holds reports: choose another folder with --output, or replace them with"
              + " --force");
    }
    SavedRun run = read();
    try {
      ReportFolder folder =
          ReportFolder.at(output, run.record().info().name(), InstantSource.system().instant());
      folder.save(formats, stale(folder), run);
      tell(run, folder);
    } catch (IOException e) {
      throw new RunFailure(String.valueOf(e.getMessage()), e);
    }
    if (ExitCode.isFailed(run.record())) {
      PrintWriter err = command().commandLine().getErr();
      err.println("loadgen: not one message had got through, or the target was lost");
    }
    return ExitCode.of(run);
  }

  private SavedRun read() {
    Map<String, SavedRun> all = new LinkedHashMap<>();
    for (Path given : runs) {
      Path file = SavedRuns.file(given);
      if (all.put(file.toString(), SavedRuns.read(given)) != null) {
        throw usage(file + " is given twice");
      }
    }
    try {
      return MergedRun.of(all);
    } catch (IllegalArgumentException e) {
      throw new RunFailure(String.valueOf(e.getMessage()), e);
    }
  }

  /** A folder that one of the runs was read from keeps what else that run left there. */
  private Set<Format> stale(ReportFolder folder) {
    Path target = folder.path().toAbsolutePath().normalize();
    boolean own =
        runs.stream()
            .map(given -> SavedRuns.file(given).toAbsolutePath().normalize().getParent())
            .anyMatch(target::equals);
    Set<Format> stale = EnumSet.allOf(Format.class);
    stale.removeAll(formats);
    return own ? Set.of() : stale;
  }

  private void tell(SavedRun run, ReportFolder folder) {
    PrintWriter out = command().commandLine().getOut();
    if (json) {
      out.println(JsonReport.render(run.record(), run.checks(), run.thresholds()));
    } else if (!quiet) {
      out.println(
          new TerminalSummary(Terminals.colored())
              .render(run.record(), run.checks(), run.thresholds()));
      out.println("Reports: " + folder.path());
    }
    out.flush();
  }
}
