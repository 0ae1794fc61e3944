package dev.proofload.loadgen.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.OperationKind;
import dev.proofload.loadgen.workload.Rendezvous;
import dev.proofload.loadgen.workload.ServerRules;
import dev.proofload.loadgen.workload.Transport;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IsolationCheckTest {
  private final Story story = new Story();
  private final Evictions evictions = new Evictions(ServerRules.documented(), 3);
  private final IsolationCheck check = new IsolationCheck(story.steps, evictions);

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
    check.delivered(1, 3_000, story.answer(1, Story.marker(story.chat(2, 1))));
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
    check.delivered(1, 3_000, story.event(2, Story.marker(story.chat(2, 1))));
    check.delivered(1, 3_000, Story.nothing());
    assertResult(Verdict.VALID, 2, 0);
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

  @ParameterizedTest
  @EnumSource(names = {"CHAT", "CRISIS", "SAY"})
  void anAnswerWithoutWhatWasSaidIsWrong(OperationKind kind) {
    Operation operation = story.operation(kind, 1, 4, Rendezvous.NONE);
    Story.ok(check, operation, story.answer(1, "received: hello"));
    Story.ok(check, operation, story.answer(1, "#pl000001-0000"));
    Observation empty = story.answer(1, "");
    empty.userId("");
    Story.ok(check, operation, empty);
    CheckResult result = assertResult(Verdict.VIOLATED, 3, 3);
    assertThat(result.witnesses().getFirst().sentence())
        .isEqualTo("lg-abcd1234-00001 was answered without what it had said in its operation 4");
    assertThat(result.judgedByKind()).containsExactly(Map.entry(kind.label(), 3L));
  }

  @ParameterizedTest
  @EnumSource(names = {"EMOTE", "WHISPER", "GO", "LOOK", "WHO", "MOVE"})
  void whatNeedNotBeEchoedMayBeMissing(OperationKind kind) {
    Operation operation = story.operation(kind, 1, 4, Rendezvous.NONE);
    Story.ok(check, operation, story.answer(1, "Done."));
    Story.ok(check, operation, story.answer(1, "Done: " + Story.marker(operation)));
    assertResult(Verdict.VALID, 2, 0);
  }

  @Test
  void aRefusalNeedNotEcho() {
    Story.ended(check, story.chat(1, 1), Outcome.REFUSED, story.answer(1, "call 988"));
    assertResult(Verdict.VALID, 1, 0);
  }

  @Test
  void aReplyForAnotherIsFoundByItsName() {
    check.delivered(1, 3_000, story.answer(2, "You are in Tower."));
    CheckResult result = assertResult(Verdict.VIOLATED, 1, 1);
    assertThat(result.witnesses().getFirst().sentence())
        .isEqualTo("lg-abcd1234-00001 was sent what is for user_id lg-abcd1234-00002");
  }

  @Test
  void aReplyOverASocketComesOnce() {
    Operation overHttp = story.chat(1, 1);
    Operation overSocket = story.chat(1, 2);
    overSocket.via(Transport.WS);
    Story.ok(check, overHttp, story.echo(overHttp));
    check.delivered(1, 3_000, story.echo(overHttp));
    Story.ok(check, overSocket, story.echo(overSocket));
    assertResult(Verdict.VALID, 3, 0);
    check.delivered(1, 3_100, story.echo(overSocket));
    check.delivered(1, 3_200, story.echo(overHttp));
    assertThat(assertResult(Verdict.VIOLATED, 5, 2).witnesses())
        .extracting(Witness::sentence)
        .containsExactly(
            "lg-abcd1234-00001 was given the reply to its operation 2 twice",
            "lg-abcd1234-00001 was given the reply to its operation 1 twice");
  }

  @Test
  void aReplyThatCameBeforeItsAnswerIsOneTooMany() {
    Operation overSocket = story.chat(1, 2);
    overSocket.via(Transport.WS);
    check.delivered(1, 3_000, story.echo(overSocket));
    Story.ok(check, overSocket, story.echo(overSocket));
    assertResult(Verdict.VIOLATED, 2, 1);
  }

  @Test
  void anEventHoldsWhatItsSpeakerWrote() {
    String text = "Guest-00002 says: " + Story.marker(story.chat(2, 1));
    check.delivered(1, 3_000, story.event(2, text));
    check.delivered(1, 3_000, story.event(2, "Guest-00002 waves"));
    assertResult(Verdict.VALID, 2, 0);
    Story.ok(check, story.chat(3, 0), story.echo(story.chat(3, 0)));
    check.delivered(1, 3_000, story.event(3, text));
    Witness witness = assertResult(Verdict.VIOLATED, 4, 1).witnesses().getFirst();
    assertThat(witness.sentence())
        .isEqualTo(
            "lg-abcd1234-00001 was given an event from lg-abcd1234-00003 that holds what"
                + " lg-abcd1234-00002 wrote");
    assertThat(only(witness).saw()).isEqualTo(text);
  }

  @Test
  void anEventOfSomebodyElsesRunIsNotOurs() {
    Observation event = story.event(2, Story.marker(story.chat(3, 1)));
    Observation.Event own = event.events().getFirst();
    for (String id : new String[] {"", "bob", "lg-zzzz9999-00002"}) {
      event.events().set(0, new Observation.Event(false, 1, id, "Bob", "Tower", own.text()));
      check.delivered(1, 3_000, event);
    }
    assertResult(Verdict.VALID, 3, 0);
  }

  @Test
  void drainedEventsAreReadOneByOne() {
    Observation drained = story.answer(1, "");
    drained.events().add(story.event(2, Story.marker(story.chat(2, 1))).events().getFirst());
    Story.ok(check, story.drain(1, 1), drained);
    assertResult(Verdict.VALID, 1, 0);
    drained.events().add(story.event(2, Story.marker(story.chat(0, 1))).events().getFirst());
    Story.ok(check, story.drain(Operation.NOBODY, 1), drained);
    Witness witness = assertResult(Verdict.VIOLATED, 2, 1).witnesses().getFirst();
    assertThat(witness.sentence())
        .isEqualTo(
            "onlooker was given an event from lg-abcd1234-00002 that holds what"
                + " lg-abcd1234-00000 wrote");
    assertThat(only(witness).saw()).isEqualTo(Story.marker(story.chat(0, 1)));
  }

  @Test
  void eventsOfAnotherAreFoundByTheirName() {
    Story.ok(check, story.drain(Operation.NOBODY, 1), story.answer(2, ""));
    Story.ok(check, story.drain(1, Operation.NOBODY), story.answer(1, ""));
    Story.ok(check, story.drain(Operation.NOBODY, Operation.NOBODY), story.answer(1, ""));
    assertThat(assertResult(Verdict.VIOLATED, 3, 1).witnesses().getFirst().sentence())
        .isEqualTo(
            "onlooker asked for what is of lg-abcd1234-00001, and got what is of"
                + " lg-abcd1234-00002");
  }

  @Test
  void aListOfSessionsOrRoomsIsForNobody() {
    Story.ok(check, story.operation(OperationKind.SESSIONS, 1, 1, Rendezvous.NONE), story.help(2));
    Story.ok(check, story.operation(OperationKind.ROOMS, 1, 1, Rendezvous.NONE), story.help(2));
    assertResult(Verdict.UNKNOWN, 0, 0);
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
