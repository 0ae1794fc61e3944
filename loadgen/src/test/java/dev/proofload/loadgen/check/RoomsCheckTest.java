package dev.proofload.loadgen.check;

import static dev.proofload.loadgen.check.RoomsStory.CHAPEL;
import static dev.proofload.loadgen.check.RoomsStory.GARDEN;
import static dev.proofload.loadgen.check.RoomsStory.LIBRARY;
import static dev.proofload.loadgen.check.RoomsStory.TOWER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.OperationKind;
import dev.proofload.loadgen.workload.Transport;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RoomsCheckTest {
  private final RoomsStory story = new RoomsStory(3);

  @Test
  void whoIsThereIsSeen() {
    story.goes(1, GARDEN, 0, 10);
    story.goes(2, GARDEN, 0, 20);
    story.sees(1, GARDEN, "1 2", 21, 30);
    story.goes(2, CHAPEL, 31, 40);
    story.sees(1, GARDEN, "1", 41, 50);
    CheckResult result = story.result();
    assertThat(result.name()).isEqualTo("rooms");
    assertThat(result.verdict()).isEqualTo(Verdict.VALID);
    assertThat(result.judgedByKind()).containsExactly(Map.entry("chat", 5L));
  }

  @Test
  void oneUserAloneProvesNothing() {
    RoomsStory alone = new RoomsStory(1);
    alone.sees(0, TOWER, "0", 0, 10);
    CheckResult result = alone.result();
    assertThat(result.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(result.reason()).contains("at least 2");
  }

  @Test
  void answersThatSayNothingOfRoomsProveNothing() {
    story.check.completed(
        story.operation(OperationKind.CHAT, 1, GARDEN), Outcome.OK, 0, 1, RoomsStory.answer());
    CheckResult result = story.result();
    assertThat(result.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(result.reason()).isEqualTo("no answer listed who is in a room");
  }

  @Test
  void somebodyIsMissing() {
    story.goes(1, GARDEN, 0, 10);
    story.goes(2, GARDEN, 0, 20);
    story.sees(1, GARDEN, "1", 21, 30);
    assertThat(story.wrong())
        .isEqualTo("u1 was not shown u2 in Garden, although it was in Garden all that time");
    assertThat(story.result().witnesses().getFirst().operations())
        .satisfiesExactly(
            move -> {
              assertThat(move.user()).endsWith("2");
              assertThat(move.endNanos()).isEqualTo(20);
              assertThat(move.said()).isEqualTo("operation 1 in Garden");
            },
            read -> {
              assertThat(read.user()).endsWith("1");
              assertThat(read.startNanos()).isEqualTo(21);
              assertThat(read.saw()).isEqualTo("Garden: lg-abcd1234-00001 as Guest-00001");
            });
  }

  @Test
  void whoIsLostAgainAndAgainIsFollowedByNobody() {
    RoomsStory five = new RoomsStory(3, OptionalLong.of(5));
    for (int i = 0; i < 9; i++) {
      five.tries(0, LIBRARY, Outcome.RESET, i, i + 1);
    }
    five.goes(1, GARDEN, 10, 20);
    five.goes(2, GARDEN, 10, 20);
    five.sees(1, GARDEN, "1", 21, 30);
    assertThat(five.result().verdict()).isEqualTo(Verdict.VIOLATED);
  }

  @Test
  void somebodyIsStillThere() {
    story.goes(1, GARDEN, 0, 10);
    story.goes(2, GARDEN, 0, 20);
    story.goes(2, CHAPEL, 21, 25);
    story.sees(1, GARDEN, "1 2", 26, 30);
    assertThat(story.wrong())
        .isEqualTo("u1 was shown u2 in Garden, although it was in Chapel all that time");
  }

  @Test
  void somebodyIsThereTooEarly() {
    story.goes(1, GARDEN, 0, 10);
    story.goes(2, CHAPEL, 0, 20);
    story.sees(1, GARDEN, "1 2", 21, 30);
    story.goes(2, GARDEN, 31, 40);
    assertThat(story.wrong())
        .isEqualTo("u1 was shown u2 in Garden, although it was in Chapel all that time");
  }

  @Test
  void whoMovesMeanwhileMayBeInOneRoomOrTheOther() {
    story.goes(1, GARDEN, 0, 10);
    story.goes(2, CHAPEL, 0, 10);
    story.sees(1, GARDEN, "1 2", 20, 30);
    story.sees(1, GARDEN, "1 2", 40, 50);
    story.goes(2, GARDEN, 30, 60);
    assertThat(story.wrong()).isEmpty();
  }

  @Test
  void timesThatTouchAreConcurrent() {
    story.goes(1, GARDEN, 0, 10);
    story.goes(2, CHAPEL, 0, 10);
    story.goes(2, GARDEN, 15, 20);
    story.sees(1, GARDEN, "1", 20, 30);
    assertThat(story.wrong()).isEmpty();
  }

  @Test
  void whatIsInFlightIsAwaited() {
    story.goes(1, GARDEN, 0, 10);
    story.goes(2, CHAPEL, 0, 10);
    story.sees(1, GARDEN, "1 2", 20, 30);
    story.check.settled(25);
    assertThat(story.check.result().violations()).isZero();
    story.goes(2, GARDEN, 25, 60);
    story.check.settled(60);
    assertThat(story.wrong()).isEmpty();
  }

  @Test
  void whatIsSettledIsJudged() {
    story.goes(1, GARDEN, 0, 10);
    story.goes(2, CHAPEL, 0, 10);
    story.sees(1, GARDEN, "1 2", 20, 30);
    story.check.settled(30);
    assertThat(story.check.result().violations()).isZero();
    story.check.settled(31);
    assertThat(story.check.result().violations()).isOne();
  }

  @Test
  void whoWasSeenToArriveHasArrived() {
    story.goes(0, GARDEN, 0, 10);
    story.goes(1, GARDEN, 0, 10);
    story.goes(2, CHAPEL, 0, 10);
    story.sees(1, GARDEN, "0 1 2", 20, 30);
    story.sees(0, GARDEN, "0 1", 31, 40);
    story.goes(2, GARDEN, 15, 50);
    assertThat(story.wrong())
        .isEqualTo("u0 was not shown u2 in Garden, although u1 had been shown u2 there before");
    assertThat(story.result().witnesses().getFirst().operations())
        .extracting(Witness.Step::startNanos)
        .containsExactly(15L, 20L, 31L);
  }

  @Test
  void whoWasSeenToLeaveHasLeft() {
    story.goes(0, GARDEN, 0, 10);
    story.goes(1, GARDEN, 0, 10);
    story.goes(2, GARDEN, 0, 10);
    story.sees(1, GARDEN, "0 1", 20, 30);
    story.sees(0, GARDEN, "0 1 2", 31, 40);
    story.goes(2, CHAPEL, 15, 50);
    assertThat(story.wrong())
        .isEqualTo(
            "u0 was shown u2 in Garden, although u1 had been shown before that this was over");
  }

  @Test
  void oneAnswerShowsOneInstant() {
    story.goes(0, GARDEN, 0, 10);
    story.goes(1, GARDEN, 0, 10);
    story.goes(2, CHAPEL, 0, 10);
    story.goes(1, CHAPEL, 20, 25);
    story.goes(2, GARDEN, 30, 35);
    story.sees(0, GARDEN, "0 1 2", 15, 40);
    assertThat(story.wrong())
        .isEqualTo(
            "u0 was shown u1 in Garden, and shown u2 in Garden, but at no time were both so");
    assertThat(story.result().witnesses().getFirst().operations()).hasSize(3);
  }

  @Test
  void twoAnswersShowTwoMovesInOneOrder() {
    story.showsTwoMovesInOppositeOrders(0);
    assertThat(story.wrong())
        .isEqualTo(
            "u0 was shown u2 in Garden, and not yet u1 in Garden; the onlooker was shown them the"
                + " other way round");
    assertThat(story.result().witnesses().getFirst().operations())
        .extracting(Witness.Step::kind)
        .containsExactly("chat", "chat", "chat", "rooms");
  }

  @Test
  void twoAnswersMayShowTwoMovesOneAfterTheOther() {
    story.goes(0, GARDEN, 0, 10);
    story.goes(1, CHAPEL, 0, 10);
    story.goes(2, CHAPEL, 0, 10);
    story.looksOn(OperationKind.ROOMS, story.rooms("1: 2", "3: 0 1"), 22, 50);
    story.sees(0, GARDEN, "0 1 2", 21, 51);
    story.goes(1, GARDEN, 20, 60);
    story.goes(2, GARDEN, 20, 60);
    assertThat(story.wrong()).isEmpty();
  }

  @Test
  void nobodyIsInNoRoomOnTheWay() {
    story.goes(0, GARDEN, 0, 10);
    story.goes(1, CHAPEL, 0, 10);
    story.goes(1, GARDEN, 20, 30);
    story.looksOn(OperationKind.ROOMS, story.rooms("3: 0"), 15, 40);
    assertThat(story.wrong())
        .isEqualTo(
            "the onlooker was not shown u1 in any room, although it was in Chapel or in Garden"
                + " all that time");
  }

  @Test
  void allRoomsTogetherShowOneInstant() {
    story.goes(0, GARDEN, 0, 10);
    story.goes(1, CHAPEL, 0, 10);
    story.looksOn(OperationKind.ROOMS, story.rooms("1: 1", "3: 0"), 11, 12);
    story.goes(1, GARDEN, 20, 30);
    story.goes(0, CHAPEL, 31, 35);
    story.looksOn(OperationKind.ROOMS, story.rooms("3: 0 1"), 15, 40);
    assertThat(story.wrong()).isEmpty();
  }

  @Test
  void somebodyIsTwiceInOneRoom() {
    story.goes(1, GARDEN, 0, 10);
    story.sees(1, GARDEN, "1 1", 21, 30);
    assertThat(story.wrong()).isEqualTo("u1 was shown u1 twice at once");
  }

  @Test
  void somebodyIsInTwoRooms() {
    story.goes(1, GARDEN, 0, 10);
    story.looksOn(OperationKind.ROOMS, story.rooms("1: 1", "3: 1"), 15, 40);
    assertThat(story.wrong()).isEqualTo("onlooker was shown u1 twice at once");
  }

  @Test
  void somebodyMissesItself() {
    story.goes(1, GARDEN, 0, 10);
    story.sees(1, GARDEN, "", 21, 30);
    assertThat(story.wrong()).isEqualTo("u1 was shown who is in its room, and not itself");
  }

  @Test
  void countsMustAddUp() {
    Observation seen = RoomsStory.answer();
    seen.rooms().add(new Observation.Room("Garden", 2, List.of(story.occupant("1"))));
    story.goes(1, GARDEN, 0, 10);
    story.looksOn(OperationKind.ROOMS, seen, 15, 40);
    assertThat(story.wrong()).isEqualTo("onlooker was shown 1 in Garden, and a count of 2");
  }

  @Test
  void totalsMustAddUp() {
    story.goes(1, GARDEN, 0, 10);
    Observation users = story.rooms("3: 1");
    users.totalUsers(2);
    story.looksOn(OperationKind.ROOMS, users, 15, 40);
    Observation rooms = story.rooms("3: 1");
    rooms.totalRooms(3);
    story.looksOn(OperationKind.ROOMS, rooms, 45, 50);
    assertThat(story.result().witnesses())
        .extracting(Witness::sentence)
        .containsExactly(
            "onlooker was shown 1 users, and a total of 2",
            "onlooker was shown 1 rooms, and a total of 3");
  }

  @Test
  void totalsThatAreNotSaidAreNotJudged() {
    story.goes(1, GARDEN, 0, 10);
    Observation seen = story.rooms("3: 1");
    seen.totalUsers(Observation.NOT_SAID);
    seen.totalRooms(Observation.NOT_SAID);
    story.looksOn(OperationKind.ROOMS, seen, 15, 40);
    assertThat(story.wrong()).isEmpty();
  }

  @Test
  void somebodyIsToldThatItIsElsewhere() {
    story.goes(1, GARDEN, 0, 10);
    story.sees(1, CHAPEL, "1", 21, 30);
    assertThat(story.wrong())
        .isEqualTo("u1 was told that it is in Chapel, although it was in Garden");
  }

  @Test
  void aRoomThatNobodyKnowsIsWrong() {
    Observation seen = story.list(GARDEN, "1");
    seen.room("The Tower");
    story.check.completed(
        story.operation(OperationKind.CHAT, 1, Operation.NO_ROOM), Outcome.OK, 0, 10, seen);
    assertThat(story.wrong())
        .isEqualTo("u1 was told that it is in The Tower, although it was in Tower");
  }

  @Test
  void anAnswerForSomebodyElseIsNotJudgedHere() {
    story.goes(1, GARDEN, 0, 10);
    Observation seen = story.list(CHAPEL, "2");
    seen.userId(story.names.id(2));
    story.check.completed(
        story.operation(OperationKind.CHAT, 1, Operation.NO_ROOM), Outcome.OK, 11, 12, seen);
    assertThat(story.wrong()).isEmpty();
  }

  @Test
  void movesTravelInManyWays() {
    story.sees(0, TOWER, "0", 0, 10);
    story.sees(1, TOWER, "0 1", 11, 15);
    Operation frame = story.operation(OperationKind.MOVE, 0, GARDEN);
    frame.via(Transport.WS);
    story.check.completed(frame, Outcome.OK, 20, 25, story.list(GARDEN, "0"));
    Operation command = story.operation(OperationKind.GO, 1, GARDEN);
    command.via(Transport.WS);
    story.check.completed(command, Outcome.OK, 30, 35, story.list(GARDEN, "0 1"));
    Operation look = story.operation(OperationKind.LOOK, 0, CHAPEL);
    Observation seen = story.list(GARDEN, "0 1");
    seen.text("You are in Garden. You see: Guest-00001.");
    story.check.completed(look, Outcome.OK, 40, 45, seen);
    Operation chat = story.operation(OperationKind.CHAT, 1, CHAPEL);
    chat.via(Transport.WS);
    story.check.completed(chat, Outcome.OK, 50, 55, story.list(GARDEN, "0 1"));
    CheckResult result = story.result();
    assertThat(result.verdict()).isEqualTo(Verdict.VALID);
    assertThat(result.judgedByKind())
        .containsOnlyKeys("chat", "move", "go", "look")
        .containsEntry("chat", 3L);
  }

  @Test
  void textAndListDisagree() {
    story.goes(1, GARDEN, 0, 10);
    story.goes(2, GARDEN, 0, 10);
    look("You are in Garden. You see: Guest-00002.", "1 2");
    assertThat(story.check.result().violations()).isZero();
    look("You are in Garden. You see: no one else.", "1 2");
    look("You are in Garden. You see: Guest-00002, Guest-00000.", "1 2");
    look("You are in Chapel. You see: Guest-00002.", "1 2");
    look("what?", "1 2");
    CheckResult result = story.result();
    assertThat(result.violations()).isEqualTo(4);
    assertThat(result.witnesses())
        .extracting(Witness::sentence)
        .containsExactly(
            "lg-abcd1234-00001 was told other names in the text than in the list",
            "lg-abcd1234-00001 was told other names in the text than in the list",
            "lg-abcd1234-00001 looked, and the text names another room than the answer: Garden");
  }

  @Test
  void whoIsTheOnlyOneSeesNoOneElse() {
    story.goes(1, GARDEN, 0, 10);
    look("You are in Garden. You see: no one else.", "1");
    assertThat(story.wrong()).isEmpty();
  }

  @Test
  void othersStandInOrderOfTheirIds() {
    story.goes(0, GARDEN, 0, 10);
    story.goes(1, GARDEN, 0, 10);
    story.goes(2, GARDEN, 0, 10);
    look("You are in Garden. You see: Guest-00000, Guest-00002.", "2 1 0");
    assertThat(story.check.result().violations()).isZero();
    look("You are in Garden. You see: Guest-00002, Guest-00000.", "2 1 0");
    assertThat(story.wrong()).endsWith("other names in the text than in the list");
  }

  @Test
  void anOldNameIsWrong() {
    story.goes(1, GARDEN, 0, 0, 10);
    story.goes(2, GARDEN, 3, 0, 10);
    story.goes(2, GARDEN, 4, 15, 20);
    story.sees(1, GARDEN, "1 2.3", 21, 30);
    assertThat(story.wrong())
        .isEqualTo(
            "u1 was shown u2 called Guest-00002.3, although it was called Guest-00002.4 all that"
                + " time");
  }

  @Test
  void aNameThatIsYetToComeIsWrong() {
    story.goes(1, GARDEN, 0, 0, 10);
    story.goes(2, GARDEN, 3, 0, 10);
    story.sees(1, GARDEN, "1 2.4", 21, 30);
    story.goes(2, GARDEN, 4, 31, 40);
    assertThat(story.wrong())
        .isEqualTo(
            "u1 was shown u2 called Guest-00002.4, although it was called Guest-00002.3 all that"
                + " time");
  }

  @Test
  void somebodyFindsItselfUnderAnOldName() {
    story.goes(1, GARDEN, 3, 0, 10);
    story.goes(1, GARDEN, 4, 10, 20);
    story.sees(1, GARDEN, "1.3", 20, 30);
    assertThat(story.wrong())
        .isEqualTo(
            "u1 was shown itself called Guest-00001.3, which is not what it had called itself last");
  }

  @Test
  void aNameThatIsNobodysIsWrong() {
    story.goes(1, GARDEN, 0, 0, 10);
    story.goes(2, GARDEN, 3, 0, 10);
    Observation seen = story.list(GARDEN, "1");
    seen.occupants().add(new Observation.Occupant(story.names.id(2), "Guest-00001"));
    story.check.completed(
        story.operation(OperationKind.CHAT, 1, Operation.NO_ROOM), Outcome.OK, 21, 30, seen);
    assertThat(story.wrong()).contains("u2 under a name that it had not given itself");
  }

  @Test
  void aNameThatWasSeenOnceIsNotFollowedByTheOldOne() {
    story.goes(0, GARDEN, 0, 0, 10);
    story.goes(1, GARDEN, 0, 0, 10);
    story.goes(2, GARDEN, 3, 0, 10);
    story.sees(1, GARDEN, "0 1 2.4", 20, 30);
    story.sees(0, GARDEN, "0 1 2.3", 31, 40);
    story.goes(2, GARDEN, 4, 15, 50);
    assertThat(story.wrong())
        .isEqualTo(
            "u0 was shown u2 called Guest-00002.3, although u1 had been shown before that this"
                + " was over");
  }

  @Test
  void nameAndRoomMayChangeOneAfterTheOther() {
    story.goes(1, GARDEN, 0, 0, 10);
    story.goes(2, CHAPEL, 3, 0, 10);
    story.sees(1, GARDEN, "1 2.3", 20, 30);
    story.goes(2, GARDEN, 4, 15, 50);
    assertThat(story.wrong()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Outcome.class,
      names = {"RESET", "TIMEOUT", "STATUS", "BAD_ANSWER"})
  void whoPerhapsMovedMayBeHereOrThere(Outcome outcome) {
    story.goes(1, GARDEN, 0, 10);
    story.goes(0, CHAPEL, 0, 10);
    story.goes(2, CHAPEL, 0, 10);
    story.tries(2, GARDEN, outcome, 15, 20);
    story.sees(0, CHAPEL, "0 2", 31, 40);
    story.sees(1, GARDEN, "1 2", 51, 60);
    assertThat(story.wrong()).isEmpty();
  }

  @Test
  void whoPerhapsMovedDoesNotComeBack() {
    story.goes(1, GARDEN, 0, 10);
    story.goes(2, CHAPEL, 0, 10);
    story.tries(2, GARDEN, Outcome.RESET, 15, 20);
    story.sees(1, GARDEN, "1 2", 31, 40);
    story.sees(1, GARDEN, "1", 51, 60);
    assertThat(story.wrong()).contains("u1 was not shown u2 in Garden");
  }

  @ParameterizedTest
  @EnumSource(
      value = Outcome.class,
      names = {"REFUSED", "CONNECT"})
  void whoSurelyDidNotMoveIsWhereItWas(Outcome outcome) {
    story.goes(1, GARDEN, 0, 10);
    story.goes(2, CHAPEL, 0, 10);
    story.tries(2, GARDEN, outcome, 15, 20);
    story.sees(1, GARDEN, "1 2", 31, 40);
    assertThat(story.wrong()).contains("although it was in Chapel all that time");
  }

  @Test
  void whoActsAlthoughItsFateIsUnknownIsNotJudged() {
    story.goes(1, GARDEN, 0, 10);
    story.goes(2, CHAPEL, 0, 10);
    story.tries(2, GARDEN, Outcome.RESET, 15, 20);
    story.goes(2, LIBRARY, 25, 30);
    story.sees(1, GARDEN, "1 2", 31, 40);
    assertThat(story.wrong()).isEmpty();
  }

  @Test
  void aReadThatFailedShowsNothing() {
    story.goes(1, GARDEN, 0, 10);
    story.check.completed(
        story.operation(OperationKind.ROOMS, Operation.NOBODY, Operation.NO_ROOM),
        Outcome.RESET,
        11,
        12,
        story.rooms("1: 1"));
    assertThat(story.wrong()).isEmpty();
  }

  @Test
  void whoHasDoneNothingYetMayBeInTheFirstRoom() {
    story.sees(1, TOWER, "1 2", 0, 10);
    story.sees(1, TOWER, "1", 11, 20);
    assertThat(story.check.result().violations()).isZero();
    story.goes(1, GARDEN, 21, 30);
    story.sees(1, GARDEN, "1 2", 31, 40);
    story.sees(1, GARDEN, "1", 41, 50);
    assertThat(story.wrong()).isEqualTo("u1 was shown u2 in Garden, who had done nothing yet");
  }

  @Test
  void whoWasGreetedIsThere() {
    story.sees(1, TOWER, "1", 0, 10);
    Observation greeting = story.list(TOWER, "1 2");
    greeting.type(Observation.Type.GREETING);
    story.check.delivered(2, 15, greeting);
    story.sees(1, TOWER, "1", 16, 20);
    assertThat(story.wrong()).contains("was not shown u2 in Tower");
  }

  @Test
  void strangersAreIgnored() {
    story.goes(1, GARDEN, 0, 10);
    Observation seen = story.list(GARDEN, "1");
    seen.occupants().add(new Observation.Occupant("somebody", "Else"));
    seen.occupants().add(new Observation.Occupant("somebody", "Else"));
    story.check.completed(
        story.operation(OperationKind.CHAT, 1, Operation.NO_ROOM), Outcome.OK, 21, 30, seen);
    assertThat(story.wrong()).isEmpty();
  }

  @Test
  void aListOfSessionsShowsEachAloneWhereItIs() {
    story.goes(1, GARDEN, 0, 10);
    story.goes(2, CHAPEL, 0, 10);
    story.goes(1, CHAPEL, 20, 25);
    story.goes(2, GARDEN, 30, 35);
    story.looksOn(OperationKind.SESSIONS, story.sessions("Garden", "Garden"), 15, 40);
    assertThat(story.check.result().violations()).isZero();
    story.looksOn(OperationKind.SESSIONS, story.sessions("Garden", ""), 41, 45);
    assertThat(story.wrong())
        .isEqualTo("the onlooker was shown u1 in Garden, although it was in Chapel all that time");
  }

  @Test
  void aReplyThatIsMirroredOnTheSocketShowsOneself() {
    story.goes(1, GARDEN, 0, 10);
    Observation mirrored = story.list(GARDEN, "2");
    mirrored.type(Observation.Type.DELIVERY);
    mirrored.userId(story.names.id(1));
    story.check.delivered(1, 15, mirrored);
    assertThat(story.wrong()).endsWith("and not itself");
  }

  @Test
  void whoWasThrownOutMayBeMissingAndComeBackInTheFirstRoom() {
    RoomsStory full = new RoomsStory(3, OptionalLong.of(2));
    full.goes(1, GARDEN, 0, 10);
    full.goes(2, GARDEN, 0, 10);
    full.sees(1, GARDEN, "1", 21, 30);
    full.sees(2, TOWER, "2", 31, 40);
    full.sees(2, TOWER, "2", 41, 50);
    CheckResult result = full.result();
    assertThat(result.verdict()).isEqualTo(Verdict.VALID);
    assertThat(result.reason()).startsWith("who is missing was not judged");
  }

  @Test
  void whoWasThrownOutIsStillNowhereItNeverWent() {
    RoomsStory full = new RoomsStory(3, OptionalLong.of(2));
    full.goes(1, GARDEN, 0, 10);
    full.goes(2, CHAPEL, 0, 10);
    full.sees(1, GARDEN, "1 2", 21, 30);
    assertThat(full.wrong()).contains("although it was in Chapel all that time");
  }

  @Test
  void aGhostIsSeen() {
    RoomsStory full = new RoomsStory(4, OptionalLong.of(2));
    full.goes(3, GARDEN, 0, 10);
    full.othersAreBusy();
    full.sees(1, GARDEN, "1 3", 10_000, 10_010);
    assertThat(full.wrong())
        .isEqualTo(
            "u1 was shown u3 in Garden, although more others than there are sessions had been"
                + " active since");
  }

  @Test
  void whatSeemedWrongBeforeTheServerShowedToBeFullIsTakenBack() {
    RoomsStory full = new RoomsStory(3, OptionalLong.of(4));
    full.goes(1, GARDEN, 0, 10);
    full.goes(2, GARDEN, 0, 10);
    full.sees(1, GARDEN, "1", 21, 30);
    full.check.settled(50);
    assertThat(full.check.result().violations()).isOne();
    Observation seen = full.rooms("3: 1");
    for (int i = 0; i < 4; i++) {
      seen.sessions().add(new Observation.Session("stranger " + i, "Tower", 2));
    }
    full.looksOn(OperationKind.SESSIONS, seen, 51, 60);
    assertThat(full.result().verdict()).isEqualTo(Verdict.VALID);
  }

  private void look(String text, String who) {
    Observation seen = story.list(GARDEN, who);
    seen.text(text);
    story.check.completed(story.operation(OperationKind.LOOK, 1, CHAPEL), Outcome.OK, 21, 30, seen);
  }
}
