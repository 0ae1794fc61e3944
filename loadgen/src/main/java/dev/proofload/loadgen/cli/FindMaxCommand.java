package dev.proofload.loadgen.cli;

import dev.proofload.loadgen.driver.Dialing;
import dev.proofload.loadgen.driver.Endpoint;
import dev.proofload.loadgen.driver.RunFailure;
import dev.proofload.loadgen.gate.RateSearch;
import dev.proofload.loadgen.gate.Threshold;
import dev.proofload.loadgen.report.FindMaxReport;
import dev.proofload.loadgen.report.RateTrial;
import dev.proofload.loadgen.report.ReportFolder;
import dev.proofload.loadgen.suite.Suites;
import dev.proofload.loadgen.workload.Arrivals;
import dev.proofload.loadgen.workload.Durations;
import dev.proofload.loadgen.workload.LoadPlan;
import dev.proofload.loadgen.workload.OpenLoad;
import dev.proofload.loadgen.workload.RateProfile;
import dev.proofload.loadgen.workload.Readers;
import dev.proofload.loadgen.workload.ServerRules;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code loadgen find-max}. */
@Command(
    name = "find-max",
    description = {
      "Finds the highest rate at which a server keeps what it is to keep.",
      "It doubles the rate until the server does not, then tries between. Each step is an open load"
          + " with users of its own; all its answers are checked."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  loadgen find-max                        p99<10ms and errors==0, over HTTP",
      "  loadgen find-max --slo 'p99<5ms' --slo 'p99.9<50ms' --transport ws",
      "  loadgen find-max --users 200 --from 2000/s --precision 2%% --step-time 30s",
      "  loadgen find-max --url http://127.0.0.1:4004 --slo 'p95<100ms' --up-to 500/s",
      "",
      "Exit codes: 0 a rate was found; 1 could not run; 2 usage; 3 an invariant is",
      "violated; 4 no rate holds; 5 the generator itself was the bottleneck at every",
      "rate; 130 interrupted."
    })
final class FindMaxCommand extends AskedCommand {
  /** More steps than a search takes, so that each finds room for its users. */
  private static final int MOST_STEPS = 40;

  private static final Duration SHORTEST_STEP = Duration.ofSeconds(1);

  @Option(
      names = "--slo",
      paramLabel = "EXPR",
      split = ",",
      splitSynopsisLabel = ",",
      description =
          "What is to hold, as of run --threshold; may be given several times (default: p99<10ms and"
              + " errors==0). Besides, 99%% of what is due is to be done.")
  private List<String> slo = List.of();

  @Mixin private TargetOptions where = new TargetOptions();

  @Mixin private UserOptions users = new UserOptions();

  @Mixin private ServerOptions server = new ServerOptions();

  @Option(
      names = "--from",
      paramLabel = "RATE",
      defaultValue = "500/s",
      converter = RateConverter.class,
      description = "The first rate, of all users together (default: ${DEFAULT-VALUE}).")
  private double from;

  @Option(
      names = "--up-to",
      paramLabel = "RATE",
      defaultValue = "1000000/s",
      converter = RateConverter.class,
      description = "The highest rate to try (default: ${DEFAULT-VALUE}).")
  private double upTo;

  @Option(
      names = "--precision",
      paramLabel = "SHARE",
      defaultValue = "5%",
      converter = ShareConverter.class,
      description =
          "How close to the first rate that does not hold the answer is to be (default: 5%%).")
  private double precision;

  @Option(
      names = "--arrivals",
      paramLabel = "HOW",
      defaultValue = "constant",
      converter = ChoiceConverter.OfArrivals.class,
      completionCandidates = ChoiceConverter.OfArrivals.class,
      description = "How operations are spread: constant, uniform, poisson (default: constant).")
  private Arrivals arrivals = Arrivals.CONSTANT;

  @Option(
      names = "--step-time",
      paramLabel = "TIME",
      defaultValue = "10s",
      converter = DurationConverter.class,
      description = "How long each step is measured (default: ${DEFAULT-VALUE}).")
  private Duration stepTime = Duration.ZERO;

  @Option(
      names = "--step-warmup",
      paramLabel = "TIME",
      defaultValue = "2s",
      converter = DurationConverter.class,
      description = "Load before each step is measured (default: ${DEFAULT-VALUE}).")
  private Duration stepWarmup = Duration.ZERO;

