package dev.proofload.loadgen.check;

import static dev.proofload.loadgen.check.RoomsStory.CHAPEL;
import static dev.proofload.loadgen.check.RoomsStory.GARDEN;
import static dev.proofload.loadgen.check.RoomsStory.LIBRARY;
import static dev.proofload.loadgen.check.RoomsStory.TOWER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.workload.OperationKind;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** That all of an answer is judged, each answer called wrong once, and what its witness shows. */
class RoomsVerdictsTest {
  private final RoomsStory story = new RoomsStory(4);

  private void inTheGarden(int... users) {
    for (int user : users) {
      story.goes(user, GARDEN, 0, 10);
    }
  }

  private List<String> shown(CheckResult result) {
    return result.witnesses().getFirst().operations().stream()
        .map(step -> step.user().replace("lg-abcd1234-0000", "u") + " " + step.kind())
        .toList();
  }

  @Test
  void whoDidNothingYetDoesNotHideWhoIsMissing() {
    story.goes(1, TOWER, 0, 10);
    story.goes(3, TOWER, 0, 10);
    story.sees(1, TOWER, "2 1", 11, 20);
    assertThat(story.wrong()).startsWith("u1 was not shown u3 in Tower");
  }

  @Test
  void whoseFateIsUnknownDoesNotHideWhoIsMissing() {
    inTheGarden(1, 2, 3);
    story.tries(2, CHAPEL, Outcome.RESET, 11, 12);
    story.goes(2, LIBRARY, 13, 14);
    story.sees(1, GARDEN, "2 1", 15, 20);
    assertThat(story.wrong()).startsWith("u1 was not shown u3 in Garden");
  }

  @Test
  void anAnswerWithSomebodyUnknownAndSomebodyMissingIsWrongOnce() {
    inTheGarden(1, 3);
    story.sees(1, GARDEN, "1 2", 11, 20);
    assertThat(story.wrong()).endsWith("who had done nothing yet");
  }

  @Test
  void anAnswerWithTwoInTheWrongPlaceIsWrongOnce() {
    inTheGarden(1);
    story.goes(2, CHAPEL, 0, 10);
    story.goes(3, CHAPEL, 0, 10);
    story.sees(1, GARDEN, "1 2 3", 11, 20);
    assertThat(story.wrong()).startsWith("u1 was shown u2 in Garden");
  }

  @Test
  void eachOfAListOfSessionsIsJudged() {
    inTheGarden(1);
    story.goes(2, CHAPEL, 0, 10);
    story.looksOn(OperationKind.SESSIONS, story.sessions("Garden", "Garden"), 11, 20);
    assertThat(story.wrong()).startsWith("the onlooker was shown u2 in Garden");
  }

  @Test
  void whoMovesMeanwhileDoesNotHideTheNextInAList() {
    inTheGarden(1);
    story.goes(2, CHAPEL, 0, 10);
    story.goes(1, CHAPEL, 15, 25);
    story.looksOn(OperationKind.SESSIONS, story.sessions("Chapel", "Garden"), 11, 20);
    assertThat(story.wrong()).startsWith("the onlooker was shown u2 in Garden");
  }

  /** User 1 arrived, user 2 left and user 3 arrived, in this order. */
  @Test
  void twoThatContradictEachOtherAreNamed() {
    inTheGarden(0, 2);
    story.goes(1, CHAPEL, 0, 10);
    story.goes(3, CHAPEL, 0, 10);
    story.goes(1, GARDEN, 16, 17);
    story.goes(2, CHAPEL, 20, 25);
    story.goes(3, GARDEN, 30, 35);
    story.sees(0, GARDEN, "0 1 2 3", 15, 40);
    assertThat(story.wrong())
        .isEqualTo(
            "u0 was shown u2 in Garden, and shown u3 in Garden, but at no time were both so");
  }

