package dev.proofload.loadgen.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.record.PerClass;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.OperationKind;
import dev.proofload.loadgen.workload.Rendezvous;
import dev.proofload.loadgen.workload.ServerRules;
import dev.proofload.loadgen.workload.Transport;
import org.junit.jupiter.api.Test;

/** Which replies must come over a socket, which pieces, and what is counted of them. */
class StreamOrderTest {
  private static final int ANN = 1;
  private static final int BOB = 2;

  private final StreamStory told = new StreamStory(new Evictions(ServerRules.documented(), 3));

  @Test
  void aReplyMayComeBeforeTheAnswer() {
    told.opens(ANN);
    told.hearsReply(told.story.chat(ANN, 1));
    told.says(ANN, 1);
    assertRight();
  }

  @Test
  void aMoveHasNoReply() {
    told.opens(ANN);
    told.hearsEvent(ANN, 1);
    Operation move = told.story.operation(OperationKind.MOVE, ANN, 1, Rendezvous.NONE);
    move.via(Transport.HTTP);
    told.completed(move, Outcome.OK, told.story.echo(move));
    assertRight();
  }

  @Test
  void whatWasRefusedHasNoReply() {
    told.opens(ANN);
    told.hearsEvent(ANN, 1);
    Operation chat = told.story.chat(ANN, 1);
    chat.via(Transport.HTTP);
    told.completed(chat, Outcome.REFUSED, told.story.echo(chat));
    assertRight();
  }

  @Test
  void anAnswerWithoutItsMarkerCannotBeFoundAgain() {
    told.opens(ANN);
    told.hearsEvent(ANN, 1);
    Operation chat = told.story.chat(ANN, 1);
    chat.via(Transport.HTTP);
    told.completed(chat, Outcome.OK, told.story.answer(ANN, "You wave."));
    told.completed(chat, Outcome.OK, told.story.echo(told.story.chat(BOB, 1)));
    assertRight();
  }

  @Test
  void whatBeganAsTheSocketOpenedIsNotDueThere() {
    Operation chat = told.story.chat(ANN, 1);
    chat.via(Transport.HTTP);
    told.check.delivered(ANN, 100, StreamStory.seen(Observation.Type.GREETING));
    told.hearsEvent(ANN, 1);
    told.check.completed(chat, Outcome.OK, 100, 200, told.story.echo(chat));
    assertRight();
    told.check.completed(chat, Outcome.OK, 101, 200, told.story.echo(chat));
    assertThat(told.ends().violations()).isOne();
  }

  @Test
  void aReplyThatIsMissedStandsInTheWitness() {
    told.opens(ANN);
    told.says(ANN, 1);
    Operation second = told.says(ANN, 2);
    told.hearsReply(second);
    Witness witness = told.ends().witnesses().getFirst();
    assertThat(witness.operations())
        .extracting(Witness.Step::kind)
        .containsExactly("chat", "delivery");
    assertThat(witness.operations().getFirst().said()).startsWith("operation 1");
  }

  @Test
  void whatNeverComesStandsInTheWitness() {
    told.opens(ANN);
    told.says(ANN, 7);
    Witness witness = told.ends().witnesses().getFirst();
    assertThat(witness.operations())
        .extracting(Witness.Step::said)
        .containsExactly("operation 7 in Library");
  }

  @Test
  void ofManyRepliesTheLatestTwoThousandAreMissed() {
    told.opens(ANN);
    for (int i = 0; i < 2_005; i++) {
      told.says(ANN, i);
    }
    assertThat(told.ends().violations()).isEqualTo(2L * StreamUser.MOST_WAITING);
  }

  @Test
  void theSameNumberMayComeTwice() {
    told.opens(ANN);
    told.hearsEvent(ANN, 6);
    told.hearsEvent(ANN, 6);
    told.hearsEvent(ANN, Observation.NOT_SAID);
    told.hearsEvent(ANN, 6);
    told.hearsReply(told.story.chat(ANN, 1));
    told.hearsReply(told.story.chat(ANN, 1));
    assertRight();
    assertThat(told.ends().judgedByKind()).containsEntry("delivery", 5L);
  }

  @Test
  void eventsOutOfOrderAreAllCounted() {
    told.opens(ANN);
    for (int seq = 9; seq > 0; seq--) {
      told.hearsEvent(ANN, seq);
    }
    assertThat(told.ends().violations()).isEqualTo(8);
    assertThat(told.ends().witnesses()).hasSize(3);
  }

  @Test
  void anEventWithoutItsContentIsNotJudged() {
    told.opens(ANN);
    Observation seen = StreamStory.seen(Observation.Type.DELIVERY);
    seen.event(true);
    told.delivered(ANN, seen);
    assertThat(told.ends().judged()).isZero();
  }

