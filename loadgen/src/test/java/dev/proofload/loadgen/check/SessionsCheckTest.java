package dev.proofload.loadgen.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.loadgen.record.Observation;
import org.junit.jupiter.api.Test;

class SessionsCheckTest {
  private final Story story = new Story();
  private final SessionsCheck check = new SessionsCheck(story.steps);

  @Test
  void everybodyIsListedOnce() {
    check.probed(counts(0, 0, 0), counts(1, 0, 0), false, story.sessions(2));
    check.probed(counts(1, 1, 0), counts(2, 2, 1), false, story.sessions(2, 2, 0, 1));
    check.probed(counts(5, 5, 5), counts(5, 5, 5), true, story.sessions(10, 0, 1, 2));
    assertThat(check.result().verdict()).isEqualTo(Verdict.VALID);
    assertThat(check.result().judged()).isEqualTo(6);
    assertThat(check.mostSessions()).isEqualTo(3);
  }

  @Test
  void withoutAListNothingIsKnown() {
    assertThat(check.result().verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(check.result().reason()).contains("no list of sessions");
  }

  @Test
  void aListBeforeAnybodyWasAnsweredProvesNothing() {
    check.probed(counts(0, 0), counts(1, 1), true, story.sessions(2));
    assertThat(check.result().verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void withoutTheLastListNothingIsValid() {
    check.probed(counts(1, 1), counts(1, 1), false, story.sessions(2, 0, 1));
    assertThat(check.result().verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(check.result().reason()).contains("when the load was over");
  }

  @Test
  void whoWasAnsweredBeforeIsMissing() {
    check.probed(counts(1, 3), counts(1, 3), false, story.sessions(2, 0));
    CheckResult result = check.result();
    assertThat(result.verdict()).as("also without the last list").isEqualTo(Verdict.VIOLATED);
    assertThat(result.violations()).isEqualTo(1);
    Witness witness = result.witnesses().getFirst();
    assertThat(witness.sentence())
        .isEqualTo(
            "lg-abcd1234-00001 is not among the sessions, although it had been answered 3 times");
    assertThat(witness.operations())
        .singleElement()
        .satisfies(
            step -> {
              assertThat(step.kind()).isEqualTo("sessions");
              assertThat(step.said()).isEqualTo("asked for during the load");
              assertThat(step.saw()).isEqualTo("no session");
            });
  }

  @Test
  void whoIsListedTwiceIsFound() {
    check.probed(counts(1, 1), counts(1, 1), true, story.sessions(2, 0, 1, 1));
    CheckResult result = check.result();
    assertThat(result.violations()).isEqualTo(1);
    assertThat(result.witnesses().getFirst().sentence())
        .isEqualTo("lg-abcd1234-00001 is listed 2 times among the sessions");
    assertThat(result.witnesses().getFirst().operations().getFirst().said())
        .isEqualTo("asked for when the load was over");
  }

  @Test
  void evenWhoWasNotAnsweredYetIsListedOnlyOnce() {
    check.probed(counts(0), counts(1), false, story.sessions(2, 0, 0));
    assertThat(check.result().verdict()).isEqualTo(Verdict.VIOLATED);
  }

  @Test
  void othersOnTheSameServerAreNobodysBusiness() {
    var seen = story.sessions(2, 0);
    seen.sessions().addAll(story.sessions(4, 7, 7).sessions());
    var strangers = new Story();
    seen.sessions()
        .add(new Observation.Session(strangers.id(0).replace("abcd", "wxyz"), "Tower", 3));
    check.probed(counts(1), counts(1), true, seen);
    assertThat(check.result().verdict()).isEqualTo(Verdict.VALID);
    assertThat(check.mostSessions()).isEqualTo(4);
  }

  private static int[] counts(int... counts) {
    return counts;
  }
}
