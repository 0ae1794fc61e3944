package dev.proofload.loadgen.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.workload.OperationKind;
import dev.proofload.loadgen.workload.Rendezvous;
import dev.proofload.loadgen.workload.ServerRules;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Buckets of 3 tokens that fill in 30 ns, by an exact clock, unless a test says otherwise. */
class RateLimitCheckTest {
  private static final long ORIGIN = 1_000;

  private final Story story = new Story();
  private final RateLimitCheck check = check(3, 30);
  private int sequence;

  @Test
  void aBurstAndThenOneEachInterval() {
    admitted(0, 0, 1);
    admitted(0, 1, 2);
    admitted(0, 2, 3);
    refused(0, 4, 5);
    admitted(0, 10, 11);
    refused(0, 12, 13);
    admitted(0, 21, 22);
    CheckResult result = check.result();
    assertThat(result.name()).isEqualTo("rate_limit");
    assertThat(result.verdict()).isEqualTo(Verdict.VALID);
    assertThat(result.judged()).isEqualTo(7);
    assertThat(result.judgedByKind()).containsEntry("chat", 7L).containsEntry("refused", 2L);
    assertThat(result.reason()).isEmpty();
  }

  @Test
  void oneTooManyIsAdmitted() {
    admitted(0, 0, 1);
    admitted(0, 1, 2);
    admitted(0, 2, 3);
    admitted(0, 3, 9);
    Witness witness = violated(1).witnesses().getFirst();
    assertThat(witness.sentence())
        .isEqualTo(
            "lg-abcd1234-00000 was admitted 4 times within 0.000 ms, but a full bucket of 3 tokens"
                + " in 0.000 ms allows at most 3");
    assertThat(witness.operations())
        .extracting(Witness.Step::said)
        .containsExactly("operation 0 in Library", "operation 3 in Library");
    assertThat(witness.operations()).extracting(Witness.Step::startNanos).containsExactly(0L, 3L);
  }

  @Test
  void theTokenThatComesMeanwhileMayBeTaken() {
    admitted(0, 0, 1);
    admitted(0, 1, 2);
    admitted(0, 2, 3);
    admitted(0, 3, 10);
    assertThat(check.result().violations()).isZero();
  }

  @Test
  void eachOneTooManyCounts() {
    for (int i = 0; i < 8; i++) {
      admitted(0, i, i);
    }
    CheckResult result = violated(5);
    assertThat(result.witnesses()).hasSize(3);
  }

  @Test
  void aBurstIsCountedFromWhereTheBucketMayHaveBeenFull() {
    admitted(0, 0, 0);
    for (int i = 0; i < 4; i++) {
      admitted(0, 50 + i, 50 + i);
    }
    Witness witness = violated(1).witnesses().getFirst();
    assertThat(witness.sentence()).contains("admitted 4 times");
    assertThat(witness.operations()).extracting(Witness.Step::startNanos).containsExactly(50L, 53L);
  }

  @Test
  void refusedWithAFullBucket() {
    refused(0, 0, 1);
    Witness witness = violated(1).witnesses().getFirst();
    assertThat(witness.sentence())
        .isEqualTo(
            "lg-abcd1234-00000 was refused, although its bucket of 3 tokens in 0.000 ms surely held"
                + " at least 3; it had not been admitted before");
    assertThat(witness.operations()).hasSize(1);
  }

  @Test
  void refusedAlthoughATokenHadComeBack() {
    admitted(0, 0, 1);
    admitted(0, 1, 2);
    admitted(0, 2, 3);
    refused(0, 10, 99);
    assertThat(check.result().violations()).as("the first may be as late as 1").isZero();
    refused(0, 11, 99);
    Witness witness = violated(1).witnesses().getFirst();
    assertThat(witness.sentence()).contains("surely held at least 1; it had last been admitted");
    assertThat(witness.operations()).extracting(Witness.Step::startNanos).containsExactly(2L, 11L);
    assertThat(witness.operations())
        .extracting(Witness.Step::outcome)
        .containsExactly("ok", "refused");
  }

