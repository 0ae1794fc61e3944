package dev.proofload.loadgen.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayDeque;
import java.util.Queue;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class PauseMeterTest {
  private static final long MILLI = 1_000_000L;
  private static final long TICK = PauseMeter.TICK_NANOS;

  /** A clock that passes only while somebody sleeps, and then longer than was asked for. */
  private static final class Virtual implements PauseMeter.Sleeper {
    private final Queue<Long> oversleep = new ArrayDeque<>();
    private long now = 5_000 * MILLI;

    @Override
    public long nanoTime() {
      return now;
    }

    @Override
    public void sleep(long nanos) {
      Long more = oversleep.poll();
      now += nanos + (more == null ? 0 : more);
    }
  }

  private final Virtual clock = new Virtual();
  private final PauseMeter meter = new PauseMeter(clock);

  @Test
  void whoSleepsAsLongAsItMeansToHasNoPause() throws InterruptedException {
    ticks(1_000);
    Histogram all = meter.overslept();
    assertThat(all.getTotalCount()).isEqualTo(1_000);
    assertThat(all.getMaxValue()).isZero();
    assertThat(meter.pauses()).isEmpty();
    assertThat(meter.pauseCount()).isZero();
  }

  @Test
  void aPauseIsListedWithItsStartAndLength() throws InterruptedException {
    meter.begin(clock.nanoTime());
    ticks(9);
    oversleep(250 * MILLI);
    oversleep(10 * MILLI);
    oversleep(11 * MILLI);
    assertThat(meter.pauses())
        .containsExactly(
            new Pause(10 * TICK, 250 * MILLI), new Pause(12 * TICK + 260 * MILLI, 11 * MILLI));
    assertThat(meter.pauseCount()).isEqualTo(2);
    assertThat((double) meter.overslept().getMaxValue()).isEqualTo(250e6, within(250e3));
  }

  @Test
  void whatWasBeforeTheWindowDoesNotCount() throws InterruptedException {
    oversleep(500 * MILLI);
    meter.begin(clock.nanoTime());
    oversleep(20 * MILLI);
    assertThat(meter.pauses()).containsExactly(new Pause(TICK, 20 * MILLI));
    assertThat(meter.overslept().getTotalCount()).isEqualTo(1);
    assertThat(meter.take(Recorder.newHistogram())).isEqualTo(20 * MILLI);
  }

  @Test
  void intervalsAddUp() throws InterruptedException {
    meter.begin(clock.nanoTime());
    Histogram sum = Recorder.newHistogram();
    oversleep(3 * MILLI);
    assertThat(meter.take(sum)).isEqualTo(3 * MILLI);
    assertThat(meter.take(sum)).isZero();
    oversleep(2 * MILLI);
    assertThat(meter.take(sum)).isEqualTo(2 * MILLI);
    assertThat(sum).isEqualTo(meter.overslept());
  }

  @Property(tries = 50)
  void theLongestAreKeptAndAllAreCounted(
      @ForAll @Size(min = 201, max = 300) java.util.List<@LongRange(min = 0, max = 60) Long> millis)
      throws InterruptedException {
    Virtual time = new Virtual();
    PauseMeter watched = new PauseMeter(time);
    for (long length : millis) {
      time.oversleep.add(length * MILLI);
      watched.tick();
    }
    long pauses = millis.stream().filter(length -> length > 10).count();
    assertThat(watched.pauseCount()).isEqualTo(pauses);
    assertThat(watched.pauses()).hasSize((int) Math.min(pauses, PauseMeter.MOST_LISTED));
    assertThat(watched.pauses())
        .isSortedAccordingTo(java.util.Comparator.comparingLong(Pause::startNanos));
    assertThat(watched.pauses().stream().map(Pause::lengthNanos).sorted().toList())
        .isEqualTo(
            millis.stream()
                .filter(length -> length > 10)
                .sorted(java.util.Comparator.reverseOrder())
                .limit(PauseMeter.MOST_LISTED)
                .sorted()
                .map(length -> length * MILLI)
                .toList());
  }

  private void ticks(int count) throws InterruptedException {
    for (int i = 0; i < count; i++) {
      meter.tick();
    }
  }

  private void oversleep(long nanos) throws InterruptedException {
    clock.oversleep.add(nanos);
    meter.tick();
  }
}
