package dev.proofload.loadgen.cli;

import dev.proofload.loadgen.driver.Dialing;
import dev.proofload.loadgen.driver.Endpoint;
import dev.proofload.loadgen.driver.RunFailure;
import dev.proofload.loadgen.gate.Metric;
import dev.proofload.loadgen.gate.RateSearch;
import dev.proofload.loadgen.gate.Threshold;
import dev.proofload.loadgen.gate.Validity;
import dev.proofload.loadgen.record.Offered;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.record.RunInfo;
import dev.proofload.loadgen.record.RunRecord;
import dev.proofload.loadgen.report.FindMaxReport;
import dev.proofload.loadgen.report.JsonReport;
import dev.proofload.loadgen.report.RateTrial;
import dev.proofload.loadgen.report.ReportFolder;
import dev.proofload.loadgen.workload.Arrivals;
import dev.proofload.loadgen.workload.Durations;
import dev.proofload.loadgen.workload.LoadPlan;
import dev.proofload.loadgen.workload.OpenLoad;
import dev.proofload.loadgen.workload.OperationKind;
import dev.proofload.loadgen.workload.RateProfile;
import dev.proofload.loadgen.workload.ServerRules;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code loadgen find-max}. */
@Command(
    name = "find-max",
    description = {
      "Finds the highest rate at which a server keeps what it is to keep: doubles the rate until it",
      "does not, then tries between. Each step is an open load with users of its own; all its",
      "answers are checked."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  loadgen find-max                                      p99<10ms and errors==0, over HTTP",
      "  loadgen find-max --slo 'p99<5ms' --slo 'p99.9<50ms' --slo errors==0 --transport ws",
      "  loadgen find-max --users 200 --from 2000/s --precision 2%% --step-time 30s",
      "  loadgen find-max --url http://127.0.0.1:4004 --slo 'p95<100ms' --up-to 500/s",
      "",
      "Exit codes: 0 a rate was found; 1 could not run; 2 usage; 3 an invariant is violated; 4 no",
      "rate holds; 5 the generator itself was the bottleneck at every rate; 130 interrupted."
    })
final class FindMaxCommand implements Callable<Integer> {
  /** More steps than a search takes, so that each finds room for its users. */
  private static final int MOST_STEPS = 40;

  /** Of what is due so much is to be done, whatever else is asked for. */
  private static final double LEAST_DONE = 0.99;

  private static final Duration SHORTEST_STEP = Duration.ofSeconds(1);

  @Spec private @Nullable CommandSpec spec;

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

  private final List<RateTrial> trials = new ArrayList<>();

  @Override
  public Integer call() throws InterruptedException {
    List<Threshold> limits = limits();
    RateSearch search = search();
    Optional<Endpoint> running = running();
    ServerRules rules = rules();
    Dialing dialing = dialing();
    if (config.print()) {
      command().commandLine().getOut().print(ConfigText.render(command(), Map.of()));
      command().commandLine().getOut().flush();
      return ExitCode.PASS;
    }
    try {
      ReportFolder folder =
          output != null
              ? ReportFolder.at(output)
              : ReportFolder.create(Path.of(""), "find-max", InstantSource.system().instant());
      try (Interruption interruption = new Interruption();
          ChatTarget target =
              running.isEmpty()
                  ? ChatTarget.embedded(rules)
                  : ChatTarget.running(running.get(), rules)) {
        return search(new Steps(target, dialing, interruption, limits, folder), search, folder);
      }
    } catch (IOException e) {
      throw new RunFailure(String.valueOf(e.getMessage()), e);
    }
  }

  private Optional<Endpoint> running() {
    try {
      return where.server();
    } catch (IllegalArgumentException e) {
      throw usage(String.valueOf(e.getMessage()));
    }
  }

  private Dialing dialing() {
    try {
      return users.dialing();
    } catch (IllegalArgumentException e) {
      throw usage(String.valueOf(e.getMessage()));
    }
  }

  private ServerRules rules() {
    try {
      LoadPlan first = step(from);
      return running().isEmpty() ? server.forBridge(first, MOST_STEPS) : server.told();
    } catch (IllegalArgumentException e) {
      throw usage(String.valueOf(e.getMessage()));
    }
  }