  @Test
  void aRefusalTellsThatTheBucketWasEmpty() {
    admitted(0, 0, 100);
    admitted(0, 100, 100);
    admitted(0, 100, 100);
    refused(0, 100, 100);
    admitted(0, 100, 100);
    Witness witness = violated(1).witnesses().getFirst();
    assertThat(witness.sentence())
        .contains("was refused, and then admitted 1 times")
        .contains("allows at most 0");
    assertThat(witness.operations())
        .extracting(Witness.Step::outcome)
        .containsExactly("refused", "ok");
  }

  @Test
  void anEmptyBucketYieldsOneTokenAnInterval() {
    admitted(0, 0, 100);
    admitted(0, 100, 100);
    admitted(0, 100, 100);
    refused(0, 100, 100);
    admitted(0, 101, 110);
    admitted(0, 110, 110);
    Witness witness = violated(1).witnesses().getFirst();
    assertThat(witness.sentence()).contains("was refused, and then admitted 2 times");
    assertThat(witness.operations())
        .extracting(Witness.Step::outcome)
        .containsExactly("refused", "ok", "ok");
  }

  @Test
  void anAdmissionTellsThatATokenWasThere() {
    // The second of the burst took its token by 1, so that the first did too.
    admitted(0, 0, 50);
    admitted(0, 50, 50);
    admitted(0, 50, 50);
    admitted(0, 50, 51);
    refused(0, 61, 61);
    assertThat(check.result().violations()).isEqualTo(1);
  }

  @Test
  void eachUserHasABucket() {
    for (int user = 0; user < 3; user++) {
      admitted(user, 0, 0);
      admitted(user, 0, 0);
      admitted(user, 0, 0);
      refused(user, 1, 1);
    }
    assertThat(check.result().verdict()).isEqualTo(Verdict.VALID);
  }

  @ParameterizedTest
  @EnumSource(OperationKind.class)
  void messagesAndMovesTakeTokens(OperationKind kind) {
    for (int i = 0; i < 4; i++) {
      check.completed(
          story.operation(kind, 0, i, Rendezvous.NONE),
          Outcome.OK,
          ORIGIN,
          ORIGIN,
          Story.nothing());
    }
    assertThat(check.result().violations()).isEqualTo(kind.takesToken() ? 1 : 0);
  }

  @Test
  void whatWasNeverSentTakesNone() {
    admitted(0, 0, 0);
    admitted(0, 0, 0);
    ended(0, 0, 0, Outcome.CONNECT);
    admitted(0, 0, 0);
    refused(0, 0, 0);
    assertThat(check.result().verdict()).isEqualTo(Verdict.VALID);
  }

