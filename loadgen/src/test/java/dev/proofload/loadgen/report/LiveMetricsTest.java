package dev.proofload.loadgen.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.record.Recorder;
import dev.proofload.loadgen.record.Sample;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class LiveMetricsTest {
  private final LiveMetrics live = new LiveMetrics(7);

  @Test
  void tellsOfARunThatHasNotBegun() throws IOException {
    assertThat(told())
        .contains("loadgen_users 7.0", "loadgen_stage{stage=\"connecting\"} 1.0")
        .doesNotContain("loadgen_operations", "loadgen_response_time");
  }

  @Test
  void addsUpWhatHasHappened() throws IOException {
    for (int second = 0; second < 2; second++) {
      live.counted("chat", Map.of(Outcome.OK, 3L, Outcome.TIMEOUT, 1L));
      live.interval("chat", 0, 1, latencies(100_000, 900_000, 3_000_000_000L));
    }
    live.second("load", 0.5, new Sample(0, 1_000_000_000L, 40, 10, 0, 1_000, 2_000, 4_000_000));
    assertThat(told())
        .contains(
            "loadgen_operations_total{kind=\"chat\",outcome=\"ok\"} 6.0",
            "loadgen_operations_total{kind=\"chat\",outcome=\"timeout\"} 2.0",
            "loadgen_response_time_seconds_bucket{kind=\"chat\",le=\"2.5E-4\"} 2",
            "loadgen_response_time_seconds_bucket{kind=\"chat\",le=\"0.001\"} 4",
            "loadgen_response_time_seconds_bucket{kind=\"chat\",le=\"2.5\"} 4",
            "loadgen_response_time_seconds_bucket{kind=\"chat\",le=\"10.0\"} 6",
            "loadgen_response_time_seconds_count{kind=\"chat\"} 6",
            "loadgen_stage{stage=\"load\"} 1.0",
            "loadgen_progress_ratio 0.5",
            "loadgen_throughput_messages_per_second 30.0",
            "loadgen_last_latency_seconds{quantile=\"1\"} 0.004",
            "jvm_memory_used_bytes");
  }

  private String told() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrometheusTextFormatWriter.create().write(out, live.registry().scrape());
    return out.toString(StandardCharsets.UTF_8);
  }

  private static Histogram latencies(long... nanos) {
    Histogram histogram = Recorder.newHistogram();
    for (long value : nanos) {
      histogram.recordValue(value);
    }
    return histogram;
  }
}
