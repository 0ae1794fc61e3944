package dev.proofload.loadgen.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.record.PerClass;
import dev.proofload.loadgen.record.Priority;
import dev.proofload.loadgen.record.StreamList;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.OperationKind;
import dev.proofload.loadgen.workload.Rendezvous;
import dev.proofload.loadgen.workload.ServerRules;
import dev.proofload.loadgen.workload.Transport;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each frame counts in its class: no more come than are produced, and no fewer than are sent. */
class StreamCountsTest {
  private static final int ANN = 1;
  private static final String ANN_ID = "lg-abcd1234-00001";

  private static final StreamList EMPTY =
      new StreamList(List.of(), 0, 0, StreamList.Totals.UNTOLD, StreamList.Limits.UNTOLD);

  private final StreamStory told = new StreamStory(new Evictions(ServerRules.documented(), 3));

  /** What comes, and the class in which it counts. */
  enum Frame {
    REPLY(Priority.CRITICAL),
    EVENT(Priority.IMPORTANT),
    LATE(Priority.CRITICAL),
    PIECE(Priority.BULK),
    LEFT_OUT(Priority.CONTROL),
    ROOM(Priority.IMPORTANT),
    PROBLEM(Priority.CONTROL),
    CRISIS_PROBLEM(Priority.CRITICAL),
    ANSWER(Priority.CRITICAL),
    MOVE(Priority.IMPORTANT),
    REFUSAL(Priority.CONTROL),
    CRISIS_REFUSAL(Priority.CRITICAL);

    private final Priority priority;

    Frame(Priority priority) {
      this.priority = priority;
    }

    void comes(StreamStory told) {
      switch (this) {
        case REPLY -> told.hearsWhole(ANN, "", "text");
        case EVENT -> told.hearsEvent(ANN, 1);
        case LATE -> told.delivered(ANN, StreamStory.seen(Observation.Type.LATE_REPLY));
        case PIECE -> told.hearsPiece(ANN, "", 0, "text");
        case LEFT_OUT -> told.hearsOfDroppedPieces(ANN, 0);
        case ROOM -> told.hearsOfRoom(ANN, "Garden");
        case PROBLEM -> told.hearsProblem(ANN, "too long");
        case CRISIS_PROBLEM -> {
          Observation seen = StreamStory.seen(Observation.Type.OTHER);
          seen.problem("too late");
          seen.crisis(true);
          told.delivered(ANN, seen);
        }
        case ANSWER -> told.asks(ANN, 3, "");
        case MOVE -> ends(told, OperationKind.MOVE, Outcome.OK, false);
        case REFUSAL -> ends(told, OperationKind.CHAT, Outcome.REFUSED, false);
        case CRISIS_REFUSAL -> ends(told, OperationKind.CRISIS, Outcome.REFUSED, true);
      }
    }

    private static void ends(
        StreamStory told, OperationKind kind, Outcome outcome, boolean crisis) {
      Observation seen = StreamStory.seen(Observation.Type.ANSWER);
      seen.crisis(crisis);
      told.completed(overSocket(told, kind), outcome, seen);
    }
  }

  private static Operation overSocket(StreamStory told, OperationKind kind) {
    Operation operation = told.story.operation(kind, ANN, 3, Rendezvous.NONE);
    operation.via(Transport.WS);
    return operation;
  }

