package dev.proofload.loadgen.suite;

import dev.proofload.loadgen.check.Check;
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
  private final SessionsCheck sessions;
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
    this.sessions = new SessionsCheck(names, maxSessions);
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
        sessions,
        ChatScript.meetingSize(plan));
  }

  /** The verdicts; only after the run. */
  public List<CheckResult> results() {
    Checks all = new Checks();
    loops.forEach(all::merge);
    return List.of(
        all.isolation.result(),
        sessions.result(plan.users()),
        all.rooms.result(),
        all.crisis.result(),
        all.counts.result());
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
    private final List<Check<?>> all = List.of(isolation, rooms, crisis, counts);

    @Override
    public void completed(
        Operation operation, Outcome outcome, long startNanos, long endNanos, Observation seen) {
      for (Check<?> check : all) {
        check.completed(operation, outcome, startNanos, endNanos, seen);
      }
    }

    @Override
    public void delivered(int user, long atNanos, Observation seen) {
      for (Check<?> check : all) {
        check.delivered(user, atNanos, seen);
      }
    }

    void merge(Checks other) {
      isolation.merge(other.isolation);
      rooms.merge(other.rooms);
      crisis.merge(other.crisis);
      counts.merge(other.counts);
    }
  }
}
