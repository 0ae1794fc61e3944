package dev.proofload.loadgen.check;

import dev.proofload.loadgen.check.CrisisStreak.Finding;
import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.OperationKind;
import dev.proofload.loadgen.workload.ServerRules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Help comes exactly when it is due, with flag and text both, whether the turn is answered or
 * refused; and nobody else is ever shown it, be it in an answer, unasked, in an event or in a
 * history.
 *
 * <p>A turn without an answer may or may not have counted, so that user is judged no further. Only
 * users in a crisis cost memory. What is shown unasked is judged once all that had begun by then is
 * known. Not thread-safe.
 */
public final class CrisisCheck implements Check {
  /** What the bridge promises to say, in part. */
  static final String HELP = "call or text 988";

  static final String NAME = "crisis";
  private static final int MOST_STEPS = 4;

  private final Steps steps;
  private final int crisisUsers;
  private final Duration window;
  private final CrisisStreak.Promise promise;
  private final Map<Integer, Patient> patients = new HashMap<>();
  private final BitSet retired = new BitSet();
  private final List<Shown> shown = new ArrayList<>();
  private final Judged judged = new Judged();
  private final WitnessLog log = new WitnessLog();
  private long refused;
  private long helped;
  private long undecided;
  private boolean enoughTurns;

  /** A user who has sent crisis text. */
  private static final class Patient {
    private final CrisisStreak streak;
    private final Trace lastCalm = new Trace();
    private boolean everHelped;

    /** A violation was told, and what the server holds is not known until the streak is over. */
    private boolean lost;

    Patient(CrisisStreak.Promise promise) {
      this.streak = new CrisisStreak(promise);
    }
  }

  /** Help that a user was shown other than in the answer to its turn. */
  private record Shown(int user, long atNanos, String how, Witness.Step step) {}

  /**
   * @param rules how many turns in what time bring help
   * @param crisisUsers how many users go through a crisis in the run
   */
  public CrisisCheck(Steps steps, ServerRules rules, int crisisUsers) {
    this(steps, rules, crisisUsers, ServerClock.FAIR);
  }

  CrisisCheck(Steps steps, ServerRules rules, int crisisUsers, ServerClock clock) {
    this.steps = steps;
    this.crisisUsers = crisisUsers;
    this.window = rules.crisisWindow();
    this.promise =
        new CrisisStreak.Promise(rules.crisisTurns(), Spans.nanos(rules.crisisWindow()), clock);
  }

  @Override
  public void completed(
      Operation operation, Outcome outcome, long startNanos, long endNanos, Observation seen) {
    boolean known = outcome == Outcome.OK || outcome == Outcome.REFUSED;
    switch (operation.kind()) {
      case CRISIS, CHAT, STREAMED, LOOK, WHO, SAY, EMOTE, WHISPER, GO -> {
        if (known) {
          turn(operation, outcome, startNanos, endNanos, seen);
        } else if (outcome != Outcome.CONNECT) {
          retire(operation);
        }
      }
      case MOVE -> {
        if (known) {
          noTurn(operation, outcome, startNanos, endNanos, seen);
        }
      }
      case DRAIN -> {
        if (outcome == Outcome.OK) {
          drained(operation, startNanos, endNanos, seen);
        }
      }
      case HISTORY -> {
        if (outcome == Outcome.OK) {
          history(operation, startNanos, endNanos, seen);
        }
      }
      case SESSIONS, ROOMS, STREAMS -> {}
    }
  }

  @Override
  public void delivered(int user, long atNanos, Observation seen) {
    if (seen.type() == Observation.Type.GARBAGE || seen.type() == Observation.Type.CLOSED) {
      return;
    }
    judged.delivery();
    if (!offersHelp(seen)) {
      return;
    }
    Witness.Step step = steps.delivery(user, atNanos, seen);
    if (seen.event()) {
      if (seen.events().isEmpty() || isOurs(seen.events().getFirst())) {
        violation(step.user() + " was shown the crisis message in an event", step);
      }
      return;
    }
    String id = seen.userId();
    if (!id.isEmpty() && !id.equals(step.user())) {
      violation(step.user() + " was shown the crisis message that is for " + id, step);
      return;
    }
    boolean reply =
        seen.type() == Observation.Type.DELIVERY || seen.type() == Observation.Type.LATE_REPLY;
    if (reply && disagrees(seen)) {
      violation(step.user() + " was shown a text whose flag and text disagree", step);
      return;
    }
    shown.add(new Shown(user, atNanos, "unasked", step));
  }

