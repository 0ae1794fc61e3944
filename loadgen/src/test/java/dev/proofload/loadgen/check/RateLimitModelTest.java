package dev.proofload.loadgen.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.workload.OperationKind;
import dev.proofload.loadgen.workload.ServerRules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.LongFunction;
import java.util.function.LongUnaryOperator;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The check against what it models: limiters, right and wrong, and a search of all that may be. */
class RateLimitModelTest {
  private static final int LIMIT = 10;
  private static final long WINDOW = 1_000_000_000;
  private static final long INTERVAL = WINDOW / LIMIT;
  private static final Steps STEPS = new Story().steps;

  /** A server's rate limit. */
  interface Limiter {
    boolean take(int user, long nowNanos);
  }

  @Property(tries = 4_000)
  void agreesWithASearchOfAllThatMayBe(@ForAll long seed) {
    Random random = new Random(seed);
    int limit = 1 + random.nextInt(3);
    int interval = 1 + random.nextInt(4);
    List<ToldTurn> history = new ArrayList<>();
    long free = 0;
    for (int i = 0; i < 1 + random.nextInt(6); i++) {
      long start = free + random.nextInt(5);
      free = start + random.nextInt(5);
      Outcome outcome = random.nextInt(3) > 0 ? Outcome.OK : Outcome.REFUSED;
      history.add(ToldTurn.of(0, OperationKind.CHAT, i, outcome, start, free));
    }
    RateLimitCheck check =
        new RateLimitCheck(STEPS, rules(limit, (long) limit * interval), ServerClock.EXACT);
    assertThat(ToldTurn.judge(check, history).violations() == 0)
        .as("%s with %s tokens, one each %s", history, limit, interval)
        .isEqualTo(possible(history, 0, 0, Long.MIN_VALUE / 2, limit, interval));
  }

  private static boolean possible(
      List<ToldTurn> history, int index, long after, long fullAt, int limit, long interval) {
    if (index == history.size()) {
      return true;
    }
    ToldTurn one = history.get(index);
    for (long at = Math.max(after, one.startNanos()); at <= one.endNanos(); at++) {
      boolean token = fullAt - at <= (limit - 1) * interval;
      if (token == (one.outcome() == Outcome.OK)) {
        long next = token ? Math.max(fullAt, at) + interval : fullAt;
        if (possible(history, index + 1, at, next, limit, interval)) {
          return true;
        }
      }
    }
    return false;
  }

  @Property(tries = 300)
  void aBucketForEachUserIsNeverWrong(@ForAll long seed) {
    Random random = new Random(seed);
    List<ToldTurn> history = history(random, new Buckets(false), at -> at);
    for (ServerClock clock : List.of(ServerClock.EXACT, ServerClock.FAIR)) {
      assertThat(judge(history, clock).violations()).isZero();
      assertThat(judge(ToldTurn.widened(history, random, INTERVAL), clock).violations()).isZero();
    }
    assertThat(judge(history, ServerClock.FAIR).verdict()).isEqualTo(Verdict.VALID);
  }

  @Property(tries = 300)
  void aClockOfMillisecondsThatDriftsIsNeverWrong(@ForAll long seed) {
    Random random = new Random(seed);
    double rate = 1 + (random.nextDouble() - 0.5) / 1_001;
    long shift = random.nextLong(1_000_000_000_000L);
    List<ToldTurn> history =
        history(
            random, new Buckets(false), at -> ((long) (at * rate) + shift) / 1_000_000 * 1_000_000);
    assertThat(judge(history, ServerClock.FAIR).violations()).isZero();
  }

