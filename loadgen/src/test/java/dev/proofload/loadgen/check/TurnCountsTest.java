package dev.proofload.loadgen.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.workload.OperationKind;
import dev.proofload.loadgen.workload.Rendezvous;
import dev.proofload.loadgen.workload.ServerRules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the check of isolation makes of the number of messages in a session. */
class TurnCountsTest {
  private final Story story = new Story();
  private final Evictions evictions = new Evictions(ServerRules.documented(), 3);
  private final IsolationCheck check = new IsolationCheck(story.steps, evictions);
  private int sequence;

  @Test
  void afterSoManyTurnsThereAreTwiceAsMany() {
    for (int turn = 1; turn <= 3; turn++) {
      told(2 * turn);
    }
    assertThat(check.result().verdict()).isEqualTo(Verdict.VALID);
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 7, 8, 4, 0})
  void anyOtherNumberIsWrong(int count) {
    told(2);
    told(4);
    told(count);
    CheckResult result = check.result();
    assertThat(result.violations()).isEqualTo(1);
    Witness witness = result.witnesses().getFirst();
    assertThat(witness.sentence())
        .isEqualTo(
            "lg-abcd1234-00001 was told of "
                + count
                + " messages in its session after 3 turns, 1 of them after it had been told of 4,"
                + " but it must be 6");
    assertThat(witness.operations()).extracting(Witness.Step::kind).containsExactly("chat", "chat");
    assertThat(witness.operations().getFirst().saw()).isEqualTo("[session_messages 4] ");
    assertThat(witness.operations().getFirst().said()).isEqualTo("operation 2");
  }

  @Test
  void theFirstNumberMayBeWrongToo() {
    told(4);
    assertThat(check.result().witnesses().getFirst().sentence())
        .isEqualTo(
            "lg-abcd1234-00001 was told of 4 messages in its session after 1 turns, but it must be"
                + " 2");
  }

  @Test
  void oneWrongNumberIsOneViolation() {
    told(2);
    told(8);
    told(6);
    told(8);
    assertThat(check.result().violations()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"RESET", "TIMEOUT", "STATUS", "BAD_ANSWER"})
  void aTurnOfUnknownOutcomeMayHaveCounted(Outcome outcome) {
    told(2);
    Story.ended(check, story.chat(1, ++sequence), outcome, Story.nothing());
    told(4);
    told(8);
    told(8);
    told(10);
    assertThat(check.result().verdict()).isEqualTo(Verdict.VALID);
    told(11);
    told(18);
    assertThat(check.result().violations()).isEqualTo(2);
    assertThat(check.result().witnesses().getLast().sentence())
        .endsWith("but it must be an even number from 14 to 16");
  }

  @ParameterizedTest
  @EnumSource(names = {"REFUSED", "CONNECT"})
  void whatSurelyFailedCountsForNothing(Outcome outcome) {
    told(2);
    Story.ended(check, story.chat(1, ++sequence), outcome, Story.nothing());
    told(4);
    assertThat(check.result().verdict()).isEqualTo(Verdict.VALID);
  }

  @Test
  void turnsWhoseAnswersSayNothingCountAllTheSame() {
    told(2);
    Story.ok(check, story.chat(1, ++sequence), story.echo(story.chat(1, sequence)));
    told(6);
    Story.ok(
        check,
        story.operation(OperationKind.MOVE, 1, ++sequence, Rendezvous.NONE),
        Story.nothing());
    told(8);
    assertThat(check.result().verdict()).isEqualTo(Verdict.VALID);
  }

  @ParameterizedTest
  @CsvSource({"2, VALID", "4, VIOLATED", "0, VIOLATED", "3, VIOLATED"})
  void whoWasThrownOutBeginsAnew(int count, Verdict verdict) {
    evictions.listed(100);
    told(2);
    told(4);
    told(6);
    told(count);
    CheckResult result = check.result();
    assertThat(result.verdict()).isEqualTo(verdict);
    assertThat(result.reason()).contains("evictions are legal", "begun anew");
  }

  @Test
  void whoBeganAnewGoesOnFromThere() {
    evictions.listed(100);
    told(2);
    told(4);
    told(2);
    told(4);
    assertThat(check.result().verdict()).isEqualTo(Verdict.VALID);
    told(8);
    assertThat(check.result().violations()).isEqualTo(1);
  }

  @Test
  void whoBeganAnewWithoutHavingBeenThrownOutIsFound() {
    told(2);
    told(4);
    told(2);
    told(4);
    assertThat(check.result().violations()).isEqualTo(1);
    assertThat(check.result().witnesses().getFirst().sentence()).endsWith("but it must be 6");
  }

  @Test
  void usersAreCountedApart() {
    told(2);
    Story.ok(check, story.chat(2, 1), counted(2, 1, 2));
    told(4);
    assertThat(check.result().verdict()).isEqualTo(Verdict.VALID);
  }

  private void told(int messages) {
    sequence++;
    Story.ok(check, story.chat(1, sequence), counted(1, sequence, messages));
  }

  private Observation counted(int user, int number, int messages) {
    Observation seen = story.echo(story.chat(user, number));
    seen.messageCount(messages);
    return seen;
  }
}