  @ParameterizedTest
  @EnumSource(names = {"RESET", "TIMEOUT", "STATUS", "BAD_ANSWER"})
  void afterAnUnknownOutcomeNothingIsKnown(Outcome outcome) {
    admitted(0, 0, 0);
    ended(0, 0, 0, outcome);
    refused(0, 0, 0);
    for (int i = 0; i < 9; i++) {
      admitted(0, 0, 0);
    }
    CheckResult result = check.result();
    assertThat(result.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(result.judged()).isEqualTo(1);
  }

  @Test
  void nobodyWasRefused() {
    admitted(0, 0, 0);
    assertThat(check.result().verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(check.result().reason()).contains("nobody was driven over the limit of 3 tokens");
    assertThat(check.result().judged()).isEqualTo(1);
  }

  @Test
  void withTheLimitOffNobodyIsRefused() {
    RateLimitCheck off = check(0, 30);
    for (int i = 0; i < 9; i++) {
      off.completed(story.chat(0, i), Outcome.OK, 1, 2, Story.nothing());
    }
    assertThat(off.result().verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(off.result().reason()).isEqualTo("the server's rate limit is off");
    for (int i = 0; i < 4; i++) {
      off.completed(story.chat(0, i), Outcome.REFUSED, 1, 2, Story.nothing());
    }
    assertThat(off.result().violations()).isEqualTo(4);
    assertThat(off.result().witnesses()).hasSize(3);
    assertThat(off.result().witnesses().getFirst().sentence())
        .contains("although the server's is off");
  }

  @Test
  void whatWasNotToldIsNotJudged() {
    RateLimitCheck untold = new RateLimitCheck(story.steps, ServerRules.documented());
    untold.completed(story.chat(0, 0), Outcome.REFUSED, 1, 2, Story.nothing());
    untold.delivered(0, 3, Story.nothing());
    assertThat(untold.result().verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(untold.result().reason()).contains("--rate-limit and --rate-window");
    RateLimitCheck half =
        new RateLimitCheck(
            story.steps,
            new ServerRules(
                OptionalInt.of(3),
                Optional.empty(),
                3,
                Duration.ofSeconds(9),
                OptionalLong.empty()));
    half.completed(story.chat(0, 0), Outcome.REFUSED, 1, 2, Story.nothing());
    assertThat(half.result().verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void aClockOfMillisecondsIsGranted() {
    RateLimitCheck fair = new RateLimitCheck(story.steps, rules(3, Duration.ofMillis(30)));
    long milli = 1_000_000;
    for (int i = 0; i < 3; i++) {
      fair.completed(story.chat(0, i), Outcome.OK, ORIGIN, ORIGIN, Story.nothing());
    }
    at(fair, Outcome.REFUSED, 10 * milli);
    at(fair, Outcome.REFUSED, 12 * milli);
    assertThat(fair.result().verdict()).isEqualTo(Verdict.VALID);
    at(fair, Outcome.REFUSED, 12 * milli + 10_000);
    assertThat(fair.result().violations()).isEqualTo(1);
    RateLimitCheck early = new RateLimitCheck(story.steps, rules(3, Duration.ofMillis(30)));
    for (int i = 0; i < 3; i++) {
      early.completed(story.chat(0, i), Outcome.OK, ORIGIN, ORIGIN, Story.nothing());
    }
    at(early, Outcome.OK, 8 * milli);
    assertThat(early.result().violations()).isZero();
    at(early, Outcome.OK, 17 * milli);
    assertThat(early.result().violations()).isEqualTo(1);
  }

  @Test
  void anIntervalThatIsNoWholeNumberOfNanosecondsIsRoundedForTheServer() {
    RateLimitCheck thirds = check(3, 10);
    for (int i = 0; i < 3; i++) {
      thirds.completed(story.chat(0, i), Outcome.OK, ORIGIN, ORIGIN, Story.nothing());
    }
    thirds.completed(story.chat(0, 4), Outcome.REFUSED, ORIGIN + 3, ORIGIN + 3, Story.nothing());
    assertThat(thirds.result().violations()).isZero();
    thirds.completed(story.chat(0, 4), Outcome.REFUSED, ORIGIN + 4, ORIGIN + 4, Story.nothing());
    assertThat(thirds.result().violations()).isEqualTo(1);
  }

  @Test
  void aWindowOfAgesDoesNotOverflow() {
    RateLimitCheck ages =
        new RateLimitCheck(story.steps, rules(2, Duration.ofSeconds(Long.MAX_VALUE)));
    for (int i = 0; i < 2; i++) {
      ages.completed(story.chat(0, i), Outcome.OK, ORIGIN, ORIGIN, Story.nothing());
    }
    at(ages, Outcome.REFUSED, 1_000_000_000_000L);
    assertThat(ages.result().verdict()).isEqualTo(Verdict.VALID);
    at(ages, Outcome.OK, 1_000_000_000_000L);
    assertThat(ages.result().violations()).isEqualTo(1);
  }

  private RateLimitCheck check(int limit, long windowNanos) {
    return new RateLimitCheck(
        story.steps, rules(limit, Duration.ofNanos(windowNanos)), ServerClock.EXACT);
  }

  private static ServerRules rules(int limit, Duration window) {
    return new ServerRules(
        OptionalInt.of(limit), Optional.of(window), 3, Duration.ofMinutes(5), OptionalLong.empty());
  }

  private void at(RateLimitCheck other, Outcome outcome, long nanos) {
    other.completed(story.chat(0, 9), outcome, ORIGIN + nanos, ORIGIN + nanos, Story.nothing());
  }

  private void admitted(int user, long start, long end) {
    ended(user, start, end, Outcome.OK);
  }

  private void refused(int user, long start, long end) {
    ended(user, start, end, Outcome.REFUSED);
  }

  private void ended(int user, long start, long end, Outcome outcome) {
    check.completed(
        story.chat(user, sequence++), outcome, ORIGIN + start, ORIGIN + end, Story.nothing());
  }

  private CheckResult violated(long violations) {
    CheckResult result = check.result();
    assertThat(result.verdict()).isEqualTo(Verdict.VIOLATED);
    assertThat(result.violations()).isEqualTo(violations);
    return result;
  }
}
