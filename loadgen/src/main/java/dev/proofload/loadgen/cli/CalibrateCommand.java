package dev.proofload.loadgen.cli;

import dev.proofload.loadgen.driver.RunFailure;
import dev.proofload.loadgen.record.BuildInfo;
import dev.proofload.loadgen.record.Calibration;
import dev.proofload.loadgen.record.RunInfo;
import dev.proofload.loadgen.record.RunRecord;
import dev.proofload.loadgen.report.CalibrationReport;
import dev.proofload.loadgen.suite.Suites;
import dev.proofload.loadgen.workload.Arrivals;
import dev.proofload.loadgen.workload.KindMix;
import dev.proofload.loadgen.workload.LoadPlan;
import dev.proofload.loadgen.workload.OpenLoad;
import dev.proofload.loadgen.workload.RateProfile;
import dev.proofload.loadgen.workload.Readers;
import dev.proofload.loadgen.workload.Transport;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code loadgen calibrate}. */
@Command(
    name = "calibrate",
    description = "Finds out what this generator can do here, on a target that does nothing.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  loadgen calibrate                   half a minute; runs then know the ceiling",
      "  loadgen calibrate --rounds 9 --duration 5s          steadier figures",
      "  loadgen calibrate --json --no-save",
      "",
      "Exit codes: 0 done; 1 could not run; 2 usage; 130 interrupted (Ctrl-C)."
    })
final class CalibrateCommand extends AskedCommand {
  private static final int MOST_ROUNDS = 99;

  /** Processors: a ceiling that was found beside so much else is none. */
  private static final double TOO_BUSY = 0.25;

