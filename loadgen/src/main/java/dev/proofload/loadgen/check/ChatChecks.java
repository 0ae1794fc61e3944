package dev.proofload.loadgen.check;

import dev.proofload.loadgen.record.HistoryListener;
import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.OperationKind;
import dev.proofload.loadgen.workload.ServerRules;
import java.util.List;

/** All that judges the workload {@code chat}, in the order of the report. Not thread-safe. */
public final class ChatChecks implements HistoryListener {
  private final List<Check> checks;
  private final Evictions evictions;

  /**
   * The checks of one run.
   *
   * @param rules how the server was set up, as far as is known
   * @param users how many there are at first
   * @param meeting how many of them meet
   * @param crisisUsers how many of them go through a crisis
   */
  public static ChatChecks of(
      Steps steps, ServerRules rules, int users, int meeting, int crisisUsers) {
    Evictions evictions = new Evictions(rules, users);
    return new ChatChecks(
        evictions,
        List.of(
            new IsolationCheck(steps, evictions),
            new SessionsCheck(steps, rules, evictions),
            new RoomsCheck(steps, rules, users),
            new SayCheck(steps, evictions),
            new CrisisCheck(steps, rules, crisisUsers),
            new RateLimitCheck(steps, rules)));
  }

  /** Judges what is told by these; they know of evictions from the one given. */
  ChatChecks(Evictions evictions, List<Check> checks) {
    this.evictions = evictions;
    this.checks = List.copyOf(checks);
  }

  @Override
  public void completed(
      Operation operation, Outcome outcome, long startNanos, long endNanos, Observation seen) {
    evictions.acted(operation.user());
    if (operation.kind() == OperationKind.SESSIONS && outcome == Outcome.OK) {
      evictions.listed(seen.sessions().size());
    }
    for (int i = 0; i < checks.size(); i++) {
      checks.get(i).completed(operation, outcome, startNanos, endNanos, seen);
    }
  }

  @Override
  public void delivered(int user, long atNanos, Observation seen) {
    for (int i = 0; i < checks.size(); i++) {
      checks.get(i).delivered(user, atNanos, seen);
    }
  }

  @Override
  public void settled(long nanos) {
    for (int i = 0; i < checks.size(); i++) {
      checks.get(i).settled(nanos);
    }
  }

  @Override
  public void ended(boolean quiet) {
    checks.forEach(check -> check.ended(quiet));
  }

  /** How many users there have been: whoever retires is followed by a new one. */
  public long users() {
    return evictions.users();
  }

  /** Whether the server may have thrown sessions out; after the end. */
  public boolean evictionsPossible() {
    return evictions.possible();
  }

  /** The verdicts, after the end. */
  public List<CheckResult> results() {
    return checks.stream().map(Check::result).toList();
  }
}
