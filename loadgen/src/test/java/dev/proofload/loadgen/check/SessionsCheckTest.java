package dev.proofload.loadgen.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.OperationKind;
import dev.proofload.loadgen.workload.Rendezvous;
import org.junit.jupiter.api.Test;

class SessionsCheckTest {
  private final Story story = new Story();
  private final SessionsCheck check = new SessionsCheck(story.steps);

  @Test
  void everybodyWhoWasAnsweredIsListedOnce() {
    answered(0, 10);
    answered(1, 20);
    listed(30, 40, story.sessions(2, 1, 0));
    assertThat(check.result().verdict()).isEqualTo(Verdict.VALID);
    assertThat(check.result().judged()).isEqualTo(2);
    assertThat(check.mostSessions()).isEqualTo(2);
  }

  @Test
  void withoutAListNothingIsKnown() {
    assertThat(check.result().verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(check.result().reason()).contains("no list of sessions");
  }

  @Test
  void whoWasAnsweredBeforeIsMissing() {
    answered(0, 10);
    answered(1, 20);
    listed(30, 40, story.sessions(2, 0));
    assertThat(check.result().violations()).isEqualTo(1);
    assertThat(check.result().witnesses().getFirst().sentence())
        .contains(story.id(1) + " is not listed");
  }

  @Test
  void whoWasAnsweredMeanwhileMayBeMissing() {
    answered(0, 10);
    answered(1, 35);
    listed(35, 40, story.sessions(2, 0));
    assertThat(check.result().verdict()).isEqualTo(Verdict.VALID);
  }

  @Test
  void whoIsListedTwiceIsFound() {
    listed(30, 40, story.sessions(2, 0, 1, 1));
    assertThat(check.result().violations()).isEqualTo(1);
    assertThat(check.result().witnesses().getFirst().sentence())
        .contains(story.id(1) + " is listed 2 times");
  }

  private void answered(int user, long endNanos) {
    check.completed(story.chat(user, 1), Outcome.OK, endNanos - 5, endNanos, new Observation());
  }

  private void listed(long startNanos, long endNanos, Observation seen) {
    Operation list = new Operation(Operation.NOBODY);
    list.set(OperationKind.SESSIONS, 0, 0, Operation.NO_ROOM, 0, Rendezvous.NONE);
    check.completed(list, Outcome.OK, startNanos, endNanos, seen);
  }
}
