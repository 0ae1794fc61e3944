package dev.proofload.loadgen.check;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.OperationKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Help comes when it is due, and to nobody else: on the third of three crisis messages in a row,
 * not before, with flag and text both; and nobody who never wrote in crisis language is given it.
 */
public final class CrisisCheck implements Check {
  /** What the bridge promises to say, in part. */
  static final String HELP = "call or text 988";

  private static final int TURNS = 3;
  private static final long WINDOW_NANOS = Duration.ofMinutes(5).toNanos();

  private final Steps steps;
  private final int crisisUsers;
  private final WitnessLog log = new WitnessLog();
  private final Map<Integer, Streak> streaks = new HashMap<>();
  private long bystanderTurns;
  private long delivered;
  private long undecided;

  private static final class Streak {
    private final List<Witness.Step> turns = new ArrayList<>();
    private long firstStartNanos;
    private long firstEndNanos;
    private boolean broken;
  }

  /**
   * @param crisisUsers how many users go through a crisis in the run
   */
  public CrisisCheck(Steps steps, int crisisUsers) {
    this.steps = steps;
    this.crisisUsers = crisisUsers;
  }

  @Override
  public void completed(
      Operation operation, Outcome outcome, long startNanos, long endNanos, Observation seen) {
    if (operation.kind() == OperationKind.CRISIS) {
      crisisTurn(operation, outcome, startNanos, endNanos, seen);
    } else if (!outcome.isError()) {
      bystanderTurns++;
      if (offersHelp(seen)) {
        Witness.Step step = steps.of(operation, outcome, startNanos, endNanos, seen);
        log.add(
            new Witness(
                step.user() + " was given the crisis message without having asked for help",
                List.of(step)));
      }
    }
  }

  @Override
  public void delivered(int user, long atNanos, Observation seen) {
    if (offersHelp(seen)) {
      Witness.Step step = steps.delivery(user, atNanos, seen);
      log.add(new Witness(step.user() + " was shown the crisis message unasked", List.of(step)));
    }
  }

  @Override
  public CheckResult result() {
    if (log.violations() == 0 && delivered == 0) {
      return Results.unknown("crisis", whyNothingWasDue());
    }
    CheckResult result = Results.of("crisis", delivered * TURNS + bystanderTurns, log, "");
    String missing =
        undecided == 0 ? "" : undecided + " crisis users could not be judged (unknown outcomes)";
    return new CheckResult(
        result.name(),
        result.verdict(),
        result.judged(),
        result.violations(),
        result.witnesses(),
        missing);
  }

  private String whyNothingWasDue() {
    if (crisisUsers == 0) {
      return "nobody went through a crisis: set --crisis-users";
    }
    return undecided > 0
        ? "a crisis message was left without an answer, so nothing surely was due"
        : "the run ended before anybody had sent " + TURNS + " crisis messages";
  }

  private void crisisTurn(
      Operation operation, Outcome outcome, long startNanos, long endNanos, Observation seen) {
    Streak streak = streaks.computeIfAbsent(operation.user(), user -> new Streak());
    if (streak.broken) {
      return;
    }
    if (outcome.isError()) {
      streak.broken = true;
      undecided++;
      return;
    }
    streak.turns.add(steps.of(operation, outcome, startNanos, endNanos, seen));
    int turn = streak.turns.size();
    if (turn == 1) {
      streak.firstStartNanos = startNanos;
      streak.firstEndNanos = endNanos;
    }
    boolean helped = offersHelp(seen);
    if (helped && seen.crisis() != seen.text().contains(HELP)) {
      violation(streak, "flag and text of the crisis answer disagree");
    } else if (turn < TURNS && helped) {
      violation(streak, "the crisis message came on turn " + turn + ", before it was due");
    } else if (turn == TURNS) {
      third(streak, helped, startNanos, endNanos);
    }
  }

  private void third(Streak streak, boolean helped, long startNanos, long endNanos) {
    boolean surelyWithin = endNanos - streak.firstStartNanos <= WINDOW_NANOS;
    boolean surelyBeyond = startNanos - streak.firstEndNanos > WINDOW_NANOS;
    if (!surelyWithin && !surelyBeyond) {
      undecided++;
    } else if (surelyWithin && !helped) {
      violation(streak, "three crisis messages in a row, and no help came on the third");
    } else if (surelyBeyond && helped) {
      violation(streak, "the crisis message came although the three turns lie too far apart");
    } else if (helped) {
      delivered++;
    }
  }

  private void violation(Streak streak, String what) {
    streak.broken = true;
    log.add(new Witness(streak.turns.getFirst().user() + ": " + what, streak.turns));
  }

  private static boolean offersHelp(Observation seen) {
    return seen.crisis() || seen.text().contains(HELP);
  }
}
