package dev.proofload.loadgen.cli;

import dev.proofload.loadgen.driver.Endpoint;
import java.net.URI;
import java.net.URISyntaxException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the URL of a server: {@code http://HOST:PORT}. */
final class EndpointConverter implements ITypeConverter<Endpoint> {
  private static final int DEFAULT_PORT = 80;

  private final String scheme;
  private final String example;

  /** For {@code http}. */
  EndpointConverter() {
    this("http", "http://127.0.0.1:4004");
  }

  private EndpointConverter(String scheme, String example) {
    this.scheme = scheme;
    this.example = example;
  }

  /** Reads the URL of a WebSocket server: {@code ws://HOST:PORT}. */
  static final class OfWebSocket implements ITypeConverter<Endpoint> {
    private final EndpointConverter converter = new EndpointConverter("ws", "ws://127.0.0.1:4005");

    @Override
    public Endpoint convert(String value) {
      return converter.convert(value);
    }
  }

  @Override
  public Endpoint convert(String value) {
    URI uri;
    try {
      uri = new URI(value);
    } catch (URISyntaxException e) {
      throw refuse(value, "it is no URL");
    }
    if (!scheme.equals(uri.getScheme())) {
      throw refuse(value, "only " + scheme + " is spoken");
    }
    if (uri.getHost() == null) {
      throw refuse(value, "it names no host");
    }
    if (uri.getUserInfo() != null) {
      throw refuse(value, "user and password would stand in every report");
    }
    if (!uri.getRawPath().isEmpty() && !uri.getRawPath().equals("/")) {
      throw refuse(value, "the API stands at the root, so no path is needed");
    }
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw refuse(value, "no query is needed");
    }
    String host = uri.getHost().replaceAll("^\\[|\\]$", "");
    try {
      return new Endpoint(host, uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(), 0);
    } catch (IllegalArgumentException e) {
      throw refuse(value, String.valueOf(e.getMessage()));
    }
  }

  private TypeConversionException refuse(String value, String why) {
    return new TypeConversionException(
        "'" + value + "' can't be used: " + why + "; write " + example);
  }
}
