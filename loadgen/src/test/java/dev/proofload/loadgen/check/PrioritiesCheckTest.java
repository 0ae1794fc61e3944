package dev.proofload.loadgen.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.loadgen.record.PerClass;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.ServerRules;
import dev.proofload.loadgen.workload.Transport;
import org.junit.jupiter.api.Test;

class PrioritiesCheckTest {
  private static final int ANN = 1;
  private static final int BOB = 2;
  private static final String ANN_ID = "lg-abcd1234-00001";

  private final Evictions evictions = new Evictions(ServerRules.documented(), 3);
  private final StreamStory told = new StreamStory(evictions);

  @Test
  void whoWasToldNothingCannotJudge() {
    CheckResult result = told.ends();
    assertThat(result.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(result.reason()).contains("nobody looked at the server's streams, nor had a socket");
  }

  @Test
  void aServerThatTellsNothingOfItsStreamsIsNotJudgedByThem() {
    told.looksInVain();
    CheckResult result = told.ends();
    assertThat(result.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(result.reason()).contains("GET /bridge/streams");
  }

  @Test
  void allThatCameInOrderIsRight() {
    told.opens(ANN);
    told.asks(ANN, 1, "");
    Operation second = told.says(ANN, 2);
    told.hearsReply(second);
    told.hearsEvent(ANN, 4);
    told.hearsEvent(ANN, 6);
    told.looks(told.row(1, ANN, new PerClass(1, 2, 2, 0), new PerClass(1, 2, 2, 0)));
    assertValid(told.ends());
  }

  // What comes over one socket.

  @Test
  void aReplyMayNotOvertakeTheOneBefore() {
    told.opens(ANN);
    Operation first = told.says(ANN, 1);
    Operation second = told.says(ANN, 2);
    told.hearsReply(second);
    told.hearsReply(first);
    assertViolated(
        told.ends(),
        ANN_ID
            + " was given the reply to its operation 2 over its socket, but never that to operation"
            + " 1 before it",
        ANN_ID + " was given the reply to its operation 1 after that to operation 2");
  }

  @Test
  void aReplyThatNeverComesIsMissed() {
    told.opens(ANN);
    told.says(ANN, 1);
    assertViolated(
        told.ends(),
        ANN_ID + " never got the reply to its operation 1 over its socket, which stayed open");
  }

  @Test
  void beforeTheEndOfAHastyRunNothingIsMissed() {
    told.opens(ANN);
    told.says(ANN, 1);
    told.looks();
    CheckResult result = told.endsHastily();
    assertThat(result.verdict()).isNotEqualTo(Verdict.VIOLATED);
    assertThat(result.reason()).contains("the run did not end quietly");
  }

  @Test
  void whatWasSaidBeforeTheSocketOpenedIsNotDueThere() {
    told.says(ANN, 1);
    told.opens(ANN);
    told.looks();
    assertValid(told.ends());
  }

  @Test
  void whoWasNotHeardOfSinceItAskedInVainMissesNothing() {
    told.opens(ANN);
    told.says(ANN, 1);
    told.asksInVain(ANN, 2);
    told.looks();
    assertValid(told.ends());
  }

  @Test
  void eventsComeByRisingNumber() {
    told.opens(ANN);
    told.hearsEvent(ANN, 6);
    told.hearsEvent(ANN, 5);
    assertViolated(
        told.ends(), ANN_ID + " was given event number 5 after number 6 over one socket");
  }

  @Test
  void anotherSocketBeginsAnew() {
    told.opens(ANN);
    told.hearsEvent(ANN, 6);
    told.closes(ANN);
    told.opens(ANN);
    told.hearsEvent(ANN, 5);
    assertValid(told.ends());
  }

  @Test
  void theGreetingComesFirst() {
    told.opens(ANN);
    told.closes(ANN);
    told.hearsEvent(ANN, 1);
    assertViolated(
        told.ends(), ANN_ID + " was given something over a new socket before its greeting");
  }

  // Pieces of replies.

  @Test
  void piecesComeInOrder() {
    told.opens(ANN);
    told.hearsPiece(ANN, "r1", 0, "one ");
    told.hearsPiece(ANN, "r1", 1, "two");
    told.hearsPiece(ANN, "r1", 0, "one ");
    assertViolated(told.ends(), ANN_ID + " was given piece 0 of a reply after piece 1");
  }

  @Test
  void piecesThatAreLeftOutAreTold() {
    told.opens(ANN);
    told.hearsPiece(ANN, "r1", 0, "one ");
    told.hearsPiece(ANN, "r1", 3, "four");
    told.hearsOfDroppedPieces(ANN, 2);
    assertValid(told.ends());
  }

  @Test
  void piecesThatAreLeftOutInSilenceAreMissed() {
    told.opens(ANN);
    told.hearsPiece(ANN, "r1", 0, "one ");
    told.hearsPiece(ANN, "r1", 3, "four");
    told.hearsOfDroppedPieces(ANN, 1);
    assertViolated(
        told.ends(), ANN_ID + " never got at least 2 pieces of replies, and was told of 1");
  }

  @Test
  void aReplyInPiecesOfWhichNoneCameIsMissed() {
    told.opens(ANN);
    told.asks(ANN, 1, "r1");
    assertViolated(
        told.ends(), ANN_ID + " never got at least 1 pieces of replies, and was told of 0");
  }

  @Test
  void piecesSayWhatTheReplySays() {
    told.opens(ANN);
    told.hearsPiece(ANN, "r1", 0, "something else");
    told.asks(ANN, 1, "r1");
    assertViolated(
        told.ends(),
        ANN_ID + " was given pieces of a reply that are no part of it",
        ANN_ID + " never got at least 1 pieces of replies, and was told of 0");
  }

  // What the server says of its streams.

  @Test
  void noMoreComesThanWasProduced() {
    told.opens(ANN);
    told.hearsEvent(ANN, 1);
    told.hearsEvent(ANN, 2);
    told.looks();
    told.opens(BOB);
    told.hearsEvent(BOB, 1);
    // What had come by the look before must be counted in the next.
    told.looks(told.row(2, BOB, new PerClass(1, 0, 0, 0), new PerClass(1, 0, 0, 0)));
    told.looks(told.row(2, BOB, new PerClass(1, 0, 0, 0), new PerClass(1, 0, 0, 0)));
    assertViolated(
        told.ends(),
        "lg-abcd1234-00002 had been given 1 important over its socket, of which the server counts 0"
            + " produced");
  }

  @Test
  void whatWasSentComes() {
    told.opens(ANN);
    told.hearsEvent(ANN, 1);
    told.looks(told.row(1, ANN, new PerClass(1, 0, 2, 0), new PerClass(1, 0, 2, 0)));
    assertViolated(
        told.ends(),
        ANN_ID
            + " got 1 important over its socket, which stayed open, of 2 that the server says it"
            + " sent");
  }

  @Test
  void heartbeatsAreNotToldAndNotMissed() {
    told.opens(ANN);
    told.looks(told.row(1, ANN, new PerClass(9, 0, 0, 0), new PerClass(9, 0, 0, 0)));
    assertValid(told.ends());
  }

  @Test
  void oneStreamIsNotListedTwice() {
    told.opens(ANN);
    told.looks(
        told.row(1, ANN, StreamStory.NOTHING, StreamStory.NOTHING),
        told.row(1, BOB, StreamStory.NOTHING, StreamStory.NOTHING));
    assertViolated(told.ends(), "onlooker was told of stream 1 twice at once");
  }

  @Test
  void aStreamStaysItsUsers() {
    told.looks(told.row(1, ANN, StreamStory.NOTHING, StreamStory.NOTHING));
    told.looks(told.row(1, BOB, StreamStory.NOTHING, StreamStory.NOTHING));
    assertViolated(
        told.ends(),
        "onlooker was told that stream 1 of lg-abcd1234-00002 had been the stream of " + ANN_ID);
  }

  @Test
  void theFirstStreamAfterASocketIsNotTakenForTheNextOnes() {
    told.opens(ANN);
    told.closes(ANN);
    told.opens(ANN);
    told.hearsEvent(ANN, 1);
    // It may be that of the socket before, which the server has not missed yet.
    told.looks(told.row(7, ANN, new PerClass(1, 0, 2, 0), new PerClass(1, 0, 2, 0)));
    assertValid(told.ends());
  }

  @Test
  void aStreamThatWasNotThereBetweenTwoSocketsIsTheSecondOnes() {
    told.opens(ANN);
    told.closes(ANN);
    told.looks();
    told.opens(ANN);
    told.hearsEvent(ANN, 1);
    told.looks(told.row(7, ANN, new PerClass(1, 0, 2, 0), new PerClass(1, 0, 2, 0)));
    assertViolated(
        told.ends(),
        ANN_ID
            + " got 1 important over its socket, which stayed open, of 2 that the server says it"
            + " sent");
  }

  @Test
  void aStreamThatIsThereBetweenTwoSocketsMayStayForAWhile() {
    told.opens(ANN);
    told.closes(ANN);
    told.looks(told.row(7, ANN, new PerClass(1, 0, 2, 0), new PerClass(1, 0, 2, 0)));
    told.opens(ANN);
    told.hearsEvent(ANN, 1);
    told.looks(told.row(7, ANN, new PerClass(1, 0, 2, 0), new PerClass(1, 0, 2, 0)));
    assertValid(told.ends());
  }

  @Test
  void twoStreamsOfOneUserAreNotTakenForEachOther() {
    told.opens(ANN);
    told.hearsEvent(ANN, 1);
    told.looks(
        told.row(1, ANN, new PerClass(1, 0, 2, 0), new PerClass(1, 0, 2, 0)),
        told.row(2, ANN, new PerClass(1, 0, 2, 0), new PerClass(1, 0, 2, 0)));
    assertValid(told.ends());
  }

  @Test
  void whereNobodyLookedTheVerdictSaysSo() {
    told.opens(ANN);
    told.hearsEvent(ANN, 1);
    CheckResult result = told.ends();
    assertValid(result);
    assertThat(result.reason()).isEqualTo("nobody looked at the server's streams");
    told.looksInVain();
    assertThat(told.ends().reason())
        .isEqualTo("the server tells nothing of its streams (GET /bridge/streams)");
    told.looks();
    assertThat(told.ends().reason()).isEmpty();
  }

  @Test
  void whoseFetchFailedOverItsSocketHasNoneAnyMore() {
    told.opens(ANN);
    told.says(ANN, 1);
    told.fetchesInVain(ANN, Transport.WS);
    told.looks();
    assertValid(told.ends());
  }

  @Test
  void whoseFetchFailedOverHttpHasItsSocketStill() {
    told.opens(ANN);
    told.says(ANN, 1);
    told.fetchesInVain(BOB, Transport.WS);
    told.fetchesInVain(BOB, Transport.HTTP);
    assertViolated(
        told.ends(),
        ANN_ID + " never got the reply to its operation 1 over its socket, which stayed open");
  }

  @Test
  void whoFetchedInVainIsNotHeardOfUntilSomethingComes() {
    told.opens(ANN);
    told.says(ANN, 1);
    told.fetchesInVain(ANN, Transport.HTTP);
    told.looks();
    assertValid(told.ends());
    told.hearsEvent(ANN, 1);
    assertViolated(
        told.ends(),
        ANN_ID + " never got the reply to its operation 1 over its socket, which stayed open");
  }

  @Test
  void whatComesBeforeASocketIsKnownToBeGoneBeginsTheNext() {
    told.opens(ANN);
    told.says(ANN, 1);
    told.opens(ANN);
    told.looks();
    CheckResult result = told.ends();
    assertValid(result);
    assertThat(result.reason())
        .isEqualTo(
            "of 1 replies nobody can say whether they were lost with a connection that ended ("
                + ANN_ID
                + " 1)");
  }

  @Test
  void repliesThatNobodyKnowsOfAreInNoOrder() {
    told.opens(ANN);
    told.asksInVain(ANN, 1);
    Operation second = told.says(ANN, 2);
    told.hearsReply(second);
    told.hearsReply(told.story.chat(ANN, 1));
    assertValid(told.ends());
  }

  @Test
  void aReplyOverTheSocketStandsInTheOrderToo() {
    told.opens(ANN);
    Operation first = told.says(ANN, 1);
    told.asks(ANN, 2, "");
    told.hearsReply(first);
    assertViolated(
        told.ends(),
        ANN_ID
            + " was given the reply to its operation 2 over its socket, but never that to operation"
            + " 1 before it",
        ANN_ID + " was given the reply to its operation 1 after that to operation 2");
  }

  @Test
  void aReplyOverTheSocketEndsWhatCameInPieces() {
    told.opens(ANN);
    told.hearsPiece(ANN, "r1", 0, "something else");
    told.hearsWhole(ANN, "r1", "one two");
    assertViolated(told.ends(), ANN_ID + " was given pieces of a reply that are no part of it");
  }

  @Test
  void eachClassIsCounted() {
    told.opens(ANN);
    Operation first = told.says(ANN, 1);
    told.hearsReply(first);
    told.hearsEvent(ANN, 1);
    told.hearsPiece(ANN, "r1", 0, "one");
    told.looks(told.row(1, ANN, new PerClass(1, 2, 2, 2), new PerClass(1, 2, 2, 2)));
    assertViolated(
        told.ends(),
        gotTooFew("1 critical", 2),
        gotTooFew("1 important", 2),
        gotTooFew("1 bulk", 2));
  }

  @Test
  void moreThanWasProducedShowsInTheNextLook() {
    told.opens(ANN);
    Operation first = told.says(ANN, 1);
    told.hearsReply(first);
    told.hearsOfDroppedPieces(ANN, 0);
    told.looks(told.row(1, ANN, new PerClass(2, 1, 0, 0), new PerClass(2, 1, 0, 0)));
    told.looks(told.row(1, ANN, new PerClass(2, 1, 0, 0), new PerClass(2, 1, 0, 0)));
    assertValid(told.ends());
  }

  @Test
  void whatCantBePutIntoAClassIsNotCounted() {
    told.opens(ANN);
    told.hearsGarbage(ANN);
    told.looks(told.row(1, ANN, new PerClass(1, 0, 2, 0), new PerClass(1, 0, 2, 0)));
    assertValid(told.ends());
  }

  @Test
  void changesOfRoomAndErrorsAreCounted() {
    told.opens(ANN);
    told.hearsOfRoom(ANN, "Garden");
    told.hearsProblem(ANN, "too long");
    told.looks(told.row(1, ANN, new PerClass(2, 0, 1, 0), new PerClass(2, 0, 1, 0)));
    told.looks(told.row(1, ANN, new PerClass(2, 0, 1, 0), new PerClass(2, 0, 1, 0)));
    assertValid(told.ends());
  }

  // Late replies.

  @Test
  void whatAFetchThatFailedMayHaveHeldIsNotMissed() {
    told.opens(ANN);
    told.says(ANN, 1);
    told.says(ANN, 2);
    told.looks(told.row(1, ANN, new PerClass(1, 2, 0, 0), new PerClass(1, 0, 0, 0)));
    told.closes(ANN);
    told.fetchesInVain(ANN, Transport.HTTP);
    told.opens(ANN);
    assertValid(told.ends());
  }

  @Test
  void lateRepliesThatWereFetchedAreNotOwed() {
    told.opens(ANN);
    Operation first = told.says(ANN, 1);
    told.says(ANN, 2);
    told.looks(told.row(1, ANN, new PerClass(1, 2, 0, 0), new PerClass(1, 0, 0, 0)));
    told.fetches(ANN, first);
    told.closes(ANN);
    told.opens(ANN);
    assertViolated(
        told.ends(),
        ANN_ID + " never got 1 of the replies that had waited for its socket when that was closed");
  }

  @Test
  void repliesThatASocketDidNotTakeComeOverTheNext() {
    told.opens(ANN);
    Operation first = told.says(ANN, 1);
    Operation second = told.says(ANN, 2);
    told.closes(ANN);
    told.opens(ANN);
    told.hearsLate(first, 1, false);
    told.hearsLate(second, 2, false);
    assertValid(told.ends());
  }

  @Test
  void repliesThatASocketDidNotTakeMayBeFetched() {
    told.opens(ANN);
    Operation first = told.says(ANN, 1);
    Operation second = told.says(ANN, 2);
    told.closes(ANN);
    told.fetches(ANN, first, second);
    assertValid(told.ends());
  }

  @Test
  void aLateReplyThatALaterOneProvesIsMissed() {
    told.opens(ANN);
    told.says(ANN, 1);
    Operation second = told.says(ANN, 2);
    told.closes(ANN);
    told.opens(ANN);
    told.hearsLate(second, 2, false);
    assertViolated(
        told.ends(),
        ANN_ID
            + " was given late the reply to its operation 2, but never that to operation 1 before"
            + " it, which had waited for the same socket");
  }

  @Test
  void ofASocketThatWasCutNobodyCanTell() {
    told.opens(ANN);
    told.says(ANN, 1);
    Operation second = told.says(ANN, 2);
    told.closes(ANN, 1006);
    told.opens(ANN);
    told.hearsLate(second, 2, false);
    CheckResult result = told.ends();
    assertValid(result);
    assertThat(result.reason()).contains("of 2 replies nobody can say");
  }

  @Test
  void lateRepliesComeInOrder() {
    told.opens(ANN);
    Operation first = told.says(ANN, 1);
    Operation second = told.says(ANN, 2);
    told.closes(ANN);
    told.opens(ANN);
    told.hearsLate(second, 7, false);
    told.hearsLate(first, 6, false);
    assertViolated(told.ends(), ANN_ID + " was given late reply number 6 after number 7");
  }

  @Test
  void theCrisisMessageMayComeOutOfOrder() {
    told.opens(ANN);
    Operation first = told.says(ANN, 1);
    Operation second = told.says(ANN, 2);
    told.closes(ANN);
    told.opens(ANN);
    told.hearsLate(second, 7, true);
    told.hearsLate(first, 6, false);
    assertValid(told.ends());
  }

  @Test
  void asManyComeLateAsTheServerOwes() {
    told.opens(ANN);
    told.says(ANN, 1);
    told.says(ANN, 2);
    told.looks(told.row(1, ANN, new PerClass(1, 2, 0, 0), new PerClass(1, 0, 0, 0)));
    told.closes(ANN);
    told.opens(ANN);
    assertViolated(
        told.ends(),
        ANN_ID + " never got 2 of the replies that had waited for its socket when that was closed");
  }

  @Test
  void whoNeverCameBackMissesNothing() {
    told.opens(ANN);
    told.says(ANN, 1);
    told.looks(told.row(1, ANN, new PerClass(1, 1, 0, 0), new PerClass(1, 0, 0, 0)));
    told.closes(ANN);
    assertValid(told.ends());
  }

  @Test
  void whereSessionsAreThrownOutLateRepliesAreNotMissed() {
    StreamStory crowded = new StreamStory(new Evictions(ServerRules.documented(), 100_000));
    crowded.opens(ANN);
    crowded.says(ANN, 1);
    Operation second = crowded.says(ANN, 2);
    crowded.closes(ANN);
    crowded.opens(ANN);
    crowded.hearsLate(second, 2, false);
    CheckResult result = crowded.ends();
    assertValid(result);
    assertThat(result.reason()).contains("late replies are not missed");
  }

  private static String gotTooFew(String got, int sent) {
    return ANN_ID
        + " got "
        + got
        + " over its socket, which stayed open, of "
        + sent
        + " that the server says it sent";
  }

  private static void assertValid(CheckResult result) {
    assertThat(result.witnesses()).isEmpty();
    assertThat(result.verdict()).isEqualTo(Verdict.VALID);
  }

  private static void assertViolated(CheckResult result, String... sentences) {
    assertThat(result.verdict()).isEqualTo(Verdict.VIOLATED);
    assertThat(result.witnesses().stream().map(Witness::sentence))
        .containsExactlyInAnyOrder(sentences);
    assertThat(result.witnesses()).allSatisfy(each -> assertThat(each.operations()).isNotEmpty());
  }
}
