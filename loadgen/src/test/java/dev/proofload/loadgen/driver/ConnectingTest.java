package dev.proofload.loadgen.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ConnectingTest {
  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  @Property(tries = 200)
  void opensEachOnceAndNoneBeforeItsTime(
      @ForAll @IntRange(min = 1, max = 700) int users,
      @ForAll @IntRange(min = 1, max = 4) int loops,
      @ForAll @IntRange(min = 1, max = 5_000) int perSecond) {
    Dialing dialing = new Dialing(perSecond, 0);
    AtomicInteger settled = new AtomicInteger();
    Connecting connecting = new Connecting(dialing, loops - 1, loops, users, settled::get);
    List<Integer> opened = new ArrayList<>();
    long now = 0;
    long wait = 0;
    while (wait != Pace.NEVER) {
      now += wait;
      long at = now;
      wait =
          connecting.step(
              at,
              index -> {
                assertThat(at)
                    .isGreaterThanOrEqualTo(dialing.offsetNanos(loops - 1 + index * loops));
                opened.add(index);
                settled.incrementAndGet();
              });
      assertThat(wait).isPositive();
    }
    assertThat(opened).hasSize(users).isSorted().doesNotHaveDuplicates();
    long last = dialing.offsetNanos(loops - 1 + (users - 1) * loops);
    assertThat(now).isLessThanOrEqualTo(last + (users / 16 + 2) * MILLI);
  }

  @Test
  void waitsForThoseUnderWayAlsoWithoutARate() {
    AtomicInteger settled = new AtomicInteger();
    AtomicInteger opened = new AtomicInteger();
    Connecting connecting = new Connecting(Dialing.AT_ONCE, 0, 2, 1_000, settled::get);
    for (int step = 0; step < 1_000; step++) {
      assertThat(connecting.step(0, index -> opened.incrementAndGet())).isEqualTo(MILLI);
    }
    assertThat(opened.get()).isEqualTo(128);
    settled.set(10);
    connecting.step(0, index -> opened.incrementAndGet());
    assertThat(opened.get()).isEqualTo(138);
  }

  @Test
  void aRateAndAddressesHaveTheirBounds() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Dialing(-1, 0))
        .withMessageContaining("-1");
    assertThatIllegalArgumentException().isThrownBy(() -> new Dialing(Double.NaN, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Dialing(0, 1_001))
        .withMessageContaining("source-addresses must be 1 to 1000: 1001");
  }
}
