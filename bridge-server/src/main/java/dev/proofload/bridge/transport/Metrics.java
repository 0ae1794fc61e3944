package dev.proofload.bridge.transport;

import com.sun.net.httpserver.HttpExchange;
import dev.proofload.bridge.outbox.Streams;
import dev.proofload.bridge.protocol.StreamCensus;
import dev.proofload.bridge.protocol.StreamRow;
import dev.proofload.bridge.service.Bridge;
import dev.proofload.bridge.service.BridgeCounters.Count;
import dev.proofload.bridge.service.Census;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * {@code GET /metrics}: what Prometheus is told. No name of a user or a room stands in it, as both
 * are private, and as there is no end to them.
 *
 * <p>Thread-safe; what is asked for is put together on the asking request's thread.
 */
final class Metrics {
  private static final double PERCENT = 100;

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final ExpositionFormats formats = ExpositionFormats.init();
  private final Bridge bridge;
  private final Streams streams;
  private final String version;
  private boolean jvmToo;

  Metrics(Bridge bridge, Streams streams, Durations durations, String version) {
    this.bridge = bridge;
    this.streams = streams;
    this.version = version;
    durations.register(registry);
    registry.register((MultiCollector) this::collect);
  }

  /** Answers in the text format that the client would rather have. */
  void answer(HttpExchange exchange) throws IOException {
    registerJvm();
    String accept = exchange.getRequestHeaders().getFirst("Accept");
    ExpositionFormatWriter writer = formats.findWriter(accept == null ? "" : accept);
    ByteArrayOutputStream body = new ByteArrayOutputStream(1 << 14);
    writer.write(body, registry.scrape());
    Answer.text(exchange, writer.getContentType(), body.toByteArray());
  }

  /** Not before somebody asks: it loads classes, and a bridge is to start fast. */
  private synchronized void registerJvm() {
    if (!jvmToo) {
      JvmMetrics.builder().register(registry);
      jvmToo = true;
    }
  }

  private MetricSnapshots collect() {
    Census census = bridge.census();
    StreamCensus sockets = streams.census();
    return MetricSnapshots.of(
        gauge("bridge_sessions", "Sessions there are.", census.users()),
        gauge("bridge_rooms", "Rooms that somebody is in.", census.rooms()),
        gauge("bridge_occupants", "Users in all rooms together.", census.users()),
        gauge(
            "bridge_events_waiting",
            "Room events that wait for users without a socket.",
            census.waitingEvents()),
        gauge(
            "bridge_session_events_dropped",
            "Events of present sessions that had to go since too many waited.",
            census.droppedEvents()),
        gauge("bridge_websocket_connections", "Open WebSockets.", sockets.rows().size()),
        StreamMetrics.states(sockets),
        StreamMetrics.queued(sockets),
        gauge(
            "bridge_outbox_bytes",
            "Bytes of the messages that sockets have not taken yet.",
            sockets.rows().stream().mapToLong(StreamRow::queuedBytes).sum()),
        gauge(
            "bridge_stream_fill_max_percent",
            "How full the fullest outbox is.",
            Math.round(
                PERCENT * sockets.rows().stream().mapToDouble(StreamRow::fill).max().orElse(0))),
        StreamMetrics.messages(sockets),
        StreamMetrics.closed(sockets),
        StreamMetrics.bytesSent(sockets),
        CounterSnapshot.builder()
            .name("bridge_messages")
            .help("Messages, by how they came and what became of them.")
            .dataPoint(message("http", "answered", Count.HTTP_ANSWERED))
            .dataPoint(message("http", "refused", Count.HTTP_REFUSED))
            .dataPoint(message("websocket", "answered", Count.WS_ANSWERED))
            .dataPoint(message("websocket", "refused", Count.WS_REFUSED))
            .build(),
        CounterSnapshot.builder()
            .name("bridge_moves")
            .help("Moves over WebSockets, by what became of them.")
            .dataPoint(count(Labels.of("outcome", "answered"), Count.MOVES))
            .dataPoint(count(Labels.of("outcome", "refused"), Count.MOVES_REFUSED))
            .build(),
        counter("bridge_sessions_evicted", "Sessions that made room for others.", Count.EVICTED),
        counter(
            "bridge_crisis_detections",
            "Messages with signs that somebody is in danger.",
            Count.CRISIS_DETECTED),
        counter("bridge_crisis_deliveries", "Crisis messages delivered.", Count.CRISIS_DELIVERED),
        InfoSnapshot.builder()
            .name("bridge_build")
            .help("Which bridge this is.")
            .dataPoint(
                InfoDataPointSnapshot.builder().labels(Labels.of("version", version)).build())
            .build());
  }

  private CounterDataPointSnapshot message(String transport, String outcome, Count count) {
    return count(Labels.of("transport", transport, "outcome", outcome), count);
  }

  private CounterDataPointSnapshot count(Labels labels, Count count) {
    return CounterDataPointSnapshot.builder()
        .labels(labels)
        .value((double) bridge.counters().get(count))
        .build();
  }

  private CounterSnapshot counter(String name, String help, Count count) {
    return CounterSnapshot.builder()
        .name(name)
        .help(help)
        .dataPoint(count(Labels.EMPTY, count))
        .build();
  }

  private static GaugeSnapshot gauge(String name, String help, long value) {
    return GaugeSnapshot.builder()
        .name(name)
        .help(help)
        .dataPoint(GaugeDataPointSnapshot.builder().value((double) value).build())
        .build();
  }
}
