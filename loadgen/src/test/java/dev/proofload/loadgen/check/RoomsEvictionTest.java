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
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a check of rooms makes of a server that may throw sessions out, and of users it lost. */
class RoomsEvictionTest {
  private static final long LATE = 10_000;

  /** Of a server that keeps two sessions. */
  private final RoomsStory full = new RoomsStory(4, OptionalLong.of(2));

  private void user3IsShown() {
    full.sees(1, GARDEN, "1 3", LATE, LATE + 10);
  }

  /** Somebody reads, or takes, what the server keeps for user 3. */
  private void reads(OperationKind kind, int reader, int whose, Outcome outcome, long end) {
    Operation operation = full.operation(kind, reader, Operation.NO_ROOM);
    operation.aim(whose);
    full.check.completed(operation, outcome, end - 1, end, RoomsStory.answer());
  }

  @ParameterizedTest
  @EnumSource(
      value = OperationKind.class,
      names = {"DRAIN", "HISTORY"})
  void whoseSessionIsReadMayHaveBeenKept(OperationKind kind) {
    full.goes(3, GARDEN, 0, 10);
    full.othersAreBusy();
    reads(kind, Operation.NOBODY, 3, Outcome.OK, 9_000);
    user3IsShown();
    assertThat(full.wrong()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = OperationKind.class,
      names = {"DRAIN", "HISTORY"})
  void whatWasReadBeforeIsNoLaterSignOfLife(OperationKind kind) {
    full.goes(3, GARDEN, 0, 10);
    reads(kind, 3, Operation.NOBODY, Outcome.OK, 12);
    full.othersAreBusy();
    user3IsShown();
    assertThat(full.wrong()).contains("more others than there are sessions");
  }

  @Test
  void aReadThatWasToldLateDoesNotMakeWhoActedSinceOlder() {
    full.goes(3, GARDEN, 8_990, 9_500);
    reads(OperationKind.HISTORY, Operation.NOBODY, 3, Outcome.OK, 12);
    full.othersAreBusy();
    user3IsShown();
    assertThat(full.wrong()).isEmpty();
  }

  @Test
  void whoReadsItsOwnIsTheOneWhoseSessionIsRead() {
    full.goes(3, GARDEN, 0, 10);
    full.othersAreBusy();
    reads(OperationKind.DRAIN, 3, Operation.NOBODY, Outcome.OK, 9_000);
    user3IsShown();
    assertThat(full.wrong()).isEmpty();
  }

  @Test
  void aReadOfNobodysIsNothing() {
    full.goes(3, GARDEN, 0, 10);
    reads(OperationKind.HISTORY, Operation.NOBODY, Operation.NOBODY, Outcome.OK, 9_000);
    full.othersAreBusy();
    user3IsShown();
    assertThat(full.wrong()).contains("more others than there are sessions");
  }

  @Test
  void whoHasASocketIsNoGhost() {
    Operation over = full.operation(OperationKind.GO, 3, GARDEN);
    over.via(Transport.WS);
    full.check.completed(over, Outcome.OK, 0, 10, RoomsStory.answer());
    full.othersAreBusy();
    user3IsShown();
    assertThat(full.wrong()).isEmpty();
  }

  @Test
  void whoWasPushedSomethingHasASocket() {
    full.goes(3, GARDEN, 0, 10);
    full.check.delivered(3, 11, RoomsStory.answer());
    full.othersAreBusy();
    user3IsShown();
    assertThat(full.wrong()).isEmpty();
  }

  @Test
  void whoseFateIsUnknownIsNoGhost() {
    full.goes(3, GARDEN, 0, 10);
    full.tries(3, GARDEN, Outcome.TIMEOUT, 11, 12);
    full.othersAreBusy();
    user3IsShown();
    assertThat(full.wrong()).isEmpty();
  }

  @Test
  void whoWasSurelyRefusedHadBeenActive() {
    full.goes(3, GARDEN, 0, 10);
    full.othersAreBusy();
    full.tries(3, GARDEN, Outcome.REFUSED, 8_000, 9_000);
    user3IsShown();
    assertThat(full.wrong()).isEmpty();
  }

  @Test
  void asManySessionsAsThereAreAreAllKept() {
    RoomsStory roomy = new RoomsStory(5, OptionalLong.of(4));
    roomy.goes(3, GARDEN, 0, 10);
    roomy.othersAreBusy();
    roomy.sees(1, GARDEN, "1 3", LATE, LATE + 10);
    assertThat(roomy.wrong()).isEmpty();
  }

  /** A drain whose fate is unknown may have taken what nobody saw; a history takes nothing. */
  @ParameterizedTest
  @CsvSource({"DRAIN, true", "HISTORY, false"})
  void whoseDrainWasLostIsFollowedByAnother(OperationKind kind, boolean followed) {
    RoomsStory three = new RoomsStory(3, OptionalLong.of(3));
    three.goes(1, GARDEN, 0, 10);
    three.goes(2, GARDEN, 0, 10);
    Operation operation = three.operation(kind, 0, Operation.NO_ROOM);
    three.check.completed(operation, Outcome.TIMEOUT, 11, 12, RoomsStory.answer());
    three.sees(1, GARDEN, "1", 21, 30);
    assertThat(three.result().verdict()).isEqualTo(followed ? Verdict.VALID : Verdict.VIOLATED);
  }

  @Test
  void theOnlookersLostDrainLosesNobody() {
    RoomsStory three = new RoomsStory(3, OptionalLong.of(3));
    three.goes(1, GARDEN, 0, 10);
    three.goes(2, GARDEN, 0, 10);
    Operation operation = three.operation(OperationKind.DRAIN, Operation.NOBODY, Operation.NO_ROOM);
    operation.aim(2);
    three.check.completed(operation, Outcome.TIMEOUT, 11, 12, RoomsStory.answer());
    three.sees(1, GARDEN, "1", 21, 30);
    assertThat(three.result().verdict()).isEqualTo(Verdict.VIOLATED);
  }

  @Test
  void whoComesBackInTheFirstRoomIsLookedForThereAndGoesOnFromThere() {
    full.goes(1, GARDEN, 0, 10);
    full.goes(2, GARDEN, 0, 10);
    full.sees(2, TOWER, "2", 31, 40);
    full.sees(1, GARDEN, "1 2", 51, 60);
    assertThat(full.wrong())
        .isEqualTo("u1 was shown u2 in Garden, although it was in Tower all that time");
  }

  @Test
  void whoWentElsewhereIsNotSuddenlyBack() {
    full.goes(1, GARDEN, 0, 10);
    Operation move = full.operation(OperationKind.CHAT, 1, LIBRARY);
    full.check.completed(move, Outcome.OK, 11, 20, full.list(TOWER, "1"));
    assertThat(full.wrong())
        .isEqualTo("u1 was told that it is in Tower, although it was in Library");
  }

  @Test
  void whoWasThrownOutIsInTheFirstRoomAndNoOther() {
    full.goes(1, GARDEN, 0, 10);
    full.sees(1, CHAPEL, "1", 11, 20);
    assertThat(full.wrong())
        .isEqualTo("u1 was told that it is in Chapel, although it was in Garden");
  }

  /** Where none can have been thrown out, coming back is wrong, though perhaps not for long. */
  @Test
  void comingBackIsWrongWhereNobodyIsThrownOut() {
    RoomsStory roomy = new RoomsStory(3, OptionalLong.of(4));
    roomy.goes(1, GARDEN, 0, 10);
    roomy.sees(1, TOWER, "1", 11, 20);
    assertThat(roomy.wrong())
        .isEqualTo("u1 was told that it is in Tower, although it was in Garden");
    Observation strangers = RoomsStory.answer();
    for (int i = 0; i < 4; i++) {
      strangers.sessions().add(new Observation.Session("stranger " + i, "Tower", 2));
    }
    roomy.looksOn(OperationKind.SESSIONS, strangers, 31, 40);
    assertThat(roomy.result().verdict()).isEqualTo(Verdict.VALID);
  }

  @Test
  void asManyInAllRoomsAsSessionsAreKeptShowThatTheServerIsFull() {
    RoomsStory roomy = new RoomsStory(3, OptionalLong.of(4));
    roomy.goes(1, GARDEN, 0, 10);
    roomy.goes(2, GARDEN, 0, 10);
    roomy.sees(1, GARDEN, "1", 21, 30);
    Observation seen = roomy.rooms("3: 1 2");
    for (int i = 0; i < 2; i++) {
      Observation.Occupant stranger = new Observation.Occupant("stranger " + i, "Somebody");
      seen.rooms().add(new Observation.Room("Cellar " + i, 1, List.of(stranger)));
    }
    seen.totalUsers(4);
    seen.totalRooms(3);
    roomy.looksOn(OperationKind.ROOMS, seen, 31, 40);
    assertThat(roomy.result().verdict()).isEqualTo(Verdict.VALID);
  }

  @Test
  void whoMayHaveBeenThrownOutMayFindItselfWithoutAName() {
    full.goes(1, TOWER, 3, 0, 10);
    Observation nameless = full.list(TOWER, "");
    nameless.occupants().add(new Observation.Occupant(full.names.id(1), "Somebody"));
    full.check.completed(
        full.operation(OperationKind.CHAT, 1, Operation.NO_ROOM), Outcome.OK, 11, 20, nameless);
    assertThat(full.wrong()).isEmpty();
    RoomsStory roomy = new RoomsStory(3);
    roomy.goes(1, TOWER, 3, 0, 10);
    roomy.check.completed(
        roomy.operation(OperationKind.CHAT, 1, Operation.NO_ROOM), Outcome.OK, 11, 20, nameless);
    assertThat(roomy.wrong())
        .isEqualTo(
            "u1 was shown itself called Guest-00001, which is not what it had called itself last");
  }

  /** Before it first told a name of its own it may be called as the server calls newcomers. */
  @ParameterizedTest
  @CsvSource({"0, true", "1, false"})
  void whoToldNoNameMayHaveTheFirst(int number, boolean legal) {
    RoomsStory story = new RoomsStory(3);
    story.goes(1, GARDEN, 0, 10);
    story.sees(1, GARDEN, "1." + number, 11, 20);
    assertThat(story.wrong().isEmpty()).isEqualTo(legal);
  }

  @Test
  void aNameThatIsNotSaidIsNotJudged() {
    RoomsStory story = new RoomsStory(3);
    story.goes(1, GARDEN, 3, 0, 10);
    story.goes(2, GARDEN, 3, 0, 10);
    Observation nameless = story.list(GARDEN, "");
    nameless.occupants().add(new Observation.Occupant(story.names.id(1), ""));
    nameless.occupants().add(new Observation.Occupant(story.names.id(2), ""));
    story.check.completed(
        story.operation(OperationKind.CHAT, 1, Operation.NO_ROOM), Outcome.OK, 11, 20, nameless);
    assertThat(story.wrong()).isEmpty();
  }
}
