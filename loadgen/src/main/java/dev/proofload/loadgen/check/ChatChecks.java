package dev.proofload.loadgen.check;

import dev.proofload.loadgen.record.HistoryListener;
import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.ServerRules;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * All that judges the workloads {@code chat} and {@code streams}, in the order of the report. Not
 * thread-safe.
 */
public final class ChatChecks implements HistoryListener {
  private final List<Check> checks;
  private final Evictions evictions;
  private final List<Part> parts;
  private final Part all;

  /**
   * The checks of one run.
   *
   * @param rules how the server was set up, as far as is known
   * @param users how many there are at first
   * @param crisisUsers how many of them go through a crisis
   */
  public static ChatChecks of(Steps steps, ServerRules rules, int users, int crisisUsers) {
    return of(steps, rules, users, crisisUsers, Optional.empty());
  }

  /**
   * The checks of one run in which the order of what goes over sockets is judged too. The rate
   * limit is not: nobody is driven over it.
   *
   * @param rules how the server was set up, as far as is known
   * @param users how many there are at first
   * @param crisisUsers how many of them go through a crisis
   */
  public static ChatChecks ofStreams(Steps steps, ServerRules rules, int users, int crisisUsers) {
    return ofStreams(steps, rules, users, crisisUsers, PrioritiesCheck.STANDSTILL);
  }

  /**
   * The same where time goes by faster than for people.
   *
   * @param standstill how long a server must have sent nothing before anybody asks why
   */
  public static ChatChecks ofStreams(
      Steps steps, ServerRules rules, int users, int crisisUsers, Duration standstill) {
    return of(steps, rules, users, crisisUsers, Optional.of(standstill));
  }

  private static ChatChecks of(
      Steps steps,
      ServerRules rules,
      int users,
      int crisisUsers,
      Optional<Duration> standstillOfStreams) {
    Evictions evictions = new Evictions(rules, users);
    Check isolation = new IsolationCheck(steps, evictions);
    Check sessions = new SessionsCheck(steps, rules, evictions);
    Check rooms = new RoomsCheck(steps, rules, users);
    Check say = new SayCheck(steps, evictions);
    Check crisis = new CrisisCheck(steps, rules, crisisUsers);
    if (standstillOfStreams.isPresent()) {
      Check priorities = new PrioritiesCheck(steps, evictions, standstillOfStreams.get());
      return new ChatChecks(
          evictions,
          new Part(List.of(evictions, isolation, sessions, say, priorities)),
          new Part(List.of(rooms, crisis)),
          List.of(priorities, isolation, sessions, rooms, say, crisis));
    }
    Check rateLimit = new RateLimitCheck(steps, rules);
    return new ChatChecks(
        evictions,
        new Part(List.of(evictions, isolation, sessions, say)),
        new Part(List.of(rooms, crisis, rateLimit)),
        List.of(isolation, sessions, rooms, say, crisis, rateLimit));
  }

  private ChatChecks(Evictions evictions, Part informed, Part others, List<Check> checks) {
    this.evictions = evictions;
    this.parts = List.of(informed, others);
    this.all = new Part(parts);
    this.checks = checks;
  }

  /** Those who are told together, in this order. They share nothing with those of another part. */
  private record Part(List<? extends HistoryListener> listeners) implements HistoryListener {
    @Override
    public void completed(
        Operation operation, Outcome outcome, long startNanos, long endNanos, Observation seen) {
      for (int i = 0; i < listeners.size(); i++) {
        listeners.get(i).completed(operation, outcome, startNanos, endNanos, seen);
      }
    }

    @Override
    public void delivered(int user, long atNanos, Observation seen) {
      for (int i = 0; i < listeners.size(); i++) {
        listeners.get(i).delivered(user, atNanos, seen);
      }
    }

    @Override
    public void settled(long nanos) {
      for (int i = 0; i < listeners.size(); i++) {
        listeners.get(i).settled(nanos);
      }
    }

    @Override
    public void ended(boolean quiet) {
      listeners.forEach(listener -> listener.ended(quiet));
    }
  }

  /**
   * The checks in parts of about the same cost. Instead of this, each part may be told everything
   * by a thread of its own; the verdicts are here, once all have been told.
   */
  public List<? extends HistoryListener> parts() {
    return parts;
  }

  @Override
  public void completed(
      Operation operation, Outcome outcome, long startNanos, long endNanos, Observation seen) {
    all.completed(operation, outcome, startNanos, endNanos, seen);
  }

  @Override
  public void delivered(int user, long atNanos, Observation seen) {
    all.delivered(user, atNanos, seen);
  }

  @Override
  public void settled(long nanos) {
    all.settled(nanos);
  }

  @Override
  public void ended(boolean quiet) {
    all.ended(quiet);
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
