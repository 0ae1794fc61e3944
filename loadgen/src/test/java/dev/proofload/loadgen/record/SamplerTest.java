package dev.proofload.loadgen.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.proofload.loadgen.workload.OperationKind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SamplerTest {
  private static final long SECOND = 1_000_000_000L;

  private record Told(String kind, long startNanos, long lengthNanos, long count) {}

  private final Recorder first = new Recorder();
  private final Recorder second = new Recorder();
  private final List<Told> told = new ArrayList<>();
  private final Sampler sampler =
      new Sampler(
          List.of(first, second),
          (kind, start, length, latency) ->
              told.add(new Told(kind, start, length, latency.getTotalCount())));

  @Test
  void sumsAllLoopsExactly() {
    record(first, OperationKind.CHAT, Outcome.OK, 1_000, 10);
    record(second, OperationKind.CHAT, Outcome.OK, 3_000, 5);
    record(second, OperationKind.CHAT, Outcome.REFUSED, 2_000, 1);
    record(second, OperationKind.LOOK, Outcome.TIMEOUT, 9_000, 2);
    record(first, OperationKind.MOVE, Outcome.OK, 500, 4);
    Sample sample = sampler.sample(SECOND);
    assertThat(sample.messages()).isEqualTo(16);
    assertThat(sample.errors()).isEqualTo(2);
    assertThat(sample.refused()).isEqualTo(1);
    assertThat(sample.rate()).isEqualTo(15);
    assertThat(sample.p50Nanos()).isEqualTo(1_000);
    assertThat((double) sample.maxNanos()).isEqualTo(3_000, within(3.0));
    assertThat((double) sampler.serviceP99Nanos()).isEqualTo(3_000, within(3.0));
    Measurements measured = sampler.measurements(2 * SECOND);
    assertThat(measured.messages()).isEqualTo(18);
    assertThat(measured.messages(Outcome.OK)).isEqualTo(15);
    assertThat(measured.messages(Outcome.REFUSED)).isEqualTo(1);
    assertThat(measured.errors()).isEqualTo(2);
    assertThat(measured.throughput()).isEqualTo(7.5);
    assertThat(measured.messageLatency().getTotalCount()).isEqualTo(16);
    assertThat(measured.kinds())
        .extracting(KindMeasurement::kind)
        .containsExactlyInAnyOrder("chat", "look", "move");
  }

  @Test
  void serviceTimeIsThatOfTheLastSampleAlone() {
    first.record(OperationKind.CHAT, Outcome.OK, 9_000, 500);
    second.record(OperationKind.LOOK, Outcome.OK, 9_000, 700);
    first.record(OperationKind.MOVE, Outcome.OK, 9_000, 900);
    sampler.sample(SECOND);
    assertThat(sampler.serviceP99Nanos()).isEqualTo(700);
    sampler.sample(2 * SECOND);
    assertThat(sampler.serviceP99Nanos()).isZero();
  }

  @Test
  void tellsEachIntervalOfEachKindThatWasAnswered() {
    record(first, OperationKind.CHAT, Outcome.OK, 1_000, 3);
    record(first, OperationKind.CRISIS, Outcome.RESET, 1_000, 1);
    sampler.sample(SECOND);
    sampler.sample(2 * SECOND);
    record(second, OperationKind.LOOK, Outcome.OK, 1_000, 1);
    sampler.sample(2 * SECOND + 7);
    assertThat(told)
        .containsExactly(new Told("chat", 0, SECOND, 3), new Told("look", 2 * SECOND, 7, 1));
  }

  @Test
  void theSeriesIsWithoutGapsAndAddsUp() {
    for (int i = 1; i <= 5; i++) {
      record(first, OperationKind.CHAT, Outcome.OK, 1_000L * i, i);
      record(second, OperationKind.MOVE, Outcome.STATUS, 1_000L, 1);
      sampler.sample(i * SECOND + i);
    }
    Measurements measured = sampler.measurements(5 * SECOND);
    long end = 0;
    for (Sample sample : measured.series()) {
      assertThat(sample.startNanos()).isEqualTo(end);
      end += sample.lengthNanos();
    }
    assertThat(end).isEqualTo(5 * SECOND + 5);
    assertThat(measured.series()).extracting(Sample::messages).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(measured.series()).extracting(Sample::errors).containsOnly(1L);
    assertThat(measured.messages()).isEqualTo(15);
  }

  @Test
  void keepsServiceTimeBesideResponseTime() {
    first.record(OperationKind.CHAT, Outcome.OK, 900_000, 1_000);
    second.record(OperationKind.CHAT, Outcome.REFUSED, 2_000, 2_000);
    second.record(OperationKind.CHAT, Outcome.TIMEOUT, 5_000, 5_000);
    sampler.sample(SECOND);
    first.record(OperationKind.CHAT, Outcome.OK, 3_000, 3_000);
    sampler.sample(2 * SECOND);
    Measurements measured = sampler.measurements(2 * SECOND);
    assertThat(measured.messageLatency().getTotalCount()).isEqualTo(3);
    assertThat((double) measured.messageLatency().getMaxValue()).isEqualTo(900_000, within(900.0));
    assertThat(measured.messageService().getTotalCount()).isEqualTo(3);
    assertThat((double) measured.messageService().getMaxValue()).isEqualTo(3_000, within(3.0));
  }

  @Test
  void nothingMeasuredIsNothingSaid() {
    assertThat(sampler.sample(SECOND)).isEqualTo(new Sample(0, SECOND, 0, 0, 0, 0, 0, 0));
    Measurements measured = sampler.measurements(0);
    assertThat(measured.kinds()).isEmpty();
    assertThat(measured.throughput()).isZero();
    assertThat(told).isEmpty();
  }

  @Test
  void aLatencyBeyondTheRangeIsKeptAtItsEnd() {
    first.record(OperationKind.CHAT, Outcome.OK, -1);
    first.record(OperationKind.CHAT, Outcome.OK, Long.MAX_VALUE);
    sampler.sample(SECOND);
    Measurements measured = sampler.measurements(SECOND);
    assertThat(measured.messageLatency().getTotalCount()).isEqualTo(2);
    assertThat(measured.messageLatency().getMinValue()).isZero();
    assertThat((double) measured.messageLatency().getMaxValue())
        .isEqualTo(3600e9, within(3600e9 / 1000));
  }

  @Property(tries = 100)
  void samplesAddUpHoweverTheyAreTaken(
      @ForAll @Size(max = 60) List<Outcome> ends, @ForAll @Size(60) List<Boolean> seconds) {
    Recorder recorder = new Recorder();
    List<Told> intervals = new ArrayList<>();
    Sampler mine =
        new Sampler(
            List.of(recorder),
            (kind, start, length, latency) ->
                intervals.add(new Told(kind, start, length, latency.getTotalCount())));
    long now = 0;
    long answered = 0;
    for (int i = 0; i < ends.size(); i++) {
      recorder.record(OperationKind.CHAT, ends.get(i), 1_000);
      answered += ends.get(i).isError() ? 0 : 1;
      if (seconds.get(i)) {
        mine.sample(++now);
      }
    }
    mine.sample(++now);
    Measurements measured = mine.measurements(now);
    assertThat(measured.series().stream().mapToLong(Sample::messages).sum()).isEqualTo(answered);
    assertThat(intervals.stream().mapToLong(Told::count).sum()).isEqualTo(answered);
    assertThat(measured.messageLatency().getTotalCount()).isEqualTo(answered);
    assertThat(measured.series().stream().mapToLong(Sample::errors).sum())
        .isEqualTo(measured.errors());
  }

  @Test
  void nothingIsLostWhileALoopGoesOnRecording() throws InterruptedException {
    int total = 200_000;
    Thread loop =
        Thread.ofPlatform()
            .start(
                () ->
                    IntStream.range(0, total)
                        .forEach(
                            i ->
                                first.record(
                                    i % 10 == 0 ? OperationKind.LOOK : OperationKind.CHAT,
                                    i % 7 == 0 ? Outcome.RESET : Outcome.OK,
                                    i)));
    long now = 0;
    while (loop.isAlive()) {
      sampler.sample(++now);
    }
    loop.join();
    sampler.sample(++now);
    Measurements measured = sampler.measurements(now);
    long failed = (total + 6L) / 7;
    assertThat(measured.messages()).isEqualTo(total);
    assertThat(measured.errors()).isEqualTo(failed);
    assertThat(measured.messageLatency().getTotalCount()).isEqualTo(total - failed);
    assertThat(told.stream().mapToLong(Told::count).sum()).isEqualTo(total - failed);
    assertThat(measured.series().stream().mapToLong(Sample::messages).sum())
        .isEqualTo(total - failed);
  }

  private static void record(
      Recorder recorder, OperationKind kind, Outcome outcome, long nanos, int times) {
    for (int i = 0; i < times; i++) {
      recorder.record(kind, outcome, nanos);
    }
  }
}
