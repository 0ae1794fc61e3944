package dev.proofload.loadgen.cli;

import dev.proofload.loadgen.driver.Dialing;
import dev.proofload.loadgen.driver.Progress;
import dev.proofload.loadgen.driver.RunFailure;
import dev.proofload.loadgen.gate.Threshold;
import dev.proofload.loadgen.gate.Validity;
import dev.proofload.loadgen.record.BuildInfo;
import dev.proofload.loadgen.record.IntervalListener;
import dev.proofload.loadgen.report.Format;
import dev.proofload.loadgen.report.HdrLog;
import dev.proofload.loadgen.report.JsonReport;
import dev.proofload.loadgen.report.MarkdownReport;
import dev.proofload.loadgen.report.ReportFolder;
import dev.proofload.loadgen.report.SavedRun;
import dev.proofload.loadgen.report.TerminalSummary;
import dev.proofload.loadgen.suite.Suite;
import dev.proofload.loadgen.suite.Suites;
import dev.proofload.loadgen.workload.LoadPlan;
import dev.proofload.loadgen.workload.ServerRules;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code loadgen run}. */
@Command(
    name = "run",
    description = "Puts load on a server, measures it, and checks every answer.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  loadgen run                                 20 users, 20 messages, over HTTP",
      "  loadgen run --transport ws --users 50 --messages 10 --message-size 500",
      "  loadgen run --users 20 --warmup 5s --duration 30s",
      "  loadgen run --users 200 --rate 2000/s --duration 30s               open load",
      "  loadgen run --users 200 --stage 30s:1000 --stage 1m:5000",
      "  loadgen run --duration 30s --threshold 'p99<10ms' --threshold errors==0",
      "  loadgen run --transport mixed --mix chat=6,say=3,go=1 --rate-limit 100",
      "  loadgen run --users 50 --max-sessions 20            more users than sessions",
      "  loadgen run --workload streams --users 50           replies piece by piece",
      "  loadgen run --workload streams --users 200 --duration 20s \\",
      "              --stalled-users 20 --slow-users 20      some who do not keep up",
      "  loadgen run --config load.yaml --users 50           settings from a file",
      "  loadgen run --url http://127.0.0.1:4004 --json      a running bridge",
      "  loadgen run --url http://127.0.0.1:8080 --ws-url ws://127.0.0.1:8081 \\",
      "              --rate-limit 60 --rate-window 60s       a server, and its limits",
      "",
      "Exit codes: 0 pass; 1 could not run; 2 usage; 3 an invariant is violated;",
      "4 a threshold is missed; 5 invalid: the generator itself was the bottleneck;",
      "130 interrupted (Ctrl-C); 143 terminated (SIGTERM). Where several hold: the",
      "first of 3, 5, 4."
    })
final class RunCommand extends AskedCommand {
  static final int MAX_EVENT_LOOPS = 64;

  /** The file of a saved history, in the folder of the reports. */
  @Mixin private TargetOptions where = new TargetOptions();

  @Option(
      names = "--workload",
      completionCandidates = Workloads.class,
      paramLabel = "NAME",
      defaultValue = "chat",
      description =
          "What users do: chat, or streams: replies come piece by piece over sockets, and some users"
              + " may not read as they should (default: ${DEFAULT-VALUE}).")
  private String workload = "";

  @Mixin private LoadOptions load = new LoadOptions();

  @Mixin private ServerOptions server = new ServerOptions();

  @Mixin private OutboxOptions outbox = new OutboxOptions();

  @Option(
      names = "--event-loops",
      paramLabel = "N",
      description = "Threads that drive the users (default: half the processors, 4 at most).")
  private @Nullable Integer eventLoops;

  @Option(
      names = "--checks",
      paramLabel = "WHICH",
      defaultValue = "all",
      converter = ChoiceConverter.OfChecks.class,
      completionCandidates = ChoiceConverter.OfChecks.class,
      description = "all, or none: answers are not judged (default: ${DEFAULT-VALUE}).")
  private Checks checks = Checks.ALL;

  @Option(
      names = "--threshold",
      paramLabel = "EXPR",
      split = ",",
      splitSynopsisLabel = ",",
      description =
          "What the run must hold, or the exit code is 4: p99<10ms, errors==0, throughput>=500/s,"
              + " look.p50<2ms, error_rate<0.1%%; may be given several times.")
  private List<String> thresholds = List.of();

