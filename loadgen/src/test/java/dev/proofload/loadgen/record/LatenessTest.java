package dev.proofload.loadgen.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class LatenessTest {
  private static final long MILLI = 1_000_000L;

  @Test
  void whatIsDrainedIsGone() {
    Lateness one = new Lateness();
    Lateness other = new Lateness();
    one.record(MILLI);
    other.record(-5);
    Histogram sum = Recorder.newHistogram();
    Lateness.drain(List.of(one, other), sum);
    assertThat(sum.getTotalCount()).isEqualTo(2);
    assertThat(sum.getMinValue()).isZero();
    Lateness.drain(List.of(one, other), sum);
    assertThat(sum.getTotalCount()).isEqualTo(2);
    one.record(2 * MILLI);
    Lateness.drain(List.of(one), sum);
    assertThat(sum.getTotalCount()).isEqualTo(3);
  }

  @Test
  void aStallCountsForAllThatWasDueMeanwhile() {
    Lateness loop = new Lateness();
    loop.recordTick(1_000 * MILLI, 2 * MILLI);
    for (int i = 0; i < 500; i++) {
      loop.recordTick(0, 2 * MILLI);
    }
    Histogram sum = Recorder.newHistogram();
    Lateness.drain(List.of(loop), sum);
    assertThat(sum.getTotalCount()).isEqualTo(1_000);
    assertThat(sum.getValueAtPercentile(99)).isGreaterThan(900 * MILLI);
    assertThat(sum.getValueAtPercentile(49)).isZero();
  }
}
