package dev.proofload.loadgen.driver;

import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetAddress;

/**
 * Tells Prometheus, on {@code http://127.0.0.1:PORT/metrics}, what a registry holds. Nobody else
 * than this machine can ask.
 *
 * <p>It has threads of its own, which call the registry's collectors.
 */
public final class MetricsServer implements AutoCloseable {
  private final HTTPServer server;

  private MetricsServer(HTTPServer server) {
    this.server = server;
  }

  /**
   * Listens.
   *
   * @param port 0 for any that is free
   * @throws RunFailure if the port can't be had; the message is a sentence for the user
   */
  public static MetricsServer start(int port, PrometheusRegistry registry) {
    try {
      return new MetricsServer(
          HTTPServer.builder()
              .inetAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))
              .port(port)
              .registry(registry)
              .buildAndStart());
    } catch (IOException e) {
      throw new RunFailure(
          "port "
              + port
              + " of 127.0.0.1 can't be had for --prometheus ("
              + e.getMessage()
              + "): choose another, or 0 for any that is free",
          e);
    }
  }

  /** Where it is. */
  public String url() {
    return "http://127.0.0.1:" + server.getPort() + "/metrics";
  }

  @Override
  public void close() {
    server.close();
  }
}
