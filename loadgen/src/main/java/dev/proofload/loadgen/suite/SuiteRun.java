package dev.proofload.loadgen.suite;

import dev.proofload.loadgen.check.ChatChecks;
import dev.proofload.loadgen.check.CheckResult;
import dev.proofload.loadgen.check.Steps;
import dev.proofload.loadgen.driver.SuiteParts;
import dev.proofload.loadgen.record.BuildInfo;
import dev.proofload.loadgen.record.HistoryCodes;
import dev.proofload.loadgen.record.HistoryFeed;
import dev.proofload.loadgen.record.HistoryHeader;
import dev.proofload.loadgen.record.HistoryLane;
import dev.proofload.loadgen.record.HistoryListener;
import dev.proofload.loadgen.record.HistoryWriter;
import dev.proofload.loadgen.target.Dialect;
import dev.proofload.loadgen.workload.LoadPlan;
import dev.proofload.loadgen.workload.MessageText;
import dev.proofload.loadgen.workload.Names;
import dev.proofload.loadgen.workload.ServerRules;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A suite at work: what one run needs of it, and what its checks make of the run. */
public final class SuiteRun {
  private static final String UNCHECKED = "not checked, as --checks none says";

  /** To drive a user over a larger limit would take longer than anybody cares to wait. */
  private static final int MAX_LIMIT = 20_000;

  private final Suite suite;
  private final LoadPlan plan;
  private final ServerRules rules;
  private final Names names;
  private final MessageText text;
  private final ChatChecks checks;
  private final HistoryFeed feed;
  private final boolean checked;
  private Optional<HistoryWriter> saved = Optional.empty();
  private String url = "";
  private volatile long beginNanos;

  /**
   * @param runId tells this run's users from those of others on the same server
   * @param rules how the server was set up, as far as is known
   * @param nanoTime about now, on the clock of all operations
   * @param checked whether the run is to be judged while it runs
   */
  public SuiteRun(
      Suite suite, LoadPlan plan, String runId, ServerRules rules, long nanoTime, boolean checked) {
    this.suite = suite;
    this.plan = plan;
    this.beginNanos = nanoTime;
    this.rules = rules;
    this.checked = checked;
    this.names = new Names(runId, plan.rooms(), !plan.mix().isChatOnly());
    this.text = new MessageText(plan.messageSize());
    this.checks =
        suite.checks(new Steps(names, () -> beginNanos), rules, plan.users(), plan.crisisUsers());
    this.feed = new HistoryFeed(names, nanoTime, checked ? checks : HistoryListener.NONE);
  }

  /**
   * All that judges a run from its saved history; the same that judged it while it ran.
   *
   * @throws IllegalArgumentException if it is the history of a workload that there is not
   */
  public static ChatChecks checks(HistoryHeader header) {
    return Suites.named(header.workload())
        .orElseThrow(
            () ->
                new IllegalArgumentException("a history of another workload: " + header.workload()))
        .checks(new Steps(header.names(), 0), header.rules(), header.users(), header.crisisUsers());
  }

  /** The name of its workload. */
  public String name() {
    return suite.name();
  }

  /**
   * The run's history is to be saved; to be called before it.
   *
   * @param target where the system under test listens
   * @throws IOException whose message is a sentence for the user
   */
  public void saveTo(Path file, String target) throws IOException {
    HistoryWriter writer = HistoryWriter.open(file);
    feed.saveTo(writer);
    saved = Optional.of(writer);
    url = target;
  }

  /** The load begins: times in witnesses and in the history are counted from then. */
  private void begin(Instant startedAt, long nanos) {
    beginNanos = nanos;
    saved.ifPresent(
        writer ->
            writer.begin(
                new HistoryHeader(
                    suite.name(),
                    names,
                    plan.users(),
                    suite.meetingSize(plan),
                    plan.crisisUsers(),
                    plan.messageSize(),
                    plan.seed(),
                    rules,
                    startedAt,
                    url,
                    BuildInfo.read(),
                    HistoryCodes.current())));
    // From now on the feed's thread writes.
    feed.begin(nanos);
  }

  /** Speaks to the system under test. */
  public Dialect newDialect() {
    return suite.dialect(names, text);
  }

  /** What the driver needs. */
  public SuiteParts parts() {
    boolean judged = checked || saved.isPresent();
    return new SuiteParts(
        this::begin,
        user -> suite.script(plan, rules, user),
        this::newDialect,
        judged ? feed::lane : () -> HistoryLane.NOWHERE,
        suite.meetingSize(plan),
        rules.rateLimit().orElse(0) > 0 && rules.rateLimit().orElse(0) <= MAX_LIMIT,
        judged,
        suite.looksAtStreams());
  }

  /**
   * The verdicts; once, after the run.
   *
   * @param quiet whether all that waited had been fetched in the end
   * @param shortfall why less came of the run than was planned
   */
  public List<CheckResult> results(boolean quiet, Shortfall shortfall) {
    feed.end(quiet);
    if (checked) {
      return shortfall.explain(checks.results(), plan, rules);
    }
    checks.ended(false);
    return checks.results().stream().map(check -> check.withdrawn(UNCHECKED)).toList();
  }

  /** Why the history could not all be saved, as a sentence for the user; empty if it was. */
  public String complaint() {
    return saved.map(HistoryWriter::failure).orElse("");
  }

  /** How long the load had to wait because the checks, or the disk, could not keep up. */
  public Duration waited() {
    return Duration.ofNanos(feed.waitedNanos());
  }
}