  private static final int MESSAGE_BYTES = 100;
  private static final Duration SHORTEST = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final List<Transport> TRANSPORTS = List.of(Transport.HTTP, Transport.WS);

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "Rounds over both transports, 1 to 99 (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      defaultValue = "2s",
      converter = DurationConverter.class,
      description =
          "Of each run of a round; runs at half the ceiling take twice as long"
              + " (default: ${DEFAULT-VALUE}).")
  private Duration duration = Duration.ZERO;

  @Option(
      names = {"-u", "--users"},
      paramLabel = "N",
      defaultValue = "50",
      description = "Users at once (default: ${DEFAULT-VALUE}).")
  private int users;

  @Option(
      names = "--event-loops",
      paramLabel = "N",
      description = "Threads that drive the users (default: as loadgen run).")
  private @Nullable Integer eventLoops;

  @Option(names = "--json", description = "Print JSON instead of a table.")
  private boolean json;

  @Option(names = "--no-save", description = "Don't keep it for later runs to compare with.")
  private boolean unsaved;

  @Option(
      names = {"-q", "--quiet"},
      description = "No progress, and no table on standard output.")
  private boolean quiet;

  @Override
  public Integer call() throws InterruptedException {
    requireRange("rounds", rounds, 1, MOST_ROUNDS);
    requireRange("users", users, 1, LoadPlan.MAX_USERS);
    if (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0) {
      throw usage("duration must be 500ms to 10m: " + duration.toMillis() + "ms");
    }
    int loops = eventLoops == null ? SuiteRunner.defaultEventLoops() : eventLoops;
    requireRange("event-loops", loops, 1, RunCommand.MAX_EVENT_LOOPS);
    Instant startedAt = InstantSource.system().instant();
    try (Interruption interruption = new Interruption();
        ChatTarget target = ChatTarget.nothing()) {
      Runs runs = new Runs(target, interruption, loops);
      Optional<List<Calibration.Side>> sides = sides(runs);
      if (sides.isEmpty()) {
        return ExitCode.INTERRUPTED;
      }
      Calibration calibration =
          Calibration.of(startedAt, BuildInfo.read().version(), loops, sides.get(), runs.measured);
      tell(calibration);
      return ExitCode.PASS;
    }
  }

  /** Empty if somebody interrupted it. */
  private Optional<List<Calibration.Side>> sides(Runs runs) throws InterruptedException {
    Map<Transport, List<Double>> ceilings = new EnumMap<>(Transport.class);
    for (int round = 0; round <= rounds; round++) {
      for (Transport transport : TRANSPORTS) {
        say(
            round == 0
                ? "Warming up " + ChoiceConverter.word(transport) + " ..."
                : "Round "
                    + round
                    + " of "
                    + rounds
                    + ", "
                    + ChoiceConverter.word(transport)
                    + " ...");
        Optional<RunRecord> run = runs.run(plan(transport, duration, Optional.empty()));
        if (run.isEmpty()) {
          return Optional.empty();
        }
        if (round > 0) {
          ceilings
              .computeIfAbsent(transport, side -> new ArrayList<>())
              .add(run.get().measurements().throughput());
        }
      }
    }
    List<Calibration.Side> sides = new ArrayList<>();
    for (Transport transport : TRANSPORTS) {
      List<Double> rates = Objects.requireNonNull(ceilings.get(transport));
      double half = rates.stream().sorted().toList().get(rates.size() / 2) / 2;
      say("At half of that, " + ChoiceConverter.word(transport) + " ...");
      Duration length = duration.multipliedBy(2);
      OpenLoad open = new OpenLoad(RateProfile.constant(half, length), Arrivals.CONSTANT);
      Optional<RunRecord> run = runs.run(plan(transport, length, Optional.of(open)));
      if (run.isEmpty()) {
        return Optional.empty();
      }
      sides.add(Calibration.Side.of(ChoiceConverter.word(transport), rates, half, run.get()));
    }
    return Optional.of(sides);
  }

  private LoadPlan plan(Transport transport, Duration length, Optional<OpenLoad> open) {
    return new LoadPlan(
        users,
        Optional.empty(),
        Optional.of(length),
        SHORTEST,
        transport,
        0,
        0,
        MESSAGE_BYTES,
        Duration.ZERO,
        TIMEOUT,
        1,
        KindMix.CHAT_ONLY,
        open,
        Readers.ALL_HEALTHY);
  }

  private void tell(Calibration calibration) {
    PrintWriter out = command().commandLine().getOut();
    if (json) {
      out.print(CalibrationReport.json(calibration));
    } else if (!quiet) {
      out.print(CalibrationReport.text(calibration));
    }
    out.flush();
    if (calibration.otherCpus() >= TOO_BUSY) {
      say("Not kept: other programs used too much of this machine");
    } else if (!unsaved) {
      CalibrationStore store = CalibrationStore.ofUser();
      try {
        store.save(calibration);
        say("Kept in " + store.file());
      } catch (IOException e) {
        command()
            .commandLine()
            .getErr()
            .println("loadgen: could not be kept in " + store.file() + ": use --no-save");
      }
    }
  }

  private void say(String what) {
    if (!quiet) {
      PrintWriter err = command().commandLine().getErr();
      err.println(what);
      err.flush();
    }
  }

  private void requireRange(String what, int value, int least, int most) {
    if (value < least || value > most) {
      throw usage(what + " must be " + least + " to " + most + ": " + value);
    }
  }

  /** Makes one run after the other on the same target, until somebody interrupts. */
  private final class Runs {
    private final ChatTarget target;
    private final Interruption interruption;
    private final int loops;
    private final List<RunRecord> measured = new ArrayList<>();

    Runs(ChatTarget target, Interruption interruption, int loops) {
      this.target = target;
      this.interruption = interruption;
      this.loops = loops;
    }

    Optional<RunRecord> run(LoadPlan plan) throws InterruptedException {
      SuiteRunner.Labels labels =
          new SuiteRunner.Labels(
              "calibration", Settings.commandLine(command()), Settings.of(command()));
      SuiteRunner runner = SuiteRunner.unasked(Suites.CHAT, target, plan, labels);
      interruption.stops(runner::interrupt);
      SuiteRunner.Finished finished =
          runner.run(loops, (kind, start, length, latency) -> {}, progress -> {});
      if (finished.record().info().ending() == RunInfo.Ending.INTERRUPTED) {
        return Optional.empty();
      }
      if (!finished.complaint().isEmpty()) {
        throw new RunFailure(finished.complaint());
      }
      measured.add(finished.record());
      return Optional.of(finished.record());
    }
  }
}
