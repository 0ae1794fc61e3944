package dev.proofload.loadgen.driver;

/**
 * Where the system under test listens.
 *
 * @param host name or address, without brackets
 * @param httpPort 1 to 65535
 * @param webSocketPort 1 to 65535, or 0 if it has none
 */
public record Endpoint(String host, int httpPort, int webSocketPort) {
  /** Validates. */
  public Endpoint {
    if (host.isEmpty()) {
      throw new IllegalArgumentException("host must not be empty");
    }
    if (httpPort < 1 || httpPort > 65_535 || webSocketPort < 0 || webSocketPort > 65_535) {
      throw new IllegalArgumentException(
          "ports must be 1 to 65535: " + httpPort + ", " + webSocketPort);
    }
  }

  /** The same, with this port for WebSockets. */
  public Endpoint withWebSocketPort(int port) {
    return new Endpoint(host, httpPort, port);
  }

  /** {@code host:port} as it stands in a URL or a Host header. */
  public String authority(int port) {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }

  /** The HTTP URL. */
  public String url() {
    return "http://" + authority(httpPort);
  }
}