  @Option(
      names = "--abort-on-fail",
      negatable = true,
      description = "Ends the run as soon as a --threshold can't be held any more, whatever comes.")
  private boolean abortOnFail;

  @Option(
      names = "--history",
      negatable = true,
      description = "Also saves what every user did and saw: history.plh, for loadgen check.")
  private boolean history;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "Where the reports go (default: results/runs/TIMESTAMP-NAME).")
  private @Nullable Path output;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      split = ",",
      defaultValue = "json,md,html,junit,hlog",
      converter = ChoiceConverter.OfFormat.class,
      completionCandidates = ChoiceConverter.OfFormat.class,
      description =
          "Which reports are written: json, md, html, junit, hlog (default: all). Of violations"
              + " there is witness.html besides.")
  private Set<Format> formats = EnumSet.allOf(Format.class);

  @Option(
      names = "--force",
      negatable = true,
      description = "Replaces the reports of an earlier run in DIR.")
  private boolean force;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "What the run is called (default: from workload, transport and users).")
  private @Nullable String name;

  @Option(
      names = {"-q", "--quiet"},
      negatable = true,
      description = "No progress and no summary; the files and the exit code tell.")
  private boolean quiet;

  @Option(
      names = "--json",
      negatable = true,
      description = "The JSON report on standard output, not the summary.")
  private boolean json;

  @Mixin private LiveOptions live = new LiveOptions();

  @Mixin private ConfigOptions config = new ConfigOptions();

  /** What {@code --workload} may be. */
  static final class Workloads implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Suites.names().iterator();
    }
  }

  /** What is judged while the load runs. */
  enum Checks {
    ALL,
    NONE
  }

  @Override
  public Integer call() throws InterruptedException {
    Suite suite = suite();
    LoadPlan plan = asked(() -> load.plan(suite));
    Dialing dialing = dialing();
    ServerRules rules = rules(plan);
    requireOutbox(suite, plan);
    List<Threshold> limits = asked(() -> Thresholds.parse(thresholds));
    if (abortOnFail && limits.isEmpty()) {
      throw usage("--abort-on-fail needs a --threshold that the run could miss");
    }
    int loops = loops();
    String title = title(plan);
    if (config.print()) {
      printSettings(plan, rules, loops, title);
      return ExitCode.PASS;
    }
    eventLoops = loops;
    load.settle(plan);
    refuseToReplaceReports();
    try {
      return run(suite, plan, dialing, rules, limits, loops, title);
    } catch (IOException e) {
      throw new RunFailure(String.valueOf(e.getMessage()), e);
    }
  }

  private int run(
      Suite suite,
      LoadPlan plan,
      Dialing dialing,
      ServerRules rules,
      List<Threshold> limits,
      int loops,
      String title)
      throws IOException, InterruptedException {
    CommandSpec command = command();
    SuiteRunner.Labels labels =
        new SuiteRunner.Labels(title, Settings.commandLine(command), Settings.of(command));
    try (Interruption interruption = new Interruption();
        ChatTarget target = ChatTarget.of(where.server(), rules, outbox.arguments())) {
      SuiteRunner runner = SuiteRunner.greet(suite, target, plan, labels, checks == Checks.ALL);
      runner.connect(dialing);
      interruption.stops(runner::interrupt);
      ReportFolder folder = ReportFolder.at(output, title, InstantSource.system().instant());
      if (history) {
        runner.saveHistory(folder.file(Histories.FILE));
      } else {
        Files.deleteIfExists(folder.file(Histories.FILE));
      }
      AbortWatch watch = new AbortWatch(abortOnFail ? limits : List.of(), plan, runner::abort);
      SuiteRunner.Finished finished;
      try {
        finished = run(runner, plan, loops, folder, watch);
      } catch (RunFailure e) {
        folder.leave();
        throw e;
      }
      List<Threshold.Result> held = watch.results(limits, finished.record());
      Set<Format> stale = EnumSet.allOf(Format.class);
      stale.removeAll(formats);
      folder.save(formats, stale, new SavedRun(finished.record(), finished.checks(), held));
      tell(finished, held, folder);
      return ExitCode.of(finished, held);
    }
  }

  private SuiteRunner.Finished run(
      SuiteRunner runner, LoadPlan plan, int loops, ReportFolder folder, AbortWatch watch)
      throws IOException, InterruptedException {
    try (StatusLine status = status()) {
      Consumer<Progress> seconds = status.andThen(watch);
      if (!formats.contains(Format.HLOG)) {
        return run(runner, plan, loops, IntervalListener.NONE, seconds);
      }
      try (HdrLog log = HdrLog.open(folder.file(Format.HLOG.file()), BuildInfo.read().version())) {
        return run(runner, plan, loops, log, seconds);
      }
    }
  }

  private SuiteRunner.Finished run(
      SuiteRunner runner,
      LoadPlan plan,
      int loops,
      IntervalListener log,
      Consumer<Progress> seconds)
      throws InterruptedException {
    PrintWriter err = command().commandLine().getErr();
    return live.run(runner, plan.users(), loops, log, seconds, quiet ? where -> {} : err::println);
  }

  private void tell(
      SuiteRunner.Finished finished, List<Threshold.Result> held, ReportFolder folder) {
    PrintWriter out = command().commandLine().getOut();
    PrintWriter err = command().commandLine().getErr();
    if (json) {
      out.println(JsonReport.render(finished.record(), finished.checks(), held));
    } else if (!quiet) {
      out.println(
          new TerminalSummary(Terminals.colored())
              .render(finished.record(), finished.checks(), held));
      out.println("Reports: " + folder.path());
    }
    out.flush();
    Validity validity = Validity.of(finished.record());
    if (validity.verdict() == Validity.Verdict.INVALID) {
      err.println("loadgen: invalid: " + validity.sentence());
    }
    if (!finished.complaint().isEmpty()) {
      err.println(
          "loadgen: " + finished.complaint() + "; what was measured is in " + folder.path());
    }
    String summary =
        StepSummary.append(
            System.getenv().getOrDefault(StepSummary.VARIABLE, ""),
            MarkdownReport.render(finished.record(), finished.checks(), held));
    if (!summary.isEmpty()) {
      err.println("loadgen: " + summary);
    }
    if (!finished.waited().isZero()) {
      err.println(
          "loadgen: the checks could not keep up: the load waited for them for "
              + finished.waited().toMillis()
              + " ms in all; the latencies are loadgen's own");
    }
    err.flush();
  }

  private void printSettings(LoadPlan plan, ServerRules rules, int loops, String title) {
    Map<String, String> derived = new HashMap<>(load.derived(plan));
    if (where.server().isEmpty()) {
      derived.putAll(ServerOptions.derived(rules));
    }
    derived.put("event-loops", Integer.toString(loops));
    derived.put("name", title);
    PrintWriter out = command().commandLine().getOut();
    out.print(ConfigText.render(command(), derived));
    out.flush();
  }

  private Suite suite() {
    return Suites.named(workload)
        .orElseThrow(
            () ->
                usage(
                    "unknown workload '"
                        + workload
                        + "': there are "
                        + String.join(" and ", Suites.names())));
  }

  private void requireOutbox(Suite suite, LoadPlan plan) {
    asked(
        () -> {
          outbox.require(where.server().isEmpty(), suite.looksAtStreams(), plan.transport());
          return plan;
        });
  }

  private Dialing dialing() {
    return asked(
        () -> {
          live.require();
          return load.dialing();
        });
  }

  private ServerRules rules(LoadPlan plan) {
    return asked(() -> where.server().isEmpty() ? server.forBridge(plan) : server.told());
  }

  private int loops() {
    if (eventLoops == null) {
      return SuiteRunner.defaultEventLoops();
    }
    if (eventLoops < 1 || eventLoops > MAX_EVENT_LOOPS) {
      throw usage("event-loops must be 1 to " + MAX_EVENT_LOOPS + ": " + eventLoops);
    }
    return eventLoops;
  }

  private StatusLine status() {
    return quiet ? StatusLine.silent() : StatusLine.to(System.err, Terminals.progress());
  }

  private void refuseToReplaceReports() {
    if (output != null && !force && ReportFolder.holdsReports(output)) {
      throw usage(
          output
              + " holds the reports of an earlier run: choose another folder with --output,"
              + " or replace them with --force");
    }
  }

  private String title(LoadPlan plan) {
    if (name == null) {
      return workload + "-" + ChoiceConverter.word(plan.transport()) + "-" + plan.users();
    }
    if (name.isBlank()) {
      throw usage("name must not be empty");
    }
    return name;
  }
}
