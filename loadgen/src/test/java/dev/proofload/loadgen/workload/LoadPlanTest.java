package dev.proofload.loadgen.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.proofload.loadgen.testkit.Plans;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LoadPlanTest {
  private static final Duration HOUR = Duration.ofHours(1);

  static Stream<Arguments> beyondABound() {
    return Stream.of(
        argumentSet("no users", Plans.plan().users(0).crisisUsers(0), "users must be", ": 0"),
        argumentSet("minus users", Plans.plan().users(-5).crisisUsers(0), "users must be", ": -5"),
        argumentSet("users", Plans.plan().users(100_001), "users must be 1 to 100000", "100001"),
        argumentSet("messages", Plans.plan().messages(0), "messages must be at least 1", ": 0"),
        argumentSet("minus", Plans.plan().messages(-3), "messages must be at least 1", ": -3"),
        argumentSet(
            "product",
            Plans.plan().users(100_000).messages(10_001),
            "users x messages must be at most 1000000000",
            "100000 x 10001"),
        argumentSet(
            "product beyond int",
            Plans.plan().users(65_536).messages(65_536),
            "users x messages",
            "65536 x 65536"),
        argumentSet(
            "largest int",
            Plans.plan().users(2).messages(Integer.MAX_VALUE),
            "users x messages",
            "2 x 2147483647"),
        argumentSet(
            "both",
            Plans.plan().messages(1).duration(HOUR),
            "bounded by messages or by duration",
            "one of them"),
        argumentSet(
            "neither", Plans.plan().unbounded(), "bounded by messages or by duration", "give"),
        argumentSet("short", timed(Duration.ofMillis(99)), "duration must be 100ms", "99ms"),
        argumentSet(
            "long",
            timed(Duration.ofDays(7).plusNanos(1)),
            "duration must be",
            ": 604800000.000001ms"),
        argumentSet("minus duration", timed(HOUR.negated()), "duration must be", ": -3600s"),
        argumentSet(
            "warm-up", timed(HOUR).warmup(Duration.ofMillis(-1)), "warmup must be", ": -1ms"),
        argumentSet(
            "long warm-up",
            timed(HOUR).warmup(HOUR.plusNanos(1)),
            "warmup must be",
            ": 3600000.000001ms"),
        argumentSet("warm-up alone", Plans.plan().warmup(HOUR), "warmup needs duration", ""),
        argumentSet("rooms", Plans.plan().rooms(10_001), "rooms must be 0 to 10000", "10001"),
        argumentSet("minus rooms", Plans.plan().rooms(-1), "rooms must be", ": -1"),
        argumentSet("crisis", Plans.plan().crisisUsers(5), "crisis-users", "(4): 5"),
        argumentSet("minus crisis", Plans.plan().crisisUsers(-1), "crisis-users", ": -1"),
        argumentSet("size", Plans.plan().messageSize(63), "message-size must be 64", ": 63"),
        argumentSet(
            "large", Plans.plan().messageSize(60_001), "message-size must be 64", ": 60001"),
        argumentSet(
            "think", Plans.plan().thinkTime(Duration.ofNanos(-1)), "think-time", ": -0.000001ms"),
        argumentSet(
            "long think",
            Plans.plan().thinkTime(HOUR.plusNanos(1)),
            "think-time",
            ": 3600000.000001ms"),
        argumentSet("timeout", Plans.plan().timeout(Duration.ofMillis(9)), "timeout", ": 9ms"),
        argumentSet(
            "long timeout",
            Plans.plan().timeout(HOUR.plusNanos(1)),
            "timeout",
            ": 3600000.000001ms"));
  }

  @ParameterizedTest
  @MethodSource("beyondABound")
  void namesTheValueThatIsOutOfRange(Plans plan, String rule, String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(plan::make)
        .withMessageContaining(rule)
        .withMessageContaining(value);
  }

  static Stream<Arguments> atABound() {
    return Stream.of(
        argumentSet("least", Plans.plan().users(1).messages(1).crisisUsers(0).rooms(0)),
        argumentSet("most users", Plans.plan().users(100_000).messages(10_000)),
        argumentSet("most rooms", Plans.plan().rooms(10_000)),
        argumentSet("all in crisis", Plans.plan().crisisUsers(4)),
        argumentSet("small", Plans.plan().messageSize(64)),
        argumentSet("large", Plans.plan().messageSize(60_000)),
        argumentSet("short", timed(Duration.ofMillis(100))),
        argumentSet("long", timed(Duration.ofDays(7)).warmup(HOUR)),
        argumentSet("slow", Plans.plan().thinkTime(HOUR).timeout(HOUR)),
        argumentSet("hasty", Plans.plan().timeout(Duration.ofMillis(10))),
        argumentSet("any seed", Plans.plan().seed(Long.MIN_VALUE)));
  }

  @ParameterizedTest
  @MethodSource("atABound")
  void takesWhatIsJustInRange(Plans plan) {
    assertThat(plan.make().users()).isPositive();
  }

  @Test
  void everySecondUserOfAMixedRunUsesWebSockets() {
    assertThat(Transport.MIXED.of(0)).isEqualTo(Transport.HTTP);
    assertThat(Transport.MIXED.of(1)).isEqualTo(Transport.WS);
    assertThat(Transport.WS.of(0)).isEqualTo(Transport.WS);
    assertThat(Transport.HTTP.of(1)).isEqualTo(Transport.HTTP);
  }

  private static Plans timed(Duration duration) {
    return Plans.plan().unbounded().duration(duration);
  }
}
