package dev.proofload.bridge.transport;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.proofload.bridge.protocol.ChatReply;
import dev.proofload.bridge.protocol.Health;
import dev.proofload.bridge.protocol.JsonAnswers;
import dev.proofload.bridge.protocol.SessionRow;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The calibration target: the bridge's own HTTP server, set up the same way, and the WebSocket
 * library it uses, that read a request and answer with a constant of the size of a real answer.
 * What the bridge costs above it is the bridge's; what a load generator reaches on it is the most
 * it can measure.
 */
public final class NullServer {
  private static final String TEXT = "[user-0@Tower] received: message 7 from user 3 (msg #13)";

  private final HttpServer http;
  private final NullSocketServer ws;
  private final int wsPort;
  private final byte[] answer;
  private final byte[] health;

  private NullServer(HttpServer http, NullSocketServer ws, int wsPort, byte[] answer) {
    this.http = http;
    this.ws = ws;
    this.wsPort = wsPort;
    this.answer = answer;
    this.health = JsonAnswers.health(new Health(0, 0, wsPort, "calibration target"));
  }

  /**
   * Listens.
   *
   * @param port of HTTP; 0 for any that is free
   * @param wsPort of WebSocket; 0 for any that is free
   * @param answerBytes size of the answer's body; a text shorter than a chat answer's least is not
   *     cut
   * @throws PortTakenException if a port cannot be had; then none is
   */
  public static NullServer start(String host, int port, int wsPort, int answerBytes)
      throws IOException, InterruptedException {
    InetAddress address = BridgeServer.resolve(host);
    HttpServer http = BridgeServer.bindHttp(host, new InetSocketAddress(address, port));
    ServerSocketChannel channel;
    try {
      channel = BridgeServer.bindSocket(host, new InetSocketAddress(address, wsPort));
    } catch (IOException e) {
      http.stop(0);
      throw e;
    }
    NullSocketServer ws = new NullSocketServer(channel, frame(answerBytes));
    NullServer server =
        new NullServer(http, ws, NullSocketServer.port(channel), answer(answerBytes));
    http.createContext("/", server::handle);
    ws.listen();
    http.start();
    return server;
  }

  /** Where its HTTP is. */
  public int port() {
    return http.getAddress().getPort();
  }

  /** Where its WebSockets are. */
  public int wsPort() {
    return wsPort;
  }

  /** Stops at once. */
  public void stop() throws InterruptedException {
    ws.stop();
    http.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getRawPath();
      if (path.equals("/bridge/chat")) {
        try (InputStream in = exchange.getRequestBody()) {
          in.readAllBytes();
        }
        Answer.json(exchange, 200, answer);
      } else if (path.equals("/bridge/health")) {
        Answer.json(exchange, 200, health);
      } else {
        Answer.json(exchange, 404, JsonAnswers.error("no such path"));
      }
    }
  }

  private static String frame(int bytes) {
    String opening = "{\"type\":\"chat_response\",\"message\":\"" + TEXT;
    String end = "\",\"crisis_detected\":false,\"room\":\"Tower\",\"occupants\":[]}";
    int length = (opening + end).getBytes(StandardCharsets.UTF_8).length;
    return opening + "-".repeat(Math.max(0, bytes - length)) + end;
  }

  private static byte[] answer(int bytes) {
    byte[] least = answer(TEXT);
    return bytes <= least.length ? least : answer(TEXT + "-".repeat(bytes - least.length));
  }

  private static byte[] answer(String text) {
    return JsonAnswers.chat(
        new ChatReply(
            text,
            "user-0",
            "Tower",
            false,
            14,
            List.of(new SessionRow("user-0", "user-0", "Tower", 14, false, 0, 0)),
            0));
  }
}
