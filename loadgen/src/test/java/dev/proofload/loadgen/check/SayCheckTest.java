package dev.proofload.loadgen.check;

import static dev.proofload.loadgen.check.SayStory.CHAPEL;
import static dev.proofload.loadgen.check.SayStory.TOWER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.OperationKind;
import dev.proofload.loadgen.workload.ServerRules;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SayCheckTest {
  private final SayStory story = new SayStory();

  @Test
  void whoIsThereFetchesIt() {
    twoInChapel();
    Operation said = story.say(0, 1, CHAPEL, 30, 40);
    story.drain(1, 1, 50, 60, story.event(said, 1));
    valid(1);
  }

  @Test
  void whoIsThereGetsItOverTheSocketBeforeTheSpeakerIsAnswered() {
    story.greeting(1, 5);
    story.ok(story.overSocket(OperationKind.MOVE, 1, 0, CHAPEL), 10, 20);
    Operation said = story.operation(OperationKind.EMOTE, 0, 0, CHAPEL);
    story.frame(1, 35, story.event(said, 1));
    story.ok(said, 30, 40);
    CheckResult result = valid(1);
    assertThat(result.judgedByKind()).containsEntry("emote", 1L);
  }

  @Test
  void nothingSaidProvesNothing() {
    story.chat(0, 0, CHAPEL, 10, 20);
    CheckResult result = story.end();
    assertThat(result.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(result.reason()).contains("nobody said anything");
  }

  @Test
  void nobodyThereProvesNothing() {
    story.say(0, 0, CHAPEL, 10, 20);
    CheckResult result = story.end();
    assertThat(result.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(result.reason()).contains("nobody fetched");
  }

  @Test
  void anOccupantFetchesAndItIsNotThere() {
    twoInChapel();
    story.say(0, 1, CHAPEL, 30, 40);
    story.drain(1, 1, 50, 60);
    Witness witness = violated(1);
    assertThat(witness.sentence())
        .isEqualTo(
            "lg-abcd1234-00001 was in Chapel for the whole of what lg-abcd1234-00000 said (its"
                + " operation 1), and never got it: when it fetched its events afterwards, it was"
                + " not among them");
    assertThat(witness.operations())
        .extracting(Witness.Step::kind)
        .containsExactly("move", "say", "drain");
    assertThat(witness.operations())
        .extracting(Witness.Step::startNanos)
        .containsExactly(11L, 30L, 50L);
  }

  @Test
  void anOccupantWithASocketNeverGetsIt() {
    story.greeting(1, 5);
    story.ok(story.overSocket(OperationKind.MOVE, 1, 0, CHAPEL), 10, 20);
    story.say(0, 0, CHAPEL, 30, 40);
    assertThat(violated(1).sentence()).endsWith("until the end, though its socket stayed open");
  }

  @Test
  void aRunThatWasCutShortLosesNothing() {
    story.greeting(1, 5);
    story.ok(story.overSocket(OperationKind.MOVE, 1, 0, CHAPEL), 10, 20);
    story.say(0, 0, CHAPEL, 30, 40);
    story.check.settled(Long.MAX_VALUE);
    story.check.ended(false);
    assertThat(story.check.result().verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void aDrainThatBeganBeforeTheEndNeedNotHoldIt() {
    twoInChapel();
    Operation said = story.say(0, 1, CHAPEL, 30, 40);
    story.drain(1, 1, 40, 60);
    story.drain(1, 2, 70, 80, story.event(said, 1));
    valid(1);
  }

  @Test
  void aConcurrentDrainOfTheOnlookerMayHoldIt() {
    twoInChapel();
    Operation said = story.say(0, 1, CHAPEL, 30, 40);
    story.drain(1, 1, 50, 60);
    story.check.settled(55);
    story.drain(Operation.NOBODY, 1, 7, 55, 70, 0, story.event(said, 1));
    valid(1);
  }

  @Test
  void whoseMoveTouchesMayGetItOrNot() {
    story.chat(0, 0, CHAPEL, 10, 20);
    Operation said = story.say(0, 1, CHAPEL, 30, 40);
    story.chat(1, 0, CHAPEL, 20, 30);
    story.chat(2, 0, CHAPEL, 21, 30);
    story.drain(1, 1, 50, 60);
    story.drain(2, 1, 50, 60, story.event(said, 1));
    valid(1);
  }

  @Test
  void whoLeftMeanwhileMayGetItOrNot() {
    twoInChapel();
    story.chat(2, 0, CHAPEL, 11, 20);
    story.chat(1, 1, TOWER, 29, 35);
    Operation said = story.say(0, 1, CHAPEL, 30, 40);
    story.chat(2, 1, TOWER, 40, 45);
    story.drain(1, 2, 50, 60);
    story.drain(2, 2, 50, 60, story.event(said, 1));
    valid(1);
  }

  @Test
  void whoWasElsewhereGetsIt() {
    twoInChapel();
    story.chat(1, 1, TOWER, 22, 28);
    Operation said = story.say(0, 1, CHAPEL, 30, 40);
    story.check.settled(45);
    story.drain(1, 2, 50, 60, story.event(said, 1));
    Witness witness = violated(1);
    assertThat(witness.sentence())
        .isEqualTo(
            "lg-abcd1234-00001 was given what lg-abcd1234-00000 said (its operation 1) in Chapel,"
                + " where it was at no time meanwhile");
    assertThat(witness.operations())
        .extracting(Witness.Step::kind)
        .containsExactly("move", "say", "drain");
    assertThat(witness.operations().getFirst().said()).contains("Tower");
  }

  @Test
  void whoCameLaterGetsItAtOnce() {
    story.greeting(1, 5);
    story.chat(0, 0, CHAPEL, 10, 20);
    Operation said = story.operation(OperationKind.SAY, 0, 1, CHAPEL);
    story.frame(1, 35, story.event(said, 1));
    story.ok(said, 30, 60);
    story.ok(story.overSocket(OperationKind.MOVE, 1, 0, CHAPEL), 40, 50);
    assertThat(violated(1).sentence()).endsWith("where it was at no time meanwhile");
  }

  @Test
  void laterMovesDoNotMatter() {
    twoInChapel();
    Operation said = story.say(0, 1, CHAPEL, 30, 40);
    story.check.settled(45);
    for (int i = 1; i < 40; i++) {
      story.chat(1, i, i % 2, 50 + 10 * i, 55 + 10 * i);
      story.check.settled(56 + 10 * i);
    }
    story.drain(1, 40, 1_000, 1_010, story.event(said, 1));
    valid(1);
  }

  @Test
  void whoBeginsAfterItWasSaidMayHaveBeenInTheFirstRoomOnly() {
    story.chat(0, 0, TOWER, 10, 20);
    Operation inTower = story.say(0, 1, TOWER, 30, 40);
    Operation inChapel = story.say(0, 2, CHAPEL, 50, 60);
    story.check.settled(100);
    story.frame(1, 110, story.event(inTower, 1));
    story.frame(2, 110, story.event(inChapel, 1));
    assertThat(violated(1).sentence()).startsWith("lg-abcd1234-00002 was given");
  }

  @Test
  void twiceInTwoDrains() {
    twoInChapel();
    Operation said = story.say(0, 1, CHAPEL, 30, 40);
    story.drain(1, 1, 50, 60, story.event(said, 1));
    story.drain(Operation.NOBODY, 1, 1, 55, 65, 0, story.event(said, 1));
    Witness witness = violated(1);
    assertThat(witness.sentence())
        .isEqualTo(
            "lg-abcd1234-00001 was given twice what lg-abcd1234-00000 said (its operation 1)");
    assertThat(witness.operations())
        .extracting(Witness.Step::kind)
        .containsExactly("say", "drain", "delivery");
  }

  @Test
  void twiceOverSocketAndDrainUnderANewNumber() {
    story.greeting(1, 5);
    story.chat(1, 0, CHAPEL, 10, 20);
    Operation said = story.say(0, 0, CHAPEL, 30, 40);
    story.frame(1, 35, story.event(said, 1));
    story.drain(1, 1, 50, 60, story.event(said, 2));
    violated(1);
  }

  @Test
  void aDrainBesideASocketExcusesNoLoss() {
    story.greeting(1, 5);
    story.chat(1, 0, CHAPEL, 10, 20);
    story.say(0, 0, CHAPEL, 30, 40);
    story.drain(1, 1, 50, 60);
    assertThat(violated(1).sentence()).contains("lg-abcd1234-00001", "never");
  }

  @Test
  void aDrainMayOvertakeWhatASocketStillHolds() {
    story.greeting(1, 5);
    story.chat(1, 0, CHAPEL, 10, 20);
    Operation one = story.say(0, 0, CHAPEL, 30, 40);
    Operation two = story.say(0, 1, CHAPEL, 42, 45);
    story.drain(1, 1, 50, 60, story.event(two, 2));
    story.check.settled(70);
    story.frame(1, 80, story.event(one, 1));
    assertThat(story.end().violations()).isZero();
  }

  @Test
  void theSpeakerHearsItself() {
    story.greeting(0, 5);
    Operation said = story.say(0, 0, CHAPEL, 30, 40);
    story.frame(0, 45, story.event(said, 1));
    assertThat(violated(1).sentence())
        .isEqualTo(
            "lg-abcd1234-00000 was given what lg-abcd1234-00000 said (its operation 0), although it"
                + " said that itself");
  }

  @Test
  void aWhisperIsForItsTargetWhereverThatIs() {
    story.chat(0, 0, TOWER, 10, 20);
    story.chat(1, 0, CHAPEL, 10, 20);
    Operation said = story.whisper(0, 1, 1, 30, 40);
    story.drain(1, 1, 50, 60, story.event(said, 1, "Tower"));
    CheckResult result = valid(1);
    assertThat(result.judgedByKind()).containsEntry("whisper", 1L);
  }

  @Test
  void theRoomOfAWhisperMayBeTheListeners() {
    story.chat(0, 0, TOWER, 10, 20);
    story.chat(1, 0, CHAPEL, 10, 20);
    Operation said = story.operation(OperationKind.WHISPER, 0, 1, TOWER);
    said.aim(1);
    story.ok(said, 30, 40);
    story.drain(1, 1, 50, 60, story.event(said, 1, "Chapel"));
    valid(1);
  }

  @Test
  void aWhisperIsOverheard() {
    story.chat(0, 0, TOWER, 10, 20);
    story.chat(1, 0, TOWER, 10, 20);
    story.chat(2, 0, TOWER, 10, 20);
    Operation said = story.whisper(0, 1, 1, 30, 40);
    story.drain(1, 1, 50, 60, story.event(said, 1));
    story.drain(2, 1, 50, 60, story.event(said, 1));
    assertThat(violated(1).sentence())
        .isEqualTo(
            "lg-abcd1234-00002 was given what lg-abcd1234-00000 whispered to lg-abcd1234-00001 (its"
                + " operation 1)");
  }

  @Test
  void aWhisperIsLost() {
    story.chat(0, 0, TOWER, 10, 20);
    story.chat(1, 0, CHAPEL, 10, 20);
    story.whisper(0, 1, 1, 30, 40);
    story.drain(1, 1, 50, 60);
    assertThat(violated(1).sentence()).contains("was there before it was told what");
  }

  @Test
  void aWhisperToWhomNobodyKnowsYetIsNotOwed() {
    story.chat(0, 0, TOWER, 10, 20);
    story.whisper(0, 1, 1, 30, 40);
    story.chat(1, 0, CHAPEL, 30, 40);
    story.drain(1, 1, 50, 60);
    assertThat(story.end().verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void aWhisperShownAsSaidToAll() {
    story.chat(1, 0, TOWER, 10, 20);
    Operation said = story.whisper(0, 0, 1, 30, 40);
    Observation.Event right = story.event(said, 1);
    story.drain(
        1,
        1,
        50,
        60,
        new Observation.Event(false, 1, right.fromId(), right.fromName(), "", right.text()));
    assertThat(violated(1).sentence()).endsWith("as if all heard it");
  }

  @Test
  void whatWasRefusedIsHeard() {
    twoInChapel();
    Operation said = story.operation(OperationKind.SAY, 0, 1, CHAPEL);
    story.ended(said, Outcome.REFUSED, 30, 40);
    story.drain(1, 1, 50, 60, story.event(said, 1));
    assertThat(violated(1).sentence())
        .endsWith("what that user never said: it was refused, or never sent");
  }

  @Test
  void whatIsRefusedWasHeardAlready() {
    story.greeting(1, 5);
    Operation said = story.operation(OperationKind.SAY, 0, 1, TOWER);
    story.frame(1, 35, story.event(said, 1));
    story.ended(said, Outcome.REFUSED, 30, 40);
    assertThat(violated(1).sentence()).contains("it was refused");
  }

  @Test
  void whatIsNoSayingIsHeard() {
    twoInChapel();
    Operation chat = story.chat(0, 1, CHAPEL, 30, 40);
    story.drain(1, 1, 50, 60, story.event(chat, 1));
    assertThat(violated(1).sentence()).endsWith("or it is nothing that others hear");
  }

  @Test
  void whatIsNoSayingWasHeardAlready() {
    story.greeting(1, 5);
    Operation chat = story.operation(OperationKind.CHAT, 0, 1, TOWER);
    story.frame(1, 35, story.event(chat, 1));
    story.ok(chat, 30, 40);
    assertThat(violated(1).sentence()).endsWith("or it is nothing that others hear");
  }

  @Test
  void whatNobodyEverSentIsHeard() {
    story.greeting(1, 5);
    Operation never = story.operation(OperationKind.SAY, 0, 9, TOWER);
    story.frame(1, 35, story.event(never, 1));
    story.chat(0, 1, CHAPEL, 30, 40);
    assertThat(violated(1).sentence()).contains("there is no such operation");
  }

  @Test
  void aNonceIsAnother() {
    twoInChapel();
    Operation said = story.operation(OperationKind.SAY, 0, 1, CHAPEL);
    story.ok(said, 30, 40);
    said.set(OperationKind.SAY, 1, 4711, CHAPEL, 0, said.rendezvous());
    story.drain(1, 1, 50, 60, story.event(said, 1));
    CheckResult result = story.end();
    assertThat(result.witnesses())
        .extracting(Witness::sentence)
        .anyMatch(w -> w.endsWith("its nonce is another"));
  }

  @Test
  void aMarkerIsCut() {
    twoInChapel();
    Operation said = story.say(0, 1, CHAPEL, 30, 40);
    story.check.settled(45);
    story.drain(1, 1, 35, 39, story.event(said, 1, "Chapel", Story.marker(said).substring(0, 20)));
    assertThat(violated(1).sentence()).contains("whose text was changed");
  }

  @Test
  void anEventHoldsTwoTexts() {
    twoInChapel();
    Operation said = story.say(0, 1, CHAPEL, 30, 40);
    story.drain(
        1, 1, 35, 39, story.event(said, 1, "Chapel", Story.marker(said) + Story.marker(said)));
    assertThat(violated(1).sentence()).contains("more than what one user said at once");
  }

  @Test
  void anEventNamesTheWrongSpeaker() {
    twoInChapel();
    Operation said = story.say(0, 1, CHAPEL, 30, 40);
    Observation.Event right = story.event(said, 1);
    story.drain(
        1,
        1,
        35,
        39,
        new Observation.Event(false, 1, story.names.id(2), "x", "Chapel", right.text()));
    assertThat(violated(1).sentence())
        .endsWith("as from lg-abcd1234-00002 that holds what lg-abcd1234-00000 said");
  }

  @Test
  void anEventNamesTheWrongRoom() {
    twoInChapel();
    Operation said = story.say(0, 1, CHAPEL, 30, 40);
    story.drain(1, 1, 50, 60, story.event(said, 1, "Tower"));
    assertThat(violated(1).sentence()).endsWith("as if in Tower, but that was in Chapel");
  }

  @Test
  void whatOthersOnTheServerSayIsNotJudged() {
    twoInChapel();
    Operation said = story.say(0, 1, CHAPEL, 30, 40);
    Observation.Event foreign =
        new Observation.Event(false, 1, "somebody", "Else", "Chapel", Story.marker(said));
    Observation.Event note =
        new Observation.Event(false, 2, story.names.id(0), "x", "Chapel", "x waves");
    story.drain(1, 1, 50, 60, foreign, note, story.event(said, 3));
    valid(1);
  }

  @Test
  void oneSpeakersEventsAreReordered() {
    twoInChapel();
    Operation first = story.say(0, 1, CHAPEL, 30, 40);
    Operation second = story.say(0, 2, CHAPEL, 40, 50);
    story.drain(1, 1, 60, 70, story.event(second, 1), story.event(first, 2));
    Witness witness = violated(1);
    assertThat(witness.sentence())
        .isEqualTo(
            "lg-abcd1234-00001 was given operation 2 of lg-abcd1234-00000 before its operation 1");
    assertThat(witness.operations()).hasSize(2);
  }

  @Test
  void concurrentDrainsMayAnswerInAnyOrder() {
    twoInChapel();
    Operation first = story.say(0, 1, CHAPEL, 30, 40);
    Operation second = story.say(0, 2, CHAPEL, 40, 50);
    story.drain(1, 1, 35, 60, story.event(second, 2));
    story.drain(Operation.NOBODY, 1, 1, 35, 70, 0, story.event(first, 1));
    valid(2);
  }

  @Test
  void withoutNumbersOnlyOneSourceHasAnOrder() {
    twoInChapel();
    long none = Observation.NOT_SAID;
    Operation first = story.say(0, 1, CHAPEL, 30, 40);
    Operation second = story.say(0, 2, CHAPEL, 40, 50);
    Operation third = story.say(0, 3, CHAPEL, 50, 55);
    story.drain(1, 1, 35, 60, story.event(third, none));
    story.drain(
        Operation.NOBODY, 1, 1, 35, 70, 0, story.event(second, none), story.event(first, none));
    assertThat(violated(1).sentence()).contains("operation 2", "before its operation 1");
  }

  @Test
  void aNumberIsMissing() {
    twoInChapel();
    Operation first = story.say(0, 1, CHAPEL, 30, 40);
    Operation second = story.say(0, 2, CHAPEL, 40, 50);
    story.drain(1, 1, 51, 60, story.event(first, 1));
    story.drain(1, 2, 70, 80, story.event(second, 3));
    assertThat(violated(1).sentence())
        .isEqualTo("lg-abcd1234-00001 was given number 3 of its events, but never number 2");
  }

  @Test
  void aNumberComesTwice() {
    twoInChapel();
    Operation first = story.say(0, 1, CHAPEL, 30, 40);
    Operation second = story.say(0, 2, CHAPEL, 40, 50);
    story.drain(1, 1, 51, 60, story.event(first, 1));
    story.drain(1, 2, 70, 80, story.event(second, 1));
    assertThat(violated(1).sentence()).endsWith("was given two events with the number 1");
  }

  @Test
  void numbersGoBackInsideOneDrain() {
    story.chat(2, 0, CHAPEL, 10, 20);
    twoInChapel();
    Operation first = story.say(0, 1, CHAPEL, 30, 40);
    Operation second = story.say(2, 1, CHAPEL, 30, 40);
    story.drain(1, 1, 51, 60, story.event(first, 2), story.event(second, 1));
    assertThat(violated(1).sentence())
        .endsWith("fetched its events, and number 1 came after number 2");
  }

  @Test
  void numbersGoBackOnASocket() {
    story.greeting(1, 5);
    Operation first = story.say(0, 0, TOWER, 10, 20);
    Operation second = story.say(2, 0, TOWER, 10, 20);
    story.frame(1, 25, story.event(first, 2));
    story.frame(1, 26, story.event(second, 1));
    assertThat(violated(1).sentence()).endsWith("was given number 1 after number 2");
  }

  @Test
  void aNumberIsMissingOnASocket() {
    story.greeting(1, 5);
    Operation first = story.say(0, 0, TOWER, 10, 20);
    story.frame(1, 25, story.event(first, 2));
    assertThat(violated(1).sentence()).endsWith("but never number 1");
  }

  @Test
  void aLostSocketExcusesWhatItCarried() {
    story.greeting(1, 5);
    story.say(0, 0, TOWER, 10, 20);
    Operation second = story.say(0, 1, TOWER, 20, 25);
    story.greeting(1, 30);
    Operation third = story.say(0, 2, TOWER, 40, 50);
    story.frame(1, 55, story.event(third, 3));
    valid(1);
    assertThat(second.sequence()).isEqualTo(1);
  }

  @Test
  void aSocketThatIsGoneExcusesWhatFollows() {
    story.greeting(1, 5);
    Operation first = story.say(0, 0, TOWER, 10, 20);
    story.frame(1, 25, story.event(first, 1));
    story.torn(1, 30);
    story.say(0, 1, TOWER, 40, 50);
    valid(1);
  }

  @Test
  void aDrainWithoutAnswerExcusesWhatItTook() {
    twoInChapel();
    story.say(0, 1, CHAPEL, 30, 40);
    story.ended(story.drainOf(Operation.NOBODY, 1, 1), Outcome.TIMEOUT, 45, 60);
    Operation second = story.say(0, 2, CHAPEL, 70, 75);
    story.drain(1, 1, 80, 90, story.event(second, 2));
    valid(1);
  }

  @Test
  void droppedEventsAreNotMissed() {
    twoInChapel();
    story.say(0, 1, CHAPEL, 30, 40);
    Operation second = story.say(0, 2, CHAPEL, 70, 75);
    story.drain(1, 1, 1, 80, 90, 1, story.event(second, 2));
    valid(1);
  }

  @Test
  void whoRetiredIsOwedNothing() {
    twoInChapel();
    story.say(0, 1, CHAPEL, 30, 40);
    story.ended(story.operation(OperationKind.CHAT, 1, 1, CHAPEL), Outcome.RESET, 45, 50);
    story.drain(Operation.NOBODY, 1, 1, 60, 70, 0);
    assertThat(story.end().verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @ParameterizedTest
  @EnumSource(names = {"RESET", "TIMEOUT", "STATUS", "BAD_ANSWER"})
  void whatWasPerhapsSaidMayBeHeardOnceOrNever(Outcome outcome) {
    twoInChapel();
    story.chat(2, 0, CHAPEL, 11, 20);
    Operation said = story.operation(OperationKind.SAY, 0, 1, CHAPEL);
    story.ended(said, outcome, 30, 40);
    story.drain(1, 1, 50, 60, story.event(said, 1));
    story.drain(2, 1, 50, 60);
    valid(1);
    story.drain(1, 2, 70, 80, story.event(said, 2));
    assertThat(story.check.result().verdict()).isEqualTo(Verdict.VIOLATED);
  }

  @Test
  void whereSessionsAreEvictedNothingIsOwed() {
    SayStory few = new SayStory(rules(3));
    few.chat(1, 0, CHAPEL, 10, 20);
    few.chat(0, 0, CHAPEL, 10, 20);
    few.say(0, 1, CHAPEL, 30, 40);
    Operation second = few.say(0, 2, CHAPEL, 70, 75);
    few.drain(1, 1, 80, 90, few.event(second, 1));
    CheckResult result = few.end();
    assertThat(result.verdict()).isEqualTo(Verdict.VALID);
    assertThat(result.reason()).contains("what was not heard is not judged", "3 sessions");
  }

  @Test
  void whereSessionsAreEvictedTwiceIsTwice() {
    SayStory few = new SayStory(rules(3));
    Operation second = few.say(0, 0, TOWER, 70, 75);
    few.drain(1, 0, 80, 90, few.event(second, 1));
    few.drain(1, 1, 100, 110, few.event(second, 1));
    assertThat(few.end().violations()).isEqualTo(1);
  }

  @Test
  void whatWasFoundIsWithdrawnIfItTurnsOutThatSessionsWereEvicted() {
    twoInChapel();
    story.say(0, 1, CHAPEL, 30, 40);
    story.drain(1, 1, 50, 60);
    story.check.settled(61 + SayDoubts.LONGEST_OPENING_NANOS);
    assertThat(story.check.result().verdict()).isEqualTo(Verdict.VIOLATED);
    story.chat(100, 0, CHAPEL, 80, 90);
    assertThat(story.end().verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  private static ServerRules rules(int maxSessions) {
    return new ServerRules(
        OptionalInt.empty(),
        Optional.empty(),
        3,
        Duration.ofMinutes(5),
        OptionalLong.of(maxSessions));
  }

  private void twoInChapel() {
    story.chat(0, 0, CHAPEL, 10, 20);
    story.chat(1, 0, CHAPEL, 11, 20);
  }

  private CheckResult valid(long judged) {
    CheckResult result = story.end();
    assertThat(result.witnesses()).isEmpty();
    assertThat(result.name()).isEqualTo("say");
    assertThat(result.verdict()).isEqualTo(Verdict.VALID);
    assertThat(result.judged()).isEqualTo(judged);
    return result;
  }

  private Witness violated(long violations) {
    CheckResult result = story.end();
    assertThat(result.verdict()).isEqualTo(Verdict.VIOLATED);
    assertThat(result.witnesses()).hasSize((int) violations);
    assertThat(result.violations()).isEqualTo(violations);
    return result.witnesses().getFirst();
  }
}
