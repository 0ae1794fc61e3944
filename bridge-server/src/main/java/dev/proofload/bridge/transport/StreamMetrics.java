package dev.proofload.bridge.transport;

import dev.proofload.bridge.protocol.ClassCounts;
import dev.proofload.bridge.protocol.StreamCensus;
import dev.proofload.bridge.protocol.StreamCounts;
import dev.proofload.bridge.protocol.StreamState;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.function.BiConsumer;

/**
 * What {@code GET /bridge/streams} tells, for Prometheus: of all sockets, and of none by itself.
 */
final class StreamMetrics {
  private StreamMetrics() {}

  static GaugeSnapshot states(StreamCensus census) {
    GaugeSnapshot.Builder gauge =
        GaugeSnapshot.builder()
            .name("bridge_streams")
            .help("WebSockets by how they keep up; closed ones are counted elsewhere.");
    census
        .states()
        .forEach(
            (state, count) -> {
              if (state != StreamState.CLOSED) {
                gauge.dataPoint(point(Labels.of("state", state.wireName()), count));
              }
            });
    return gauge.build();
  }

  static GaugeSnapshot queued(StreamCensus census) {
    GaugeSnapshot.Builder gauge =
        GaugeSnapshot.builder()
            .name("bridge_outbox_frames")
            .help("Messages that sockets have not taken yet.");
    each(
        census.totals().queued(),
        (name, count) -> gauge.dataPoint(point(Labels.of("class", name), count)));
    return gauge.build();
  }

  static CounterSnapshot messages(StreamCensus census) {
    CounterSnapshot.Builder counter =
        CounterSnapshot.builder()
            .name("bridge_stream_messages")
            .help("Messages for sockets, by class and by what became of them.");
    StreamCounts totals = census.totals();
    outcome(counter, "produced", totals.produced());
    outcome(counter, "sent", totals.sent());
    outcome(counter, "dropped", totals.dropped());
    outcome(counter, "returned", totals.returned());
    return counter.build();
  }

  static CounterSnapshot closed(StreamCensus census) {
    return counter("bridge_streams_closed", "WebSockets that are gone.", census.closed());
  }

  static CounterSnapshot bytesSent(StreamCensus census) {
    return counter(
        "bridge_stream_sent_bytes",
        "Payload of the messages that were sent.",
        census.totals().bytesSent());
  }

  private static CounterSnapshot counter(String name, String help, long value) {
    return CounterSnapshot.builder()
        .name(name)
        .help(help)
        .dataPoint(CounterDataPointSnapshot.builder().value((double) value).build())
        .build();
  }

  private static void outcome(CounterSnapshot.Builder counter, String outcome, ClassCounts counts) {
    each(
        counts,
        (name, count) ->
            counter.dataPoint(
                CounterDataPointSnapshot.builder()
                    .labels(Labels.of("class", name, "outcome", outcome))
                    .value((double) count)
                    .build()));
  }

  private static GaugeDataPointSnapshot point(Labels labels, long value) {
    return GaugeDataPointSnapshot.builder().labels(labels).value((double) value).build();
  }

  private static void each(ClassCounts counts, BiConsumer<String, Long> action) {
    action.accept("control", counts.control());
    action.accept("critical", counts.critical());
    action.accept("important", counts.important());
    action.accept("bulk", counts.bulk());
  }
}
