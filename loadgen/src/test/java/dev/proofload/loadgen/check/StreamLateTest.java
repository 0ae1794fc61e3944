package dev.proofload.loadgen.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.record.PerClass;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.ServerRules;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which replies must come late, by what was told of a socket that is closed. */
class StreamLateTest {
  private static final int ANN = 1;

  private final StreamStory told = new StreamStory(new Evictions(ServerRules.documented(), 3));

  @Test
  void lateRepliesWithoutANumberAreInNoOrder() {
    List<Operation> said = closedWith(3);
    told.opens(ANN);
    told.hearsLate(said.get(0), 7, false);
    told.hearsLate(said.get(1), Observation.NOT_SAID, false);
    told.hearsLate(said.get(2), 7, false);
    assertRight();
    told.hearsLate(said.get(2), 6, false);
    assertThat(told.ends().violations()).isOne();
  }

  @Test
  void aSocketBeginsTheOrderOfLateRepliesAnew() {
    List<Operation> said = closedWith(2);
    told.opens(ANN);
    told.hearsLate(said.get(0), 7, false);
    told.closes(ANN);
    told.opens(ANN);
    told.hearsLate(said.get(1), 6, false);
    assertRight();
  }

  @Test
  void lateRepliesAreCountedAsJudged() {
    List<Operation> said = closedWith(3);
    told.fetches(ANN, said.get(0), said.get(1));
    told.opens(ANN);
    told.hearsLate(said.get(2), 1, false);
    assertThat(told.ends().judgedByKind()).containsEntry("drain", 2L).containsEntry("delivery", 1L);
  }

  @Test
  void aFetchThatWasRefusedExcusesNothing() {
    List<Operation> said = closedWith(2);
    told.completed(told.story.drain(ANN, ANN), Outcome.REFUSED, Story.nothing());
    told.opens(ANN);
    told.hearsLate(said.get(1), 1, false);
    assertThat(told.ends().violations()).isOne();
  }

  @Test
  void everyReplyThatIsProvenToBeMissingIsCounted() {
    List<Operation> said = closedWith(6);
    told.opens(ANN);
    told.hearsLate(said.get(5), 1, false);
    CheckResult result = told.ends();
    assertThat(result.violations()).isEqualTo(5);
    assertThat(result.witnesses()).hasSize(3);
    assertThat(result.witnesses().getFirst().operations())
        .extracting(Witness.Step::said)
        .containsExactly("operation 0 in Library");
  }

  @Test
  void whatIsBeyondTheLatestThatCameIsNotProvenToBeMissing() {
    List<Operation> said = closedWith(3);
    told.opens(ANN);
    told.hearsLate(said.get(0), 1, false);
    CheckResult result = told.ends();
    assertThat(result.witnesses()).isEmpty();
    assertThat(result.reason()).startsWith("nobody looked at the server's streams; of 2 replies");
  }

  @Test
  void anotherSocketProvesNothingOfTheOneBefore() {
    closedWith(2);
    told.opens(ANN);
    Operation third = told.says(ANN, 2);
    told.closes(ANN);
    told.opens(ANN);
    told.hearsLate(third, 1, false);
    CheckResult result = told.ends();
    assertThat(result.witnesses()).isEmpty();
    assertThat(result.reason()).contains("of 2 replies");
  }

  @Test
  void aLateReplyWithTheCrisisMessageProvesNothing() {
    List<Operation> said = closedWith(2);
    told.opens(ANN);
    told.hearsLate(said.get(1), 1, true);
    assertRight();
  }

  @Test
  void whereAThousandWaitSomeMayGo() {
    List<Operation> said = closedWith(StreamUser.MOST_WAITING);
    told.opens(ANN);
    told.hearsLate(said.getLast(), 1, false);
    assertRight();
  }

  @Test
  void whereFewerThanAThousandWaitNoneMayGo() {
    List<Operation> said = closedWith(StreamUser.MOST_WAITING - 1);
    told.opens(ANN);
    told.hearsLate(said.getLast(), 1, false);
    assertThat(told.ends().violations()).isEqualTo(StreamUser.MOST_WAITING - 2);
  }

  @Test
  void whereAThousandAreOwedSomeMayGo() {
    owing(StreamUser.MOST_WAITING);
    told.opens(ANN);
    assertRight();
  }

  @Test
  void whereFewerThanAThousandAreOwedTheyMustCome() {
    owing(StreamUser.MOST_WAITING - 1);
    assertRight();
    told.opens(ANN);
    Witness witness = told.ends().witnesses().getFirst();
    assertThat(witness.sentence()).contains("never got 999 of the replies");
    assertThat(witness.operations().getFirst().kind()).isEqualTo("streams");
    assertThat(witness.operations().getFirst().saw())
        .isEqualTo(
            StreamLooks.words(
                told.row(1, ANN, new PerClass(1, 999, 0, 0), new PerClass(1, 0, 0, 0))));
  }

  @Test
  void whatIsOwedMayBeFetched() {
    owing(2);
    told.fetches(ANN);
    assertThat(told.ends().witnesses().getFirst().sentence()).contains("never got 2 of");
    told.fetches(ANN, told.story.chat(ANN, 100));
    assertThat(told.ends().witnesses().getLast().sentence()).contains("never got 1 of");
    told.fetches(ANN, told.story.chat(ANN, 101), told.story.chat(ANN, 102));
    long violations = told.ends().violations();
    assertThat(violations).as("none is owed any more").isEqualTo(2);
  }

  /** The user says so much, hears none of it, and its socket is closed. */
  private List<Operation> closedWith(int replies) {
    List<Operation> said = new ArrayList<>();
    told.opens(ANN);
    for (int i = 0; i < replies; i++) {
      said.add(told.says(ANN, i));
    }
    told.closes(ANN);
    return said;
  }

  /** The server says that so many replies wait, and then the user's socket is closed. */
  private void owing(long replies) {
    told.opens(ANN);
    told.looks(told.row(1, ANN, new PerClass(1, replies, 0, 0), new PerClass(1, 0, 0, 0)));
    told.closes(ANN);
  }

  private void assertRight() {
    CheckResult result = told.ends();
    assertThat(result.witnesses()).isEmpty();
    assertThat(result.verdict()).isEqualTo(Verdict.VALID);
  }
}
