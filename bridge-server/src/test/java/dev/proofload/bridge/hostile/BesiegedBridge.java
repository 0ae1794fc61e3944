package dev.proofload.bridge.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The packaged bridge as a process of its own, with little memory and little patience: a request
 * has two seconds. A bridge that is attacked has nothing to say on standard error; if it does say
 * something, {@link #close} fails.
 */
final class BesiegedBridge implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern LISTENING = Pattern.compile(".*http://[^ ]*:(\\d+) and .*:(\\d+)");

  private final Process process;
  private final Path errors;
  private final int httpPort;
  private final int wsPort;

  private BesiegedBridge(Process process, Path errors, int httpPort, int wsPort) {
    this.process = process;
    this.errors = errors;
    this.httpPort = httpPort;
    this.wsPort = wsPort;
  }

  static BesiegedBridge start() {
    try {
      return launch();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BesiegedBridge launch() throws IOException {
    Path errors = Files.createTempFile(Path.of("target"), "besieged", ".err");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dsun.net.httpserver.maxReqTime=2",
                "-jar",
                Path.of("target", "bridge-server.jar").toAbsolutePath().toString(),
                "serve",
                "--port",
                "0",
                "--rate-limit",
                "0")
            .redirectError(errors.toFile())
            .start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    Matcher line = LISTENING.matcher(String.valueOf(out.readLine()));
    assertThat(line.matches()).as(Files.readString(errors)).isTrue();
    return new BesiegedBridge(
        process, errors, Integer.parseInt(line.group(1)), Integer.parseInt(line.group(2)));
  }

  /** A connection to the HTTP port. */
  Peer http() throws IOException {
    return new Peer(httpPort);
  }

  /** A connection to the WebSocket port on which nothing has been said. */
  Peer webSocket() throws IOException {
    return new Peer(wsPort);
  }

  /** An open WebSocket of a user; its first frame has been read. */
  Peer openWebSocket(String userId) throws IOException {
    Peer peer = webSocket();
    peer.say(Frames.handshake(userId));
    assertThat(peer.hearAnswer()).startsWith("HTTP/1.1 101 ");
    assertThat(peer.hearFrame()).startsWith("129 {\"type\":\"connected\"");
    return peer;
  }

  /** In order, and on speaking terms with well-behaved clients over both transports. */
  void assertWell(String after) throws IOException {
    assertThat(process.isAlive()).as("alive after %s", after).isTrue();
    assertThat(get("/bridge/health").get("status").asText()).as(after).isEqualTo("ok");
    try (Peer http = http()) {
      http.say(Requests.chat("well", "hello"));
      JsonNode reply = body(http.hearAnswer());
      assertThat(reply.get("response").asText())
          .as(after)
          .isEqualTo(
              "[well@Tower] received: hello (msg #%d)"
                  .formatted(reply.get("session_messages").asLong() - 1));
    }
    try (Peer socket = openWebSocket("well-too")) {
      socket.say(Frames.text("{\"type\":\"chat\",\"message\":\"hello\"}"));
      String frame = socket.hearFrame();
      while (frame.contains("\"type\":\"room_broadcast\"")) {
        frame = socket.hearFrame();
      }
      assertThat(frame)
          .as(after)
          .startsWith("129 {\"type\":\"chat_response\"")
          .contains("[well-too@Tower] received: hello ");
      socket.say(Frames.close(1000));
      assertThat(socket.hearFrame()).as(after).startsWith("136 ");
    }
    sweep(after);
  }

  /** Ends it, as a signal does; by then it must have said nothing on standard error. */
  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      assertThat(process.waitFor(10, TimeUnit.SECONDS)).as("ended").isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      process.destroyForcibly();
    }
    assertThat(Files.readString(errors)).isEmpty();
    Files.delete(errors);
  }

  private void sweep(String after) throws IOException {
    Map<String, String> roomOf = new HashMap<>();
    for (JsonNode session : get("/bridge/sessions").get("sessions")) {
      String userId = session.get("user_id").asText();
      assertThat(roomOf.put(userId, session.get("room").asText())).as(after).isNull();
      assertThat(session.get("message_count").asLong() % 2).as(after).isZero();
    }
    Map<String, String> seenIn = new HashMap<>();
    for (Map.Entry<String, JsonNode> room : get("/bridge/rooms").get("rooms").properties()) {
      JsonNode occupants = room.getValue().get("occupants");
      assertThat(room.getValue().get("count").asInt()).as(after).isEqualTo(occupants.size());
      for (JsonNode occupant : occupants) {
        assertThat(seenIn.put(occupant.get("user_id").asText(), room.getKey())).as(after).isNull();
      }
    }
    assertThat(seenIn).as(after).isEqualTo(roomOf);
  }

  private JsonNode get(String path) throws IOException {
    try (Peer peer = http()) {
      peer.say(Requests.get(path));
      String answer = peer.hearAnswer();
      assertThat(answer).as(path).startsWith("HTTP/1.1 200 ");
      return body(answer);
    }
  }

  private static JsonNode body(String answer) throws IOException {
    return JSON.readTree(answer.substring(answer.indexOf("\r\n\r\n") + 4));
  }
}
