package dev.proofload.loadgen.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.OperationKind;
import dev.proofload.loadgen.workload.Rendezvous;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What witnesses are made of. */
class TraceTest {
  private final Story story = new Story();
  private final Observation seen = new Observation();
  private final Trace trace = new Trace();

  @Test
  void anOperationIsPutByAsItWas() {
    assertThat(trace.present()).isFalse();
    seen.text("what came");
    seen.crisis(true);
    trace.set(say(3), Outcome.REFUSED, 1_010, 1_020, seen);
    assertThat(trace.present()).isTrue();
    assertThat(trace.sequence()).isEqualTo(3);
    assertThat(trace.startNanos()).isEqualTo(1_010);
    assertThat(trace.endNanos()).isEqualTo(1_020);
    Witness.Step step =
        new Witness.Step(
            story.id(1),
            "say",
            10,
            20,
            "refused",
            "operation 3 in Library",
            "[crisis_detected] what came");
    assertThat(trace.step(1, story.steps)).isEqualTo(step);
    Trace copy = new Trace();
    copy.set(trace);
    trace.clear();
    assertThat(trace.present()).isFalse();
    assertThat(copy.present()).isTrue();
    assertThat(copy.sequence()).isEqualTo(3);
    assertThat(copy.step(1, story.steps)).isEqualTo(step);
  }

  @Test
  void withoutAnAnswerNothingOfTheOneBeforeIsLeft() {
    seen.text("what came");
    seen.crisis(true);
    trace.set(say(3), Outcome.OK, 1_010, 1_020, seen);
    trace.set(say(4), Outcome.OK, 1_030, 1_040);
    assertThat(trace.step(1, story.steps).saw()).isEmpty();
  }

  @Test
  void eachIsInAWitnessOnce() {
    Trace other = new Trace();
    trace.set(say(0), Outcome.OK, 1_010, 1_020);
    other.set(say(1), Outcome.OK, 1_030, 1_040);
    WitnessSteps steps = new WitnessSteps(story.steps, 1);
    assertThat(steps.add(new Trace()).add(trace).add(trace).add(other).list())
        .containsExactly(trace.step(1, story.steps), other.step(1, story.steps));
  }

  @Test
  void whatWasSeenIsToldInShort() {
    assertThat(told()).isEmpty();
    seen.text("x".repeat(160));
    assertThat(told()).isEqualTo("x".repeat(160));
    seen.text("x".repeat(161));
    assertThat(told()).isEqualTo("x".repeat(160) + "…");
    seen.text("x".repeat(159) + "\uD83D\uDE00y");
    assertThat(told()).as("no half of a character").isEqualTo("x".repeat(159) + "…");
    seen.text("x".repeat(158) + "\uD83D\uDE00y");
    assertThat(told()).isEqualTo("x".repeat(158) + "\uD83D\uDE00…");
    seen.text("text");
    seen.messageCount(0);
    seen.userId("u");
    assertThat(told()).isEqualTo("[session_messages 0] [user_id u] text");
  }

  @Test
  void whatCameUnaskedIsADelivery() {
    seen.text("text");
    assertThat(story.steps.delivery(1, 1_010, seen))
        .isEqualTo(new Witness.Step(story.id(1), "delivery", 10, 10, "", "", "text"));
    assertThat(story.steps.actor(Operation.NOBODY)).isEqualTo("onlooker");
    assertThat(story.steps.actor(1)).isEqualTo(story.id(1));
  }

  @Test
  void threeWitnessesAreKeptAndAllAreCounted() {
    WitnessLog log = new WitnessLog();
    WitnessLog other = new WitnessLog();
    for (int i = 0; i < 2; i++) {
      log.add(witness("a" + i));
      other.add(witness("b" + i));
      other.count();
    }
    assertThat(log.wantsMore()).isTrue();
    WitnessLog both = log.and(other);
    assertThat(both.violations()).isEqualTo(6);
    assertThat(both.wantsMore()).isFalse();
    assertThat(both.witnesses()).extracting(Witness::sentence).containsExactly("a0", "a1", "b0");
    log.add(witness("a2"));
    log.add(witness("a3"));
    assertThat(log.witnesses()).extracting(Witness::sentence).containsExactly("a0", "a1", "a2");
    assertThat(log.violations()).isEqualTo(4);
    assertThat(log.and(other).witnesses()).hasSize(3);
  }

  @Test
  void observationsAddUpThoughTheyAreOfOneOperation() {
    Judged judged = new Judged();
    judged.operation(OperationKind.SESSIONS, 5);
    judged.operation(OperationKind.SESSIONS, 2);
    judged.delivery();
    assertThat(judged.total()).isEqualTo(8);
    assertThat(judged.byKind()).containsEntry("sessions", 2L).containsEntry("delivery", 1L);
  }

  private static Witness witness(String sentence) {
    return new Witness(sentence, List.of());
  }

  private String told() {
    return story.steps.of(say(0), Outcome.OK, 1_010, 1_020, seen).saw();
  }

  private Operation say(int sequence) {
    return story.operation(OperationKind.SAY, 1, sequence, Rendezvous.NONE);
  }
}
