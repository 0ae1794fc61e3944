package dev.proofload.loadgen.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.OperationKind;
import dev.proofload.loadgen.workload.Rendezvous;
import dev.proofload.loadgen.workload.ServerRules;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SessionsCheckTest {
  private static final String WHERE = "in a list of all sessions ";

  private final Story story = new Story();
  private final Evictions evictions = new Evictions(ServerRules.documented(), 3);
  private final SessionsCheck check =
      new SessionsCheck(story.steps, ServerRules.documented(), evictions);
  private int sequence;

  @Test
  void everybodyWhoWasAnsweredIsListedOnce() {
    answered(0, 5, 10);
    answered(1, 15, 20);
    listed(30, 40, story.sessions(2, 1, 0));
    assertViolations(0);
    assertThat(check.result().judged()).isEqualTo(2);
    assertThat(check.result().judgedByKind()).containsEntry("sessions", 1L);
  }

  @Test
  void aListOfNobodyShowsNothing() {
    listed(30, 40, story.sessions(0));
    assertThat(check.result().verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(check.result().judgedByKind()).isEmpty();
  }

  @Test
  void withoutAListNothingIsKnown() {
    check.ended(true);
    assertThat(check.result().verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(check.result().reason()).contains("no list of sessions");
  }

  @Test
  void withoutALookAtTheEndNothingIsProven() {
    answered(0, 5, 10);
    listed(30, 40, story.sessions(2, 0));
    answered(0, 41, 45);
    check.ended(true);
    assertThat(check.result().verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(check.result().reason()).contains("after the load");
    listed(50, 60, story.sessions(4, 0));
    assertViolations(0);
  }

  @Test
  void whoWasAnsweredBeforeIsMissing() {
    answered(0, 5, 10);
    answered(1, 15, 20);
    listed(30, 40, story.sessions(2, 0));
    Witness witness = assertViolations(1);
    assertThat(witness.sentence())
        .isEqualTo(WHERE + story.id(1) + " is not listed, although it had been answered before");
    assertThat(witness.operations())
        .extracting(Witness.Step::kind)
        .containsExactly("chat", "sessions");
    assertThat(witness.operations().getFirst().endNanos()).isEqualTo(20 - 1_000);
  }

  @Test
  void whoWasAnsweredMeanwhileMayBeMissing() {
    answered(0, 5, 10);
    answered(1, 25, 30);
    listed(30, 40, story.sessions(2, 0));
    assertViolations(0);
  }

  @Test
  void whoIsListedTwiceIsFoundAlsoWhereSessionsAreThrownOut() {
    evictions.listed(100);
    listed(30, 40, story.sessions(0, 0, 1, 1));
    assertThat(assertViolations(1).sentence()).isEqualTo(WHERE + story.id(1) + " is listed twice");
  }

  @Test
  void strangersAreNotJudged() {
    Observation seen = story.sessions(0, 0);
    seen.sessions().add(new Observation.Session("bob", "Tower", 3));
    seen.sessions().add(new Observation.Session("bob", "Tower", 3));
    listed(30, 40, seen);
    assertViolations(0);
  }

  @ParameterizedTest
  @CsvSource({"3, 0", "2, 1", "4, 1"})
  void theTotalIsHowManyThereAre(long total, int violations) {
    Observation seen = story.sessions(0, 0, 1, 2);
    seen.totalUsers(total);
    listed(30, 40, seen);
    assertViolations(violations);
    if (violations > 0) {
      assertThat(check.result().witnesses().getFirst().sentence())
          .isEqualTo(WHERE + "3 are listed, but the total says " + total);
    }
  }

  @ParameterizedTest
  @CsvSource({"3, 0", "2, 1"})
  void noMoreAreListedThanTheServerKeeps(long most, int violations) {
    ServerRules documented = ServerRules.documented();
    ServerRules rules =
        new ServerRules(
            documented.rateLimit(),
            documented.rateWindow(),
            documented.crisisTurns(),
            documented.crisisWindow(),
            OptionalLong.of(most));
    SessionsCheck told = new SessionsCheck(story.steps, rules, new Evictions(rules, 3));
    told.completed(list(), Outcome.OK, 30, 40, story.sessions(0, 0, 1, 2));
    told.ended(true);
    assertThat(told.result().violations()).isEqualTo(violations);
    if (violations > 0) {
      assertThat(told.result().witnesses().getFirst().sentence())
          .isEqualTo(WHERE + "3 are listed, but the server keeps 2");
    }
  }

  /**
   * Two turns before, one that ends with it, one within, one that begins with its end, one after.
   */
  @ParameterizedTest
  @CsvSource({"2, 1", "3, 1", "4, 0", "5, 0", "10, 0", "11, 1", "12, 1"})
  void countsLieBetweenWhatWasAnsweredAndWhatWasSent(int messages, int violations) {
    answered(0, 5, 10);
    answered(0, 10, 20);
    answered(0, 25, 30);
    answered(0, 32, 34);
    check.completed(list(), Outcome.OK, 30, 40, story.sessions(messages, 0));
    answered(0, 40, 45);
    answered(0, 46, 50);
    listed(60, 70, story.sessions(12, 0));
    assertThat(check.result().violations()).isEqualTo(violations);
    if (violations > 0) {
      assertThat(check.result().witnesses().getFirst().sentence())
          .isEqualTo(
              WHERE
                  + story.id(0)
                  + " is listed with "
                  + messages
                  + " messages, but it must be from 4 to 10");
    }
  }

  @Test
  void whoIsListedWithoutHavingSaidAnythingHoldsNoMessages() {
    listed(30, 40, story.sessions(0, 2));
    assertViolations(0);
    listed(50, 60, story.sessions(2, 2));
    assertThat(assertViolations(1).sentence()).endsWith("2 messages, but it must be 0");
  }

  @Test
  void anIdThatARunNeverHadCostsNothing() {
    Observation seen = new Observation();
    seen.sessions().add(new Observation.Session(story.names.id(99_999_999), "Tower", 0));
    listed(30, 40, seen);
    assertViolations(0);
  }

  @ParameterizedTest
  @EnumSource(names = {"TIMEOUT", "RESET", "STATUS", "BAD_ANSWER"})
  void aTurnOfUnknownOutcomeMayCount(Outcome outcome) {
    answered(0, 5, 10);
    check.completed(story.chat(0, 1), outcome, 11, 20, Story.nothing());
    listed(30, 40, story.sessions(2, 0));
    listed(50, 60, story.sessions(4, 0));
    assertViolations(0);
    listed(70, 80, story.sessions(6, 0));
    assertViolations(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"REFUSED", "CONNECT"})
  void whatSurelyFailedCountsForNothing(Outcome outcome) {
    check.completed(story.chat(0, 1), outcome, 11, 20, Story.nothing());
    listed(30, 40, story.sessions(0, 1));
    assertViolations(0);
    listed(50, 60, story.sessions(2, 0));
    assertViolations(1);
  }

  @Test
  void aListThatFailedShowsNothing() {
    answered(0, 5, 10);
    check.completed(list(), Outcome.STATUS, 30, 40, story.sessions(9, 1, 1));
    assertThat(check.result().verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void whatWasListedBeforeIsNotTakenBack() {
    check.completed(list(), Outcome.OK, 12, 18, story.sessions(4, 0));
    check.completed(list(), Outcome.OK, 18, 20, story.sessions(2, 0));
    check.completed(list(), Outcome.OK, 22, 25, story.sessions(2, 0));
    answered(0, 5, 30);
    answered(0, 11, 31);
    listed(40, 50, story.sessions(4, 0));
    Witness witness = assertViolations(1);
    assertThat(witness.sentence())
        .isEqualTo(story.id(0) + " is listed with 2 messages, but had been listed with 4");
    assertThat(witness.operations())
        .extracting(Witness.Step::endNanos)
        .containsExactly(-982L, -975L);
    assertThat(witness.operations()).extracting(Witness.Step::said).doesNotHaveDuplicates();
  }

  @Test
  void whoWasThrownOutMayBeMissingAndBeginAnew() {
    answered(0, 5, 10);
    answered(1, 5, 10);
    answered(1, 15, 20);
    listed(30, 40, story.sessions(2, 1));
    assertViolations(2);
    evictions.listed(100);
    CheckResult result = check.result();
    assertThat(result.verdict()).isEqualTo(Verdict.VALID);
    assertThat(result.reason()).contains("evictions are legal", "not judged");
    listed(50, 60, story.sessions(6, 1));
    assertViolations(1);
  }

  @Test
  void aListWaitsUntilAllIsKnownThatHadBegun() {
    check.completed(list(), Outcome.OK, 30, 40, story.sessions(2, 0));
    check.settled(40);
    answered(0, 40, 50);
    listed(60, 70, story.sessions(2, 0));
    assertViolations(0);
    assertThat(check.result().judged()).isEqualTo(2);
  }

  @Test
  void aRunCutShortLeavesOutWhatIsNotKnown() {
    check.completed(list(), Outcome.OK, 30, 40, story.sessions(2, 0));
    check.ended(false);
    assertThat(check.result().violations()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"996, 1", "998, 0", "2000, 0", "2002, 1"})
  void manyTurnsAreCountedAndThoseForgottenThatNoListCanAskFor(int messages, int violations) {
    for (int i = 0; i < 1_000; i++) {
      answered(0, 10L * i, 10L * i + 10);
      check.settled(Math.min(10L * i, 5_000));
    }
    listed(5_000, 10_005, story.sessions(messages, 0));
    assertThat(check.result().violations()).isEqualTo(violations);
    if (violations > 0) {
      assertThat(check.result().witnesses().getFirst().operations().getFirst().said())
          .as("the latest that had surely been answered")
          .startsWith("operation 498");
    }
  }

  private Witness assertViolations(int expected) {
    CheckResult result = check.result();
    assertThat(result.verdict()).isEqualTo(expected > 0 ? Verdict.VIOLATED : Verdict.VALID);
    assertThat(result.violations()).isEqualTo(expected);
    return expected > 0 ? result.witnesses().getFirst() : new Witness("", List.of());
  }

  private void answered(int user, long startNanos, long endNanos) {
    check.completed(
        story.chat(user, sequence++), Outcome.OK, startNanos, endNanos, new Observation());
  }

  private Operation list() {
    Operation list = new Operation(Operation.NOBODY);
    list.set(OperationKind.SESSIONS, sequence++, 0, Operation.NO_ROOM, 0, Rendezvous.NONE);
    return list;
  }

  private void listed(long startNanos, long endNanos, Observation seen) {
    check.completed(list(), Outcome.OK, startNanos, endNanos, seen);
    check.settled(endNanos + 1);
  }
}
