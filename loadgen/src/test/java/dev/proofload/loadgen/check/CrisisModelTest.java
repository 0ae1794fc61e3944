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

/** The check against what it models: servers, right and wrong, and a search of all that may be. */
class CrisisModelTest {
  private static final int TURNS = 3;
  private static final long WINDOW = 2_000_000_000;
  private static final int NO_HELP = 0;
  private static final int HELP = 1;
  private static final int FLAG_ONLY = 2;
  private static final int TEXT_ONLY = 3;
  private static final Steps STEPS = new Story().steps;

  /** What a server says to a turn. */
  interface Server {
    int turn(int user, boolean flagged, boolean refused, long nowNanos);
  }

  @Property(tries = 6_000)
  void agreesWithASearchOfAllThatMayBe(@ForAll long seed) {
    Random random = new Random(seed);
    int turns = 1 + random.nextInt(3);
    int window = 1 + random.nextInt(6);
    List<ToldTurn> history = new ArrayList<>();
    long free = 0;
    for (int i = 0; i < 1 + random.nextInt(8); i++) {
      long start = free + random.nextInt(4);
      free = start + random.nextInt(4);
      boolean flagged = random.nextInt(8) > 0;
      boolean help = random.nextInt(flagged ? 2 : 20) == 0;
      history.add(
          new ToldTurn(
              0,
              flagged ? OperationKind.CRISIS : OperationKind.CHAT,
              i,
              random.nextBoolean() ? Outcome.OK : Outcome.REFUSED,
              start,
              free,
              help,
              help));
    }
    CrisisCheck check = new CrisisCheck(STEPS, rules(turns, window), 1, ServerClock.EXACT);
    assertThat(ToldTurn.judge(check, history).violations() == 0)
        .as("%s with %s turns in %s", history, turns, window)
        .isEqualTo(possible(history, 0, 0, List.of(), -1, turns, window));
  }

  private static boolean possible(
      List<ToldTurn> history,
      int index,
      long after,
      List<Long> streak,
      long helpedAt,
      int turns,
      long window) {
    if (index == history.size()) {
      return true;
    }
    ToldTurn one = history.get(index);
    for (long at = Math.max(after, one.startNanos()); at <= one.endNanos(); at++) {
      List<Long> next = new ArrayList<>(streak);
      long nextHelp = helpedAt;
      boolean due = false;
      if (one.kind() != OperationKind.CRISIS) {
        next.clear();
        nextHelp = -1;
      } else {
        next.add(at);
        due =
            helpedAt >= 0
                ? at - helpedAt >= window
                : next.size() >= turns && at - next.get(next.size() - turns) <= window;
        nextHelp = due ? at : helpedAt;
      }
      if (due == one.help() && possible(history, index + 1, at, next, nextHelp, turns, window)) {
        return true;
      }
    }
    return false;
  }

  @Property(tries = 300)
  void whoKeepsThePromiseIsNeverWrong(@ForAll long seed) {
    Random random = new Random(seed);
    List<ToldTurn> history = history(random, new Streaks(), at -> at);
    for (ServerClock clock : List.of(ServerClock.EXACT, ServerClock.FAIR)) {
      assertThat(judge(history, clock).verdict()).isEqualTo(Verdict.VALID);
      assertThat(judge(ToldTurn.widened(history, random, WINDOW / 4), clock).violations()).isZero();
    }
  }

  @Property(tries = 300)
  void aClockOfMillisecondsThatDriftsIsNeverWrong(@ForAll long seed) {
    Random random = new Random(seed);
    double rate = 1 + (random.nextDouble() - 0.5) / 1_001;
    long shift = random.nextLong(1_000_000_000_000L);
    List<ToldTurn> history =
        history(random, new Streaks(), at -> ((long) (at * rate) + shift) / 1_000_000 * 1_000_000);
    assertThat(judge(history, ServerClock.FAIR).violations()).isZero();
  }

