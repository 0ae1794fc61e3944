package dev.proofload.loadgen.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.proofload.loadgen.record.KindMeasurement;
import dev.proofload.loadgen.record.Machine;
import dev.proofload.loadgen.record.Measurements;
import dev.proofload.loadgen.record.Offered;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.record.Recorder;
import dev.proofload.loadgen.record.RunInfo;
import dev.proofload.loadgen.record.RunRecord;
import dev.proofload.loadgen.record.Usage;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThresholdTest {
  private static final Map<String, Metric> METRICS = Metric.all(List.of("chat", "look"));

  /** 1,000 chats of 1 to 1,000 us, sent in half of that; 10 were refused, 10 more timed out. */
  private static final RunRecord RUN = run();

  @ParameterizedTest
  @CsvSource({
    "p50<1ms, true",
    "p50 < 400us, false",
    "p99<=0.991ms, true",
    "max<1ms, false",
    "max<=0.002s, true",
    "min>=1000ns, true",
    "chat.p99.9<1ms, true",
    "service.p99<500us, true",
    "service.max>600us, false",
    "send_lag.p99<10us, true",
    "errors==10, true",
    "errors == 0, false",
    "errors!=0, true",
    "timeout<=10, true",
    "refused<10, false",
    "messages>=1010, true",
    "throughput>=495/s, true",
    "throughput>500, false",
    "error_rate<1%, true",
    "error_rate<0.5, false",
    "unsent==5, true",
  })
  void aRunHoldsItOrNot(String expression, boolean held) {
    Threshold threshold = Threshold.parse(expression, METRICS);
    assertThat(threshold.expression()).isEqualTo(expression);
    Threshold.Result result = threshold.of(RUN);
    assertThat(result.held()).as("%s", result.actual()).isEqualTo(held);
  }

  @ParameterizedTest
  @CsvSource({"look.p99<1s", "look.max>=0ms"})
  void whatWasNotMeasuredHoldsNothing(String expression) {
    Threshold.Result result = Threshold.parse(expression, METRICS).of(RUN);
    assertThat(result.actual()).isEmpty();
    assertThat(result.held()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "fast | 'fast' is no threshold: write p99<10ms",
        "^^ | is no threshold",
        "p99=10ms | is no threshold",
        "p98<10ms | there is no metric 'p98': there are bad_answer, connect, error_rate, errors,",
        "p98<10ms | unsent; of all messages min, mean, p50, p90, p95, p99, p99.9, p99.99, max; and these,",
        "p98<10ms | and these, as in chat.p99, of chat, look, send_lag, service",
        "walk.p99<10ms | there is no metric 'walk.p99'",
        "p99<10 | needs a unit of time: write 10ms",
        "p99<10parsecs | needs a unit of time",
        "p99<-10ms | '-10ms' is no number",
        "errors<few | 'few' is no number",
        "errors<5ms | has a unit that does not fit: ms; write the number alone",
        "throughput>5/m | has a unit that does not fit: /m; write /s",
        "error_rate<1/s | has a unit that does not fit: /s; write %",
      })
  void whatIsNoneIsRefused(String expression, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Threshold.parse(expression, METRICS))
        .withMessageContaining(why);
  }

  @Property
  void anyTextIsReadOrRefusedWithAReason(@ForAll String text) {
    try {
      assertThat(Threshold.parse(text, METRICS).expression()).isEqualTo(text.strip());
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageMatching("(?s).*(is no threshold|no metric|unit).*");
    }
  }

  private static RunRecord run() {
    Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
    for (Outcome outcome : Outcome.values()) {
      outcomes.put(outcome, 0L);
    }
    outcomes.put(Outcome.OK, 990L);
    outcomes.put(Outcome.REFUSED, 10L);
    outcomes.put(Outcome.TIMEOUT, 10L);
    Histogram latency = Recorder.newHistogram();
    Histogram service = Recorder.newHistogram();
    Histogram lag = Recorder.newHistogram();
    for (int micros = 1; micros <= 1_000; micros++) {
      latency.recordValue(micros * 1_000L);
      service.recordValue(micros * 500L);
      lag.recordValue(micros);
    }
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
        new Measurements(
            2_000_000_000L,
            List.of(new KindMeasurement("chat", true, outcomes, latency, service)),
            List.of()),
        new Usage(1, OptionalLong.empty(), OptionalLong.empty()),
        Optional.of(new Offered(1_015, 1_010, lag)));
  }
}
