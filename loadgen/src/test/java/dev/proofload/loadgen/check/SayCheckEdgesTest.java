package dev.proofload.loadgen.check;

import static dev.proofload.loadgen.check.SayStory.CHAPEL;
import static dev.proofload.loadgen.check.SayStory.TOWER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.OperationKind;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where two things touch, or something rare has happened. */
class SayCheckEdgesTest {
  private final SayStory story = new SayStory();

  @Test
  void whatWasDroppedOfASessionThatBeganAnewIsNotMissed() {
    SayStory few = new SayStory(SayHistory.rules(3));
    Operation one = few.say(0, 0, TOWER, 10, 20);
    few.drain(1, 1, 1, 30, 40, 5, few.event(one, 7));
    Operation two = few.say(0, 1, TOWER, 110, 120);
    Operation three = few.say(0, 2, TOWER, 120, 130);
    drain(few, 200, 2, few.event(two, 1), few.event(three, 4));
    assertThat(few.end().violations()).isZero();
  }

  @Test
  void aFetchThatTellsOfFewerDroppedWasOvertaken() {
    twoInChapel();
    Operation one = story.say(0, 1, CHAPEL, 30, 40);
    Operation two = story.say(0, 2, CHAPEL, 50, 60);
    Operation three = story.say(0, 3, CHAPEL, 70, 80);
    // The later of two concurrent ones is told first.
    story.drain(Operation.NOBODY, 1, 1, 90, 200, 2, story.event(three, 5));
    story.drain(1, 1, 1, 65, 210, 1, story.event(one, 1), story.event(two, 3));
    assertThat(story.end().violations()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"64, 0", "65, 0", "66, 1"})
  void aFetchThatBeganBeforeTheFirstToTellOfADropWasAnsweredMayHaveBeenTheOneAfterIt(
      long start, long violations) {
    twoInChapel();
    Operation one = story.say(0, 1, CHAPEL, 30, 40);
    Operation two = story.say(0, 2, CHAPEL, 50, 60);
    story.drain(Operation.NOBODY, 1, 1, 61, 65, 1);
    story.drain(1, 1, 1, start, 70, 1, story.event(one, 1), story.event(two, 3));
    assertThat(story.end().violations()).isEqualTo(violations);
  }

  /** After a fetch that was settled. */
  private void aSocketIsGreetedAndGiven(Operation first) {
    story.check.settled(90);
    story.greeting(1, 100);
    story.frame(1, 101, story.event(first, 1));
  }

  /** The server gave the socket what waited before the fetch, and its greeting came after it. */
  @Test
  void aSocketThatIsGreetedAfterAFetchMayHaveTakenWhatTheFetchDoesNotShow() {
    twoInChapel();
    Operation one = story.say(0, 1, CHAPEL, 30, 40);
    Operation two = story.say(0, 2, CHAPEL, 50, 60);
    story.drain(Operation.NOBODY, 1, 1, 70, 80, 0);
    aSocketIsGreetedAndGiven(one);
    story.frame(1, 102, story.event(two, 2));
    assertThat(story.end().violations()).isZero();
  }