  @Property(tries = 500)
  void knowingLessNeverTurnsRightIntoWrong(@ForAll long seed) {
    Random random = new Random(seed);
    Server sound = new Streaks();
    boolean noisy = random.nextBoolean();
    List<ToldTurn> history =
        history(
            random,
            (user, flagged, refused, now) -> {
              int said = sound.turn(user, flagged, refused, now);
              return noisy && random.nextInt(500) == 0 ? HELP - said : said;
            },
            at -> at);
    if (judge(history, ServerClock.EXACT).violations() > 0) {
      return;
    }
    List<ToldTurn> wider = ToldTurn.widened(history, random, WINDOW / 4);
    assertThat(judge(wider, ServerClock.EXACT).violations()).isZero();
    List<ToldTurn> fewer = ToldTurn.forgotten(history, random.nextInt(history.size()));
    assertThat(judge(fewer, ServerClock.EXACT).violations()).isZero();
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        fault("no reset on a calm turn", seed -> server(new Streaks().keepOnCalm())),
        fault(
            "a refused calm turn doesn't count",
            seed -> {
              Server sound = new Streaks();
              return (user, flagged, refused, now) ->
                  refused && !flagged ? NO_HELP : sound.turn(user, flagged, false, now);
            }),
        fault(
            "a 429 skips screening",
            seed -> {
              Server sound = new Streaks();
              return (user, flagged, refused, now) ->
                  refused ? NO_HELP : sound.turn(user, flagged, false, now);
            }),
        fault(
            "a 429 says nothing",
            seed -> {
              Server sound = new Streaks();
              return (user, flagged, refused, now) -> {
                int said = sound.turn(user, flagged, refused, now);
                return refused ? NO_HELP : said;
              };
            }),
        fault("the turns counted from the first", seed -> server(new Streaks().countFromFirst())),
        fault("help holds from the first turn", seed -> server(new Streaks().holdFromFirst())),
        fault("a second episode never helps", seed -> server(new Streaks().once())),
        fault(
            "flag without text",
            seed -> {
              Server sound = new Streaks();
              return (user, flagged, refused, now) ->
                  sound.turn(user, flagged, refused, now) == HELP ? FLAG_ONLY : NO_HELP;
            }),
        fault(
            "text without flag",
            seed -> {
              Server sound = new Streaks();
              return (user, flagged, refused, now) ->
                  sound.turn(user, flagged, refused, now) == HELP ? TEXT_ONLY : NO_HELP;
            }),
        fault(
            "one state for two users",
            seed -> {
              Server sound = new Streaks();
              return (user, flagged, refused, now) -> sound.turn(user / 2, flagged, refused, now);
            }),
        fault(
            "an eviction loses the state",
            seed -> {
              Random random = new Random(seed);
              Map<Integer, Server> servers = new HashMap<>();
              return (user, flagged, refused, now) -> {
                if (random.nextInt(20) == 0) {
                  servers.remove(user);
                }
                return servers
                    .computeIfAbsent(user, first -> new Streaks())
                    .turn(user, flagged, refused, now);
              };
            }),
        fault(
            "the counter loses turns",
            seed -> {
              Random random = new Random(seed);
              Server sound = new Streaks();
              return (user, flagged, refused, now) ->
                  flagged && random.nextInt(20) == 0
                      ? NO_HELP
                      : sound.turn(user, flagged, refused, now);
            }),
        fault(
            "help for the calm",
            seed -> {
              Random random = new Random(seed);
              Server sound = new Streaks();
              return (user, flagged, refused, now) ->
                  !flagged && random.nextInt(100) == 0
                      ? HELP
                      : sound.turn(user, flagged, refused, now);
            }),
        fault("no help at all", seed -> (user, flagged, refused, now) -> NO_HELP));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void everyFaultIsFound(LongFunction<Server> fault) {
    for (long seed = 0; seed < 20; seed++) {
      List<ToldTurn> history = history(new Random(seed), fault.apply(seed), at -> at);
      CheckResult result = judge(history, ServerClock.FAIR);
      assertThat(result.verdict()).as("seed %s", seed).isEqualTo(Verdict.VIOLATED);
      assertThat(result.witnesses())
          .allSatisfy(witness -> assertThat(witness.operations()).hasSizeBetween(1, 4));
    }
  }

