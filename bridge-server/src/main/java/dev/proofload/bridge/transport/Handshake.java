package dev.proofload.bridge.transport;

import dev.proofload.bridge.protocol.BadRequestException;
import dev.proofload.bridge.protocol.JsonAnswers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The opening handshake of a WebSocket, read before the library sees it, because the library can
 * only refuse with a 404 and then leaves the connection open. Pure.
 */
final class Handshake {
  private static final String PATH = "/bridge/ws/";
  private static final int KEY_BYTES = 16;

  /** What became of a handshake. */
  sealed interface Verdict {
    /** It is one. */
    record Accepted(String userId) implements Verdict {}

    /**
     * It is none, or not one that may be.
     *
     * @param response the HTTP answer
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Rejected(byte[] response) implements Verdict {}
  }

  private Handshake() {}

  /**
   * Judges the head of a request.
   *
   * @param head all up to the empty line, without it
   * @param httpPort where the bridge's own pages would come from
   */
  static Verdict judge(String head, AccessPolicy policy, int httpPort) {
    List<String> lines = head.lines().toList();
    List<String> request =
        List.of(lines.isEmpty() ? new String[0] : lines.getFirst().split(" ", -1));
    Map<String, List<String>> headers = headers(lines);
    if (request.size() != 3 || headers.isEmpty() || !request.get(2).equals("HTTP/1.1")) {
      return rejected("400 Bad Request", "malformed request");
    }
    if (!policy.allowsHost(only(headers, "host"))) {
      return rejected("403 Forbidden", "this Host is not allowed; see --allow-host");
    }
    if (headers.containsKey("origin") && !policy.allowsOrigin(only(headers, "origin"), httpPort)) {
      return rejected("403 Forbidden", "this Origin is not allowed; see --allow-origin");
    }
    String path = request.get(1).split("\\?", 2)[0];
    if (!path.startsWith(PATH)) {
      return rejected("404 Not Found", "no such path");
    }
    if (!request.get(0).equals("GET")) {
      return rejected("405 Method Not Allowed\r\nAllow: GET", "method not allowed; use GET");
    }
    if (!lists(headers, "upgrade", "websocket")
        || !lists(headers, "connection", "upgrade")
        || !only(headers, "sec-websocket-version").equals("13")) {
      return rejected(
          "426 Upgrade Required\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13",
          "this is the WebSocket port; open a WebSocket of version 13");
    }
    if (!isKey(only(headers, "sec-websocket-key"))) {
      return rejected("400 Bad Request", "Sec-WebSocket-Key must be 16 bytes in base64");
    }
    try {
      return new Verdict.Accepted(PathName.userId(path.substring(PATH.length())));
    } catch (BadRequestException e) {
      return rejected("400 Bad Request", e.getMessage());
    }
  }

  /** An HTTP answer that ends the connection. */
  static Verdict.Rejected rejected(String status, String error) {
    byte[] body = JsonAnswers.error(error);
    String head =
        "HTTP/1.1 "
            + status
            + "\r\nContent-Type: application/json; charset=utf-8\r\nConnection: close\r\n"
            + "Content-Length: "
            + body.length
            + "\r\n\r\n";
    byte[] ascii = head.getBytes(StandardCharsets.US_ASCII);
    byte[] response = new byte[ascii.length + body.length];
    System.arraycopy(ascii, 0, response, 0, ascii.length);
    System.arraycopy(body, 0, response, ascii.length, body.length);
    return new Verdict.Rejected(response);
  }

  /** Names in lower case; empty if a line is malformed. */
  private static Map<String, List<String>> headers(List<String> lines) {
    Map<String, List<String>> headers = new HashMap<>();
    for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
      int colon = line.indexOf(':');
      if (colon <= 0 || line.charAt(0) <= ' ' || line.charAt(colon - 1) <= ' ') {
        return Map.of();
      }
      String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
      headers
          .computeIfAbsent(name, key -> new ArrayList<>(1))
          .add(line.substring(colon + 1).strip());
    }
    return headers;
  }

  /** The value of a header that must stand there once; empty if it does not. */
  private static String only(Map<String, List<String>> headers, String name) {
    List<String> values = headers.getOrDefault(name, List.of());
    return values.size() == 1 ? values.getFirst() : "";
  }

  private static boolean lists(Map<String, List<String>> headers, String name, String token) {
    for (String value : headers.getOrDefault(name, List.of())) {
      for (String item : value.split(",", -1)) {
        if (item.strip().equalsIgnoreCase(token)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isKey(String key) {
    try {
      return Base64.getDecoder().decode(key).length == KEY_BYTES;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