  @Override
  public void settled(long nanos) {
    // What was in flight when a run was broken off is never told: then only the end says enough.
    if (shown.isEmpty() || nanos == Long.MAX_VALUE) {
      return;
    }
    shown.removeIf(
        one -> {
          boolean known = one.atNanos() < nanos;
          if (known) {
            judge(one);
          }
          return known;
        });
  }

  @Override
  public void ended(boolean quiet) {
    if (quiet) {
      shown.forEach(this::judge);
    }
    shown.clear();
  }

  @Override
  public CheckResult result() {
    Map<String, Long> kinds = new LinkedHashMap<>(judged.byKind());
    put(kinds, "refused", refused);
    put(kinds, "help due", helped);
    Verdict verdict =
        log.violations() > 0 ? Verdict.VIOLATED : helped > 0 ? Verdict.VALID : Verdict.UNKNOWN;
    return new CheckResult(
        NAME,
        verdict,
        judged.total(),
        kinds,
        log.violations(),
        log.witnesses(),
        verdict == Verdict.UNKNOWN ? whyNothingWasDue() : whatIsMissing());
  }

  private String whatIsMissing() {
    return undecided == 0
        ? ""
        : undecided + " crisis users could not be judged to the end (unknown outcomes)";
  }

  private String whyNothingWasDue() {
    if (crisisUsers == 0) {
      return "nobody went through a crisis: set --crisis-users";
    }
    if (undecided > 0) {
      return "a crisis message was left without an answer, so nothing surely was due";
    }
    return enoughTurns
        ? "no "
            + promise.turns()
            + " crisis messages in a row surely lay within "
            + Spans.text(Spans.nanos(window))
        : "the run ended before anybody had sent " + promise.turns() + " crisis messages in a row";
  }

  private static void put(Map<String, Long> kinds, String kind, long count) {
    if (count > 0) {
      kinds.put(kind, count);
    }
  }

  private void turn(
      Operation operation, Outcome outcome, long startNanos, long endNanos, Observation seen) {
    if (retired.get(operation.user())) {
      return;
    }
    judged.operation(operation.kind());
    if (outcome == Outcome.REFUSED) {
      refused++;
    }
    if (operation.kind() == OperationKind.CRISIS) {
      Patient patient = patients.computeIfAbsent(operation.user(), user -> new Patient(promise));
      flagged(patient, operation, outcome, startNanos, endNanos, seen);
    } else {
      Patient patient = patients.isEmpty() ? null : patients.get(operation.user());
      calm(patient, operation, outcome, startNanos, endNanos, seen);
    }
  }

  private void calm(
      @Nullable Patient patient,
      Operation operation,
      Outcome outcome,
      long startNanos,
      long endNanos,
      Observation seen) {
    if (offersHelp(seen)) {
      Witness.Step step = steps.of(operation, outcome, startNanos, endNanos, seen);
      violation(
          step.user()
              + (patient == null
                  ? " was given the crisis message without having asked for help"
                  : " was given the crisis message on a calm turn"),
          step);
    }
    if (patient != null) {
      patient.streak.end();
      patient.lost = false;
      patient.lastCalm.set(operation, outcome, startNanos, endNanos, seen);
    }
  }

  private void flagged(
      Patient patient,
      Operation operation,
      Outcome outcome,
      long startNanos,
      long endNanos,
      Observation seen) {
    boolean help = offersHelp(seen);
    patient.everHelped |= help;
    if (patient.lost) {
      return;
    }
    Trace trace = new Trace();
    trace.set(operation, outcome, startNanos, endNanos, seen);
    List<Trace> before = patient.streak.turns();
    if (disagrees(seen)) {
      violation(
          patient,
          operation.user(),
          List.of(),
          trace,
          "flag and text of the crisis answer disagree");
      return;
    }
    enoughTurns |= before.size() + 1 >= promise.turns();
    Finding finding =
        patient.streak.flagged(
            trace, startNanos - steps.originNanos(), endNanos - steps.originNanos(), help);
    if (finding == Finding.HELPED) {
      helped++;
    } else if (finding.isViolation()) {
      violation(patient, operation.user(), before, trace, sentence(finding, before.size() + 1));
    }
  }