  private static Arguments fault(String name, LongFunction<Server> make) {
    return Arguments.argumentSet(name, make);
  }

  private static Server server(Streaks one) {
    return one;
  }

  private static CheckResult judge(List<ToldTurn> history, ServerClock clock) {
    return ToldTurn.judge(new CrisisCheck(STEPS, rules(TURNS, WINDOW), 2, clock), history);
  }

  private static ServerRules rules(int turns, long windowNanos) {
    return new ServerRules(
        OptionalInt.empty(),
        Optional.empty(),
        turns,
        Duration.ofNanos(windowNanos),
        OptionalLong.empty());
  }

  /** Four users, two of them in crises of all paces; a fifth of the turns is refused. */
  private static List<ToldTurn> history(Random random, Server server, LongUnaryOperator clock) {
    record Attempt(int user, int sequence, boolean flagged, long start, long at, long end) {}
    List<Attempt> attempts = new ArrayList<>();
    for (int user = 0; user < 4; user++) {
      long free = random.nextLong(WINDOW);
      boolean inCrisis = false;
      long pace = WINDOW;
      for (int i = 0; i < 600; i++) {
        if (random.nextInt(inCrisis ? 8 : 2) == 0) {
          inCrisis = user % 2 == 0 && !inCrisis;
          pace = WINDOW / (1 + random.nextInt(6));
        }
        long start = free + (long) ((0.8 + 0.4 * random.nextDouble()) * pace);
        long at = start + random.nextLong(2_000_000);
        free = at + random.nextLong(2_000_000);
        attempts.add(new Attempt(user, i, inCrisis, start, at, free));
      }
    }
    attempts.sort((one, other) -> Long.compare(one.at(), other.at()));
    List<ToldTurn> history = new ArrayList<>();
    for (Attempt one : attempts) {
      boolean refused = random.nextInt(5) == 0;
      int said = server.turn(one.user(), one.flagged(), refused, clock.applyAsLong(one.at()));
      history.add(
          new ToldTurn(
              one.user(),
              one.flagged() ? OperationKind.CRISIS : OperationKind.CHAT,
              one.sequence(),
              refused ? Outcome.REFUSED : Outcome.OK,
              one.start(),
              one.end(),
              said == HELP || said == FLAG_ONLY,
              said == HELP || said == TEXT_ONLY));
    }
    return history;
  }

  /** Keeps the promise by the times of all turns of a streak, unless told to break it. */
  private static final class Streaks implements Server {
    private final Map<Integer, List<Long>> streaks = new HashMap<>();
    private final Map<Integer, Long> helped = new HashMap<>();
    private final Map<Integer, Boolean> ever = new HashMap<>();
    private boolean keepsOnCalm;
    private boolean countsFromFirst;
    private boolean holdsFromFirst;
    private boolean once;

    private Streaks keepOnCalm() {
      keepsOnCalm = true;
      return this;
    }

    private Streaks countFromFirst() {
      countsFromFirst = true;
      return this;
    }

    private Streaks holdFromFirst() {
      holdsFromFirst = true;
      return this;
    }

    private Streaks once() {
      once = true;
      return this;
    }

    @Override
    public int turn(int user, boolean flagged, boolean refused, long now) {
      List<Long> streak = streaks.computeIfAbsent(user, first -> new ArrayList<>());
      if (!flagged) {
        if (!keepsOnCalm) {
          streak.clear();
          helped.remove(user);
        }
        return NO_HELP;
      }
      streak.add(now);
      Long last = helped.get(user);
      boolean due;
      if (last == null) {
        int from = countsFromFirst ? 0 : streak.size() - TURNS;
        due = streak.size() >= TURNS && now - streak.get(from) <= WINDOW;
      } else {
        due = now - (holdsFromFirst ? streak.getFirst() : last) >= WINDOW;
      }
      if (due) {
        helped.put(user, now);
        due = !once || ever.put(user, true) == null;
      }
      return due ? HELP : NO_HELP;
    }
  }
}
