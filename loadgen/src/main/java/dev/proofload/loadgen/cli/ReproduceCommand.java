package dev.proofload.loadgen.cli;

import dev.proofload.loadgen.driver.EmbeddedBridge;
import dev.proofload.loadgen.driver.RunFailure;
import dev.proofload.loadgen.gate.Validity;
import dev.proofload.loadgen.record.BuildInfo;
import dev.proofload.loadgen.record.MachineProbe;
import dev.proofload.loadgen.report.Figures;
import dev.proofload.loadgen.report.FiguresReport;
import dev.proofload.loadgen.report.ReportFolder;
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
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code loadgen reproduce}. */
@Command(
    name = "reproduce",
    description = "Measures the paper's tables again; takes about five minutes.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  loadgen reproduce",
      "  loadgen reproduce --duration 5s --output /tmp/figures      a quick look"
    })
final class ReproduceCommand extends AskedCommand {
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final int PAPER_WS_USERS = 50;
  private static final int PAPER_WS_MESSAGES = 10;
  private static final int PAPER_WS_BYTES = 500;
  private static final int PAPER_HTTP_MESSAGES = 20;
  private static final int PACED_USERS = 20;
  private static final int PACED_RATE = 8_000;
  private static final int DEFAULT_BYTES = 100;

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      defaultValue = "30s",
      converter = DurationConverter.class,
      description = "Length of each long run, after its warm-up (default: ${DEFAULT-VALUE}).")
  private Duration duration = Duration.ZERO;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      defaultValue = "results/reproduce",
      description = "Where figures.md and figures.json go (default: ${DEFAULT-VALUE}).")
  private Path output = Path.of("");

  @Option(
      names = {"-q", "--quiet"},
      description = "No progress, and no tables on standard output.")
  private boolean quiet;

  private boolean violated;
  private boolean interrupted;

  @Override
  public Integer call() throws InterruptedException {
    if (duration.compareTo(SHORTEST) < 0) {
      throw usage("duration must be at least 1s: " + duration.toMillis() + "ms");
    }
    try (Interruption interruption = new Interruption()) {
      ReportFolder folder = ReportFolder.at(output);
      Instant startedAt = InstantSource.system().instant();
      List<Figures.Table> tables = new ArrayList<>(loadTables(interruption));
      if (!interrupted) {
        tell("Weighing sessions, messages and crisis states ...");
        tables.addAll(FootprintTables.measure(ChatTarget.home()));
      }
      BuildInfo build = BuildInfo.read();
      Figures figures =
          new Figures(
              startedAt, build.version(), build.commit(), new MachineProbe().probe(), tables);
      folder.write("figures.md", FiguresReport.markdown(figures));
      folder.write("figures.json", FiguresReport.json(figures));
      if (!quiet) {
        command().commandLine().getOut().println(FiguresReport.markdown(figures));
      }
      return violated ? ExitCode.VIOLATED : interrupted ? ExitCode.INTERRUPTED : ExitCode.PASS;
    } catch (IOException e) {
      throw new RunFailure(String.valueOf(e.getMessage()), e);
    }
  }

  private List<Figures.Table> loadTables(Interruption interruption) throws InterruptedException {
    List<LoadPlan> plans = new ArrayList<>();
    List<LoadPlan> warmups =
        List.of(
            lasting(20, Transport.HTTP, 5, DEFAULT_BYTES),
            lasting(PAPER_WS_USERS, Transport.WS, 0, PAPER_WS_BYTES));
    List<LoadPlan> http = new ArrayList<>();
    for (int users : List.of(5, 10, 20)) {
      http.add(counted(users, PAPER_HTTP_MESSAGES, Transport.HTTP, 5, DEFAULT_BYTES));
      http.add(lasting(users, Transport.HTTP, 5, DEFAULT_BYTES));
    }
    List<LoadPlan> webSocket =
        List.of(
            counted(PAPER_WS_USERS, PAPER_WS_MESSAGES, Transport.WS, 0, PAPER_WS_BYTES),
            lasting(PAPER_WS_USERS, Transport.WS, 0, PAPER_WS_BYTES));
    List<LoadPlan> paced = List.of(paced(Transport.HTTP, 5), paced(Transport.WS, 0));
    List.of(warmups, http, webSocket, paced).forEach(plans::addAll);
    try (ChatTarget target = ChatTarget.unlimited(plans)) {
      Runs runs = new Runs(target, interruption);
      tell("Warming up both programs ...");
      for (LoadPlan plan : warmups) {
        runs.run(plan);
      }
      return List.of(
          httpTable(runs, http), webSocketTable(runs, webSocket), pacedTable(runs, paced));
    }
  }

  private Figures.Table httpTable(Runs runs, List<LoadPlan> plans) throws InterruptedException {
    List<Figures.Row> rows = new ArrayList<>();
    for (LoadPlan plan : plans) {
      String what = plan.users() + " users";
      if (plan.messages().isPresent()) {
        rows.add(
            new Figures.Row(
                what,
                "paper, x 20 messages",
                FigureColumns.ofPaper(
                    Objects.requireNonNull(PaperFigures.HTTP_BY_USERS.get(plan.users())),
                    plan.users() * PAPER_HTTP_MESSAGES)));
      }
      Optional<SuiteRunner.Finished> run = runs.run(plan);
      run.ifPresent(done -> rows.add(new Figures.Row(what, how(plan), FigureColumns.of(done))));
    }
    return new Figures.Table(
        "http",
        "HTTP: users in 5 rooms, each sending as soon as it is answered",
        "A p99 from 100 to 400 messages rests on 1 to 4 answers: trust the long runs. Client and"
            + " server share the processors. Both programs were warm; every answer was checked.",
        FigureColumns.NAMES,
        rows);
  }

  private Figures.Table webSocketTable(Runs runs, List<LoadPlan> plans)
      throws InterruptedException {
    List<String> columns = new ArrayList<>(FigureColumns.NAMES);
    columns.addAll(List.of("established", "alive at end", "RSS growth bytes"));
    List<Figures.Row> rows = new ArrayList<>();
    List<Double> paper =
        new ArrayList<>(
            FigureColumns.ofPaper(PaperFigures.WEB_SOCKET, PAPER_WS_USERS * PAPER_WS_MESSAGES));
    paper.addAll(PaperFigures.WEB_SOCKET_LINKS);
    rows.add(new Figures.Row("50 WebSockets", "paper, x 10 messages", paper));
    for (LoadPlan plan : plans) {
      OptionalLong before = runs.residentBytes();
      Optional<SuiteRunner.Finished> run = runs.run(plan);
      if (run.isPresent()) {
        List<Double> values = new ArrayList<>(FigureColumns.of(run.get()));
        values.add((double) run.get().links().established());
        values.add((double) run.get().links().aliveAtEnd());
        OptionalLong after = run.get().record().usage().targetRssBytes();
        values.add(
            before.isPresent() && after.isPresent()
                ? (double) (after.getAsLong() - before.getAsLong())
                : Double.NaN);
        rows.add(new Figures.Row("50 WebSockets", how(plan), values));
      }
    }
    return new Figures.Table(
        "web_socket",
        "WebSocket: 50 connections, messages of 500 bytes",
        "The paper streamed its replies; here a reply is one frame. Growth of a JVM's resident"
            + " memory is mostly heap that it has not yet had reason to collect.",
        columns,
        rows);
  }

  private Figures.Table pacedTable(Runs runs, List<LoadPlan> plans) throws InterruptedException {
    List<Figures.Row> rows = new ArrayList<>();
    for (LoadPlan plan : plans) {
      Optional<SuiteRunner.Finished> run = runs.run(plan);
      run.ifPresent(
          done ->
              rows.add(
                  new Figures.Row(plan.transport().name(), how(plan), FigureColumns.of(done))));
    }
    return new Figures.Table(
        "paced",
        "20 users at 8,000 messages a second together",
        "Sent at a steady pace whether or not the server keeps up; latency runs from when a"
            + " message was due. The paper has no such figure.",
        FigureColumns.NAMES,
        rows);
  }

  private String how(LoadPlan plan) {
    return plan.messages()
        .map(count -> "ours, x " + count + " messages")
        .orElse("ours, " + duration.toSeconds() + " s after warm-up");
  }

  private LoadPlan counted(
      int users, int messages, Transport transport, int rooms, int messageSize) {
    return plan(
        users,
        Optional.of(messages),
        Optional.empty(),
        transport,
        rooms,
        messageSize,
        Optional.empty());
  }

  private LoadPlan lasting(int users, Transport transport, int rooms, int messageSize) {
    return plan(
        users,
        Optional.empty(),
        Optional.of(duration),
        transport,
        rooms,
        messageSize,
        Optional.empty());
  }

  private LoadPlan paced(Transport transport, int rooms) {
    OpenLoad open = new OpenLoad(RateProfile.constant(PACED_RATE, duration), Arrivals.CONSTANT);
    return plan(
        PACED_USERS,
        Optional.empty(),
        Optional.of(duration),
        transport,
        rooms,
        DEFAULT_BYTES,
        Optional.of(open));
  }

  private LoadPlan plan(
      int users,
      Optional<Integer> messages,
      Optional<Duration> lasting,
      Transport transport,
      int rooms,
      int messageSize,
      Optional<OpenLoad> open) {
    Duration warmup = lasting.map(length -> length.dividedBy(10)).orElse(Duration.ZERO);
    return new LoadPlan(
        users,
        messages,
        lasting,
        warmup,
        transport,
        rooms,
        1,
        messageSize,
        Duration.ZERO,
        Duration.ofSeconds(10),
        1,
        KindMix.CHAT_ONLY,
        open,
        Readers.ALL_HEALTHY);
  }

  private void tell(String what) {
    if (!quiet) {
      PrintWriter err = command().commandLine().getErr();
      err.println(what);
      err.flush();
    }
  }

  /** Makes one run after the other on the same bridge, until somebody interrupts. */
  private final class Runs {
    private final ChatTarget target;
    private final Interruption interruption;

    Runs(ChatTarget target, Interruption interruption) {
      this.target = target;
      this.interruption = interruption;
    }

    OptionalLong residentBytes() {
      return target.embedded().map(EmbeddedBridge::residentBytes).orElse(OptionalLong.empty());
    }

    /** Empty if the run was interrupted, now or before. */
    Optional<SuiteRunner.Finished> run(LoadPlan plan) throws InterruptedException {
      if (interrupted) {
        return Optional.empty();
      }
      String name = plan.transport() + " " + plan.users();
      tell(name + " users, " + how(plan) + " ...");
      SuiteRunner.Labels labels =
          new SuiteRunner.Labels(name, Settings.commandLine(command()), Settings.of(command()));
      SuiteRunner runner = SuiteRunner.greet(Suites.CHAT, target, plan, labels, true);
      interruption.stops(runner::interrupt);
      SuiteRunner.Finished finished =
          runner.run(
              SuiteRunner.defaultEventLoops(),
              (kind, start, length, latency) -> {},
              progress -> {});
      int code = ExitCode.of(finished);
      violated |= code == ExitCode.VIOLATED;
      if (code == ExitCode.INVALID) {
        tell(name + ": invalid: " + Validity.of(finished.record()).sentence());
      }
      interrupted |= code == ExitCode.INTERRUPTED;
      if (!finished.complaint().isEmpty()) {
        throw new RunFailure(name + ": " + finished.complaint());
      }
      return interrupted ? Optional.empty() : Optional.of(finished);
    }
  }
}
