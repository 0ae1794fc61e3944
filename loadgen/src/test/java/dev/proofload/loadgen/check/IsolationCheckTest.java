package dev.proofload.loadgen.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.workload.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IsolationCheckTest {
  private final Story story = new Story();
  private final IsolationCheck check = new IsolationCheck(story.steps);

  @Test
  void everybodyIsAnsweredWithWhatTheySaid() {
    for (int user = 0; user < 3; user++) {
      Operation chat = story.chat(user, 1);
      Story.ok(check, chat, story.echo(chat));
    }
    Story.ok(check, story.look(1), story.view(1, "no one else", 1));
    assertResult(Verdict.VALID, 4, 0);
  }

  @Test
  void whoWasToldNothingCannotJudge() {
    assertThat(check.result().verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(check.result().reason()).isEqualTo("no text was delivered");
    Story.ok(check, story.chat(1, 1), Story.nothing());
    assertThat(check.result().verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void swappedAnswersAreFoundOnBothSides() {
    Operation first = story.chat(1, 7);
    Operation second = story.chat(2, 9);
    Observation toFirst = story.echo(second);
    toFirst.userId(story.id(1));
    Story.ok(check, first, toFirst);
    Story.ok(check, second, story.echo(first));
    CheckResult result = assertResult(Verdict.VIOLATED, 2, 2);
    Witness witness = result.witnesses().getFirst();
    assertThat(witness.sentence())
        .isEqualTo("lg-abcd1234-00001 was shown what lg-abcd1234-00002 wrote (its operation 9)");
    Witness.Step step = only(witness);
    assertThat(step.user()).isEqualTo("lg-abcd1234-00001");
    assertThat(step.kind()).isEqualTo("chat");
    assertThat(step.outcome()).isEqualTo("ok");
    assertThat(step.said()).isEqualTo("operation 7 in Library");
    assertThat(step.saw()).contains(Story.marker(second), "[user_id lg-abcd1234-00001]");
    assertThat(step.startNanos()).as("from the start of the load").isEqualTo(500);
    assertThat(step.endNanos()).isEqualTo(1_500);
  }

  @Test
  void anAnswerToAnOlderMessageIsStale() {
    Story.ok(check, story.chat(1, 8), story.echo(story.chat(1, 7)));
    CheckResult result = assertResult(Verdict.VIOLATED, 1, 1);
    assertThat(result.witnesses().getFirst().sentence())
        .isEqualTo(
            "lg-abcd1234-00001 was answered with its own operation 7 when it asked operation 8");
  }

  @Test
  void sameUserAndNumberOfAnotherRunIsForeignToo() {
    Operation chat = story.chat(1, 7);
    Operation other = story.chat(1, 7);
    other.set(other.kind(), 7, 42, 2, 0, other.rendezvous());
    Story.ok(check, chat, story.echo(other));
    assertResult(Verdict.VIOLATED, 1, 1);
  }

  @Test
  void aForeignMarkerBesideTheOwnIsFound() {
    Operation own = story.chat(1, 1);
    String both = Story.marker(own) + " " + Story.marker(story.chat(2, 1));
    Story.ok(check, own, story.answer(1, both));
    assertResult(Verdict.VIOLATED, 1, 1);
  }

  @Test
  void aForeignMarkerInALookIsFound() {
    Story.ok(check, story.look(1), story.view(1, Story.marker(story.chat(2, 1)), 1, 2));
    assertResult(Verdict.VIOLATED, 1, 1);
  }

  @Test
  void whatOnlyLooksLikeAMarkerIsNone() {
    Operation own = story.chat(1, 1);
    String damaged = Story.marker(story.chat(2, 1)).replace('-', '+');
    Story.ok(check, own, story.answer(1, "#pl #pl00002- " + damaged + Story.marker(own)));
    assertResult(Verdict.VALID, 1, 0);
  }

  @Test
  void anAnswerForAnotherUserIsFoundByItsName() {
    Operation chat = story.chat(1, 1);
    for (String id : new String[] {story.id(2), "somebody", "lg-zzzz9999-00001"}) {
      Observation seen = story.echo(chat);
      seen.userId(id);
      Story.ok(check, chat, seen);
      assertThat(check.result().witnesses().getLast().sentence())
          .isEqualTo("lg-abcd1234-00001 was answered as user_id " + id);
    }
    assertResult(Verdict.VIOLATED, 3, 3);
  }

  @Test
  void anAnswerThatNamesNobodyIsJudgedByItsText() {
    Operation chat = story.chat(1, 1);
    Observation seen = story.echo(chat);
    seen.userId("");
    Story.ok(check, chat, seen);
    assertResult(Verdict.VALID, 1, 0);
  }

  @ParameterizedTest
  @EnumSource(names = {"CONNECT", "RESET", "TIMEOUT", "STATUS", "BAD_ANSWER"})
  void whatFailedIsNeverAViolation(Outcome outcome) {
    Story.ended(check, story.chat(1, 1), outcome, story.echo(story.chat(2, 1)));
    assertThat(check.result().verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void aRefusalIsReadToo() {
    Story.ended(check, story.chat(1, 1), Outcome.REFUSED, story.answer(2, ""));
    assertResult(Verdict.VIOLATED, 1, 1);
  }

  @Test
  void aForeignTextThatComesUnaskedIsFound() {
    check.delivered(1, 3_000, story.echo(story.chat(2, 1)));
    CheckResult result = assertResult(Verdict.VIOLATED, 1, 1);
    assertThat(result.witnesses().getFirst().sentence())
        .isEqualTo("lg-abcd1234-00001 was shown a text of lg-abcd1234-00002 unasked");
    Witness.Step step = only(result.witnesses().getFirst());
    assertThat(step.kind()).isEqualTo("delivery");
    assertThat(step.startNanos()).isEqualTo(2_000).isEqualTo(step.endNanos());
  }

  @Test
  void whatComesUnaskedMayBeOnesOwnOrAnEvent() {
    check.delivered(1, 3_000, story.echo(story.chat(1, 5)));
    Observation event = story.echo(story.chat(2, 1));
    event.event(true);
    check.delivered(1, 3_000, event);
    check.delivered(1, 3_000, Story.nothing());
    assertResult(Verdict.VALID, 1, 0);
  }

  @Test
  void countsAllButKeepsAFewWitnesses() {
    for (int i = 0; i < 10; i++) {
      Story.ok(check, story.chat(1, i), story.echo(story.chat(2, i)));
    }
    CheckResult result = assertResult(Verdict.VIOLATED, 10, 10);
    assertThat(result.witnesses()).hasSize(3);
  }

  @Test
  void aLongTextIsShortenedBetweenCharacters() {
    Operation chat = story.chat(1, 1);
    Observation seen = story.answer(2, "🙂".repeat(200));
    Story.ok(check, chat, seen);
    String saw = only(check.result().witnesses().getFirst()).saw();
    assertThat(saw).endsWith("🙂…").hasSizeLessThanOrEqualTo(161);
  }

  private static Witness.Step only(Witness witness) {
    assertThat(witness.operations()).as("the fewest that show it").hasSize(1);
    return witness.operations().getFirst();
  }

  private CheckResult assertResult(Verdict verdict, long judged, long violations) {
    CheckResult result = check.result();
    assertThat(result.name()).isEqualTo("isolation");
    assertThat(result.verdict()).isEqualTo(verdict);
    assertThat(result.judged()).isEqualTo(judged);
    assertThat(result.violations()).isEqualTo(violations);
    return result;
  }
}