  /** User 1 is away until 22 and again from 26, user 2 until 30: both are there from 35 on. */
  @Test
  void twoMayComeTogetherAtTheSecondTime() {
    inTheGarden(0);
    story.goes(1, CHAPEL, 0, 10);
    story.goes(2, CHAPEL, 0, 10);
    story.goes(1, GARDEN, 22, 23);
    story.goes(1, CHAPEL, 25, 26);
    story.goes(2, GARDEN, 30, 31);
    story.goes(1, GARDEN, 35, 36);
    story.sees(0, GARDEN, "0 1 2", 15, 40);
    assertThat(story.wrong()).isEmpty();
  }

  @Test
  void aThirdThatContradictsBothIsNamedThoughTheyMeetLate() {
    inTheGarden(0, 3);
    story.goes(1, CHAPEL, 0, 10);
    story.goes(2, CHAPEL, 0, 10);
    story.goes(3, CHAPEL, 16, 20);
    story.goes(1, GARDEN, 22, 23);
    story.goes(1, CHAPEL, 25, 26);
    story.goes(2, GARDEN, 30, 31);
    story.goes(1, GARDEN, 35, 36);
    story.sees(0, GARDEN, "0 1 2 3", 15, 40);
    assertThat(story.wrong()).contains("u3 in Garden, but at no time were both so");
  }

  @Test
  void circlesAreCountedThoughNoWitnessIsKept() {
    for (long t = 0; t < 500; t += 100) {
      story.showsTwoMovesInOppositeOrders(t);
    }
    CheckResult result = story.result();
    assertThat(result.violations()).isEqualTo(5);
    assertThat(result.witnesses()).hasSize(3);
  }

  @Test
  void ghostsAreCountedThoughNoWitnessIsKeptAndShownWithTheirMove() {
    RoomsStory full = new RoomsStory(4, OptionalLong.of(2));
    full.goes(3, GARDEN, 0, 10);
    full.othersAreBusy();
    for (int i = 0; i < 5; i++) {
      // Another is in the wrong place, too.
      full.sees(1, GARDEN, "1 3 0", 10_000, 10_010);
    }
    CheckResult result = full.result();
    assertThat(result.violations()).isEqualTo(5);
    assertThat(result.witnesses()).hasSize(3);
    assertThat(shown(result)).containsExactly("u3 chat", "u1 chat");
  }

  @Test
  void aNameWithoutANumberIsNoSignOfHavingBeenThrownOut() {
    RoomsStory full = new RoomsStory(3, OptionalLong.of(2));
    full.goes(1, TOWER, 0, 0, 10);
    full.goes(2, TOWER, 3, 0, 10);
    full.goes(2, TOWER, 4, 11, 12);
    full.sees(1, TOWER, "1 2.0", 21, 30);
    assertThat(full.wrong()).startsWith("u1 was shown u2 called Guest-00002,");
  }

  @Test
  void aWitnessShowsWhatWasWrittenAndWhoSawIt() {
    inTheGarden(0, 1);
    story.goes(2, CHAPEL, 0, 10);
    story.sees(1, GARDEN, "0 1 2", 20, 30);
    story.goes(2, GARDEN, 15, 50);
    story.goes(2, LIBRARY, 51, 52);
    story.looksOn(OperationKind.ROOMS, story.rooms("3: 0 1", "1: 2"), 31, 40);
    assertThat(story.wrong()).contains("u1 had been shown");
    assertThat(shown(story.check.result())).containsExactly("u2 chat", "u1 chat", "onlooker rooms");
  }

  @Test
  void whoIsToldThatItIsElsewhereIsShownWithItsMove() {
    inTheGarden(1);
    story.sees(1, CHAPEL, "1", 21, 30);
    assertThat(shown(story.result())).containsExactly("u1 chat", "u1 chat");
  }

  @Test
  void timesAreCountedFromWhenTheLoadBegan() {
    RoomsStory later = new RoomsStory(3, OptionalLong.empty(), 1_000);
    later.goes(1, GARDEN, 1_000, 1_010);
    later.goes(2, GARDEN, 1_000, 1_020);
    later.sees(1, GARDEN, "1", 1_021, 1_030);
    assertThat(later.result().witnesses().getFirst().operations())
        .extracting(Witness.Step::startNanos, Witness.Step::endNanos)
        .containsExactly(tuple(0L, 20L), tuple(21L, 30L));
  }
}