  /** Half of the histories are right, half of them wrong; knowing less never makes one wrong. */
  @Property(tries = 500)
  void knowingLessNeverTurnsRightIntoWrong(@ForAll long seed) {
    Random random = new Random(seed);
    Limiter sound = new Buckets(false);
    boolean noisy = random.nextBoolean();
    List<ToldTurn> history =
        history(
            random,
            (user, now) -> (noisy && random.nextInt(500) == 0) || sound.take(user, now),
            at -> at);
    if (judge(history, ServerClock.EXACT).violations() > 0) {
      return;
    }
    List<ToldTurn> wider = ToldTurn.widened(history, random, INTERVAL);
    assertThat(judge(wider, ServerClock.EXACT).violations()).isZero();
    List<ToldTurn> fewer = ToldTurn.forgotten(history, random.nextInt(history.size()));
    assertThat(judge(fewer, ServerClock.EXACT).violations()).isZero();
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        Arguments.argumentSet(
            "one bucket for two users",
            (LongFunction<Limiter>)
                seed -> {
                  Limiter one = new Buckets(false);
                  return (user, now) -> one.take(user / 2, now);
                }),
        Arguments.argumentSet(
            "a fixed window, so twice the burst",
            (LongFunction<Limiter>)
                seed -> {
                  Map<List<Long>, Integer> used = new HashMap<>();
                  return (user, now) ->
                      used.merge(List.of((long) user, now / WINDOW), 1, Integer::sum) <= LIMIT;
                }),
        Arguments.argumentSet(
            "a refusal gives a token", (LongFunction<Limiter>) seed -> new Buckets(true)),
        Arguments.argumentSet(
            "whole tokens since the last look, so that who asks often starves",
            (LongFunction<Limiter>) seed -> new Truncating()),
        Arguments.argumentSet(
            "taken only after the answer",
            (LongFunction<Limiter>)
                seed -> {
                  Limiter late = new Buckets(false);
                  Map<Integer, Boolean> last = new HashMap<>();
                  return (user, now) -> {
                    boolean before = last.getOrDefault(user, true);
                    last.put(user, late.take(user, now));
                    return before;
                  };
                }),
        Arguments.argumentSet(
            "updates get lost",
            (LongFunction<Limiter>)
                seed -> {
                  Random random = new Random(seed);
                  Limiter sound = new Buckets(false);
                  return (user, now) -> random.nextInt(20) == 0 || sound.take(user, now);
                }),
        Arguments.argumentSet("no limit", (LongFunction<Limiter>) seed -> (user, now) -> true),
        Arguments.argumentSet(
            "never anybody", (LongFunction<Limiter>) seed -> (user, now) -> false),
        Arguments.argumentSet(
            "an eviction fills the bucket",
            (LongFunction<Limiter>)
                seed -> {
                  Random random = new Random(seed);
                  Map<Integer, Limiter> buckets = new HashMap<>();
                  return (user, now) -> {
                    if (random.nextInt(50) == 0) {
                      buckets.remove(user);
                    }
                    return buckets
                        .computeIfAbsent(user, first -> new Buckets(false))
                        .take(user, now);
                  };
                }),
        Arguments.argumentSet(
            "refused at random",
            (LongFunction<Limiter>)
                seed -> {
                  Random random = new Random(seed);
                  Limiter sound = new Buckets(false);
                  return (user, now) -> random.nextInt(50) > 0 && sound.take(user, now);
                }));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void everyFaultIsFound(LongFunction<Limiter> fault) {
    for (long seed = 0; seed < 20; seed++) {
      List<ToldTurn> history = history(new Random(seed), fault.apply(seed), at -> at);
      CheckResult result = judge(history, ServerClock.FAIR);
      assertThat(result.verdict()).as("seed %s", seed).isEqualTo(Verdict.VIOLATED);
      assertThat(result.witnesses())
          .allSatisfy(witness -> assertThat(witness.operations()).hasSizeBetween(1, 3));
    }
  }

  private static CheckResult judge(List<ToldTurn> history, ServerClock clock) {
    return ToldTurn.judge(new RateLimitCheck(STEPS, rules(LIMIT, WINDOW), clock), history);
  }

  private static ServerRules rules(int limit, long windowNanos) {
    return new ServerRules(
        OptionalInt.of(limit),
        Optional.of(Duration.ofNanos(windowNanos)),
        3,
        Duration.ofMinutes(5),
        OptionalLong.empty());
  }

  /** Four users: two at ease, one at the limit, one far beyond it; then all idle, and again. */
  private static List<ToldTurn> history(Random random, Limiter limiter, LongUnaryOperator clock) {
    record Attempt(int user, int sequence, long start, long at, long end) {}
    List<Attempt> attempts = new ArrayList<>();
    for (int user = 0; user < 4; user++) {
      long pace = List.of(3 * INTERVAL, 2 * INTERVAL, INTERVAL, INTERVAL / 8).get(user);
      long free = random.nextLong(INTERVAL);
      for (int i = 0; i < 200; i++) {
        long start = free + (long) (random.nextDouble() * 2 * pace);
        start += i == 100 ? 2 * WINDOW : 0;
        long at = start + random.nextLong(2_000_000);
        free = at + random.nextLong(2_000_000);
        attempts.add(new Attempt(user, i, start, at, free));
      }
    }
    attempts.sort((one, other) -> Long.compare(one.at(), other.at()));
    List<ToldTurn> history = new ArrayList<>();
    for (Attempt one : attempts) {
      Outcome outcome =
          limiter.take(one.user(), clock.applyAsLong(one.at())) ? Outcome.OK : Outcome.REFUSED;
      history.add(
          ToldTurn.of(
              one.user(), OperationKind.CHAT, one.sequence(), outcome, one.start(), one.end()));
    }
    return history;
  }

  /** Counts tokens, not instants. */
  private static final class Buckets implements Limiter {
    private final boolean refill;
    private final Map<Integer, long[]> levels = new HashMap<>();

    private Buckets(boolean refill) {
      this.refill = refill;
    }

    @Override
    public boolean take(int user, long now) {
      // What is there in token-nanoseconds, and when.
      long[] level = levels.computeIfAbsent(user, first -> new long[] {LIMIT * INTERVAL, now});
      level[0] = Math.min(LIMIT * INTERVAL, level[0] + now - level[1]);
      level[1] = now;
      if (level[0] >= INTERVAL) {
        level[0] -= INTERVAL;
        return true;
      }
      level[0] += refill ? INTERVAL : 0;
      return false;
    }
  }

  private static final class Truncating implements Limiter {
    private final Map<Integer, long[]> levels = new HashMap<>();

    @Override
    public boolean take(int user, long now) {
      long[] level = levels.computeIfAbsent(user, first -> new long[] {LIMIT, now});
      level[0] = Math.min(LIMIT, level[0] + (now - level[1]) / INTERVAL);
      level[1] = now;
      if (level[0] > 0) {
        level[0]--;
        return true;
      }
      return false;
    }
  }
}
