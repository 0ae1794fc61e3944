package dev.proofload.loadgen.check;

import static dev.proofload.loadgen.check.StandstillScene.STALLED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.loadgen.check.StandstillScene.End;
import dev.proofload.loadgen.record.PerClass;
import dev.proofload.loadgen.workload.Transport;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandstillTest {
  private static final String STALLED_ID = "lg-abcd1234-00008";
  private static final PerClass HEARTBEAT = new PerClass(1, 0, 0, 0);
  private static final PerClass EVENT = new PerClass(0, 0, 1, 0);

  private final StandstillScene scene = new StandstillScene();

  @Test
  void whoStopsReadingMustNotHoldUpAllOthers() {
    CheckResult result = scene.ends();
    assertThat(accusations(result))
        .containsExactly(
            STALLED_ID
                + " held up all others: for 3148.000 ms it left unread what it had been sent, and"
                + " the server sent nothing over any socket, though replies waited for 3 users who"
                + " had read all, among them lg-abcd1234-00000 and lg-abcd1234-00001; it went on"
                + " when "
                + STALLED_ID
                + " read on");
  }

  @Test
  void theWitnessShowsTheLooksAndTwoWhoWaited() {
    List<Witness.Step> steps = scene.ends().witnesses().getFirst().operations();
    assertThat(steps)
        .extracting(Witness.Step::user)
        .containsExactly("onlooker", "onlooker", "lg-abcd1234-00000", "lg-abcd1234-00001");
    assertThat(steps.get(0).startNanos()).isEqualTo(millis(100));
    assertThat(steps.get(0).saw())
        .isEqualTo(
            "stream 1 of "
                + STALLED_ID
                + ": queued 0/1/0/0, produced 1/1/2/0, sent 1/0/2/0, dropped 0/0/0/0");
    assertThat(steps.get(1).startNanos()).isEqualTo(millis(3_250));
    assertThat(steps.get(2).startNanos()).isEqualTo(millis(40));
    assertThat(steps.get(2).endNanos()).isEqualTo(millis(3_350));
  }

  @Test
  void itIsTheSameIfTheServerCutsItOff() {
    scene.end = End.CLOSED;
    assertThat(accusations(scene.ends()))
        .singleElement()
        .asString()
        .endsWith("it went on when the socket of " + STALLED_ID + " was closed");
  }

  // It must last.

  @Test
  void whoWaitsForLessThanThreeSecondsWaitsForASlowServer() {
    scene.lasts = 3_001;
    assertNobodyAccused();
  }

  @Test
  void threeSecondsAreEnough() {
    scene.lasts = 3_002;
    assertAccused();
  }

  // Nothing must be sent.

  @Test
  void aServerThatSendsToSomebodyIsSlow() {
    scene.meanwhile = () -> scene.story.sends(STALLED, EVENT);
    assertNobodyAccused();
  }

  @Test
  void aSocketThatCameAndWentWasSentTo() {
    scene.meanwhile =
        () -> {
          scene.story.opens(1_800, 7);
          scene.story.sends(7, EVENT);
          scene.story.closes(7);
        };
    assertNobodyAccused();
  }

  @Test
  void heartbeatsAreNotWhatOthersWaitFor() {
    scene.meanwhile = () -> scene.story.sends(STALLED, HEARTBEAT);
    assertAccused();
  }

  @Test
  void whereAllThatWasSentIsNotToldNobodyKnows() {
    scene.totalsTold = false;
    assertNobodyAccused();
  }

  // The server must be running.

  @Test
  void aServerThatDoesNotAnswerMayStandStill() {
    scene.looksEvery = 749;
    assertNobodyAccused();
  }

  @Test
  void answersNeedNotComeOftenerThanFourTimesInThreeSeconds() {
    scene.looksEvery = 740;
    assertAccused();
  }

  @Test
  void aServerThatAnswersLateMayStandStill() {
    scene.looksEvery = 376;
    scene.looksTake = 375;
    scene.lasts = 3_760;
    scene.readsOnAfter = 380;
    scene.toldAfter = 374;
    assertNobodyAccused();
  }

  @Test
  void anyAnswerOverHttpShowsThatItRuns() {
    scene.looksEvery = 1_100;
    for (long at = 150; at < 3_500; at += 300) {
      scene.story.asksOverHttp(at, at + 2, 7);
    }
    assertAccused();
  }

  @Test
  void anAnswerOverASocketDoesNotShowThatItRuns() {
    scene.looksEvery = 1_100;
    for (long at = 150; at < 3_500; at += 300) {
      scene.story.asks(at, at + 2, 7);
    }
    assertNobodyAccused();
  }

  @Test
  void whatIsNotAnsweredDoesNotShowThatItRuns() {
    scene.looksEvery = 1_100;
    for (long at = 150; at < 3_500; at += 300) {
      scene.story.asksInVain(at, at + 2, 7, Transport.HTTP);
    }
    assertNobodyAccused();
  }

  // Others must wait, and have read all.

  @Test
  void twoWhoWaitAreNotAllOthers() {
    scene.waiting = 2;
    scene.served = 2;
    assertNobodyAccused();
  }

  @Test
  void whoHasNotReadAllMayHaveAFullSocket() {
    scene.unreadByOthers = 1;
    assertNobodyAccused();
  }

  @Test
  void whoIsGivenSomethingMeanwhileDoesNotWait() {
    scene.meanwhile = () -> scene.story.hears(1_800, 0);
    assertNobodyAccused();
  }

  @Test
  void whoHasReadAllOnlyInTheMiddleOfItWaitsFromThenOn() {
    scene.unreadByOthers = 1;
    for (int user = 0; user < scene.waiting; user++) {
      scene.story.hears(251, user);
    }
    assertNobodyAccused();
  }

  @Test
  void whoHasReadAllEarlyEnoughWaitsLongEnough() {
    scene.unreadByOthers = 1;
    for (int user = 0; user < scene.waiting; user++) {
      scene.story.hears(250, user);
    }
    assertAccused();
  }

  @Test
  void whoWaitsSinceTheSecondLookWaitsFromThenOn() {
    scene.othersWaitFrom = StandstillScene.FIRST_LOOK + scene.looksEvery;
    assertNobodyAccused();
  }

  @Test
  void piecesOfRepliesMayWaitForTheirTime() {
    scene.waits = new PerClass(0, 0, 0, 1);
    assertNobodyAccused();
  }

  @Test
  void whatIsLargerThanASmallSocketMayBeOnItsWay() {
    scene.waitingBytes = Standstill.MOST_BYTES + 1;
    assertNobodyAccused();
  }

  @Test
  void whatFillsASmallSocketFits() {
    scene.waitingBytes = Standstill.MOST_BYTES;
    assertAccused();
  }

  @Test
  void ofHowMuchIsNotToldNobodyKnowsWhetherItFits() {
    scene.waitingBytes = PerClass.NOT_SAID;
    assertNobodyAccused();
  }

  @Test
  void ofWhomItIsNotKnownWhatCameNobodyKnowsWhetherItWaits() {
    scene.story.asksInVain(5, 30, 0, Transport.WS);
    assertNobodyAccused();
  }

  @Test
  void whoComesBackBeginsToWaitAnew() {
    scene.meanwhile =
        () -> {
          scene.story.seesClosed(1_701, 0);
          scene.story.closes(0);
          scene.story.looks(1_703, 1_704);
          scene.story.opens(1_705, 0);
          scene.story.queues(0, new PerClass(0, 1, 0, 0), 700);
        };
    assertNobodyAccused();
  }

  // Somebody must not read.

  @Test
  void whereAllHaveReadAllNobodyHoldsUpOthers() {
    scene.unread = 0;
    assertNobodyAccused();
  }

  @Test
  void forWhomNothingWaitsTheServerDoesNotWait() {
    scene.waitsForStalled = StandstillStory.NOTHING;
    assertNobodyAccused();
  }

  @Test
  void whoReadsSlowlyIsNotStalled() {
    scene.unread = 3;
    scene.meanwhile = () -> scene.story.hears(1_800, STALLED);
    assertNobodyAccused();
  }

  @Test
  void ofWhomItIsNotKnownWhatCameNobodyKnowsWhetherItReads() {
    scene.story.asksInVain(5, 30, STALLED, Transport.WS);
    assertNobodyAccused();
  }

  @Test
  void whoTakesMoreMeanwhileDoesNotHoldUpOthersEvenWhereTotalsDoNotSaySo() {
    scene.meanwhile = () -> scene.story.sendsUncounted(STALLED, EVENT);
    assertNobodyAccused();
  }

  @Test
  void anAnswerInFlightMayHaveComeBefore() {
    scene.unread = 1;
    scene.story.asks(3_252, 3_310, STALLED);
    assertNobodyAccused();
  }

  @Test
  void whatOneLookCantShowSinceSomethingWasInFlightAnEarlierOneMay() {
    scene.lasts = 3_400;
    scene.unread = 1;
    scene.story.asks(3_303, 3_560, STALLED);
    assertAccused();
  }

  @Test
  void theAnswerToWhatWasAskedLaterHadNotComeBefore() {
    scene.unread = 1;
    scene.story.asks(3_253, 3_310, STALLED);
    assertAccused();
  }

  // The server must go on because of that reader.

  @Test
  void whoIsStillStalledWhenTheServerGoesOnWasNotTheReason() {
    scene.end = End.ANOTHER_REASON;
    assertNobodyAccused();
  }

  @Test
  void whoTakesMoreWithoutReadingOnWasNotTheReason() {
    scene.end = End.ANOTHER_REASON;
    scene.play();
    scene.story.sends(STALLED, EVENT);
    scene.story.looks(3_500, 3_502);
    // That comes too late to be a reason.
    scene.story.closes(STALLED);
    scene.story.looks(4_001, 4_002);
    assertThat(accusations(scene.story.ends())).isEmpty();
  }

  @Test
  void whoReadsOnButTakesNothingWasNotTheReason() {
    scene.end = End.ANOTHER_REASON;
    scene.story.hears(3_300, STALLED);
    assertNobodyAccused();
  }

  @Test
  void whoReadsOnLaterWasNotTheReason() {
    scene.readsOnAfter = 751;
    assertNobodyAccused();
  }

  @Test
  void whoReadsOnAtTheInstantOfTheLookMayHaveDoneSoBefore() {
    scene.readsOnAfter = 2;
    assertNobodyAccused();
  }

  @Test
  void whoReadsOnInTimeWas() {
    scene.readsOnAfter = 750;
    assertAccused();
  }

  @Test
  void whatIsToldLaterIsNotKnownToHaveHappenedThen() {
    scene.end = End.CLOSED;
    scene.story.asksOverHttp(3_600, 3_602, 7);
    scene.toldAfter = 749;
    assertNobodyAccused();
  }

  @Test
  void whatIsToldInTimeIs() {
    scene.end = End.CLOSED;
    scene.story.asksOverHttp(3_600, 3_602, 7);
    scene.toldAfter = 748;
    assertAccused();
  }

  @Test
  void aServerThatServesNoneOfThoseWhoWaitedHasAnotherReason() {
    scene.served = 0;
    scene.play();
    scene.story.sends(STALLED, EVENT);
    scene.story.looks(3_500, 3_502);
    assertThat(accusations(scene.story.ends())).isEmpty();
  }

  @Test
  void theNextOneWhoStallsMayHoldUpMostOfThemAgain() {
    scene.served = 1;
    assertAccused();
  }

  // It must be certain.

  @Test
  void beforeAllIsToldNobodyIsAccused() {
    scene.play();
    assertThat(accusations(scene.story.settles(4_000))).isEmpty();
    assertThat(accusations(scene.story.settles(4_001))).hasSize(1);
  }

  @Test
  void whoeverWasInTheMiddleOfItWhenTheRunWasCutShortIsNotAccused() {
    scene.play();
    assertThat(accusations(scene.story.endsHastily())).isEmpty();
  }

  @Test
  void oneStandstillIsOneFault() {
    scene.lasts = 3_400;
    scene.story.opens(1, 6);
    scene.story.sends(6, EVENT);
    scene.story.queues(6, EVENT, 700);
    scene.end = End.CLOSED;
    scene.play();
    scene.story.closes(6);
    scene.story.looks(3_750, 3_752);
    assertThat(accusations(scene.story.ends())).hasSize(1);
  }

  private static long millis(long millis) {
    return millis * StandstillStory.MILLI - 1_000;
  }

  private void assertAccused() {
    assertThat(accusations(scene.ends())).hasSize(1);
  }

  private void assertNobodyAccused() {
    CheckResult result = scene.ends();
    // Else looks that contradict each other would hide an accusation: only so many witnesses are
    // kept.
    assertThat(result.witnesses())
        .noneMatch(witness -> witness.sentence().startsWith("onlooker was told"));
    assertThat(accusations(result)).isEmpty();
  }

  static List<String> accusations(CheckResult result) {
    return result.witnesses().stream()
        .map(Witness::sentence)
        .filter(sentence -> sentence.contains("held up all others"))
        .toList();
  }
}