  @Test
  void whatNeitherTheFetchNorTheSocketBroughtIsMissed() {
    twoInChapel();
    Operation one = story.say(0, 1, CHAPEL, 30, 40);
    story.say(0, 2, CHAPEL, 50, 60);
    story.drain(Operation.NOBODY, 1, 1, 70, 80, 0);
    aSocketIsGreetedAndGiven(one);
    assertThat(story.end().violations()).isOne();
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1"})
  void whoHasNoSocketAfterTheLongestOpeningHadNoneAtTheFetch(long later, long violations) {
    twoInChapel();
    story.say(0, 1, CHAPEL, 30, 40);
    story.drain(Operation.NOBODY, 1, 1, 70, 80, 0);
    story.check.settled(80 + SayDoubts.LONGEST_OPENING_NANOS + later);
    assertThat(story.check.result().violations()).isEqualTo(violations);
  }

  /** Number 1 went to the socket, number 2 was fetched. */
  @Test
  void norAreNumbersMissingThatASocketTook() {
    twoInChapel();
    Operation one = story.say(0, 1, CHAPEL, 30, 40);
    Operation two = story.say(0, 2, CHAPEL, 50, 60);
    story.drain(Operation.NOBODY, 1, 1, 70, 80, 0, story.event(two, 2));
    aSocketIsGreetedAndGiven(one);
    assertThat(story.end().violations()).isZero();
  }

  @Test
  void lateRepliesAreCountedAmongTheEvents() {
    twoInChapel();
    Operation one = story.say(0, 1, CHAPEL, 30, 40);
    story.greeting(1, 45);
    late(46, 1, false);
    story.frame(1, 47, story.event(one, 2));
    valid(1);
  }

  @Test
  void aLateReplyMayOvertakeWhatASocketHolds() {
    twoInChapel();
    Operation one = story.say(0, 1, CHAPEL, 30, 40);
    story.greeting(1, 45);
    late(46, 2, false);
    story.frame(1, 47, story.event(one, 1));
    valid(1);
  }

  @Test
  void aLateReplyComesTwice() {
    story.greeting(1, 5);
    late(10, 1, false);
    late(20, 1, false);
    assertThat(violated(1)).endsWith("was given two with the number 1");
  }

  @Test
  void aLateReplyWithTheCrisisMessageMayComeTwice() {
    twoInChapel();
    story.greeting(1, 5);
    late(10, 1, true);
    late(20, 1, true);
    Operation one = story.say(0, 1, CHAPEL, 30, 40);
    story.frame(1, 47, story.event(one, 2));
    valid(1);
  }

  @Test
  void lateRepliesWithoutNumbersAreNotCounted() {
    story.greeting(1, 5);
    late(10, Observation.NOT_SAID, false);
    late(20, Observation.NOT_SAID, false);
    assertThat(story.end().violations()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"1, false, 0", "3, false, 1", "3, true, 0"})
  void fetchedLateRepliesStandInTheOrderOfTheirNumbers(long late, boolean crisis, long wrong) {
    twoInChapel();
    Operation one = story.say(0, 1, CHAPEL, 30, 40);
    Operation two = story.say(0, 2, CHAPEL, 40, 45);
    Observation seen = new Observation();
    seen.type(Observation.Type.ANSWER);
    seen.lateReplies().add(lateReply(0, late, crisis));
    long first = late == 1 ? 2 : 1;
    seen.events().add(story.event(one, first));
    seen.events().add(story.event(two, first + 1));
    story.check.completed(story.drainOf(1, 1, 1), Outcome.OK, 50, 60, seen);
    assertThat(story.end().violations()).isEqualTo(wrong);
  }

  @ParameterizedTest
  @CsvSource({"2, 0", "1, 1", "4, 1"})
  void aLateReplyBetweenTwoFetchedEventsHasItsNumber(long late, long wrong) {
    twoInChapel();
    Operation one = story.say(0, 1, CHAPEL, 30, 40);
    Operation two = story.say(0, 2, CHAPEL, 40, 45);
    Observation seen = new Observation();
    seen.type(Observation.Type.ANSWER);
    seen.lateReplies().add(lateReply(1, late, false));
    seen.events().add(story.event(one, 1));
    seen.events().add(story.event(two, 3));
    story.check.completed(story.drainOf(1, 1, 1), Outcome.OK, 50, 60, seen);
    assertThat(story.end().violations() > 0).isEqualTo(wrong > 0);
  }

  @Test
  void whatASocketWasNotSentBeforeItClosedWaitsAgain() {
    twoInChapel();
    story.greeting(1, 25);
    Operation one = story.say(0, 1, CHAPEL, 30, 40);
    closed(45, 1000);
    story.greeting(1, 50);
    story.frame(1, 51, story.event(one, 1));
    valid(1);
  }

  @Test
  void aSocketThatWasReadToItsEndExcusesNothing() {
    twoInChapel();
    story.greeting(1, 25);
    story.say(0, 1, CHAPEL, 30, 40);
    closed(45, 1000);
    story.greeting(1, 50);
    assertThat(violated(1)).endsWith("until the end, though its socket stayed open");
  }

  @Test
  void aSocketThatWasCutOffExcusesWhatItMayHaveHeld() {
    twoInChapel();
    story.greeting(1, 25);
    story.say(0, 1, CHAPEL, 30, 40);
    Operation two = story.say(0, 2, CHAPEL, 41, 43);
    closed(45, Observation.NO_CLOSE_FRAME);
    story.greeting(1, 50);
    story.frame(1, 51, story.event(two, 2));
    valid(1);
  }

  @ParameterizedTest
  @CsvSource({"44, 0", "45, 0", "46, 1"})
  void aLostSocketExcusesWhatHadBegunToBeSaid(long start, long violations) {
    twoInChapel();
    story.greeting(1, 25);
    closed(45, Observation.NO_CLOSE_FRAME);
    story.greeting(1, 45);
    story.say(0, 1, CHAPEL, start, 50);
    assertThat(story.end().violations()).isEqualTo(violations);
  }

  @Test
  void aSocketOnWhichAWriteFailedIsGone() {
    story.greeting(1, 25);
    Operation move = story.overSocket(OperationKind.MOVE, 1, 0, CHAPEL);
    story.ended(move, Outcome.STATUS, 30, 40);
    story.chat(0, 0, CHAPEL, 10, 20);
    story.say(0, 1, CHAPEL, 50, 60);
    assertThat(story.end().violations()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"999, 1", "1000, 0"})
  void whereAsManyWaitAsMayTheOldestMayBeGone(int waiting, long violations) {
    twoInChapel();
    story.say(0, 1, CHAPEL, 30, 40);
    Observation.Event[] events = new Observation.Event[waiting];
    for (int i = 0; i < waiting; i++) {
      Operation said = story.say(0, 2 + i, CHAPEL, 41 + i, 41 + i);
      events[i] = story.event(said, 2 + i);
    }
    story.drain(1, 1, 1_045, 1_060, events);
    CheckResult result = story.end();
    // The one that is missing, and its number.
    assertThat(result.violations()).isEqualTo(2 * violations);
  }

  @Test
  void heardByTwoBeforeItIsToldAndNotAlike() {
    story.greeting(1, 5);
    story.greeting(2, 5);
    Operation said = story.operation(OperationKind.SAY, 0, 1, TOWER);
    story.frame(1, 35, story.event(said, 1));
    story.frame(2, 35, story.event(said, 1, "Chapel"));
    story.ok(said, 30, 40);
    assertThat(violated(1)).endsWith(", but not as others were given it");
  }

  @Test
  void heardByTwoBeforeItIsToldAndAlike() {
    story.greeting(1, 5);
    story.greeting(2, 5);
    Operation said = story.operation(OperationKind.SAY, 0, 1, TOWER);
    story.frame(1, 35, story.event(said, 1));
    story.frame(2, 36, story.event(said, 1));
    story.ok(said, 30, 40);
    assertThat(valid(2).judgedByKind()).containsExactly(Map.entry("say", 2L));
  }

  @ParameterizedTest
  @CsvSource({"29, 1", "30, 0"})
  void heardBeforeItWasSaid(long at, long violations) {
    story.greeting(1, 5);
    Operation said = story.operation(OperationKind.SAY, 0, 1, TOWER);
    story.frame(1, at, story.event(said, 1));
    story.ok(said, 30, 40);
    assertThat(story.end().violations()).isEqualTo(violations);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cut", "two", "other", "nonce", "never", "self", "whisper", "room"})
  void whatIsWrongAndHasANumberThatWasGivenBeforeIsCountedOnce(String how) {
    twoInChapel();
    story.chat(2, 0, CHAPEL, 11, 20);
    Operation good = story.say(0, 1, CHAPEL, 30, 40);
    Operation other = story.say(0, 2, CHAPEL, 41, 45);
    Operation own = story.say(1, 1, CHAPEL, 41, 45);
    Operation chat = story.chat(0, 3, CHAPEL, 46, 47);
    story.drain(1, 2, 42, 60, story.event(good, 1));
    Observation.Event right = story.event(other, 1);
    String marker = Story.marker(other);
    Observation.Event wrong =
        switch (how) {
          case "cut" -> story.event(other, 1, "Chapel", marker.substring(0, 20));
          case "two" -> story.event(other, 1, "Chapel", marker + marker);
          case "other" ->
              new Observation.Event(false, 1, story.names.id(2), "x", "Chapel", right.text());
          case "nonce" -> story.event(other, 1, "Chapel", marker.replace("0000000", "1000000"));
          case "never" -> story.event(chat, 1);
          case "self" -> story.event(own, 1);
          case "whisper" ->
              new Observation.Event(true, 1, right.fromId(), "x", "Chapel", right.text());
          default -> story.event(other, 1, "Tower");
        };
    story.drain(Operation.NOBODY, 1, 1, 43, 70, Observation.NOT_SAID, wrong);
    story.check.settled(80);
    assertThat(story.check.result().violations()).isEqualTo(1);
  }

  @Test
  void allAreCountedOfWhichOnlyAFewAreShown() {
    twoInChapel();
    Operation said = story.say(0, 1, CHAPEL, 30, 40);
    for (int i = 0; i < 6; i++) {
      story.say(0, 2 + i, CHAPEL, 41 + i, 41 + i);
    }
    story.drain(1, 1, 50, 60, story.event(said, 1));
    for (int i = 0; i < 5; i++) {
      story.drain(1, 2 + i, 70 + i, 71 + i, story.event(said, 2 + i));
    }
    CheckResult result = story.end();
    assertThat(result.violations()).isEqualTo(11);
    assertThat(result.witnesses()).hasSize(3);
    assertThat(result.judgedByKind()).containsExactly(Map.entry("say", 12L));
  }

  @Test
  void inALongStoryNothingIsMixedUpWithWhatIsForgotten() {
    SayStory told = new SayStory(new SayBook(500));
    told.greeting(1, 1);
    Operation first = told.say(3, 0, TOWER, 5, 6);
    told.frame(1, 7, told.event(first, 1));
    int number = 1;
    int drained = 0;
    int last = 3_000;
    for (int i = 1; i < last; i++) {
      long now = 10L * i;
      // User 2 goes where user 0 will speak, and fetches that every time.
      told.chat(2, 2 * i, i % 5, now, now + 1);
      Operation said = told.say(0, i, i % 5, now + 2, now + 3);
      if (i % 5 == TOWER) {
        number++;
        told.frame(1, now + 4, told.event(said, number));
      }
      drained++;
      told.drain(2, 2 * i + 1, now + 5, now + 6, told.event(said, drained));
      told.check.settled(now + 7);
    }
    // That what is forgotten comes again proves nothing.
    told.frame(1, 10L * last, told.event(first, number + 1));
    CheckResult result = told.end();
    assertThat(result.witnesses()).isEmpty();
    assertThat(result.judgedByKind()).containsExactly(Map.entry("say", number + drained + 0L));
  }

  @Test
  void inALongStoryTheLastThatIsLostIsMissed() {
    SayStory told = new SayStory(new SayBook(500));
    int last = 1_000;
    for (int i = 0; i < last; i++) {
      told.chat(1, i, i % 5, 10L * i, 10L * i + 1);
      told.check.settled(10L * i + 5);
    }
    told.say(0, 0, (last - 1) % 5, 10L * last, 10L * last + 1);
    told.drain(1, last, 10L * last + 2, 10L * last + 3);
    assertThat(told.end().violations()).isEqualTo(1);
  }

  private static void drain(SayStory story, long start, long dropped, Observation.Event... events) {
    story.drain(1, 1, (int) start, start, start + 10, dropped, events);
  }

  private void twoInChapel() {
    story.chat(0, 0, CHAPEL, 10, 20);
    story.chat(1, 0, CHAPEL, 11, 20);
  }

  private void late(long at, long number, boolean crisis) {
    Observation seen = new Observation();
    seen.type(Observation.Type.LATE_REPLY);
    seen.lateReplies().add(lateReply(0, number, crisis));
    story.check.delivered(1, at, seen);
  }

  private Observation.LateReply lateReply(int place, long number, boolean crisis) {
    return new Observation.LateReply(place, number, false, story.names.id(1), "", crisis, "late");
  }

  private void closed(long at, int code) {
    Observation seen = new Observation();
    seen.type(Observation.Type.CLOSED);
    seen.closeCode(code);
    story.check.delivered(1, at, seen);
  }

  private CheckResult valid(long judged) {
    CheckResult result = story.end();
    assertThat(result.witnesses()).isEmpty();
    assertThat(result.verdict()).isEqualTo(Verdict.VALID);
    assertThat(result.judged()).isEqualTo(judged);
    return result;
  }

  private String violated(long violations) {
    CheckResult result = story.end();
    assertThat(result.violations()).isEqualTo(violations);
    return result.witnesses().getFirst().sentence();
  }
}
