package dev.proofload.loadgen.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CrisisCheckTest {
  private static final long WINDOW = Duration.ofMinutes(5).toNanos();

  private final Story story = new Story();
  private final CrisisCheck check = new CrisisCheck(story.steps, 1);

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
    CrisisCheck none = new CrisisCheck(story.steps, 0);
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
            "lg-abcd1234-00000: three crisis messages in a row, and no help came on the third");
    assertThat(witness.operations()).as("the three turns").hasSize(3);
    assertThat(witness.operations()).extracting(Witness.Step::kind).containsOnly("crisis");
    assertThat(witness.operations()).extracting(Witness.Step::saw).last().asString().contains("c");
  }

  @Test
  void helpComesTooEarly() {
    turns(0, story.help(0));
    assertThat(violated(1).witnesses().getFirst().sentence())
        .contains("came on turn 1, before it was due");
    turns(2, story.answer(2, "a"), story.help(2));
    CheckResult result = violated(2);
    assertThat(result.witnesses().getLast().sentence()).contains("came on turn 2");
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
  void helpShownToOthersUnasked() {
    check.delivered(1, 5_000, story.help(0));
    CheckResult result = violated(1);
    assertThat(result.witnesses().getFirst().sentence())
        .isEqualTo("lg-abcd1234-00001 was shown the crisis message unasked");
    check.delivered(1, 5_000, story.answer(0, "calm"));
    violated(1);
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

  @ParameterizedTest
  @EnumSource(names = {"CONNECT", "RESET", "TIMEOUT", "STATUS", "BAD_ANSWER"})
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
    assertThat(result.reason()).contains("1 crisis users could not be judged");
  }

  @Test
  void threeTurnsSurelyTooFarApartMustNotHelp() {
    at(0, 1, 0, 10, story.answer(0, "a"));
    at(0, 2, 20, 30, story.answer(0, "b"));
    at(0, 3, 10 + WINDOW + 1, 10 + WINDOW + 2, story.help(0));
    assertThat(violated(1).witnesses().getFirst().sentence()).contains("too far apart");
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
