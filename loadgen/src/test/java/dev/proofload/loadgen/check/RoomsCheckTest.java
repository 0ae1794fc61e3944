package dev.proofload.loadgen.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.workload.OperationKind;
import dev.proofload.loadgen.workload.Rendezvous;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RoomsCheckTest {
  private static final String G0 = "Guest-00000";
  private static final String G1 = "Guest-00001";
  private static final String G2 = "Guest-00002";

  private final Story story = new Story();
  private final RoomsCheck check = new RoomsCheck(story.steps, 3);

  @Test
  void allSeeAll() {
    allArrive(0, 1, 2);
    Story.ok(check, story.look(0), story.view(0, G1 + ", " + G2, 0, 1, 2));
    Story.ok(check, story.look(1), story.view(1, G0 + ", " + G2, 2, 1, 0));
    Story.ok(check, story.look(2), story.view(2, G0 + ", " + G1, 0, 1, 2));
    assertThat(check.result().verdict()).isEqualTo(Verdict.VALID);
    assertThat(check.result().judged()).isEqualTo(3);
  }

  @Test
  void oneUserAloneProvesNothing() {
    CheckResult result = new RoomsCheck(story.steps, 0).result();
    assertThat(result.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(result.reason()).contains("at least 2");
  }

  @Test
  void aRunThatEndedBeforeTheMeetingProvesNothing() {
    allArrive(0, 1);
    CheckResult result = check.result();
    assertThat(result.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(result.reason()).contains("before everybody had met", "at least 4 messages");
  }

  @Test
  void aLookerMissesSomebody() {
    allArrive(0, 1, 2);
    Story.ok(check, story.look(0), story.view(0, G1, 0, 1));
    CheckResult result = violated(1);
    assertThat(result.witnesses().getFirst().sentence())
        .isEqualTo(
            "lg-abcd1234-00000 looked when all had arrived, and did not see lg-abcd1234-00002");
    assertThat(result.witnesses().getFirst().operations())
        .singleElement()
        .satisfies(
            step -> {
              assertThat(step.kind()).isEqualTo("look");
              assertThat(step.saw()).contains("You see: " + G1);
            });
  }

  @Test
  void aLookerMissesItself() {
    allArrive(0, 1);
    Story.ok(check, story.look(0), story.view(0, G1, 1));
    assertThat(violated(1).witnesses().getFirst().sentence())
        .endsWith("did not see lg-abcd1234-00000");
  }

  @Test
  void manyMissingAreCounted() {
    allArrive(0, 1, 2, 3, 4, 5, 6);
    Story.ok(check, story.look(0), story.view(0, G1, 0, 1));
    assertThat(violated(1).witnesses().getFirst().sentence())
        .endsWith("did not see lg-abcd1234-00002, lg-abcd1234-00003, lg-abcd1234-00004 and 2 more");
  }

  @Test
  void aLookerSeesAGhost() {
    allArrive(0, 1);
    Story.ok(check, story.look(0), story.view(0, G1 + ", Guest-00009", 0, 1, 9));
    assertThat(violated(1).witnesses().getFirst().sentence())
        .isEqualTo("lg-abcd1234-00000 looked, and saw lg-abcd1234-00009, who never went there");
  }

  @Test
  void textAndListDisagree() {
    allArrive(0, 1, 2);
    Story.ok(check, story.look(0), story.view(0, G1, 0, 1, 2));
    Story.ok(check, story.look(1), story.view(1, G2 + ", " + G0, 0, 1, 2));
    Story.ok(check, story.look(2), story.view(2, "no one else", 0, 1, 2));
    CheckResult result = violated(3);
    assertThat(result.witnesses())
        .allSatisfy(
            witness ->
                assertThat(witness.sentence())
                    .endsWith("other names in the text than in the list"));
  }

  @Test
  void aTextThatShowsNobodyAtAllDisagrees() {
    allArrive(0, 1);
    Observation seen = story.view(0, G1, 0, 1);
    seen.text("what?");
    Story.ok(check, story.look(0), seen);
    violated(1);
  }

  @Test
  void whoIsTheOnlyOneSeesNoOneElse() {
    allArrive(0);
    Story.ok(check, story.look(0), story.view(0, "no one else", 0));
    assertThat(check.result().verdict()).isEqualTo(Verdict.VALID);
  }

  @ParameterizedTest
  @EnumSource(names = {"RESET", "TIMEOUT", "STATUS", "BAD_ANSWER"})
  void whoPerhapsArrivedMayBeThereOrNot(Outcome outcome) {
    allArrive(0, 1);
    Story.ended(check, story.arrive(2), outcome, Story.nothing());
    Story.ok(check, story.look(0), story.view(0, G1, 0, 1));
    Story.ok(check, story.look(1), story.view(1, G0 + ", " + G2, 0, 1, 2));
    assertThat(check.result().verdict()).isEqualTo(Verdict.VALID);
    assertThat(check.result().judged()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(names = {"REFUSED", "CONNECT"})
  void whoSurelyDidNotArriveMustNotBeThere(Outcome outcome) {
    allArrive(0, 1);
    Story.ended(check, story.arrive(2), outcome, Story.nothing());
    Story.ok(check, story.look(0), story.view(0, G1, 0, 1));
    assertThat(check.result().verdict()).isEqualTo(Verdict.VALID);
    Story.ok(check, story.look(1), story.view(1, G0 + ", " + G2, 0, 1, 2));
    violated(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"REFUSED", "CONNECT", "RESET", "TIMEOUT", "STATUS", "BAD_ANSWER"})
  void aLookThatFailedShowsNothing(Outcome outcome) {
    allArrive(0, 1);
    Story.ended(check, story.look(0), outcome, story.view(0, "no one else", 0));
    assertThat(check.result().verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void whoDidNotArriveLooksElsewhere() {
    allArrive(0, 1);
    Story.ended(check, story.arrive(2), Outcome.REFUSED, Story.nothing());
    Story.ok(check, story.look(2), story.view(2, "no one else", 2));
    CheckResult result = check.result();
    assertThat(result.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(result.reason()).isEqualTo("no answer to look listed who is there");
  }

  @Test
  void aLookOutsideTheMeetingIsNotJudged() {
    Story.ok(
        check,
        story.operation(OperationKind.LOOK, 0, 1, Rendezvous.NONE),
        story.view(0, "no one else", 0));
    assertThat(check.result().verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  private void allArrive(int... users) {
    for (int user : users) {
      Story.ok(check, story.arrive(user), story.answer(user, "here"));
    }
  }

  private CheckResult violated(long violations) {
    CheckResult result = check.result();
    assertThat(result.name()).isEqualTo("rooms");
    assertThat(result.verdict()).isEqualTo(Verdict.VIOLATED);
    assertThat(result.violations()).isEqualTo(violations);
    return result;
  }
}
