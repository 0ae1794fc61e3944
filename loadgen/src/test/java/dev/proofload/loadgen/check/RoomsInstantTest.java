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
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** At which instants a check of rooms lets things be so, to the nanosecond. */
class RoomsInstantTest {
  private final RoomsStory story = new RoomsStory(3);

  @Test
  void whoWasInNoRoomYetHadNotMovedBefore() {
    story.goes(0, GARDEN, 0, 5);
    story.goes(1, CHAPEL, 0, 5);
    story.goes(1, LIBRARY, 16, 18);
    story.looksOn(OperationKind.ROOMS, story.rooms("3: 0", "2: 1"), 20, 30);
    story.goes(2, GARDEN, 15, 50);
    story.looksOn(OperationKind.ROOMS, story.rooms("3: 0 2", "1: 1"), 10, 60);
    assertThat(story.wrong()).contains("at no time were both so");
  }

  /** User 2 goes from the chapel to the garden from 20 to 30, and user 1 looks. */
  @ParameterizedTest
  @CsvSource({
    "10, 19, 1, true",
    "10, 19, 1 2, false",
    "10, 20, 1, true",
    "10, 20, 1 2, true",
    "20, 20, 1 2, true",
    "30, 40, 1, true",
    "30, 40, 1 2, true",
    "31, 40, 1, false",
    "31, 40, 1 2, true",
    "10, 40, 1, true",
    "10, 40, 1 2, true",
  })
  void aMoveIsSeenAsOfItsInterval(long start, long end, String who, boolean legal) {
    story.goes(1, GARDEN, 0, 5);
    story.goes(2, CHAPEL, 0, 5);
    story.goes(2, GARDEN, 20, 30);
    story.sees(1, GARDEN, who, start, end);
    assertThat(story.wrong().isEmpty()).isEqualTo(legal);
  }

  /** User 2 has the name 3 and takes the name 4 from 20 to 30, and user 1 looks. */
  @ParameterizedTest
  @CsvSource({
    "10, 19, 3, true",
    "10, 19, 4, false",
    "10, 20, 4, true",
    "30, 40, 3, true",
    "30, 40, 4, true",
    "31, 40, 3, false",
    "31, 40, 0, false",
    "31, 40, 5, false",
  })
  void aNameIsSeenAsOfItsInterval(long start, long end, int name, boolean legal) {
    story.goes(1, GARDEN, 0, 0, 5);
    story.goes(2, GARDEN, 3, 0, 5);
    story.goes(2, GARDEN, 4, 20, 30);
    story.sees(1, GARDEN, "1 2." + name, start, end);
    assertThat(story.wrong().isEmpty()).isEqualTo(legal);
  }

  /** User 1 moves out from 20 to 24, and user 2 moves in: were both there at one time? */
  @ParameterizedTest
  @CsvSource({"23, true", "24, true", "25, false"})
  void twoMovesMayTouch(long in, boolean legal) {
    story.goes(0, GARDEN, 0, 5);
    story.goes(1, GARDEN, 0, 5);
    story.goes(2, CHAPEL, 0, 5);
    story.goes(1, CHAPEL, 20, 24);
    story.goes(2, GARDEN, in, 40);
    story.sees(0, GARDEN, "0 1 2", 10, 50);
    assertThat(story.wrong().isEmpty()).isEqualTo(legal);
  }

  /** What user 1 was shown of a move while it was in flight holds for whoever asks later. */
  @ParameterizedTest
  @CsvSource({"29, true", "30, true", "31, false"})
  void whatWasSeenHoldsFromTheEndOfTheAnswer(long start, boolean legal) {
    story.goes(0, GARDEN, 0, 5);
    story.goes(1, GARDEN, 0, 5);
    story.goes(2, CHAPEL, 0, 5);
    story.sees(1, GARDEN, "0 1 2", 20, 30);
    story.sees(0, GARDEN, "0 1", start, 40);
    story.goes(2, GARDEN, 15, 50);
    assertThat(story.wrong().isEmpty()).isEqualTo(legal);
  }

  @ParameterizedTest
  @CsvSource({"29, true", "30, true", "31, false"})
  void whatWasNotSeenYetHadNotBeenBefore(long start, boolean legal) {
    story.goes(0, GARDEN, 0, 5);
    story.goes(1, GARDEN, 0, 5);
    story.goes(2, CHAPEL, 0, 5);
    // Shown at 30 at the latest, though it was told first.
    story.sees(1, GARDEN, "0 1 2", 20, 30);
    story.sees(0, GARDEN, "0 1", start, 60);
    story.goes(2, GARDEN, 15, 70);
    assertThat(story.wrong().isEmpty()).isEqualTo(legal);
  }

