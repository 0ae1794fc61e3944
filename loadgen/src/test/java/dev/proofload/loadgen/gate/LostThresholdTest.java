package dev.proofload.loadgen.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.proofload.loadgen.record.KindMeasurement;
import dev.proofload.loadgen.record.Machine;
import dev.proofload.loadgen.record.Measurements;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.record.Recorder;
import dev.proofload.loadgen.record.RunInfo;
import dev.proofload.loadgen.record.RunRecord;
import dev.proofload.loadgen.record.Usage;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When it is certain that a threshold can't be held any more. */
class LostThresholdTest {
  private static final Map<String, Metric> METRICS = Metric.all(List.of("chat"));
  private static final long SECOND = 1_000_000_000L;

  @Property
  void whatIsLostIsNotHeldInTheEnd(
      @ForAll @Size(min = 1, max = 60) List<@IntRange(min = 1, max = 50) Integer> millis,
      @ForAll @IntRange(min = 1, max = 60) int prefix,
      @ForAll @IntRange(min = 0, max = 50) int limit,
      @ForAll @IntRange(min = 0, max = 5) int comparison,
      @ForAll @IntRange(min = 0, max = 8) int metric) {
    String name =
        List.of("min", "mean", "p50", "p90", "p99", "p99.9", "max", "chat.p95", "errors")
            .get(metric);
    String sign = List.of("<", "<=", ">", ">=", "==", "!=").get(comparison);
    Threshold threshold = Threshold.parse(name + sign + limit + (metric == 8 ? "" : "ms"), METRICS);
    int sent = Math.min(prefix, millis.size());
    boolean lost =
        threshold.isLost(
            measured(millis.subList(0, sent), 1), new Ahead(millis.size() - sent, 2 * SECOND));
    if (lost) {
      assertThat(threshold.of(run(measured(millis, 2))).held()).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({
    // 100 were answered in 1 to 100 ms, 5 failed
    "p99<99ms, 0, true",
    "p99<99ms, 100, false",
    "p50<40ms, 0, true",
    "p50<40ms, 20, true",
    "p50<40ms, 30, false",
    "p50>1s, 1000, false",
    "max<100ms, 100000, true",
    "max<=101ms, 100000, false",
    "min>2ms, 100000, true",
    "errors==0, 100000, true",
    "errors<=5, 100000, false",
    "errors!=5, 0, true",
    "errors!=5, 1, false",
    "error_rate<1%, 100, true",
    "error_rate<1%, 1000, false",
    "messages>=200, 95, false",
    "messages>=200, 94, true",
    "throughput>=100/s, 100, false",
    "throughput>=100/s, 99, true",
    "send_lag.p99<1ns, 0, false",
    "unsent==0, 0, false",
  })
  void itIsLostWhenNothingThatComesCanMendIt(String expression, long ahead, boolean lost) {
    List<Integer> millis = IntStream.rangeClosed(1, 100).boxed().toList();
    Measurements soFar = measured(millis, 1, 5);
    assertThat(Threshold.parse(expression, METRICS).isLost(soFar, new Ahead(ahead, 2 * SECOND)))
        .isEqualTo(lost);
  }

  @Test
  void nothingIsLostBeforeAnythingWasAnswered() {
    Measurements nothing = new Measurements(SECOND, List.of(), List.of());
    assertThat(METRICS.values())
        .filteredOn(metric -> metric.unit() == Metric.Unit.TIME)
        .noneMatch(
            metric ->
                Threshold.parse(metric.name() + "<1ms", METRICS)
                    .isLost(nothing, new Ahead(100, SECOND)));
  }

  @Test
  void whatIsAheadIsNeverNegative() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Ahead(-1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Ahead(0, -1));
  }

  private static Measurements measured(List<Integer> millis, int seconds) {
    return measured(millis, seconds, 0);
  }

  private static Measurements measured(List<Integer> millis, int seconds, long timeouts) {
    Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
    for (Outcome outcome : Outcome.values()) {
      outcomes.put(outcome, 0L);
    }
    outcomes.put(Outcome.OK, (long) millis.size());
    outcomes.put(Outcome.TIMEOUT, timeouts);
    Histogram latency = Recorder.newHistogram();
    millis.forEach(time -> latency.recordValue(time * 1_000_000L));
    return new Measurements(
        seconds * SECOND,
        List.of(new KindMeasurement("chat", true, outcomes, latency, Recorder.newHistogram())),
        List.of());
  }

  private static RunRecord run(Measurements measured) {
    return new RunRecord(
        new RunInfo(
            "run",
            "chat",
            Instant.EPOCH,
            "http://127.0.0.1:4004",
            true,
            "0.1.0",
            "0123456789ab",
            "bin/loadgen run",
            20,
            50,
            1,
            Map.of(),
            RunInfo.Ending.COMPLETED),
        new Machine("Some CPU", 2, 4L << 30, "Some OS 12", "amd64", "Some Vendor 25"),
        measured,
        new Usage(1, OptionalLong.empty(), OptionalLong.empty()));
  }
}
