package dev.proofload.bridge.transport;

import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.Locale;

/**
 * How long requests and frames take, by what was asked for and how it ended, never by whom.
 *
 * <p>Thread-safe; to note one costs about a tenth of a microsecond.
 */
final class Durations {
  private static final double[] BUCKETS = {
    0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10
  };

  private static final double NANOS = 1e9;
  private static final int OK = 200;

  private final Histogram requests = histogram("bridge_http_request_duration", "route", "code");
  private final Histogram frames = histogram("bridge_websocket_frame_duration");

  /** Almost all there is; found without looking it up. */
  private final DistributionDataPoint answeredChats = requests.labelValues("chat", "200");

  /** What can be asked for. */
  enum Route {
    CHAT,
    SESSIONS,
    ROOMS,
    STREAMS,
    ROOM_EVENTS,
    HISTORY,
    HEALTH,
    WS,
    METRICS,
    OTHER;

    private final String label = name().toLowerCase(Locale.ROOT);
  }

  /**
   * An HTTP request was handled.
   *
   * @param code of its answer; negative if there was none
   */
  void request(Route route, int code, long nanos) {
    DistributionDataPoint to =
        route == Route.CHAT && code == OK
            ? answeredChats
            : requests.labelValues(route.label, code < 0 ? "none" : Integer.toString(code));
    to.observe(nanos / NANOS);
  }

  /** A text frame was handled, from when it was read until its answer was ready to be written. */
  void frame(long nanos) {
    frames.observe(nanos / NANOS);
  }

  /** Has a registry tell of them. */
  void register(PrometheusRegistry registry) {
    registry.register(requests);
    registry.register(frames);
  }

  private static Histogram histogram(String name, String... labels) {
    return Histogram.builder()
        .name(name)
        .unit(Unit.SECONDS)
        .help(
            labels.length == 0
                ? "From reading a text frame until its answer is ready to be written."
                : "From reading the head of a request until its answer is written.")
        .labelNames(labels)
        .classicOnly()
        .classicUpperBounds(BUCKETS)
        .withoutExemplars()
        .build();
  }
}
