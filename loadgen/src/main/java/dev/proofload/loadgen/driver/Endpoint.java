package dev.proofload.loadgen.driver;

/**
 * Where the system under test listens.
 *
 * @param host name or address, without brackets
 * @param httpPort 1 to 65535
 * @param webSocketHost as {@code host}; most often the same
 * @param webSocketPort 1 to 65535, or 0 if it has none
 */
public record Endpoint(String host, int httpPort, String webSocketHost, int webSocketPort) {
  private static final int MAX_PORT = 65_535;

  /** Validates. */
  public Endpoint {
    if (host.isEmpty() || webSocketHost.isEmpty()) {
      throw new IllegalArgumentException("host must not be empty");
    }
    if (httpPort < 1 || httpPort > MAX_PORT) {
      throw new IllegalArgumentException("a port must be 1 to " + MAX_PORT + ": " + httpPort);
    }
    if (webSocketPort < 0 || webSocketPort > MAX_PORT) {
      throw new IllegalArgumentException(
          "a WebSocket port must be 0 (none) to " + MAX_PORT + ": " + webSocketPort);
    }
  }

  /** An endpoint with both ports on one host. */
  public Endpoint(String host, int httpPort, int webSocketPort) {
    this(host, httpPort, host, webSocketPort);
  }

  /** The same, with this port for WebSockets. */
  public Endpoint withWebSocketPort(int port) {
    return new Endpoint(host, httpPort, webSocketHost, port);
  }

  /** The same, with its WebSockets elsewhere. */
  public Endpoint withWebSocket(String otherHost, int port) {
    return new Endpoint(host, httpPort, otherHost, port);
  }

  /** {@code host:port} as it stands in a URL or a Host header. */
  public String httpAuthority() {
    return authority(host, httpPort);
  }

  /** As {@link #httpAuthority}, for WebSockets. */
  public String webSocketAuthority() {
    return authority(webSocketHost, webSocketPort);
  }

  /** The HTTP URL. */
  public String url() {
    return "http://" + httpAuthority();
  }

  private static String authority(String name, int port) {
    return (name.indexOf(':') >= 0 ? "[" + name + "]" : name) + ":" + port;
  }
}
