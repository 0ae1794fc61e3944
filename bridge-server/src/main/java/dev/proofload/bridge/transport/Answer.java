package dev.proofload.bridge.transport;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Writes one HTTP answer. */
final class Answer {
  private static final List<String> JSON = List.of("application/json; charset=utf-8");

  private Answer() {}

  /** Sends headers and body in one write; the exchange is then done. */
  static void json(HttpExchange exchange, int status, byte[] body) throws IOException {
    send(exchange, status, JSON, body);
  }

  /** As {@link #json}, of another kind. */
  static void text(HttpExchange exchange, String contentType, byte[] body) throws IOException {
    send(exchange, 200, List.of(contentType), body);
  }

  private static void send(HttpExchange exchange, int status, List<String> contentType, byte[] body)
      throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.put("Content-type", contentType);
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(status, -1);
      return;
    }
    exchange.sendResponseHeaders(status, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }
}
