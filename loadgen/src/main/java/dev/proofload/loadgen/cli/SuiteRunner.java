package dev.proofload.loadgen.cli;

import dev.proofload.loadgen.check.CheckResult;
import dev.proofload.loadgen.driver.Dialing;
import dev.proofload.loadgen.driver.EmbeddedBridge;
import dev.proofload.loadgen.driver.Endpoint;
import dev.proofload.loadgen.driver.Greeting;
import dev.proofload.loadgen.driver.LoadDriver;
import dev.proofload.loadgen.driver.LoadResult;
import dev.proofload.loadgen.driver.LocalServer;
import dev.proofload.loadgen.driver.Observers;
import dev.proofload.loadgen.driver.ProcessCpu;
import dev.proofload.loadgen.driver.Progress;
import dev.proofload.loadgen.driver.ResidentMemory;
import dev.proofload.loadgen.driver.RunFailure;
import dev.proofload.loadgen.record.BuildInfo;
import dev.proofload.loadgen.record.Ceiling;
import dev.proofload.loadgen.record.IntervalListener;
import dev.proofload.loadgen.record.Machine;
import dev.proofload.loadgen.record.MachineProbe;
import dev.proofload.loadgen.record.Measurements;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.record.RunInfo;
import dev.proofload.loadgen.record.RunRecord;
import dev.proofload.loadgen.record.Usage;
import dev.proofload.loadgen.suite.Shortfall;
import dev.proofload.loadgen.suite.Suite;
import dev.proofload.loadgen.suite.SuiteRun;
import dev.proofload.loadgen.workload.LoadPlan;
import dev.proofload.loadgen.workload.Transport;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Makes one run of a suite and says what came of it. {@link #run} blocks; {@link #interrupt} may be
 * called by any thread, also before.
 */
final class SuiteRunner {
  private static final String RUN_ID_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
  private static final int RUN_ID_LENGTH = 8;

  private final ChatTarget target;
  private final LoadPlan plan;
  private final Labels labels;
  private final Endpoint endpoint;
  private final SuiteRun suite;

  /** The process that is loaded, where it runs here and can be told. */
  private final Optional<ProcessHandle> serving;

  private volatile Optional<LoadDriver> driver = Optional.empty();
  private volatile boolean interrupted;
  private Dialing dialing = Dialing.AT_ONCE;

  /** What the run is called in reports. */
  record Labels(String name, String command, Map<String, String> settings) {}

  /**
   * What came of a run.
   *
   * @param links what became of the users' connections
   * @param complaint one sentence if it could not be made as planned, else empty
   * @param waited how long the load had to wait for the checks, all event loops together
   */
  record Finished(
      RunRecord record,
      List<CheckResult> checks,
      LoadResult.Links links,
      String complaint,
      Duration waited) {}

  private SuiteRunner(
      ChatTarget target, LoadPlan plan, Labels labels, Endpoint endpoint, SuiteRun suite) {
    this.target = target;
    this.plan = plan;
    this.labels = labels;
    this.endpoint = endpoint;
    this.suite = suite;
    this.serving =
        target.embedded().map(EmbeddedBridge::handle).or(() -> LocalServer.process(endpoint));
  }

  /**
   * Finds out whether the server can be loaded so. Blocks for ten seconds at most.
   *
   * @param checked whether the run is to be judged while it runs
   * @throws RunFailure if the server can't be reached, or is of the wrong kind
   */
  static SuiteRunner greet(
      Suite suite, ChatTarget target, LoadPlan plan, Labels labels, boolean checked)
      throws InterruptedException {
    SuiteRun run = begin(suite, target, plan, checked);
    Endpoint endpoint = Greeting.ask(target.endpoint(), run.newDialect(), plan.timeout());
    if (plan.transport() != Transport.HTTP && endpoint.webSocketPort() == 0) {
      throw new RunFailure(
          endpoint.url()
              + " names no WebSocket port in its health: tell it by --ws-url, or use --transport http");
    }
    return new SuiteRunner(target, plan, labels, endpoint, run);
  }

  /** Of a target that nobody need ask who it is, and whose answers say nothing. */
  static SuiteRunner unasked(Suite suite, ChatTarget target, LoadPlan plan, Labels labels) {
    SuiteRun run = begin(suite, target, plan, false);
    return new SuiteRunner(target, plan, labels, target.endpoint(), run);
  }

  private static SuiteRun begin(Suite suite, ChatTarget target, LoadPlan plan, boolean checked) {
    return new SuiteRun(suite, plan, newRunId(), target.rules(), System.nanoTime(), checked);
  }

  /** Half the processors, as the other half is the server's, and at most four. */
  static int defaultEventLoops() {
    return Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, 4);
  }

  /**
   * Saves the run's history; to be called before it.
   *
   * @throws IOException whose message is a sentence for the user
   */
  void saveHistory(Path file) throws IOException {
    suite.saveTo(file, endpoint.url());
  }

  /** Says how users are to connect; to be called before the run. */
  void connect(Dialing how) {
    dialing = how;
  }

  /** Ends the run soon; what was measured until then is kept. */
  void interrupt() {
    interrupted = true;
    driver.ifPresent(LoadDriver::interrupt);
  }

  /** Ends the load soon; what was sent until then is judged. To be called while it runs. */
  void abort() {
    driver.ifPresent(LoadDriver::abort);
  }

  /** Runs to the end. */
  Finished run(int eventLoops, IntervalListener intervals, Consumer<Progress> seconds)
      throws InterruptedException {
    LoadDriver running = new LoadDriver(plan, endpoint, suite.parts(), dialing);
    driver = Optional.of(running);
    if (interrupted) {
      running.interrupt();
    }
    LoadResult result =
        running.run(
            eventLoops, new Observers(intervals, seconds, this::targetCpu, this::targetMemory));
    Usage usage =
        new Usage(
            result.cpuNanos(),
            result.targetCpuNanos(),
            target.embedded().map(EmbeddedBridge::residentBytes).orElse(OptionalLong.empty()));
    Machine machine = new MachineProbe().probe();
    RunRecord run =
        new RunRecord(
            info(result),
            machine,
            result.measurements(),
            usage,
            result.offered(),
            result.self().under(ceiling(machine, eventLoops)),
            result.streams());
    List<CheckResult> checks = suite.results(result.quiet(), shortfall(result));
    String complaint = complaint(result);
    return new Finished(
        run,
        checks,
        result.links(),
        complaint.isEmpty() ? suite.complaint() : complaint,
        suite.waited());
  }

  private Optional<Ceiling> ceiling(Machine machine, int eventLoops) {
    return CalibrationStore.ofUser()
        .load()
        .filter(kept -> kept.fits(machine, BuildInfo.read().version(), eventLoops))
        .flatMap(kept -> kept.ceiling(ChoiceConverter.word(plan.transport())));
  }

  private static Shortfall shortfall(LoadResult result) {
    return switch (result.ending()) {
      case INTERRUPTED -> Shortfall.INTERRUPTED;
      case TARGET_LOST -> Shortfall.TARGET_LOST;
      case COMPLETED, ABORTED ->
          result.measurements().messages(Outcome.OK) > 0
              ? result.ending() == RunInfo.Ending.ABORTED ? Shortfall.ABORTED : Shortfall.NONE
              : result.measurements().messages(Outcome.REFUSED) > 0
                  ? Shortfall.ALL_REFUSED
                  : Shortfall.NONE_ANSWERED;
    };
  }

  private RunInfo info(LoadResult result) {
    BuildInfo build = BuildInfo.read();
    return new RunInfo(
        labels.name(),
        suite.name(),
        result.startedAt(),
        endpoint.url(),
        target.embedded().isPresent(),
        build.version(),
        build.commit(),
        labels.command(),
        plan.users(),
        plan.messages().orElse(0),
        plan.seed(),
        labels.settings(),
        result.ending());
  }

  private String complaint(LoadResult result) {
    String why = result.firstFailure().isEmpty() ? "" : " (" + result.firstFailure() + ")";
    return switch (result.ending()) {
      case TARGET_LOST ->
          endpoint.url() + " could not be reached any more" + why + "; the run ended early";
      case COMPLETED, ABORTED -> nothingDone(result.measurements(), why);
      case INTERRUPTED -> "";
    };
  }

  private String nothingDone(Measurements measured, String why) {
    if (measured.messages(Outcome.OK) > 0) {
      return "";
    }
    long refused = measured.messages(Outcome.REFUSED);
    return refused > 0
        ? "not one message got through: " + endpoint.url() + " refused all " + refused + " (429)"
        : "not one message was answered by " + endpoint.url() + why;
  }

  private OptionalLong targetCpu() {
    return serving.map(ProcessCpu::of).orElse(OptionalLong.empty());
  }

  private OptionalLong targetMemory() {
    return ResidentMemory.of(serving, endpoint);
  }

  /** Not from the seed: two runs of one seed must not share their sessions. */
  private static String newRunId() {
    SecureRandom random = new SecureRandom();
    StringBuilder id = new StringBuilder();
    for (int i = 0; i < RUN_ID_LENGTH; i++) {
      id.append(RUN_ID_LETTERS.charAt(random.nextInt(RUN_ID_LETTERS.length())));
    }
    return id.toString();
  }
}
