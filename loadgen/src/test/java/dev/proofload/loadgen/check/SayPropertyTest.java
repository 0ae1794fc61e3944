package dev.proofload.loadgen.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.loadgen.check.SayHistory.Heard;
import dev.proofload.loadgen.check.SayHistory.Told;
import dev.proofload.loadgen.check.SayHistory.What;
import dev.proofload.loadgen.record.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SayPropertyTest {
  private static final int ALL = 1_000;
  private static final int TINY_HISTORIES = 1_000;

  @Property(tries = 200)
  void aSoundServerIsNeverWrong(@ForAll long seed) {
    SayWorld.Shape shape = new SayWorld.Shape(6, 3, 40, 1, 0.01, true, true, false, ALL);
    CheckResult result = right(SayWorld.history(seed, shape));
    assertThat(result.judged()).isGreaterThan(20);
    assertThat(result.judgedByKind().values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(result.judged());
  }

  /** A socket that was open before a fetch, and was greeted after it. */
  @Test
  void norOneThatOpensASocketBesideAFetch() {
    aSoundServerIsNeverWrong(7305118962216534149L);
  }

  @Property(tries = 400)
  void norIsOneOfAnyOtherKind(@ForAll long seed) {
    right(SayWorld.history(seed, anyShape(new Random(seed))));
  }

  @Property(tries = 300)
  void whoKnowsLessAccusesNoMore(@ForAll long seed) {
    Random random = new Random(seed);
    boolean large = random.nextInt(4) == 0;
    SayHistory history = large ? SayWorld.history(seed, anyShape(random)) : tiny(random);
    if (history.judge().violations() > 0) {
      return;
    }
    for (int i = 0; i < 3; i++) {
      List<Told> looser = new ArrayList<>(history.all());
      int at = random.nextInt(looser.size());
      Told one = looser.get(at);
      if (one.what() != What.DONE) {
        continue;
      }
      looser.set(at, random.nextBoolean() ? widened(history, one, random) : lost(history, one));
      history = new SayHistory(history.evictions(), looser);
      right(history);
    }
  }

  @Test
  void whatIsCalledWrongNoOrderExplains() {
    int wrong = 0;
    int byOrder = 0;
    int byOthers = 0;
    for (int seed = 0; seed < TINY_HISTORIES; seed++) {
      SayHistory history = tiny(new Random(seed));
      boolean legal = SaySearch.explains(history);
      CheckResult result = history.judge();
      boolean accused = result.violations() > 0;
      assertThat(legal && accused)
          .as("seed %s: %s accused: %s", seed, history, result.witnesses())
          .isFalse();
      wrong += legal ? 0 : 1;
      if (!legal && !accused) {
        boolean order = SaySearch.explainsUnordered(history);
        byOrder += order ? 1 : 0;
        byOthers += order ? 0 : 1;
      }
    }
    assertThat(wrong).isBetween(TINY_HISTORIES / 10, TINY_HISTORIES * 9 / 10);
    // The check compares two events of one speaker, and each saying with where its hearers were.
    // So it lets pass what only the order of several speakers' events rules out,
    assertThat(byOrder).as("of " + wrong).isLessThan(wrong / 25);
    // or a chain of instants: an event here tells when somebody came there.
    assertThat(byOthers).as("of " + wrong).isLessThan(wrong / 12);
  }

  private static SayWorld.Shape anyShape(Random random) {
    return new SayWorld.Shape(
        2 + random.nextInt(6),
        2 + random.nextInt(2),
        30,
        random.nextBoolean() ? 1 : 40,
        random.nextInt(3) * 0.03,
        random.nextInt(4) > 0,
        random.nextInt(4) > 0,
        random.nextInt(4) == 0,
        random.nextInt(3) > 0 ? ALL : 3);
  }

  /** A history of a sound server, in which some may have been falsified. */
  private static SayHistory tiny(Random random) {
    int users = 2 + random.nextInt(2);
    SayWorld.Shape shape =
        new SayWorld.Shape(
            users,
            2,
            6 / users,
            random.nextBoolean() ? 1 : 30,
            0.05,
            false,
            random.nextInt(4) > 0,
            false,
            ALL);
    SayHistory sound = SayWorld.history(random.nextLong(), shape);
    List<Told> all = new ArrayList<>(sound.all());
    for (int i = random.nextInt(4); i > 0; i--) {
      int at = random.nextInt(all.size());
      for (int j = 0; j < 4 && all.get(at).heard().isEmpty(); j++) {
        at = random.nextInt(all.size());
      }
      if (all.get(at).heard().isEmpty()) {
        all.set(at, shifted(new SayHistory(false, all), all.get(at), random));
      } else {
        falsify(all, at, random);
      }
    }
    return new SayHistory(false, all);
  }

  private static void falsify(List<Told> all, int at, Random random) {
    Told told = all.get(at);
    List<Heard> heard = new ArrayList<>(told.heard());
    int which = random.nextInt(heard.size());
    int other = random.nextInt(heard.size());
    Heard one = heard.get(which);
    switch (random.nextInt(6)) {
      case 0 -> heard.remove(which);
      case 1 -> heard.add(which, one);
      case 2 -> heard.add(one.numbered(heard.getLast().number() + (one.number() < 0 ? 0 : 1)));
      case 3 -> Collections.swap(heard, which, other);
      case 4 -> {
        Heard second = heard.get(other);
        heard.set(which, second.numbered(one.number()));
        heard.set(other, one.numbered(second.number()));
      }
      default -> {
        int to = random.nextInt(all.size());
        if (all.get(to).isDrain() && all.get(to).outcome() == Outcome.OK && to != at) {
          heard.remove(which);
          List<Heard> more = new ArrayList<>(all.get(to).heard());
          long number = more.isEmpty() || one.number() < 0 ? -1 : more.getLast().number() + 1;
          more.add(one.numbered(number < 0 ? one.number() : number));
          all.set(to, all.get(to).hearing(more));
        }
      }
    }
    all.set(at, told.hearing(heard));
  }

  /** Happens at another time, as far as the user's other operations leave any. */
  private static Told shifted(SayHistory history, Told told, Random random) {
    Told wide = widened(history, told, random);
    long start = wide.start() + random.nextLong(wide.end() - wide.start() + 1);
    long end = start + random.nextLong(wide.end() - start + 1);
    return told.during(start, end);
  }

  /** Begins earlier and ends later, as far as the user's other operations leave time. */
  private static Told widened(SayHistory history, Told told, Random random) {
    long most = 1 + (told.end() - told.start());
    long from = told.start() - random.nextLong(2 * most);
    long to = told.end() + random.nextLong(2 * most);
    for (Told other : history.all()) {
      boolean own = other.user() == told.user() && other.what() != What.FRAME;
      if (told.user() >= 0 && own && !other.equals(told)) {
        boolean before =
            (other.what() == What.DONE && told.what() == What.DONE)
                ? other.sequence() < told.sequence()
                : other.end() <= told.start();
        if (before) {
          from = Math.max(from, other.end());
        } else {
          to = Math.min(to, other.start());
        }
      }
    }
    return told.during(Math.min(from, told.start()), Math.max(to, told.end()));
  }

  /** Nobody knows any more what became of it: if it was a message, its user does nothing after. */
  private static Told lost(SayHistory history, Told told) {
    boolean last =
        history.all().stream()
            .noneMatch(
                other ->
                    other.user() == told.user()
                        && (other.what() != What.DONE || other.sequence() > told.sequence()));
    boolean fetch = told.isDrain();
    if (told.outcome() != Outcome.OK || !(fetch || last)) {
      return told;
    }
    return told.ending(Outcome.TIMEOUT).hearing(List.of());
  }

  private static CheckResult right(SayHistory history) {
    CheckResult result = history.judge();
    assertThat(result.violations()).as(() -> result.witnesses() + " of " + history).isZero();
    return result;
  }
}
