package dev.proofload.loadgen.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratorWatchTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long MILLI = 1_000_000L;

  @TempDir Path proc;
  private final Lateness send = new Lateness();
  private final Lateness loop = new Lateness();
  private VmCounters vm = new VmCounters(0, 0, 0, OptionalLong.of(10), OptionalLong.of(64));

  @Test
  void eachSecondHoldsWhatCameInIt() {
    PauseMeter meter = new PauseMeter(new Standing());
    GeneratorWatch watch =
        new GeneratorWatch(
            new GeneratorWatch.Lags(List.of(send), List.of(loop)),
            meter,
            new GeneratorProbe(
                proc, List.of(), () -> vm, new GeneratorProbe.Target(false, OptionalLong::empty)),
            2_000);
    loop.record(900 * MILLI);
    watch.begin(5 * SECOND);
    send.record(3 * MILLI);
    loop.record(2 * MILLI);
    vm = new VmCounters(SECOND, 2, 40 * MILLI, OptionalLong.of(30), OptionalLong.of(64));
    GeneratorSample first = watch.sample(6 * SECOND, 7 * MILLI);
    assertThat(first.startNanos()).isZero();
    assertThat(first.lengthNanos()).isEqualTo(SECOND);
    assertThat(first.serviceP99Nanos()).isEqualTo(7 * MILLI);
    assertThat(first.sendLag().count()).isEqualTo(1);
    assertThat(first.lagP99Nanos()).isBetween(3 * MILLI, 3 * MILLI + 3_000);
    assertThat(first.gcPauses()).isEqualTo(2);
    assertThat(first.share(first.gcNanos())).isEqualTo(0.04);
    assertThat(first.connections()).hasValue(20);
    assertThat(first.processors().generator()).isEqualTo(1);
    GeneratorSample second = watch.sample(6 * SECOND + SECOND / 2, 0);
    assertThat(second.startNanos()).isEqualTo(SECOND);
    assertThat(second.sendLag()).isEqualTo(Lag.NONE);
    assertThat(second.gcPauses()).isZero();
    send.record(MILLI);
    Offered offered = watch.offered(7, 5);
    assertThat(offered.unsent()).isEqualTo(2);
    assertThat(offered.lag().getTotalCount()).isEqualTo(2);
    SelfWatch result = watch.result();
    assertThat(result.series()).containsExactly(first, second);
    assertThat(result.loopLag().getTotalCount()).isEqualTo(1);
    assertThat(result.descriptorLimit()).hasValue(64);
    assertThat(result.portLimit()).hasValue(2_000);
  }

  private static final class Standing implements PauseMeter.Sleeper {
    @Override
    public long nanoTime() {
      return 0;
    }

    @Override
    public void sleep(long nanos) {
      throw new UnsupportedOperationException("nobody sleeps here");
    }
  }
}