  @Option(
      names = "--warmup",
      paramLabel = "TIME",
      defaultValue = "10s",
      converter = DurationConverter.class,
      description =
          "Closed load before the first step, so that the programs are warm (default:"
              + " ${DEFAULT-VALUE}; 0s: none).")
  private Duration warmup = Duration.ZERO;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "Where the reports go (default: results/runs/TIMESTAMP-find-max).")
  private @Nullable Path output;

  @Option(
      names = {"-q", "--quiet"},
      description = "No progress and no summary; the files and the exit code tell.")
  private boolean quiet;

  @Option(names = "--json", description = "The result as JSON on standard output, not the table.")
  private boolean json;

  @Mixin private ConfigOptions config = new ConfigOptions();

  @Override
  public Integer call() throws InterruptedException {
    List<Threshold> limits = asked(() -> Thresholds.parse(expressions()));
    RateSearch search = search();
    Optional<Endpoint> running = asked(where::server);
    ServerRules rules = asked(() -> rules(running));
    Dialing dialing = asked(users::dialing);
    users.settle(step(from));
    if (config.print()) {
      command().commandLine().getOut().print(ConfigText.render(command(), Map.of()));
      command().commandLine().getOut().flush();
      return ExitCode.PASS;
    }
    try {
      ReportFolder folder = ReportFolder.at(output, "find-max", InstantSource.system().instant());
      try (Interruption interruption = new Interruption();
          ChatTarget target = ChatTarget.of(running, rules)) {
        RateSteps steps =
            new RateSteps(
                new RateSteps.Ground(target, dialing, interruption, folder), limits, command());
        return search(steps, search, folder);
      }
    } catch (IOException e) {
      throw new RunFailure(String.valueOf(e.getMessage()), e);
    }
  }

  private ServerRules rules(Optional<Endpoint> running) {
    LoadPlan first = step(from);
    return running.isEmpty() ? server.forBridge(first, MOST_STEPS) : server.told();
  }

  private int search(RateSteps steps, RateSearch search, ReportFolder folder)
      throws IOException, InterruptedException {
    int code = ExitCode.PASS;
    if (!warmup.isZero()) {
      say("Warming up for " + warmup.toSeconds() + " s ...");
      code = steps.warmUp(warmUp());
    }
    OptionalDouble next = search.next();
    while (code == ExitCode.PASS && next.isPresent() && steps.trials().size() < MOST_STEPS) {
      double rate = next.getAsDouble();
      say(
          "Step "
              + (steps.trials().size() + 1)
              + ": "
              + RateTrial.text(rate)
              + " for "
              + text(stepTime)
              + " ...");
      code = steps.run(rate, step(rate));
      if (code == ExitCode.PASS) {
        RateTrial trial = steps.trials().getLast();
        search.tried(rate, trial.outcome());
        say("  " + trial.line());
        next = search.next();
      }
    }
    FindMaxReport report = new FindMaxReport("find-max", expressions(), search, steps.trials());
    folder.write("find-max.json", report.json());
    folder.write("find-max.md", report.markdown());
    folder.write("find-max.html", report.html());
    PrintWriter out = command().commandLine().getOut();
    if (json) {
      out.println(report.json());
    } else if (!quiet) {
      out.println(report.text());
      out.println("Reports: " + folder.path());
    }
    out.flush();
    if (code != ExitCode.PASS || search.answer().isPresent()) {
      return code;
    }
    return search.limitedBy() == RateSearch.Outcome.INVALID
        ? ExitCode.INVALID
        : ExitCode.THRESHOLD_MISSED;
  }

  private LoadPlan warmUp() {
    return users.plan(
        Suites.CHAT,
        Readers.ALL_HEALTHY,
        Optional.empty(),
        Optional.of(warmup),
        Duration.ZERO,
        Duration.ZERO,
        Optional.empty());
  }

  private LoadPlan step(double rate) {
    return users.plan(
        Suites.CHAT,
        Readers.ALL_HEALTHY,
        Optional.empty(),
        Optional.of(stepTime),
        stepWarmup,
        Duration.ZERO,
        Optional.of(new OpenLoad(RateProfile.constant(rate, stepTime), arrivals)));
  }

  private List<String> expressions() {
    return slo.isEmpty() ? List.of("p99<10ms", "errors==0") : slo;
  }

  private RateSearch search() {
    if (stepTime.compareTo(SHORTEST_STEP) < 0) {
      throw usage("step-time must be at least 1s: " + text(stepTime));
    }
    return asked(() -> new RateSearch(from, upTo, precision));
  }

  private static String text(Duration time) {
    return Durations.text(time);
  }

  private void say(String line) {
    if (!quiet) {
      command().commandLine().getErr().println(line);
      command().commandLine().getErr().flush();
    }
  }
}