  @Test
  void manyInOneRoomAreAllLookedFor() {
    RoomsStory full = new RoomsStory(60);
    StringBuilder all = new StringBuilder();
    for (int user = 0; user < 60; user++) {
      full.goes(user, GARDEN, user, user + 1);
      all.append(user == 0 ? "" : " ").append(user);
    }
    full.sees(7, GARDEN, all.toString(), 100, 110);
    full.looksOn(OperationKind.ROOMS, full.rooms("3: " + all), 100, 110);
    full.check.settled(111);
    assertThat(full.check.result().violations()).isZero();
    full.sees(7, GARDEN, all.toString().replace(" 59", ""), 120, 130);
    assertThat(full.wrong().replace("lg-abcd1234-000", "u"))
        .startsWith("u7 was not shown u59 in Garden");
  }

  @Test
  void manyWhoMoveMeanwhileAreEachJudged() {
    RoomsStory many = new RoomsStory(41);
    StringBuilder stayed = new StringBuilder("40");
    StringBuilder went = new StringBuilder("40");
    many.goes(40, GARDEN, 0, 5);
    for (int user = 0; user < 40; user++) {
      many.goes(user, CHAPEL, 0, 5);
      many.goes(user, GARDEN, 20, 30);
      (user % 2 == 0 ? went : stayed).append(' ').append(user);
    }
    many.sees(40, GARDEN, went.toString(), 21, 29);
    many.check.settled(30);
    assertThat(many.check.result().violations()).isZero();
    // Those who went had gone, and half of the others are seen to have gone before them.
    many.sees(40, GARDEN, stayed.toString(), 30, 40);
    CheckResult result = many.result();
    assertThat(result.violations()).isOne();
  }

  @Test
  void whoLeftLongAgoIsLookedForNoMoreButMayComeBack() {
    story.goes(1, GARDEN, 0, 5);
    long now = 10;
    for (int i = 0; i < 20; i++) {
      story.goes(2, GARDEN, now, now + 2);
      story.sees(1, GARDEN, "1 2", now + 3, now + 4);
      story.goes(2, CHAPEL, now + 5, now + 6);
      story.sees(1, GARDEN, "1", now + 7, now + 8);
      now += 10;
      story.check.settled(now);
    }
    assertThat(story.check.result().violations()).isZero();
    story.goes(2, GARDEN, now, now + 2);
    story.sees(1, GARDEN, "1", now + 3, now + 4);
    assertThat(story.wrong()).startsWith("u1 was not shown u2 in Garden");
  }

  @Test
  void anAnswerThatTakesLongIsHeldToAllThatHappenedMeanwhile() {
    story.goes(0, GARDEN, 0, 5);
    story.goes(2, GARDEN, 0, 5);
    for (int i = 1; i <= 20; i++) {
      long start = 10L * i;
      story.goes(2, i % 2 == 0 ? GARDEN : CHAPEL, start, start + 5);
      story.sees(0, GARDEN, i % 2 == 0 ? "0 2" : "0", start + 6, start + 7);
      story.check.settled(3);
    }
    story.sees(0, GARDEN, "0 2", 7, 300);
    story.sees(0, GARDEN, "0", 207, 300);
    assertThat(story.wrong()).startsWith("u0 was not shown u2 in Garden");
  }

  @Test
  void aFailedListOfSessionsShowsNothing() {
    Observation seen = RoomsStory.answer();
    seen.sessions().add(new Observation.Session(story.names.id(1), "Garden", 2));
    story.goes(1, CHAPEL, 0, 10);
    story.check.completed(
        story.operation(OperationKind.SESSIONS, Operation.NOBODY, Operation.NO_ROOM),
        Outcome.TIMEOUT,
        11,
        12,
        seen);
    assertThat(story.wrong()).isEmpty();
    assertThat(story.check.result().judgedByKind()).containsOnlyKeys("chat");
  }

