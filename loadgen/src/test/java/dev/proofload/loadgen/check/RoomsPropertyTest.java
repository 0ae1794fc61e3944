package dev.proofload.loadgen.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.loadgen.check.RoomsHistory.Deed;
import dev.proofload.loadgen.check.RoomsHistory.Shown;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.workload.Operation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RoomsPropertyTest {
  private static final int TINY_HISTORIES = 4_000;

  @Property(tries = 100)
  void aSoundServerIsNeverWrong(@ForAll long seed) {
    RoomsHistory history = RoomsWorld.history(seed, 6, 4, 20, 30, 1, 0.02);
    CheckResult result = history.judge();
    assertThat(result.violations()).as(() -> "" + result.witnesses()).isZero();
    assertThat(result.judged()).isGreaterThan(50);
  }

  @Property(tries = 100)
  void aCoarseClockMakesNobodyWrong(@ForAll long seed) {
    RoomsHistory history = RoomsWorld.history(seed, 5, 3, 20, 30, 40, 0.02);
    CheckResult result = history.judge();
    assertThat(result.violations()).as(() -> "" + result.witnesses()).isZero();
  }

  @Property(tries = 300)
  void whoKnowsLessAccusesNoMore(@ForAll long seed) {
    Random random = new Random(seed);
    RoomsHistory history = tiny(random);
    if (history.judge().violations() > 0) {
      return;
    }
    List<Deed> looser = new ArrayList<>(history.deeds());
    int at = random.nextInt(looser.size());
    if (random.nextBoolean()) {
      looser.set(at, widened(looser, at, random));
    } else {
      lose(looser, at);
    }
    CheckResult result = new RoomsHistory(history.users(), looser).judge();
    assertThat(result.violations()).as(() -> "" + result.witnesses()).isZero();
  }

  @Test
  void whatIsCalledWrongNoOrderExplains() {
    int wrong = 0;
    int caught = 0;
    for (int seed = 0; seed < TINY_HISTORIES; seed++) {
      RoomsHistory history = tiny(new Random(seed));
      boolean legal = RoomsSearch.explains(history);
      boolean accused = history.judge().violations() > 0;
      assertThat(legal && accused)
          .as("seed %s: %s accused: %s", seed, history, history.judge().witnesses())
          .isFalse();
      wrong += legal ? 0 : 1;
      caught += accused ? 1 : 0;
    }
    assertThat(wrong).isBetween(TINY_HISTORIES / 10, TINY_HISTORIES * 9 / 10);
    // All but a few: what only a chain of instants over several answers rules out is let pass.
    assertThat(caught).as("caught of " + wrong).isGreaterThanOrEqualTo(wrong - wrong / 100);
  }

  /** A history of a sound server, in which one answer may have been falsified. */
  private static RoomsHistory tiny(Random random) {
    RoomsHistory sound =
        RoomsWorld.history(random.nextLong(), 3, 3, 2, 2, 1 + random.nextInt(2) * 29, 0.05);
    List<Deed> deeds = new ArrayList<>(sound.deeds());
    for (int i = random.nextInt(3); i > 0; i--) {
      int at = random.nextInt(deeds.size());
      Deed deed = deeds.get(at);
      if (deed.outcome() == Outcome.OK && !deed.shown().isEmpty()) {
        deeds.set(at, deed.showing(falsified(deed, random)));
      }
    }
    return new RoomsHistory(sound.users(), deeds);
  }

  private static List<Shown> falsified(Deed deed, Random random) {
    List<Shown> shown = new ArrayList<>(deed.shown());
    int at = random.nextInt(shown.size());
    Shown one = shown.get(at);
    boolean self = one.user() == deed.user();
    switch (random.nextInt(3)) {
      case 0 -> {
        if (!self) {
          shown.remove(at);
        }
      }
      case 1 -> shown.set(at, new Shown(one.user(), one.room(), 1 + random.nextInt(2)));
      default -> {
        int user = random.nextInt(3);
        shown.removeIf(other -> other.user() == user);
        int room = deed.user() == Operation.NOBODY ? random.nextInt(3) : deed.at();
        shown.add(new Shown(user, room, 1 + random.nextInt(2)));
      }
    }
    return shown;
  }

  /** Begins earlier and ends later, as far as the user's other operations leave time. */
  private static Deed widened(List<Deed> deeds, int at, Random random) {
    Deed deed = deeds.get(at);
    long from = deed.start() - random.nextInt(5);
    long to = deed.end() + random.nextInt(5);
    for (int i = 0; i < deeds.size(); i++) {
      Deed other = deeds.get(i);
      // Times that are equal do not tell which of a user's operations came first.
      if (other.user() == deed.user() && i < at) {
        from = Math.max(from, other.end());
      } else if (other.user() == deed.user() && i > at) {
        to = Math.min(to, other.start());
      }
    }
    return deed.during(Math.min(from, deed.start()), Math.max(to, deed.end()));
  }

  /** Nobody knows any more what became of the operation: its user does nothing after it. */
  private static void lose(List<Deed> deeds, int at) {
    Deed lost = deeds.get(at);
    if (lost.outcome() != Outcome.OK || lost.user() == Operation.NOBODY) {
      return;
    }
    deeds.set(at, lost.ending(Outcome.TIMEOUT).showing(List.of()));
    deeds.sort(Comparator.comparingLong(Deed::end));
  }
}
