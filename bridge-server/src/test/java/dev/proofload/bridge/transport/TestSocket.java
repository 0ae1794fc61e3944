package dev.proofload.bridge.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A WebSocket client that hands over one frame at a time. */
final class TestSocket implements AutoCloseable {
  private final LinkedBlockingQueue<String> received = new LinkedBlockingQueue<>();
  private @Nullable WebSocket socket;

  static TestSocket open(HttpClient client, int port, String userId) {
    TestSocket test = new TestSocket();
    URI uri = URI.create("ws://127.0.0.1:" + port + "/bridge/ws/" + userId);
    test.socket = client.newWebSocketBuilder().buildAsync(uri, test.new Listener()).join();
    return test;
  }

  /** Opens one and reads its first frame. */
  static TestSocket connected(TestServer server, String userId) {
    TestSocket socket = server.socket(userId);
    assertThat(socket.next().get("type").asText()).isEqualTo("connected");
    return socket;
  }

  TestSocket send(String text) {
    socket().sendText(text, true).join();
    return this;
  }

  TestSocket chat(String message) {
    return send(
        TestServer.JSON.createObjectNode().put("type", "chat").put("message", message).toString());
  }

  TestSocket move(String room) {
    return send(
        TestServer.JSON.createObjectNode().put("type", "move").put("room", room).toString());
  }

  WebSocket socket() {
    WebSocket open = socket;
    if (open == null) {
      throw new IllegalStateException("not open");
    }
    return open;
  }

  /** The next frame, which must come. */
  JsonNode next() {
    try {
      return TestServer.JSON.readTree(nextText());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next frame, or {@code closed CODE}. */
  String nextText() {
    try {
      String text = received.poll(20, TimeUnit.SECONDS);
      assertThat(text).as("a frame").isNotNull();
      return text == null ? "" : text;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads the next frame, which must be an error, and returns what it says. */
  String nextError() {
    JsonNode frame = next();
    assertThat(frame.get("type").asText()).as(frame.toString()).isEqualTo("error");
    return frame.get("error").asText();
  }

  /** Leaves, and waits until the bridge has said goodbye. */
  @Override
  public void close() {
    if (!socket().isInputClosed()) {
      socket().sendClose(WebSocket.NORMAL_CLOSURE, "").join();
      String text = nextText();
      while (!text.startsWith("closed")) {
        text = nextText();
      }
    }
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder message = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      message.append(data);
      if (last) {
        received.add(message.toString());
        message.setLength(0);
      }
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      received.add("closed " + code);
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      received.add("closed by " + error);
    }
  }
}
