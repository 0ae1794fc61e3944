package dev.proofload.loadgen.cli;

import dev.proofload.loadgen.driver.RunFailure;
import dev.proofload.loadgen.record.BuildInfo;
import dev.proofload.loadgen.record.MachineProbe;
import dev.proofload.loadgen.report.ReportFolder;
import dev.proofload.loadgen.report.SelftestReport;
import dev.proofload.loadgen.selftest.SelfTest;
import dev.proofload.loadgen.selftest.SelfTestPlan;
import dev.proofload.loadgen.selftest.SelfTestResult;
import dev.proofload.loadgen.selftest.fault.Fault;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code loadgen selftest}. */
@Command(
    name = "selftest",
    description = "Tries the checks on simulated bridges, sound ones and faulty ones.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  loadgen selftest --quick",
      "  loadgen selftest --fault lost-event --seed 7 --seeds 1",
      "  loadgen selftest --output results/selftest",
      "",
      "Exit codes: 0 every fault was caught and there was no false alarm; 3 not so."
    })
final class SelftestCommand extends AskedCommand {
  private static final int SEEDS = 20;
  private static final int QUICK_SEEDS = 3;
  private static final long SOUND_OPERATIONS = 40_000_000;
  private static final long QUICK_SOUND_OPERATIONS = 2_000_000;
  private static final long FAULT_OPERATIONS = 1_024_000;

  @Option(
      names = "--quick",
      description =
          "Three seeds, and two million sound operations: less than a minute instead of a few.")
  private boolean quick;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "Runs of each fault, 1 to 1000 (default: 20).")
  private Optional<Integer> seeds = Optional.empty();

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "The first seed; the others follow (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--operations",
      paramLabel = "N",
      description = "Operations on sound bridges (default: 40000000; 0 with --fault).")
  private Optional<Long> operations = Optional.empty();

  @Option(
      names = "--fault",
      paramLabel = "NAME",
      completionCandidates = FaultNames.class,
      description =
          "Plant only this one; may be given several times. One of: ${COMPLETION-CANDIDATES}.")
  private List<String> faults = new ArrayList<>();

  @Option(names = "--json", description = "Print JSON instead of a table.")
  private boolean json;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "Write selftest.md and selftest.json there too.")
  private Optional<Path> output = Optional.empty();

  @Option(
      names = {"-q", "--quiet"},
      description = "No progress, and no table on standard output.")
  private boolean silent;

  /** For the help. */
  static final class FaultNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Fault.ALL.stream().map(Fault::name).iterator();
    }
  }

  @Override
  public Integer call() throws InterruptedException {
    SelfTestPlan plan = plan();
    try {
      Optional<ReportFolder> folder =
          output.isPresent() ? Optional.of(ReportFolder.at(output.get())) : Optional.empty();
      Instant startedAt = InstantSource.system().instant();
      SelfTestResult result;
      try (SelftestProgress progress = progress(plan)) {
        result = new SelfTest(plan, progress, System::nanoTime).run();
      }
      BuildInfo build = BuildInfo.read();
      SelftestReport report =
          new SelftestReport(
              result,
              startedAt,
              build,
              new MachineProbe().probe(),
              Settings.commandLine(command()));
      if (folder.isPresent()) {
        folder.get().write("selftest.md", report.markdown());
        folder.get().write("selftest.json", report.json());
      }
      if (!silent) {
        PrintWriter out = command().commandLine().getOut();
        out.print(json ? report.json() : report.text());
        out.flush();
      }
      return result.passed() ? ExitCode.PASS : ExitCode.VIOLATED;
    } catch (IOException e) {
      throw new RunFailure(String.valueOf(e.getMessage()), e);
    }
  }

  private SelfTestPlan plan() {
    List<Fault> planted = faults.isEmpty() ? Fault.ALL : faults.stream().map(this::named).toList();
    long sound = !faults.isEmpty() ? 0 : quick ? QUICK_SOUND_OPERATIONS : SOUND_OPERATIONS;
    return asked(
        () ->
            new SelfTestPlan(
                planted,
                seed,
                seeds.orElse(quick ? QUICK_SEEDS : SEEDS),
                FAULT_OPERATIONS,
                operations.orElse(sound),
                Runtime.getRuntime().availableProcessors()));
  }

  private Fault named(String name) {
    return Fault.named(name)
        .orElseThrow(() -> usage("no fault is named '" + name + "'; --help lists those there are"));
  }

  private SelftestProgress progress(SelfTestPlan plan) {
    if (silent) {
      return SelftestProgress.silent();
    }
    return Terminals.progress()
        ? new SelftestProgress.Bar(System.err, plan.runs())
        : new SelftestProgress.Lines(command().commandLine().getErr(), plan.runs());
  }
}
