package dev.proofload.bridge.hostile;

import java.nio.charset.StandardCharsets;

/** HTTP requests as text, right ones and those that are right but for what the caller says. */
final class Requests {
  private Requests() {}

  static String get(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
  }

  static String chat(String userId, String message) {
    return post("{\"user_id\":\"" + userId + "\",\"message\":\"" + message + "\"}");
  }

  static String post(String body) {
    return post(body, "Content-Length: " + body.getBytes(StandardCharsets.ISO_8859_1).length);
  }

  /** A chat whose length is told by the caller's headers. */
  static String post(String body, String... headers) {
    return "POST /bridge/chat HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        + String.join("\r\n", headers)
        + "\r\n\r\n"
        + body;
  }
}
