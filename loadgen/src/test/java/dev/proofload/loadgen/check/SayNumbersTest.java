package dev.proofload.loadgen.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SayNumbersTest {
  /** Numbers up to here leave room for no more holes than are remembered. */
  private static final int FEW = 120;

  /** So many of the latest ranges are surely remembered; a few more are. */
  private static final int LATEST = 50;

  private final SayNumbers numbers = new SayNumbers();
  private final NavigableSet<Long> all = new TreeSet<>();

  @Property(tries = 150)
  void isASetWhileThereAreFewHoles(@ForAll long seed) {
    Random random = new Random(seed);
    SayNumbers some = new SayNumbers();
    NavigableSet<Long> set = new TreeSet<>();
    int most = 2 + random.nextInt(FEW);
    for (int i = 0; i < 2 * most; i++) {
      long number = random.nextInt(most);
      assertThat(some.add(number)).as("%s into %s", number, set).isEqualTo(set.add(number));
      long first = random.nextInt(most + 3) - 1L;
      long limit = first + random.nextInt(most);
      same(some, set, first, limit);
    }
  }

  @Property(tries = 20)
  void theLatestAreRememberedAndNothingIsMadeUp(@ForAll long seed) {
    Random random = new Random(seed);
    SayNumbers some = new SayNumbers();
    NavigableSet<Long> set = new TreeSet<>();
    List<Long> order = nearlyRising(random);
    long floor = Long.MIN_VALUE;
    for (int i = 0; i < order.size(); i++) {
      long number = order.get(i);
      boolean added = set.add(number);
      assertThat(some.add(number) || !added).as("%s was never there", number).isTrue();
      if (i % 8 == 0) {
        floor = Math.max(floor, startOfLatest(set));
        long first = Math.max(0, set.last() - random.nextInt(500));
        long limit = first + random.nextInt(300);
        assertThat(some.missing(first, limit)).isBetween(0L, missing(set, first, limit));
        long hole = some.firstMissing(first, limit);
        assertThat(hole == limit || (first <= hole && hole < limit && !set.contains(hole)))
            .isTrue();
        same(some, set, Math.max(first, floor), Math.max(limit, floor));
        if (number >= floor) {
          assertThat(some.add(number)).as("%s again", number).isFalse();
        }
      }
    }
  }

  @Test
  void whatLiesFarBackIsForgotten() {
    for (long number = 1; number <= 401; number += 2) {
      add(number, true);
    }
    assertThat(numbers.add(401)).isFalse();
    assertThat(numbers.add(275)).isFalse();
    // The 64 latest are 275 to 401.
    assertThat(numbers.add(273)).isTrue();
    assertThat(numbers.add(273)).isTrue();
    assertThat(numbers.firstMissing(1, 500)).isEqualTo(276);
    assertThat(numbers.missing(1, 402)).isEqualTo(63);
  }

  @Test
  void whatIsForgottenIsNotMissing() {
    for (long number = 1; number <= 127; number += 2) {
      add(number, true);
    }
    assertThat(numbers.firstMissing(1, 3)).isEqualTo(2);
    assertThat(numbers.missing(-3, 3)).isEqualTo(5);
    // Lower than all 64: that it came is not remembered, nor what lies below it.
    assertThat(numbers.add(-1)).isTrue();
    assertThat(numbers.firstMissing(-3, 3)).isEqualTo(0);
    assertThat(numbers.missing(-3, 3)).isEqualTo(2);
    assertThat(numbers.add(-1)).isTrue();
    assertThat(numbers.add(0)).isTrue();
    assertThat(numbers.add(0)).isFalse();
    assertThat(numbers.firstMissing(-3, 3)).isEqualTo(2);
  }

  @Test
  void aHoleIsFilled() {
    add(1, true);
    add(3, true);
    add(5, true);
    add(2, true);
    assertThat(numbers.firstMissing(1, 9)).isEqualTo(4);
    add(4, true);
    assertThat(numbers.firstMissing(1, 9)).isEqualTo(6);
    add(0, true);
    add(3, false);
    assertThat(numbers.missing(0, 6)).isZero();
  }

  private void add(long number, boolean isNew) {
    assertThat(numbers.add(number)).as("%s", number).isEqualTo(isNew);
    all.add(number);
    same(numbers, all, all.last() - 9, all.last() + 2);
  }

  private static void same(SayNumbers some, NavigableSet<Long> set, long first, long limit) {
    assertThat(some.missing(first, limit))
        .as("missing from %s to %s in %s", first, limit, set)
        .isEqualTo(missing(set, first, limit));
    assertThat(some.firstMissing(first, limit))
        .as("first missing from %s to %s in %s", first, limit, set)
        .isEqualTo(
            LongStream.range(first, limit)
                .filter(number -> !set.contains(number))
                .findFirst()
                .orElse(limit));
  }

  private static long missing(NavigableSet<Long> set, long first, long limit) {
    return LongStream.range(first, limit).filter(number -> !set.contains(number)).count();
  }

  /** Where the latest few ranges begin. */
  private static long startOfLatest(NavigableSet<Long> set) {
    int ranges = 0;
    for (long number : set.descendingSet()) {
      if (!set.contains(number - 1)) {
        ranges++;
        if (ranges == LATEST) {
          return number;
        }
      }
    }
    return Long.MIN_VALUE;
  }

  /** With holes, a little out of order, and with a few from far back. */
  private static List<Long> nearlyRising(Random random) {
    List<Long> order = new ArrayList<>();
    long next = 1;
    for (int i = 0; i < 300; i++) {
      next += 1 + (random.nextInt(3) == 0 ? random.nextInt(4) : 0);
      order.add(next);
    }
    for (int i = 0; i + 12 < order.size(); i++) {
      int other = i + random.nextInt(12);
      long here = order.get(i);
      order.set(i, order.get(other));
      order.set(other, here);
    }
    for (int i = 0; i < 40; i++) {
      order.add(random.nextInt(order.size()), (long) random.nextInt((int) next));
    }
    return order;
  }
}