  @Test
  void eachListIsCountedAmongWhatWasJudged() {
    story.goes(1, CHAPEL, 0, 10);
    Observation sessions = RoomsStory.answer();
    sessions.sessions().add(new Observation.Session(story.names.id(1), "Chapel", 2));
    story.looksOn(OperationKind.SESSIONS, sessions, 11, 12);
    story.looksOn(OperationKind.SESSIONS, RoomsStory.answer(), 13, 14);
    story.looksOn(OperationKind.ROOMS, story.rooms("1: 1"), 15, 16);
    Observation greeting = story.list(CHAPEL, "1");
    greeting.type(Observation.Type.GREETING);
    story.check.delivered(1, 17, greeting);
    assertThat(story.result().judgedByKind())
        .containsEntry("sessions", 1L)
        .containsEntry("rooms", 1L)
        .containsEntry("chat", 1L)
        .containsEntry("delivery", 1L);
  }

  @Test
  void aSessionInARoomThatNobodyKnowsIsWrong() {
    story.goes(1, CHAPEL, 0, 10);
    Observation sessions = RoomsStory.answer();
    sessions.sessions().add(new Observation.Session(story.names.id(1), "Cellar", 2));
    story.looksOn(OperationKind.SESSIONS, sessions, 11, 12);
    assertThat(story.wrong())
        .isEqualTo("the onlooker was shown u1 in Cellar, although it was in Chapel all that time");
  }

  @Test
  void aRoomThatNobodyKnowsIsWrongAmongAllRooms() {
    story.goes(1, CHAPEL, 0, 10);
    Observation seen = RoomsStory.answer();
    seen.rooms().add(new Observation.Room("Cellar", 1, List.of(story.occupant("1"))));
    seen.totalUsers(1);
    seen.totalRooms(1);
    story.looksOn(OperationKind.ROOMS, seen, 11, 12);
    assertThat(story.wrong())
        .isEqualTo("the onlooker was shown u1 in Cellar, although it was in Chapel all that time");
    assertThat(story.check.result().witnesses().getFirst().operations())
        .extracting(Witness.Step::saw)
        .containsExactly("", "lg-abcd1234-00001 as Guest-00001 in Cellar");
  }

  @Test
  void whoNeverActedIsShownUnderANameThatItCannotHave() {
    story.goes(1, TOWER, 0, 10);
    story.sees(1, TOWER, "1 2.4", 11, 12);
    assertThat(story.wrong())
        .isEqualTo("u1 was shown u2 in Tower as Guest-00002.4, who had done nothing yet");
  }

  @Test
  void whatIsWrongIsCountedThoughNoWitnessIsKept() {
    story.goes(1, GARDEN, 0, 10);
    for (int i = 0; i < 5; i++) {
      story.sees(1, GARDEN, "1 2", 20, 30);
    }
    assertThat(story.result().violations()).isEqualTo(5);
    assertThat(story.result().witnesses()).hasSize(3);
  }

  @Test
  void firmAndSoftFindingsAreCountedTogether() {
    story.goes(1, GARDEN, 0, 10);
    story.goes(2, GARDEN, 0, 10);
    for (int i = 0; i < 5; i++) {
      story.sees(1, GARDEN, "1", 20, 30);
      story.sees(1, CHAPEL, "1", 20, 30);
    }
    assertThat(story.result().violations()).isEqualTo(10);
    assertThat(story.result().witnesses()).hasSize(3);
  }

  @Test
  void manyOccupantsAreShownInShort() {
    RoomsStory eight = new RoomsStory(9);
    eight.goes(8, CHAPEL, 0, 5);
    for (int user = 0; user < 8; user++) {
      eight.goes(user, GARDEN, 0, 5);
    }
    eight.sees(0, GARDEN, "0 1 2 3 4 5 6 8", 10, 20);
    assertThat(eight.result().witnesses().getFirst().operations().getLast().saw())
        .startsWith("Garden: lg-abcd1234-00000 as Guest-00000, ")
        .endsWith("lg-abcd1234-00005 as Guest-00005 and 2 more");
  }

  @Test
  void whoIsThrownOutBeginsAnewWithoutAName() {
    RoomsStory full = new RoomsStory(3, OptionalLong.of(2));
    full.goes(1, TOWER, 0, 0, 10);
    full.goes(2, TOWER, 3, 0, 10);
    Observation seen = full.list(TOWER, "1");
    seen.occupants().add(new Observation.Occupant(full.names.id(2), "Somebody"));
    full.check.completed(
        full.operation(OperationKind.CHAT, 1, Operation.NO_ROOM), Outcome.OK, 21, 30, seen);
    full.sees(1, TOWER, "1 2.2", 31, 40);
    assertThat(full.wrong()).contains("u1 was shown u2 called Guest-00002.2");
  }
}