  @Test
  void piecesThatSayNotOfWhatAreNotJudged() {
    told.opens(ANN);
    told.hearsPiece(ANN, "", 0, "one");
    told.hearsPiece(ANN, "r1", Observation.NOT_SAID, "one");
    assertThat(told.ends().judged()).isZero();
    told.hearsPiece(ANN, "r1", 0, "one");
    assertThat(told.ends().judged()).isOne();
  }

  @Test
  void whereThePiecesAreMissingIsShown() {
    told.opens(ANN);
    told.hearsPiece(ANN, "r1", 0, "one");
    told.hearsPiece(ANN, "r1", 2, "three");
    told.hearsPiece(ANN, "r1", 3, "four");
    CheckResult result = told.ends();
    assertThat(result.violations()).isOne();
    Witness.Step step = result.witnesses().getFirst().operations().getFirst();
    assertThat(step.kind()).isEqualTo("delivery");
    // Greeted at 2, then one each millisecond.
    assertThat(step.startNanos()).isEqualTo(4_000_000 - told.story.steps.originNanos());
  }

  @Test
  void whichReplyLacksItsPiecesIsShown() {
    told.opens(ANN);
    told.asks(ANN, 5, "r1");
    Witness.Step step = told.ends().witnesses().getFirst().operations().getFirst();
    assertThat(step.kind()).isEqualTo("streamed");
    assertThat(step.said()).startsWith("operation 5");
  }

  @Test
  void anotherSocketOwesNoPieces() {
    told.opens(ANN);
    told.asks(ANN, 5, "r1");
    told.hearsPiece(ANN, "r2", 3, "four");
    told.closes(ANN);
    told.opens(ANN);
    told.hearsEvent(ANN, 1);
    assertRight();
  }

  @Test
  void whatWasAnnouncedOverAnotherSocketDoesNotCount() {
    told.opens(ANN);
    told.hearsOfDroppedPieces(ANN, 5);
    told.closes(ANN);
    told.opens(ANN);
    told.hearsPiece(ANN, "r1", 1, "two");
    assertThat(told.ends().witnesses())
        .extracting(Witness::sentence)
        .containsExactly(
            "lg-abcd1234-00001 never got at least 1 pieces of replies, and was told of 0");
  }

  @Test
  void announcementsAddUpAndANegativeOneIsNone() {
    told.opens(ANN);
    told.hearsPiece(ANN, "r1", 3, "four");
    told.hearsOfDroppedPieces(ANN, 2);
    told.hearsOfDroppedPieces(ANN, -5);
    told.hearsOfDroppedPieces(ANN, 1);
    assertRight();
  }

  @Test
  void aReplyOverTheSocketThatIsNoPartOfItsPiecesIsWrongAtOnce() {
    told.opens(ANN);
    told.hearsPiece(ANN, "r1", 0, "something else");
    told.asks(ANN, 1, "r1");
    Witness witness = told.ends().witnesses().getFirst();
    assertThat(witness.sentence()).endsWith("was given pieces of a reply that are no part of it");
    assertThat(witness.operations()).extracting(Witness.Step::kind).containsExactly("streamed");
  }

  @Test
  void whoIsSilentIsHeardOfByItsNextAnswer() {
    told.opens(ANN);
    told.hearsEvent(ANN, 1);
    told.says(ANN, 1);
    told.asksInVain(ANN, 2);
    assertRight();
    told.says(ANN, 3);
    assertThat(told.ends().violations()).isPositive();
  }

  @Test
  void whatCameBeforeTheGreetingBeginsTheSocket() {
    told.opens(ANN);
    told.closes(ANN);
    told.hearsEvent(ANN, 5);
    told.hearsEvent(ANN, 4);
    told.looks();
    told.looks(told.row(3, ANN, new PerClass(0, 0, 9, 0), new PerClass(0, 0, 9, 0)));
    assertThat(told.ends().witnesses())
        .extracting(Witness::sentence)
        .containsExactly(
            "lg-abcd1234-00001 was given something over a new socket before its greeting",
            "lg-abcd1234-00001 was given event number 4 after number 5 over one socket");
  }

  @Test
  void whoWasNeverGreetedMayHaveBeenOpenBefore() {
    told.hearsEvent(ANN, 5);
    told.hearsEvent(ANN, 6);
    assertRight();
  }

  private void assertRight() {
    CheckResult result = told.ends();
    assertThat(result.witnesses()).isEmpty();
    assertThat(result.verdict()).isEqualTo(Verdict.VALID);
  }
}
