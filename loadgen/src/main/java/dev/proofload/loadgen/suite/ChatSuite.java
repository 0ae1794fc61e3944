package dev.proofload.loadgen.suite;

import dev.proofload.loadgen.check.CheckResult;
import dev.proofload.loadgen.check.CrisisCheck;
import dev.proofload.loadgen.check.IsolationCheck;
import dev.proofload.loadgen.check.MessageCountCheck;
import dev.proofload.loadgen.check.RoomsCheck;
import dev.proofload.loadgen.check.SessionsCheck;
import dev.proofload.loadgen.check.Steps;
import dev.proofload.loadgen.driver.LoadDriver;
import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.OperationListener;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.target.Dialect;
import dev.proofload.loadgen.target.bridge.BridgeDialect;
import dev.proofload.loadgen.workload.ChatScript;
import dev.proofload.loadgen.workload.LoadPlan;
import dev.proofload.loadgen.workload.MessageText;
import dev.proofload.loadgen.workload.Names;
import dev.proofload.loadgen.workload.Operation;
import java.util.ArrayList;
import java.util.List;

/**
 * The workload {@code chat}: many users chat in a few rooms, meet once, and some of them go through
 * a crisis. Judged by five checks: isolation, sessions, rooms, crisis, message counts.
 *
 * <p>For one run.
 */
public final class ChatSuite {
  /** Its name on the command line. */
  public static final String NAME = "chat";

  private final LoadPlan plan;
  private final Names names;
  private final MessageText text;
  private final Steps steps;
  private final long maxSessions;
  private final SessionsCheck sessions;
  private final MessageCountCheck listedCounts;
  private final List<Checks> loops = new ArrayList<>();

  /**
   * @param runId tells this run's users from those of others on the same server
   * @param maxSessions how many sessions the server keeps before it evicts
   * @param originNanos what times in witnesses are counted from
   */
  public ChatSuite(LoadPlan plan, String runId, long maxSessions, long originNanos) {
    this.plan = plan;
    this.names = new Names(runId, plan.rooms());
    this.text = new MessageText(plan.messageSize());
    this.steps = new Steps(names, originNanos);
    this.maxSessions = maxSessions;
    this.sessions = new SessionsCheck(steps);
    this.listedCounts = new MessageCountCheck(steps, plan.users());
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
        this::newChecks,
        this::probed,
        ChatScript.meetingSize(plan));
  }

  /** The verdicts; only after the run. */
  public List<CheckResult> results() {
    Checks all = new Checks();
    loops.forEach(all::merge);
    all.counts.merge(listedCounts);
    return List.of(
        all.isolation.result(),
        unlessEvicted(sessions.result()),
        all.rooms.result(),
        all.crisis.result(),
        unlessEvicted(all.counts.result()));
  }

  /** A server that had to evict sessions may forget users, and count anew. */
  private CheckResult unlessEvicted(CheckResult result) {
    long most = Math.max(plan.users(), sessions.mostSessions());
    boolean evicting = plan.users() > maxSessions || sessions.mostSessions() >= maxSessions;
    return evicting
        ? result.withdrawn(
            most + " sessions where the server keeps " + maxSessions + ": evictions are legal")
        : result;
  }

  private void probed(int[] before, int[] after, boolean last, Observation seen) {
    sessions.probed(before, after, last, seen);
    listedCounts.probed(before, after, last, seen);
  }

  /** Called once for each event loop, before any of them runs. */
  private OperationListener newChecks() {
    Checks checks = new Checks();
    loops.add(checks);
    return checks;
  }

  private final class Checks implements OperationListener {
    private final IsolationCheck isolation = new IsolationCheck(steps);
    private final RoomsCheck rooms = new RoomsCheck(steps, ChatScript.meetingSize(plan));
    private final CrisisCheck crisis = new CrisisCheck(steps, plan.crisisUsers());
    private final MessageCountCheck counts = new MessageCountCheck(steps, plan.users());

    // Named one by one: this runs for every message, and a list of checks would be called through
    // one interface call that the compiler can't see through.
    @Override
    public void completed(
        Operation operation, Outcome outcome, long startNanos, long endNanos, Observation seen) {
      isolation.completed(operation, outcome, startNanos, endNanos, seen);
      rooms.completed(operation, outcome, startNanos, endNanos, seen);
      crisis.completed(operation, outcome, startNanos, endNanos, seen);
      counts.completed(operation, outcome, startNanos, endNanos, seen);
    }

    @Override
    public void delivered(int user, long atNanos, Observation seen) {
      isolation.delivered(user, atNanos, seen);
      rooms.delivered(user, atNanos, seen);
      crisis.delivered(user, atNanos, seen);
      counts.delivered(user, atNanos, seen);
    }

    void merge(Checks other) {
      isolation.merge(other.isolation);
      rooms.merge(other.rooms);
      crisis.merge(other.crisis);
      counts.merge(other.counts);
    }
  }
}
