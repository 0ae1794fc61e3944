package dev.proofload.loadgen.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.OperationKind;
import dev.proofload.loadgen.workload.Rendezvous;
import dev.proofload.loadgen.workload.ServerRules;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CrisisCheckTest {
  private static final long WINDOW = Duration.ofMinutes(5).toNanos();

  private final Story story = new Story();
  private final CrisisCheck check =
      new CrisisCheck(story.steps, ServerRules.documented(), 1, ServerClock.EXACT);

  @Test
  void helpComesOnTheThirdTurn() {
    turns(0, story.answer(0, "a"), story.answer(0, "b"), story.help(0));
    Story.ok(check, story.chat(0, 4), story.answer(0, "calm"));
    Story.ok(check, story.chat(1, 1), story.answer(1, "calm"));
    CheckResult result = check.result();
    assertThat(result.name()).isEqualTo("crisis");
    assertThat(result.verdict()).isEqualTo(Verdict.VALID);
    assertThat(result.judged()).isEqualTo(5);
    assertThat(result.reason()).isEmpty();
  }

  @Test
  void whereNobodyIsInACrisisNothingIsDue() {
    CrisisCheck none = new CrisisCheck(story.steps, ServerRules.documented(), 0);
    Story.ok(none, story.chat(1, 1), story.answer(1, "calm"));
    assertThat(none.result().verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(none.result().reason()).contains("--crisis-users");
  }

  @Test
  void twoTurnsAreTooFewToJudge() {
    turns(0, story.answer(0, "a"), story.answer(0, "b"));
    assertThat(check.result().verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(check.result().reason()).contains("before anybody had sent 3");
  }

  @Test
  void helpDoesNotCome() {
    turns(0, story.answer(0, "a"), story.answer(0, "b"), story.answer(0, "c"));
    CheckResult result = violated(1);
    Witness witness = result.witnesses().getFirst();
    assertThat(witness.sentence())
        .isEqualTo(
            "lg-abcd1234-00000: 3 crisis messages in a row within 300.0 s, and no help came on the"
                + " last");
    assertThat(witness.operations()).as("the three turns").hasSize(3);
    assertThat(witness.operations()).extracting(Witness.Step::kind).containsOnly("crisis");
    assertThat(witness.operations()).extracting(Witness.Step::saw).last().asString().contains("c");
  }

  @Test
  void helpComesTooEarly() {
    turns(0, story.help(0));
    assertThat(violated(1).witnesses().getFirst().sentence())
        .contains("came on turn 1 in a row, before it was due");
    turns(2, story.answer(2, "a"), story.help(2));
    CheckResult result = violated(2);
    assertThat(result.witnesses().getLast().sentence()).contains("came on turn 2 in a row");
    assertThat(result.witnesses().getLast().operations()).hasSize(2);
  }

  @Test
  void oneFaultIsToldOnce() {
    turns(0, story.help(0), story.help(0), story.answer(0, "c"));
    violated(1);
  }

  @Test
  void flagWithoutText() {
    Observation flag = story.answer(0, "echo");
    flag.crisis(true);
    turns(0, story.answer(0, "a"), story.answer(0, "b"), flag);
    assertThat(violated(1).witnesses().getFirst().sentence())
        .endsWith("flag and text of the crisis answer disagree");
  }

  @Test
  void textWithoutFlag() {
    turns(0, story.answer(0, "a"), story.answer(0, "b"), story.answer(0, Story.HELP));
    assertThat(violated(1).witnesses().getFirst().sentence())
        .endsWith("flag and text of the crisis answer disagree");
  }

  @Test
  void helpToABystander() {
    Story.ok(check, story.chat(1, 1), story.help(1));
    Observation textOnly = story.answer(2, Story.HELP);
    Story.ok(check, story.look(2), textOnly);
    Observation flagOnly = story.answer(3, "echo");
    flagOnly.crisis(true);
    Story.ok(check, story.chat(3, 1), flagOnly);
    CheckResult result = violated(3);
    assertThat(result.witnesses().getFirst().sentence())
        .isEqualTo("lg-abcd1234-00001 was given the crisis message without having asked for help");
    assertThat(result.witnesses().getFirst().operations()).hasSize(1);
  }

  @Test
  void helpToWhoWasInACrisisButSpeaksCalmlyNow() {
    turns(0, story.answer(0, "a"), story.answer(0, "b"), story.help(0));
    Story.ok(check, story.chat(0, 9), story.help(0));
    violated(1);
  }

  @Test
  void theHelpOfAnotherIsShownUnasked() {
    check.delivered(1, 5_000, story.pushed(story.help(0)));
    assertThat(violated(1).witnesses().getFirst().sentence())
        .isEqualTo("lg-abcd1234-00001 was shown the crisis message that is for lg-abcd1234-00000");
    check.delivered(1, 5_000, story.pushed(story.answer(0, "calm")));
    violated(1);
  }

  @Test
  void helpIsShownUnaskedToWhoNeverAsked() {
    Observation nobodys = story.pushed(story.help(1));
    nobodys.userId("");
    check.delivered(1, 5_000, nobodys);
    assertThat(check.result().violations()).as("not before it is settled").isZero();
    check.settled(5_000);
    assertThat(check.result().violations()).as("what began then is not known").isZero();
    check.settled(5_001);
    assertThat(violated(1).witnesses().getFirst().sentence())
        .isEqualTo(
            "lg-abcd1234-00001 was shown the crisis message unasked, although no turn of its own"
                + " had brought it");
    check.settled(6_000);
    check.ended(true);
    violated(1);
  }

  @Test
  void theEndSettlesOnlyIfItIsQuiet() {
    check.delivered(1, 5_000, story.pushed(story.help(1)));
    check.settled(Long.MAX_VALUE);
    assertThat(check.result().violations()).isZero();
    check.ended(false);
    assertThat(check.result().violations()).isZero();
    check.ended(true);
    assertThat(check.result().violations()).isZero();
    check.delivered(1, 5_000, story.pushed(story.help(1)));
    check.ended(true);
    violated(1);
  }

  @Test
  void oneIsShownOnesOwnHelpOnTheSocketsBeforeTheAnswerCame() {
    at(0, 1, 0, 10, story.answer(0, "a"));
    at(0, 2, 20, 30, story.answer(0, "b"));
    check.delivered(0, 45, story.pushed(story.help(0)));
    at(0, 3, 40, 50, story.help(0));
    check.settled(60);
    check.ended(true);
    assertThat(check.result().verdict()).isEqualTo(Verdict.VALID);
    assertThat(check.result().judgedByKind()).containsEntry("delivery", 1L);
  }

  @Test
  void helpOnTheSocketsThatNoAnswerBroughtIsUndue() {
    at(0, 1, 0, 10, story.answer(0, "a"));
    check.delivered(0, 15, story.pushed(story.help(0)));
    at(0, 2, 20, 30, story.answer(0, "b"));
    check.settled(40);
    violated(1);
  }

  @Test
  void helpOnTheSocketsMayBelongToATurnWithoutAnAnswer() {
    check.delivered(0, 15, story.pushed(story.help(0)));
    Story.ended(check, story.crisis(0, 1), Outcome.TIMEOUT, Story.nothing());
    check.settled(40_000);
    assertThat(check.result().violations()).isZero();
  }

  @Test
  void flagAndTextOfAPushedReplyAgree() {
    Observation flag = story.pushed(story.answer(0, "echo"));
    flag.crisis(true);
    check.delivered(0, 5_000, flag);
    assertThat(violated(1).witnesses().getFirst().sentence()).contains("disagree");
  }

  @Test
  void helpInAnEventIsShownToOthers() {
    check.delivered(1, 5_000, event(0, Story.HELP));
    assertThat(violated(1).witnesses().getFirst().sentence())
        .isEqualTo("lg-abcd1234-00001 was shown the crisis message in an event");
    check.delivered(1, 5_000, event(0, "hello"));
    violated(1);
  }

  @Test
  void whatStrangersSayIsTheirs() {
    Observation theirs = event(0, Story.HELP);
    theirs.events().set(0, new Observation.Event(false, 1, "alice", "Alice", "Tower", Story.HELP));
    check.delivered(1, 5_000, theirs);
    Story.ok(check, about(OperationKind.DRAIN, 1), theirs);
    check.ended(true);
    assertThat(check.result().violations()).isZero();
  }

  @Test
  void helpInADrainIsShownToOthers() {
    Story.ok(check, about(OperationKind.DRAIN, 1), event(0, Story.HELP));
    assertThat(violated(1).witnesses().getFirst().sentence())
        .isEqualTo("lg-abcd1234-00001 was shown the crisis message in an event");
  }

  @Test
  void helpInTheHistoryOfWhoNeverHadAny() {
    Observation lines = new Observation();
    lines.lines().add(new Observation.Line(true, Story.HELP, "Tower"));
    Story.ok(check, about(OperationKind.HISTORY, 1), lines);
    check.settled(9_000);
    assertThat(check.result().violations()).as("a user's own words").isZero();
    lines.lines().add(new Observation.Line(false, Story.HELP, "Tower"));
    Story.ok(check, about(OperationKind.HISTORY, 1), lines);
    check.settled(9_000);
    assertThat(violated(1).witnesses().getFirst().sentence()).contains("in its history");
    turns(0, story.answer(0, "a"), story.answer(0, "b"), story.help(0));
    Story.ok(check, about(OperationKind.HISTORY, 0), lines);
    check.settled(9_000);
    violated(1);
  }

  @Test
  void aMoveIsNoTurn() {
    turns(0, story.answer(0, "a"), story.answer(0, "b"));
    Story.ok(check, move(0, 3), story.answer(0, ""));
    Story.ended(check, move(0, 3), Outcome.REFUSED, story.answer(0, ""));
    Story.ended(check, move(0, 3), Outcome.TIMEOUT, story.answer(0, ""));
    Story.ok(check, story.crisis(0, 4), story.help(0));
    assertThat(check.result().verdict()).isEqualTo(Verdict.VALID);
    Story.ok(check, move(0, 5), story.help(0));
    assertThat(violated(1).witnesses().getFirst().sentence()).contains("no turn");
  }

  @Test
  void aCalmTurnEndsTheStreak() {
    turns(0, story.answer(0, "a"), story.answer(0, "b"));
    Story.ok(check, story.chat(0, 3), story.answer(0, "calm"));
    Story.ok(check, story.crisis(0, 4), story.help(0));
    Witness witness = violated(1).witnesses().getFirst();
    assertThat(witness.sentence()).contains("came on turn 1 in a row");
    assertThat(witness.operations())
        .extracting(Witness.Step::kind)
        .containsExactly("chat", "crisis");
  }

  @Test
  void aRefusedCalmTurnEndsTheStreakToo() {
    turns(0, story.answer(0, "a"), story.answer(0, "b"));
    Story.ended(check, story.chat(0, 3), Outcome.REFUSED, story.answer(0, ""));
    Story.ok(check, story.crisis(0, 4), story.answer(0, "c"));
    assertThat(check.result().violations()).isZero();
    Story.ok(check, story.crisis(0, 5), story.answer(0, "c"));
    Story.ok(check, story.crisis(0, 6), story.help(0));
    assertThat(check.result().verdict()).isEqualTo(Verdict.VALID);
    assertThat(check.result().judgedByKind())
        .containsEntry("refused", 1L)
        .containsEntry("help due", 1L)
        .containsEntry("chat", 1L)
        .containsEntry("crisis", 5L);
  }

  @Test
  void aNewStreakBringsHelpAgainAtAnyTime() {
    turns(0, story.answer(0, "a"), story.answer(0, "b"), story.help(0));
    Story.ok(check, story.chat(0, 4), story.answer(0, "calm"));
    turns(0, story.answer(0, "a"), story.answer(0, "b"), story.answer(0, "c"));
    violated(1);
  }

  @Test
  void inOneStreakHelpComesAgainAfterTheWindowAndNotBefore() {
    helped(0);
    at(0, 4, 50 + WINDOW - 1, 50 + WINDOW - 1, story.answer(0, "d"));
    at(0, 5, 50 + WINDOW, 50 + WINDOW, story.help(0));
    assertThat(check.result().verdict()).isEqualTo(Verdict.VALID);
    helped(1);
    at(1, 4, 40, 39 + WINDOW, story.help(1));
    assertThat(violated(1).witnesses().getFirst().sentence()).contains("came again");
    assertThat(check.result().witnesses().getFirst().operations()).hasSize(2);
    helped(2);
    at(2, 4, 50 + WINDOW, 51 + WINDOW, story.answer(2, "d"));
    assertThat(violated(2).witnesses().getLast().sentence()).contains("no help came again");
  }

  @Test
  void whatCameTellsWhenItWasDue() {
    helped(0);
    // No help by 45 + window: so that help came at 46 or later, and is not due by 45 + window.
    at(0, 4, 45 + WINDOW, 45 + WINDOW, story.answer(0, "d"));
    at(0, 5, 45 + WINDOW, 45 + WINDOW, story.help(0));
    violated(1);
  }

  @Test
  void theLatestTurnsCount() {
    at(0, 1, 0, 10, story.answer(0, "a"));
    at(0, 2, WINDOW, WINDOW, story.answer(0, "b"));
    at(0, 3, WINDOW + 20, WINDOW + 20, story.answer(0, "c"));
    at(0, 4, WINDOW + 30, WINDOW + 30, story.help(0));
    assertThat(check.result().verdict()).isEqualTo(Verdict.VALID);
  }

  @Test
  void aClockOfMillisecondsIsGranted() {
    CrisisCheck fair = new CrisisCheck(story.steps, ServerRules.documented(), 1);
    fair.completed(story.crisis(0, 1), Outcome.OK, 0, 0, story.answer(0, "a"));
    fair.completed(story.crisis(0, 2), Outcome.OK, 20, 20, story.answer(0, "b"));
    fair.completed(story.crisis(0, 3), Outcome.OK, WINDOW, WINDOW, story.answer(0, "c"));
    fair.ended(true);
    assertThat(fair.result().violations()).isZero();
    assertThat(fair.result().reason()).contains("no 3 crisis messages in a row surely lay within");
  }

  @Test
  void oneTurnMayBeEnough() {
    ServerRules one =
        new ServerRules(
            OptionalInt.empty(), Optional.empty(), 1, Duration.ofSeconds(2), OptionalLong.empty());
    CrisisCheck single = new CrisisCheck(story.steps, one, 1);
    Story.ok(single, story.crisis(0, 1), story.help(0));
    assertThat(single.result().verdict()).isEqualTo(Verdict.VALID);
    Story.ok(single, story.crisis(1, 1), story.answer(1, "a"));
    assertThat(single.result().violations()).isEqualTo(1);
  }

  @Test
  void longStreaksLeaveShortWitnesses() {
    ServerRules many =
        new ServerRules(
            OptionalInt.empty(), Optional.empty(), 7, Duration.ofSeconds(2), OptionalLong.empty());
    CrisisCheck seven = new CrisisCheck(story.steps, many, 1);
    for (int i = 1; i <= 7; i++) {
      Story.ok(seven, story.crisis(0, i), story.answer(0, "a"));
    }
    assertThat(seven.result().witnesses().getFirst().operations())
        .extracting(Witness.Step::said)
        .containsExactly(
            "operation 1 in Library",
            "operation 5 in Library",
            "operation 6 in Library",
            "operation 7 in Library");
  }

  @Test
  void aRefusedTurnIsATurnAndMustHelpToo() {
    refused(0, 1, story.answer(0, ""));
    refused(0, 2, story.answer(0, ""));
    refused(0, 3, story.help(0));
    assertThat(check.result().verdict()).isEqualTo(Verdict.VALID);
    refused(1, 1, story.answer(1, ""));
    refused(1, 2, story.answer(1, ""));
    refused(1, 3, story.answer(1, ""));
    violated(1);
  }

  @Test
  void aRefusedBystanderIsGivenNoHelp() {
    Story.ended(check, story.chat(1, 1), Outcome.REFUSED, story.help(1));
    violated(1);
  }

  @Test
  void whatWasNeverSentIsNoTurn() {
    turns(0, story.answer(0, "a"), story.answer(0, "b"));
    Story.ended(check, story.crisis(0, 3), Outcome.CONNECT, Story.nothing());
    Story.ended(check, story.chat(0, 4), Outcome.CONNECT, Story.nothing());
    Story.ok(check, story.crisis(0, 5), story.help(0));
    assertThat(check.result().verdict()).isEqualTo(Verdict.VALID);
  }

  @ParameterizedTest
  @EnumSource(names = {"RESET", "TIMEOUT", "STATUS", "BAD_ANSWER"})
  void anUnknownTurnLeavesTheRestUndecided(Outcome outcome) {
    Story.ok(check, story.crisis(0, 1), story.answer(0, "a"));
    Story.ended(check, story.crisis(0, 2), outcome, story.help(0));
    Story.ok(check, story.crisis(0, 3), story.answer(0, "c"));
    CheckResult result = check.result();
    assertThat(result.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(result.reason()).contains("without an answer");
  }

  @ParameterizedTest
  @EnumSource(names = {"CONNECT", "RESET", "TIMEOUT", "STATUS", "BAD_ANSWER"})
  void anUnknownTurnOfABystanderProvesNothing(Outcome outcome) {
    Story.ended(check, story.chat(1, 1), outcome, story.help(1));
    assertThat(check.result().verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void someUndecidedIsSaidBesideAValidVerdict() {
    turns(0, story.answer(0, "a"), story.answer(0, "b"), story.help(0));
    Story.ended(check, story.crisis(1, 1), Outcome.TIMEOUT, Story.nothing());
    CheckResult result = check.result();
    assertThat(result.verdict()).isEqualTo(Verdict.VALID);
    assertThat(result.reason()).contains("1 crisis users could not be judged to the end");
  }

  @Test
  void threeTurnsSurelyTooFarApartMustNotHelp() {
    at(0, 1, 0, 10, story.answer(0, "a"));
    at(0, 2, 20, 30, story.answer(0, "b"));
    at(0, 3, 10 + WINDOW + 1, 10 + WINDOW + 2, story.help(0));
    assertThat(violated(1).witnesses().getFirst().sentence()).contains("do not lie within");
  }

  @Test
  void threeTurnsSurelyTooFarApartNeedNotHelp() {
    at(0, 1, 0, 10, story.answer(0, "a"));
    at(0, 2, 20, 30, story.answer(0, "b"));
    at(0, 3, 10 + WINDOW + 1, 10 + WINDOW + 2, story.answer(0, "c"));
    assertThat(check.result().verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void turnsThatMayOrMayNotLieTooFarApartAreNotJudged() {
    at(0, 1, 0, 10, story.answer(0, "a"));
    at(0, 2, 20, 30, story.answer(0, "b"));
    at(0, 3, WINDOW - 5, WINDOW + 1, story.answer(0, "c"));
    assertThat(check.result().verdict()).isEqualTo(Verdict.UNKNOWN);
    at(1, 1, 0, 10, story.answer(1, "a"));
    at(1, 2, 20, 30, story.answer(1, "b"));
    at(1, 3, WINDOW - 5, WINDOW, story.answer(1, "c"));
    violated(1);
  }

  private void turns(int user, Observation... answers) {
    for (int i = 0; i < answers.length; i++) {
      Story.ok(check, story.crisis(user, i + 1), answers[i]);
    }
  }

  /** Three turns, of which the last took place between 40 and 50. */
  private void helped(int user) {
    at(user, 1, 0, 10, story.answer(user, "a"));
    at(user, 2, 20, 30, story.answer(user, "b"));
    at(user, 3, 40, 50, story.help(user));
  }

  private Operation move(int user, int sequence) {
    return story.operation(OperationKind.MOVE, user, sequence, Rendezvous.NONE);
  }

  private static Operation about(OperationKind kind, int user) {
    Operation operation = new Operation(Operation.NOBODY);
    operation.set(kind, 0, 0, Operation.NO_ROOM, 0, Rendezvous.NONE);
    operation.aim(user);
    return operation;
  }

  private Observation event(int from, String text) {
    Observation seen = new Observation();
    seen.type(Observation.Type.DELIVERY);
    seen.event(true);
    seen.text(text);
    seen.events()
        .add(
            new Observation.Event(
                false, 1, story.id(from), story.names.username(from), "Tower", text));
    return seen;
  }

  private void refused(int user, int sequence, Observation seen) {
    Story.ended(check, story.crisis(user, sequence), Outcome.REFUSED, seen);
  }

  private void at(int user, int sequence, long startNanos, long endNanos, Observation seen) {
    check.completed(story.crisis(user, sequence), Outcome.OK, startNanos, endNanos, seen);
  }

  private CheckResult violated(long violations) {
    CheckResult result = check.result();
    assertThat(result.verdict()).isEqualTo(Verdict.VIOLATED);
    assertThat(result.violations()).isEqualTo(violations);
    return result;
  }
}
