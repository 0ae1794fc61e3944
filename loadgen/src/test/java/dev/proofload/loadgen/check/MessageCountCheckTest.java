package dev.proofload.loadgen.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.workload.OperationKind;
import dev.proofload.loadgen.workload.Rendezvous;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageCountCheckTest {
  private final Story story = new Story();
  private final MessageCountCheck check = new MessageCountCheck(story.steps, 3);

  @Test
  void everyTurnAddsTwo() {
    for (int turn = 1; turn <= 5; turn++) {
      Story.ok(check, story.chat(0, turn), story.counted(0, 2 * turn));
      Story.ok(check, story.crisis(1, turn), story.counted(1, 2 * turn));
    }
    assertThat(check.result().name()).isEqualTo("message_counts");
    assertThat(check.result().verdict()).isEqualTo(Verdict.VALID);
    assertThat(check.result().judged()).isEqualTo(10);
  }

  @Test
  void whatIsNotSaidIsNotJudged() {
    Story.ok(check, story.chat(0, 1), story.answer(0, "x"));
    assertThat(check.result().verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(check.result().reason())
        .isEqualTo("no answer said how many messages a session holds");
    Story.ok(check, story.chat(0, 2), story.counted(0, 4));
    assertThat(check.result().verdict()).isEqualTo(Verdict.VALID);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 5, 6, 7, 100, Integer.MAX_VALUE})
  void anyOtherNumberIsWrong(int said) {
    Story.ok(check, story.chat(0, 1), story.counted(0, 2));
    Story.ok(check, story.chat(0, 2), story.counted(0, said));
    CheckResult result = violated(1);
    Witness witness = result.witnesses().getFirst();
    assertThat(witness.sentence())
        .isEqualTo(
            "lg-abcd1234-00000 was told of "
                + said
                + " messages in its session after 2 turns, but it must be 4");
    assertThat(witness.operations())
        .singleElement()
        .satisfies(step -> assertThat(step.saw()).contains("[session_messages " + said + "]"));
  }

  @ParameterizedTest
  @EnumSource(names = {"RESET", "TIMEOUT", "STATUS", "BAD_ANSWER"})
  void anUnknownTurnMayHaveCountedOrNot(Outcome outcome) {
    Story.ok(check, story.chat(0, 1), story.counted(0, 2));
    Story.ended(check, story.chat(0, 2), outcome, Story.nothing());
    Story.ok(check, story.chat(0, 3), story.counted(0, 4));
    Story.ok(check, story.chat(0, 4), story.counted(0, 8));
    assertThat(check.result().verdict()).isEqualTo(Verdict.VALID);
    Story.ok(check, story.chat(0, 5), story.counted(0, 9));
    CheckResult result = violated(1);
    assertThat(result.witnesses().getFirst().sentence())
        .endsWith("after 5 turns, but it must be an even number from 8 to 10");
    Story.ok(check, story.chat(0, 6), story.counted(0, 14));
    Story.ok(check, story.chat(0, 7), story.counted(0, 10));
    violated(3);
  }

  @ParameterizedTest
  @EnumSource(names = {"REFUSED", "CONNECT"})
  void whatSurelyFailedDoesNotCount(Outcome outcome) {
    Story.ended(check, story.chat(0, 1), outcome, story.counted(0, 77));
    Story.ok(check, story.chat(0, 2), story.counted(0, 2));
    assertThat(check.result().verdict()).isEqualTo(Verdict.VALID);
    Story.ok(check, story.chat(0, 3), story.counted(0, 6));
    violated(1);
  }

  @Test
  void aMoveIsNoMessage() {
    Story.ok(
        check, story.operation(OperationKind.MOVE, 0, 1, Rendezvous.NONE), story.counted(0, 77));
    Story.ok(check, story.chat(0, 2), story.counted(0, 2));
    assertThat(check.result().verdict()).isEqualTo(Verdict.VALID);
  }

  @Property(tries = 300)
  void noLegalOrderIsEverCalledWrong(
      @ForAll @Size(max = 40) List<Outcome> outcomes, @ForAll @Size(40) List<Boolean> tookEffect) {
    MessageCountCheck mine = new MessageCountCheck(story.steps, 1);
    int truth = 0;
    for (int i = 0; i < outcomes.size(); i++) {
      Outcome outcome = outcomes.get(i);
      if (outcome == Outcome.OK || (!outcome.surelyFailed() && tookEffect.get(i))) {
        truth += 2;
      }
      Story.ended(mine, story.chat(0, i), outcome, story.counted(0, truth));
    }
    assertThat(mine.result().violations()).isZero();
    assertThat(mine.result().judged())
        .isEqualTo(outcomes.stream().filter(outcome -> outcome == Outcome.OK).count());
  }

  private CheckResult violated(long violations) {
    CheckResult result = check.result();
    assertThat(result.verdict()).isEqualTo(Verdict.VIOLATED);
    assertThat(result.violations()).isEqualTo(violations);
    return result;
  }
}
