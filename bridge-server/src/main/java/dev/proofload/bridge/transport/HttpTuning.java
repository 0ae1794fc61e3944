package dev.proofload.bridge.transport;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.Executors;

/**
 * The one way in which this project sets up the JDK's HTTP server, so that the calibration target
 * is the same server as the bridge.
 */
final class HttpTuning {
  /** Larger bodies are refused. */
  static final int MAX_BODY_BYTES = 64 * 1024;

  private static final int BACKLOG = 1_024;

  /** Read by the server's classes when they load; what someone has set by a flag stays. */
  private static final Map<String, String> PROPERTIES =
      Map.of(
          // Without it a small answer may wait 40 ms for the client's acknowledgement.
          "sun.net.httpserver.nodelay", "true",
          // The default of 200 closes the connections of busy clients.
          "sun.net.httpserver.maxIdleConnections", "100000",
          "sun.net.httpserver.idleInterval", "300",
          // Seconds: a request that never ends does not hold a connection forever. So long, too,
          // may
          // a new connection wait for its first request, and who connects ahead may be in no hurry.
          "sun.net.httpserver.maxReqTime", "60",
          "sun.net.httpserver.maxRspTime", "30",
          "sun.net.httpserver.maxReqHeaderSize", "32768",
          // A refused body is read on up to here, so that its sender gets to see the answer.
          "sun.net.httpserver.drainAmount", "1048576");

  static {
    PROPERTIES.forEach(
        (name, value) -> {
          if (System.getProperty(name) == null) {
            System.setProperty(name, value);
          }
        });
  }

  private HttpTuning() {}

  /**
   * A bound server that has not started yet.
   *
   * @throws IOException if the address cannot be had
   */
  static HttpServer bind(InetSocketAddress address) throws IOException {
    HttpServer server = HttpServer.create(address, BACKLOG);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    return server;
  }
}
