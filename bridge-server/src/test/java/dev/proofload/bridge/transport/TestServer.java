package dev.proofload.bridge.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.proofload.bridge.VirtualTime;
import dev.proofload.bridge.agent.EchoResponder;
import dev.proofload.bridge.outbox.StreamSettings;
import dev.proofload.bridge.service.Bridge;
import dev.proofload.bridge.service.BridgeSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/** A bridge on free ports whose time passes only when told to; closing it sweeps the invariants. */
final class TestServer implements AutoCloseable {
  static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  final VirtualTime time = new VirtualTime();
  private final BridgeServer server;

  private TestServer(BridgeSettings settings, StreamSettings streams, AccessPolicy policy) {
    Bridge bridge = new Bridge(settings, new EchoResponder(), time, time);
    try {
      this.server = BridgeServer.start(bridge, streams, "127.0.0.1", 0, 0, policy, "test");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static TestServer start() {
    return with(0, 20, 100);
  }

  static TestServer with(int rateLimit, int historyWindow, int maxSessions) {
    return new TestServer(
        settings(rateLimit, historyWindow, maxSessions, true),
        StreamSettings.DEFAULTS,
        new AccessPolicy(List.of("bridge.example"), List.of("https://ui.example")));
  }

  static TestServer withoutHistoryApi() {
    return new TestServer(
        settings(0, 20, 100, false),
        StreamSettings.DEFAULTS,
        new AccessPolicy(List.of(), List.of()));
  }

  /** A bridge whose sockets are treated so. */
  static TestServer streaming(StreamSettings streams, Duration deltaDelay) {
    BridgeSettings settings =
        new BridgeSettings(
            0, Duration.ofSeconds(60), 20, 2_000, 3, Duration.ofMinutes(5), true, deltaDelay);
    return new TestServer(settings, streams, new AccessPolicy(List.of(), List.of()));
  }

  private static BridgeSettings settings(
      int rateLimit, int historyWindow, int maxSessions, boolean historyApi) {
    return new BridgeSettings(
        rateLimit,
        Duration.ofSeconds(60),
        historyWindow,
        maxSessions,
        3,
        Duration.ofMinutes(5),
        historyApi,
        Duration.ZERO);
  }

  int httpPort() {
    return server.httpPort();
  }

  int wsPort() {
    return server.wsPort();
  }

  /** Posts a message and returns the answer, whatever it is. */
  HttpResponse<String> post(String userId, String message) {
    return send("POST", "/bridge/chat", body(userId, message).toString());
  }

  /** Posts a message that must be answered with 200, and returns the answer's body. */
  JsonNode chat(String userId, String message) {
    return chat(body(userId, message));
  }

  JsonNode chat(ObjectNode body) {
    HttpResponse<String> response = send("POST", "/bridge/chat", body.toString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return json(response);
  }

  static ObjectNode body(String userId, String message) {
    return JSON.createObjectNode().put("user_id", userId).put("message", message);
  }

  JsonNode get(String path) {
    HttpResponse<String> response = send("GET", path, "");
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return json(response);
  }

  JsonNode drain(String userId) {
    return get("/bridge/room_events/" + userId).get("events");
  }

  HttpResponse<String> send(String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort() + path))
            .timeout(Duration.ofSeconds(20))
            .method(method, BodyPublishers.ofString(body));
    if (headers.length == 0) {
      request.header("Content-Type", "application/json");
    } else {
      request.headers(headers);
    }
    try {
      return CLIENT.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static JsonNode json(HttpResponse<String> response) {
    try {
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(response.body(), e);
    }
  }

  /** Opens a WebSocket; its first frame is still to be read. */
  TestSocket socket(String userId) {
    return TestSocket.open(CLIENT, wsPort(), userId);
  }

  @Override
  public void close() {
    InvariantSweep.check(this);
    try {
      server.stop();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