  @ParameterizedTest
  @EnumSource
  void asManyAsTheServerCountsIsRight(Frame frame) {
    begins(frame);
    looks(counts(frame.priority, 2), counts(frame.priority, 2));
    looks(counts(frame.priority, 2), counts(frame.priority, 2));
    assertThat(told.ends().witnesses()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void noMoreComesThanIsProduced(Frame frame) {
    begins(frame);
    looks(counts(frame.priority, 1), counts(frame.priority, 1));
    looks(counts(frame.priority, 1), counts(frame.priority, 1));
    assertThat(told.ends().witnesses())
        .extracting(Witness::sentence)
        .containsExactly(
            ANN_ID
                + " had been given "
                + counts(frame.priority, 2).of(frame.priority)
                + " "
                + frame.priority.label()
                + " over its socket, of which the server counts "
                + counts(frame.priority, 1).of(frame.priority)
                + " produced");
  }

  @ParameterizedTest
  @EnumSource
  void noFewerComeThanAreSent(Frame frame) {
    begins(frame);
    looks(counts(frame.priority, 3), counts(frame.priority, 3));
    CheckResult result = told.ends();
    if (frame.priority == Priority.CONTROL) {
      assertThat(result.witnesses()).as("heartbeats are not told").isEmpty();
      return;
    }
    assertThat(result.witnesses())
        .extracting(Witness::sentence)
        .containsExactly(
            ANN_ID
                + " got 2 "
                + frame.priority.label()
                + " over its socket, which stayed open, of 3 that the server says it sent");
  }

  @ParameterizedTest
  @EnumSource
  void anotherSocketCountsAnew(Frame frame) {
    begins(frame);
    told.closes(ANN);
    told.looks();
    told.opens(ANN);
    looks(new PerClass(1, 0, 0, 0), new PerClass(1, 0, 0, 0));
    looks(new PerClass(1, 0, 0, 0), new PerClass(1, 0, 0, 0));
    assertThat(told.ends().witnesses()).isEmpty();
  }

  @Test
  void theGreetingIsCounted() {
    told.opens(ANN);
    looks(StreamStory.NOTHING, StreamStory.NOTHING);
    looks(StreamStory.NOTHING, StreamStory.NOTHING);
    looks(StreamStory.NOTHING, StreamStory.NOTHING);
    CheckResult result = told.ends();
    assertThat(result.violations()).as("told once").isOne();
    assertThat(result.witnesses().getFirst().sentence())
        .contains("had been given 1 control over its socket, of which the server counts 0");
  }

  @ParameterizedTest
  @EnumSource(names = {"ANSWER", "REFUSAL", "FAILURE", "GARBAGE"})
  void whatCanBeOfAnyClassLeavesAllUncounted(Observation.Type type) {
    told.opens(ANN);
    told.delivered(ANN, StreamStory.seen(type));
    disagrees();
    assertThat(told.ends().witnesses()).isEmpty();
  }

  @Test
  void whatSaysNothingLeavesAllUncounted() {
    told.opens(ANN);
    told.delivered(ANN, StreamStory.seen(Observation.Type.OTHER));
    disagrees();
    assertThat(told.ends().witnesses()).isEmpty();
  }

  @Test
  void whatNobodyKnowsOfOverTheSocketLeavesAllUncounted() {
    told.opens(ANN);
    told.completed(overSocket(told, OperationKind.CHAT), Outcome.TIMEOUT, Story.nothing());
    told.hearsEvent(ANN, 1);
    disagrees();
    assertThat(told.ends().witnesses()).isEmpty();
  }

  @Test
  void whatNobodyKnowsOfOverHttpIsNoFrame() {
    told.opens(ANN);
    told.asksInVain(ANN, 1);
    told.hearsEvent(ANN, 1);
    looks(new PerClass(1, 0, 2, 0), new PerClass(1, 0, 2, 0));
    assertThat(told.ends().violations()).isOne();
  }

  @Test
  void whoseConnectionFailedMayHaveAnotherStream() {
    told.opens(ANN);
    told.completed(overSocket(told, OperationKind.CHAT), Outcome.CONNECT, Story.nothing());
    disagrees();
    assertThat(told.ends().witnesses()).isEmpty();
  }

  @Test
  void aConnectionThatFailedOverHttpIsNoStream() {
    told.opens(ANN);
    Operation chat = told.story.chat(ANN, 3);
    chat.via(Transport.HTTP);
    told.completed(chat, Outcome.CONNECT, Story.nothing());
    told.hearsEvent(ANN, 1);
    looks(new PerClass(1, 0, 2, 0), new PerClass(1, 0, 2, 0));
    assertThat(told.ends().violations()).isOne();
  }

  @Test
  void whatTheServerDoesNotTellIsNotMissed() {
    begins(Frame.EVENT);
    PerClass untold = PerClass.of(one -> PerClass.NOT_SAID);
    for (int i = 0; i < 2; i++) {
      told.looks(
          new StreamList.Row(
              1,
              told.story.id(ANN),
              "",
              PerClass.NOT_SAID,
              PerClass.NOT_SAID,
              untold,
              untold,
              untold,
              untold));
    }
    assertThat(told.ends().witnesses()).isEmpty();
  }

  @Test
  void aLookIsToldWithWhatItShowed() {
    begins(Frame.EVENT);
    looks(counts(Priority.IMPORTANT, 3), counts(Priority.IMPORTANT, 3));
    Witness.Step look = told.ends().witnesses().getFirst().operations().getFirst();
    assertThat(look.user()).isEqualTo("onlooker");
    assertThat(look.kind()).isEqualTo("streams");
    assertThat(look.saw())
        .isEqualTo(
            StreamLooks.words(
                told.row(1, ANN, counts(Priority.IMPORTANT, 3), counts(Priority.IMPORTANT, 3))));
    assertThat(look.endNanos()).isGreaterThan(look.startNanos());
  }

  @Test
  void aLookThatFailedOrSaysNothingIsNone() {
    told.look(Outcome.TIMEOUT, StreamStory.seen(Observation.Type.ANSWER));
    told.look(Outcome.OK, StreamStory.seen(Observation.Type.ANSWER));
    Observation seen = StreamStory.seen(Observation.Type.ANSWER);
    seen.streams(EMPTY);
    told.look(Outcome.TIMEOUT, seen);
    CheckResult result = told.ends();
    assertThat(result.judged()).isZero();
    assertThat(result.reason()).contains("nobody looked");
  }

  /** Two frames come, and the greeting. */
  private void begins(Frame frame) {
    told.opens(ANN);
    frame.comes(told);
    frame.comes(told);
  }

  /** The server says that much else was produced and sent, which can't be judged. */
  private void disagrees() {
    looks(StreamStory.NOTHING, StreamStory.NOTHING);
    looks(new PerClass(1, 9, 9, 9), new PerClass(1, 9, 9, 9));
  }

  private void looks(PerClass produced, PerClass sent) {
    told.looks(told.row(1, ANN, produced, sent));
  }

  /** The greeting and so many others. */
  private static PerClass counts(Priority priority, long count) {
    return PerClass.of(one -> (one == Priority.CONTROL ? 1 : 0) + (one == priority ? count : 0));
  }
}
