package dev.proofload.loadgen.suite;

import dev.proofload.loadgen.check.ChatChecks;
import dev.proofload.loadgen.check.CheckResult;
import dev.proofload.loadgen.check.Steps;
import dev.proofload.loadgen.driver.LoadDriver;
import dev.proofload.loadgen.record.HistoryFeed;
import dev.proofload.loadgen.target.Dialect;
import dev.proofload.loadgen.target.bridge.BridgeDialect;
import dev.proofload.loadgen.workload.ChatScript;
import dev.proofload.loadgen.workload.LoadPlan;
import dev.proofload.loadgen.workload.MessageText;
import dev.proofload.loadgen.workload.Names;
import dev.proofload.loadgen.workload.ServerRules;
import java.util.List;

/**
 * The workload {@code chat}: many users chat in a few rooms, meet once, and some of them go through
 * a crisis.
 *
 * <p>For one run.
 */
public final class ChatSuite {
  /** Its name on the command line. */
  public static final String NAME = "chat";

  private final LoadPlan plan;
  private final Names names;
  private final MessageText text;
  private final ChatChecks checks;
  private final HistoryFeed feed;

  /**
   * @param runId tells this run's users from those of others on the same server
   * @param rules how the server was set up, as far as is known
   * @param originNanos what times in witnesses are counted from
   */
  public ChatSuite(LoadPlan plan, String runId, ServerRules rules, long originNanos) {
    this.plan = plan;
    this.names = Names.plain(runId, plan.rooms());
    this.text = new MessageText(plan.messageSize());
    this.checks =
        ChatChecks.of(
            new Steps(names, originNanos),
            rules,
            plan.users(),
            ChatScript.meetingSize(plan),
            plan.crisisUsers());
    this.feed = new HistoryFeed(names, originNanos, checks);
  }

  /** Speaks to the system under test. */
  public Dialect newDialect() {
    return new BridgeDialect(names, plan.users(), text);
  }

  /** What the driver needs. */
  public LoadDriver.Parts parts() {
    return new LoadDriver.Parts(
        user -> new ChatScript(plan, user),
        this::newDialect,
        feed::lane,
        ChatScript.meetingSize(plan));
  }

  /**
   * The verdicts; once, after the run.
   *
   * @param quiet whether all that waited had been fetched in the end
   */
  public List<CheckResult> results(boolean quiet) {
    feed.end(quiet);
    return checks.results();
  }
}