  private String sentence(Finding finding, int turn) {
    String turns = promise.turns() + " crisis messages in a row";
    String within = "within " + Spans.text(Spans.nanos(window));
    return switch (finding) {
      case TOO_EARLY -> "the crisis message came on turn " + turn + " in a row, before it was due";
      case TOO_FAR_APART ->
          "the crisis message came, although the latest " + turns + " do not lie " + within;
      case TOO_SOON -> "the crisis message came again in the same streak " + within;
      case MISSING -> turns + " " + within + ", and no help came on the last";
      case MISSING_AGAIN ->
          "no help came again, although none had come in the same streak " + within;
      case HELPED, EITHER, NOTHING_DUE ->
          throw new IllegalArgumentException("no violation: " + finding);
    };
  }

  private void violation(Patient patient, int user, List<Trace> before, Trace last, String what) {
    patient.lost = true;
    if (!log.wantsMore()) {
      log.count();
      return;
    }
    WitnessSteps operations = new WitnessSteps(steps, user);
    // The calm turn tells where the streak began, if there is room for it.
    if (before.size() + 1 < promise.turns() && before.size() + 2 <= MOST_STEPS) {
      operations.add(patient.lastCalm);
    }
    for (int i = 0; i < before.size(); i++) {
      if (i == 0 || i >= before.size() - (MOST_STEPS - 2)) {
        operations.add(before.get(i));
      }
    }
    log.add(new Witness(steps.names().id(user) + ": " + what, operations.add(last).list()));
  }

  private void violation(String sentence, Witness.Step step) {
    log.add(new Witness(sentence, List.of(step)));
  }

  private void retire(Operation operation) {
    Patient patient = patients.remove(operation.user());
    if (!retired.get(operation.user())
        && (operation.kind() == OperationKind.CRISIS
            || (patient != null && patient.streak.isRunning()))) {
      undecided++;
    }
    retired.set(operation.user());
  }

  private void noTurn(
      Operation operation, Outcome outcome, long startNanos, long endNanos, Observation seen) {
    judged.operation(operation.kind());
    if (offersHelp(seen)) {
      Witness.Step step = steps.of(operation, outcome, startNanos, endNanos, seen);
      violation(step.user() + " was given the crisis message on a move, which is no turn", step);
    }
  }

  private void drained(Operation operation, long startNanos, long endNanos, Observation seen) {
    if (seen.events().isEmpty() && seen.lateReplies().isEmpty()) {
      return;
    }
    judged.operation(operation.kind());
    for (int i = 0; i < seen.lateReplies().size(); i++) {
      Observation.LateReply late = seen.lateReplies().get(i);
      boolean help = late.text().contains(HELP);
      Witness.Step step = steps.of(operation, Outcome.OK, startNanos, endNanos, seen);
      if (help != late.crisis()) {
        violation(
            steps.names().id(whose(operation))
                + " was shown a late reply whose flag and text disagree",
            step);
      } else if (help) {
        shown.add(new Shown(whose(operation), endNanos, "among its events", step));
      }
    }
    for (int i = 0; i < seen.events().size(); i++) {
      Observation.Event event = seen.events().get(i);
      if (event.text().contains(HELP) && isOurs(event)) {
        violation(
            steps.names().id(whose(operation)) + " was shown the crisis message in an event",
            steps.of(operation, Outcome.OK, startNanos, endNanos, seen));
        return;
      }
    }
  }

  private void history(Operation operation, long startNanos, long endNanos, Observation seen) {
    judged.operation(operation.kind());
    for (int i = 0; i < seen.lines().size(); i++) {
      Observation.Line line = seen.lines().get(i);
      if (!line.user() && line.text().contains(HELP)) {
        Witness.Step step = steps.of(operation, Outcome.OK, startNanos, endNanos, seen);
        shown.add(new Shown(whose(operation), endNanos, "in its history", step));
        return;
      }
    }
  }

  /** By now all that may have brought the help is known. */
  private void judge(Shown one) {
    Patient patient = patients.get(one.user());
    if (retired.get(one.user()) || (patient != null && patient.everHelped)) {
      return;
    }
    violation(
        steps.names().id(one.user())
            + " was shown the crisis message "
            + one.how()
            + ", although no turn of its own had brought it",
        one.step());
  }

  private static int whose(Operation operation) {
    return operation.target() == Operation.NOBODY ? operation.user() : operation.target();
  }

  /** On a server that others use too they may say what they like. */
  private boolean isOurs(Observation.Event event) {
    return event.fromId().isEmpty() || steps.names().user(event.fromId()) >= 0;
  }

  static boolean offersHelp(Observation seen) {
    return seen.crisis() || seen.text().contains(HELP);
  }

  static boolean disagrees(Observation seen) {
    return seen.crisis() != seen.text().contains(HELP);
  }
}
