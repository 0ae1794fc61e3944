package dev.proofload.loadgen.report;

import dev.proofload.loadgen.record.GeneratorSample;
import dev.proofload.loadgen.record.IntervalListener;
import dev.proofload.loadgen.record.Lag;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.record.Sample;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * A run while it goes on, for Prometheus: what was measured so far, about a second old. Operations
 * of the warm-up are not in it.
 *
 * <p>Thread-safe: one thread tells it of the run, others ask.
 */
public final class LiveMetrics implements IntervalListener {
  private static final double NANOS_PER_SECOND = 1e9;

  private static final double[] BUCKETS = {
    0.0001,
    0.00025,
    0.0005,
    0.001,
    0.0025,
    0.005,
    0.01,
    0.025,
    0.05,
    0.1,
    0.25,
    0.5,
    1,
    2.5,
    10,
    Double.POSITIVE_INFINITY
  };

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final int users;

  // Guarded by this.
  private final Map<String, Latencies> latencies = new TreeMap<>();
  private final Map<String, Map<Outcome, Long>> outcomes = new TreeMap<>();
  private Sample last = Sample.NONE;
  private Lag sendLag = Lag.NONE;
  private Lag loopLag = Lag.NONE;
  private double progress;
  private String stage = "connecting";

  /** Of one kind of operation. */
  private static final class Latencies {
    private final long[] counts = new long[BUCKETS.length];
    private double sumSeconds;

    void add(Histogram interval) {
      for (HistogramIterationValue value : interval.recordedValues()) {
        double seconds = value.getValueIteratedTo() / NANOS_PER_SECOND;
        long count = value.getCountAtValueIteratedTo();
        int found = Arrays.binarySearch(BUCKETS, seconds);
        counts[found >= 0 ? found : -found - 1] += count;
        sumSeconds += seconds * count;
      }
    }
  }

  /**
   * @param users how many the run has
   */
  public LiveMetrics(int users) {
    this.users = users;
    registry.register((MultiCollector) this::collect);
    JvmMetrics.builder().register(registry);
  }

  /** What is to be told. */
  public PrometheusRegistry registry() {
    return registry;
  }

  @Override
  public synchronized void interval(
      String kind, long startNanos, long lengthNanos, Histogram latency) {
    latencies.computeIfAbsent(kind, name -> new Latencies()).add(latency);
  }

  @Override
  public synchronized void counted(String kind, Map<Outcome, Long> counts) {
    Map<Outcome, Long> sums = outcomes.computeIfAbsent(kind, name -> new TreeMap<>());
    counts.forEach((outcome, count) -> sums.merge(outcome, count, Long::sum));
  }

  @Override
  public synchronized void generator(GeneratorSample sample) {
    sendLag = sample.sendLag();
    loopLag = sample.loopLag();
  }

  /**
   * Another second has passed.
   *
   * @param doing what the run does now, in a word
   * @param fraction of it that is done, 0 to 1
   * @param sample of the last second
   */
  public synchronized void second(String doing, double fraction, Sample sample) {
    stage = doing;
    progress = fraction;
    last = sample;
  }

  private synchronized MetricSnapshots collect() {
    MetricSnapshots.Builder all =
        MetricSnapshots.builder()
            .metricSnapshot(gauge("loadgen_users", "Users of the run.", users))
            .metricSnapshot(
                gauge("loadgen_progress_ratio", "How much of the stage is done.", progress))
            .metricSnapshot(
                GaugeSnapshot.builder()
                    .name("loadgen_stage")
                    .help("What the run does now: 1.")
                    .dataPoint(
                        GaugeDataPointSnapshot.builder()
                            .labels(Labels.of("stage", stage))
                            .value(1)
                            .build())
                    .build())
            .metricSnapshot(
                gauge(
                    "loadgen_throughput_messages_per_second",
                    "Messages that ended ok in the last second.",
                    last.rate()))
            .metricSnapshot(lastLatency())
            .metricSnapshot(
                lag(
                    "loadgen_send_lag_seconds",
                    "How late what was due in the last second was sent, by no fault of the server.",
                    sendLag))
            .metricSnapshot(
                lag(
                    "loadgen_loop_lag_seconds",
                    "How late event loops looked at their clocks in the last second.",
                    loopLag));
    if (!outcomes.isEmpty()) {
      all.metricSnapshot(operations());
    }
    if (!latencies.isEmpty()) {
      all.metricSnapshot(responseTimes());
    }
    return all.build();
  }

  private GaugeSnapshot lastLatency() {
    return GaugeSnapshot.builder()
        .name("loadgen_last_latency_seconds")
        .help("Latency of the messages of the last second; 0 if none was answered.")
        .dataPoint(quantile("0.5", last.p50Nanos()))
        .dataPoint(quantile("0.99", last.p99Nanos()))
        .dataPoint(quantile("1", last.maxNanos()))
        .build();
  }

  private static GaugeSnapshot lag(String name, String help, Lag lag) {
    return GaugeSnapshot.builder()
        .name(name)
        .help(help)
        .dataPoint(quantile("0.99", lag.p99Nanos()))
        .dataPoint(quantile("1", lag.maxNanos()))
        .build();
  }

  private static GaugeDataPointSnapshot quantile(String quantile, long nanos) {
    return GaugeDataPointSnapshot.builder()
        .labels(Labels.of("quantile", quantile))
        .value(nanos / NANOS_PER_SECOND)
        .build();
  }

  private CounterSnapshot operations() {
    CounterSnapshot.Builder counter =
        CounterSnapshot.builder()
            .name("loadgen_operations")
            .help("Operations, by kind and by how they ended.");
    outcomes.forEach(
        (kind, counts) ->
            counts.forEach(
                (outcome, count) ->
                    counter.dataPoint(
                        CounterDataPointSnapshot.builder()
                            .labels(
                                Labels.of(
                                    "kind",
                                    kind,
                                    "outcome",
                                    outcome.name().toLowerCase(Locale.ROOT)))
                            .value((double) count)
                            .build())));
    return counter.build();
  }

  private HistogramSnapshot responseTimes() {
    HistogramSnapshot.Builder histogram =
        HistogramSnapshot.builder()
            .name("loadgen_response_time_seconds")
            .help("Latency of answered operations, in an open load from when they were due.");
    latencies.forEach(
        (kind, sums) ->
            histogram.dataPoint(
                HistogramDataPointSnapshot.builder()
                    .labels(Labels.of("kind", kind))
                    .classicHistogramBuckets(
                        ClassicHistogramBuckets.of(BUCKETS, sums.counts.clone()))
                    .sum(sums.sumSeconds)
                    .build()));
    return histogram.build();
  }

  private static GaugeSnapshot gauge(String name, String help, double value) {
    return GaugeSnapshot.builder()
        .name(name)
        .help(help)
        .dataPoint(GaugeDataPointSnapshot.builder().value(value).build())
        .build();
  }
}