  private int search(Steps steps, RateSearch search, ReportFolder folder)
      throws IOException, InterruptedException {
    int code = ExitCode.PASS;
    if (!warmup.isZero()) {
      say("Warming up for " + warmup.toSeconds() + " s ...");
      code = steps.warmUp();
    }
    OptionalDouble next = search.next();
    while (code == ExitCode.PASS && next.isPresent() && trials.size() < MOST_STEPS) {
      double rate = next.getAsDouble();
      say(
          "Step "
              + (trials.size() + 1)
              + ": "
              + RateTrial.text(rate)
              + " for "
              + text(stepTime)
              + " ...");
      code = steps.run(rate, trials.size() + 1);
      if (code == ExitCode.PASS) {
        RateTrial trial = trials.getLast();
        search.tried(rate, trial.outcome());
        say("  " + trial.line());
        next = search.next();
      }
    }
    FindMaxReport report = new FindMaxReport("find-max", expressions(), search, trials);
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

  /** Makes the steps, on one server. */
  private final class Steps {
    private final ChatTarget target;
    private final Dialing dialing;
    private final Interruption interruption;
    private final List<Threshold> limits;
    private final ReportFolder folder;

    Steps(
        ChatTarget target,
        Dialing dialing,
        Interruption interruption,
        List<Threshold> limits,
        ReportFolder folder) {
      this.target = target;
      this.dialing = dialing;
      this.interruption = interruption;
      this.limits = limits;
      this.folder = folder;
    }

    /** Returns what the process would end with after this. */
    int warmUp() throws IOException, InterruptedException {
      LoadPlan plan =
          users.plan(
              Optional.empty(),
              Optional.of(warmup),
              Duration.ZERO,
              Duration.ZERO,
              Optional.empty());
      return broken(run(plan, "warm-up"), "warm-up");
    }

    /** Adds a trial, or returns why there is none. */
    int run(double rate, int number) throws IOException, InterruptedException {
      String name = String.format(Locale.ROOT, "step-%02d", number);
      ChatRunner.Finished done = run(step(rate), name);
      List<Threshold.Result> held = Threshold.all(limits, done.record());
      folder.write(name + ".json", JsonReport.render(done.record(), done.checks(), held));
      int broken = broken(done, name);
      if (broken != ExitCode.PASS) {
        return broken;
      }
      trials.add(trial(rate, done.record(), held));
      return ExitCode.PASS;
    }

    private ChatRunner.Finished run(LoadPlan plan, String name) throws InterruptedException {
      ChatRunner.Labels labels =
          new ChatRunner.Labels(name, Settings.commandLine(command()), Settings.of(command()));
      ChatRunner runner = ChatRunner.greet(target, plan, labels, true);
      runner.connect(dialing);
      interruption.stops(runner::interrupt);
      return runner.run(
          ChatRunner.defaultEventLoops(), (kind, start, length, latency) -> {}, progress -> {});
    }

    /** A step that can't count: the server gave wrong answers, or went away, or we were stopped. */
    private int broken(ChatRunner.Finished done, String name) throws IOException {
      int code = ExitCode.of(done);
      boolean silent = done.record().info().ending() == RunInfo.Ending.COMPLETED;
      if (code == ExitCode.PASS
          || code == ExitCode.INVALID
          || (code == ExitCode.COULD_NOT_RUN && silent)) {
        return ExitCode.PASS;
      }
      folder.write(name + ".json", JsonReport.render(done.record(), done.checks(), List.of()));
      folder.writeWitnesses(name, done.checks());
      PrintWriter err = command().commandLine().getErr();
      if (code == ExitCode.VIOLATED) {
        err.println("loadgen: wrong answers at " + name + ": see " + folder.path());
      } else if (!done.complaint().isEmpty()) {
        err.println("loadgen: " + done.complaint());
      }
      err.flush();
      return code;
    }
  }

  /** What was held although the generator was late was held: its delay is in the latency. */
  private static RateTrial trial(double rate, RunRecord run, List<Threshold.Result> held) {
    String why = why(run, held);
    if (why.isEmpty()) {
      return new RateTrial(rate, RateSearch.Outcome.HELD, why, run, held);
    }
    Validity validity = Validity.of(run);
    return validity.verdict() == Validity.Verdict.INVALID
        ? new RateTrial(rate, RateSearch.Outcome.INVALID, validity.sentence(), run, held)
        : new RateTrial(rate, RateSearch.Outcome.MISSED, why, run, held);
  }

  private static String why(RunRecord run, List<Threshold.Result> held) {
    String missed = RateTrial.missed(held);
    long due = run.offered().map(Offered::due).orElse(0L);
    long done = run.measurements().kinds().stream().mapToLong(kind -> kind.count(Outcome.OK)).sum();
    if (done >= LEAST_DONE * due) {
      return missed;
    }
    String undone =
        String.format(
            Locale.ROOT, "%.1f%% of what was due was done", due == 0 ? 0 : 100.0 * done / due);
    return missed.isEmpty() ? undone : missed + ", " + undone;
  }

  private LoadPlan step(double rate) {
    return users.plan(
        Optional.empty(),
        Optional.of(stepTime),
        stepWarmup,
        Duration.ZERO,
        Optional.of(new OpenLoad(RateProfile.constant(rate, stepTime), arrivals)));
  }

  private List<String> expressions() {
    return slo.isEmpty() ? List.of("p99<10ms", "errors==0") : slo;
  }

  private List<Threshold> limits() {
    List<String> kinds = Stream.of(OperationKind.values()).map(OperationKind::label).toList();
    try {
      return Threshold.parseAll(expressions(), Metric.all(kinds));
    } catch (IllegalArgumentException e) {
      throw usage(String.valueOf(e.getMessage()));
    }
  }

  private RateSearch search() {
    if (stepTime.compareTo(SHORTEST_STEP) < 0) {
      throw usage("step-time must be at least 1s: " + text(stepTime));
    }
    try {
      return new RateSearch(from, upTo, precision);
    } catch (IllegalArgumentException e) {
      throw usage(String.valueOf(e.getMessage()));
    }
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

  private ParameterException usage(String message) {
    return new ParameterException(command().commandLine(), message);
  }

  private CommandSpec command() {
    return Objects.requireNonNull(spec, "picocli fills this in");
  }
}
