package dev.proofload.bridge.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpContractTest {
  private final TestServer server = TestServer.start();

  @AfterEach
  void stop() {
    server.close();
  }

  private String raw(String request) throws IOException {
    try (RawSocket socket = new RawSocket(server.httpPort())) {
      return socket.say(request).hear();
    }
  }

  @Test
  void aChatIsAnswered() throws IOException {
    HttpResponse<String> response =
        server.send(
            "POST",
            "/bridge/chat",
            "{\"user_id\":\" ada \",\"username\":\"Ada\",\"message\":\" Grüße \"}");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type"))
        .hasValue("application/json; charset=utf-8");
    assertThat(TestServer.json(response))
        .isEqualTo(
            TestServer.JSON.readTree(
                """
                {"response": "[ada@Tower] received: Grüße (msg #1)", "user_id": "ada",
                 "room": "Tower", "crisis_detected": false, "session_messages": 2,
                 "room_occupants": [{"user_id": "ada", "username": "Ada"}]}"""));
  }

  @Test
  void theMessageNumberCountsAllMessagesAlsoThoseTheHistoryDropped() {
    JsonNode last = server.chat("ada", "m1");
    for (int turn = 2; turn <= 30; turn++) {
      last = server.chat("ada", "m" + turn);
    }

    assertThat(last.get("session_messages").asInt()).isEqualTo(60);
    assertThat(last.get("response").asText()).endsWith("received: m30 (msg #59)");
    JsonNode history = server.get("/bridge/history/ada");
    assertThat(history.get("count").asInt()).isEqualTo(20);
    assertThat(history.get("messages").get(0).get("content").asText()).isEqualTo("m21");
  }

  @Test
  void theFirstMessageMayChooseTheRoomAndALaterOneMoves() {
    JsonNode first = server.chat(TestServer.body("ada", "hi").put("room", "Chapel"));
    assertThat(first.get("room").asText()).isEqualTo("Chapel");
    assertThat(server.chat("ada", "hi").get("room").asText()).isEqualTo("Chapel");

    JsonNode moved = server.chat(TestServer.body("ada", "look").put("room", "Garden"));
    assertThat(moved.get("room").asText()).isEqualTo("Garden");
    assertThat(moved.get("response").asText())
        .isEqualTo("You are in Garden. You see: no one else.");
  }

  @Test
  void aLaterUsernameReplacesTheOld() {
    server.chat(TestServer.body("ada", "hi").put("username", "Ada"));
    server.chat(TestServer.body("ada", "hi").put("username", "Countess"));

    JsonNode session = server.get("/bridge/sessions").get("sessions").get(0);
    assertThat(session.get("username").asText()).isEqualTo("Countess");
  }

  @Test
  void commandsAreAnswered() {
    server.chat(TestServer.body("bob", "hi").put("username", "Bob"));
    server.chat(TestServer.body("carl", "hi").put("username", "Carl"));

    assertThat(server.chat("ada", "LOOK").get("response").asText())
        .isEqualTo("You are in Tower. You see: Bob, Carl.");
    assertThat(server.chat("ada", "Say Hello You").get("response").asText())
        .isEqualTo("You say: \"Hello You\"");
    assertThat(server.chat("ada", "move Chapel").get("room").asText()).isEqualTo("Chapel");
    assertThat(server.chat("ada", "l").get("response").asText())
        .isEqualTo("You are in Chapel. You see: no one else.");
    assertThat(server.chat("ada", "who").get("response").asText())
        .isEqualTo(
            "Online (3):\n ada (Chapel) — 10 commands\n Bob (Tower) — 2 commands\n"
                + " Carl (Tower) — 2 commands");
    assertThat(server.chat("ada", "move a\nb").get("response").asText())
        .isEqualTo("You stay: room must not contain control characters.");
    assertThat(server.chat("ada", "whisper nobody psst").get("response").asText())
        .isEqualTo("There is no user nobody here.");
  }

  @Test
  void sessionsAndRoomsShowOneState() throws IOException {
    server.chat(TestServer.body("bob", "hi").put("username", "Bob").put("room", "Chapel"));
    server.time.pass(Duration.ofMillis(1_500));
    server.chat("ada", "hi");
    server.chat("ada", "hi");

    assertThat(server.get("/bridge/sessions"))
        .isEqualTo(
            TestServer.JSON.readTree(
                """
                {"sessions": [
                  {"user_id": "ada", "username": "ada", "room": "Tower", "message_count": 4,
                   "command_count": 4, "connected_ws": false,
                   "created_at": "2026-11-21T12:00:01.500Z",
                   "last_active": "2026-11-21T12:00:01.500Z"},
                  {"user_id": "bob", "username": "Bob", "room": "Chapel", "message_count": 2,
                   "command_count": 2, "connected_ws": false,
                   "created_at": "2026-11-21T12:00:00.000Z",
                   "last_active": "2026-11-21T12:00:00.000Z"}],
                 "total": 2}"""));
    assertThat(server.get("/bridge/rooms"))
        .isEqualTo(
            TestServer.JSON.readTree(
                """
                {"rooms": {
                   "Chapel": {"count": 1, "occupants": [
                     {"user_id": "bob", "username": "Bob",
                      "last_active": "2026-11-21T12:00:00.000Z"}]},
                   "Tower": {"count": 1, "occupants": [
                     {"user_id": "ada", "username": "ada",
                      "last_active": "2026-11-21T12:00:01.500Z"}]}},
                 "total_rooms": 2, "total_users": 2}"""));
  }

  @Test
  void emptyRoomsAreNotListed() {
    server.chat("ada", "hi");
    server.chat("ada", "move Chapel");

    assertThat(server.get("/bridge/rooms").get("rooms").has("Tower")).isFalse();
  }

  @Test
  void healthTellsHowItDoes() throws IOException {
    server.chat("ada", "hi");
    server.time.pass(Duration.ofMillis(2_500));

    assertThat(server.get("/bridge/health"))
        .isEqualTo(
            TestServer.JSON.readTree(
                "{\"status\": \"ok\", \"uptime_seconds\": 2.5, \"active_sessions\": 1, \"ws_port\": "
                    + server.wsPort()
                    + ", \"version\": \"test\"}"));
  }

  @Test
  void historyIsToldInOrder() throws IOException {
    server.chat("ada", "hi");

    assertThat(server.get("/bridge/history/ada"))
        .isEqualTo(
            TestServer.JSON.readTree(
                """
                {"user_id": "ada", "count": 2, "messages": [
                  {"role": "user", "content": "hi", "timestamp": "2026-11-21T12:00:00.000Z",
                   "room": "Tower"},
                  {"role": "assistant", "content": "[ada@Tower] received: hi (msg #1)",
                   "timestamp": "2026-11-21T12:00:00.000Z", "room": "Tower"}]}"""));
    assertThat(server.send("GET", "/bridge/history/nobody", "").statusCode()).isEqualTo(404);
  }

  @Test
  void historyIsNobodysBusinessUnlessTurnedOn() {
    try (TestServer closed = TestServer.withoutHistoryApi()) {
      closed.chat("ada", "hi");
      HttpResponse<String> refused = closed.send("GET", "/bridge/history/ada", "");
      assertThat(refused.statusCode()).isEqualTo(404);
      assertThat(refused.body()).contains("--history-api");
    }
  }

  @Test
  void theWebSocketIsElsewhere() {
    HttpResponse<String> response = server.send("GET", "/bridge/ws/ada", "");

    assertThat(response.statusCode()).isEqualTo(426);
    assertThat(response.headers().firstValue("Upgrade")).hasValue("websocket");
    assertThat(response.body()).contains("ws://127.0.0.1:" + server.wsPort() + "/bridge/ws/ada");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /bridge/chat, POST",
    "PUT, /bridge/chat, POST",
    "HEAD, /bridge/chat, POST",
    "OPTIONS, /bridge/chat, POST",
    "POST, /bridge/health, GET",
    "HEAD, /bridge/health, GET",
    "DELETE, /bridge/sessions, GET",
    "POST, /bridge/rooms, GET",
    "POST, /bridge/room_events/ada, GET",
    "POST, /bridge/history/ada, GET",
    "POST, /bridge/ws/ada, GET",
    "POST, /metrics, GET",
    "HEAD, /metrics, GET"
  })
  void aWrongMethodIsToldTheRightOne(String method, String path, String allowed) {
    HttpResponse<String> response = server.send(method, path, "");

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("Allow")).hasValue(allowed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/bridge", "/bridge/", "/bridge/chats", "/bridge/chat/x", "/metrics/"})
  void anUnknownPathIsNotFound(String path) {
    assertThat(server.send("GET", path, "").statusCode()).isEqualTo(404);
    assertThat(server.send("POST", path, "{}").statusCode()).isEqualTo(404);
  }

  @Test
  void aBodyMustBeJson() {
    String body = TestServer.body("ada", "hi").toString();

    for (String type : new String[] {"text/plain", "application/x-www-form-urlencoded", "json"}) {
      assertThat(server.send("POST", "/bridge/chat", body, "Content-Type", type).statusCode())
          .as(type)
          .isEqualTo(415);
    }
    assertThat(server.send("POST", "/bridge/chat", body, "X-Other", "1").statusCode())
        .isEqualTo(415);
    assertThat(
            server
                .send(
                    "POST", "/bridge/chat", body, "Content-Type", "Application/JSON;charset=utf-8")
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void aBodyOf64KibIsReadAndOneByteMoreIsNot() {
    String empty = TestServer.body("ada", "").toString();
    int room = 64 * 1024 - empty.length();

    assertThat(server.post("ada", "x".repeat(room)).statusCode()).isEqualTo(200);
    assertThat(server.post("ada", "x".repeat(room + 1)).statusCode()).isEqualTo(413);
    assertThat(server.post("ada", "x".repeat(700_000)).statusCode()).isEqualTo(413);
  }

  @Test
  void aChunkedBodyIsBoundedToo() throws IOException {
    String head =
        """
        POST /bridge/chat HTTP/1.1
        Host: localhost
        Connection: close
        Content-Type: application/json
        Transfer-Encoding: chunked

        """
            .replace("\n", "\r\n");
    String small = TestServer.body("ada", "hi").toString();
    String chunk = Integer.toHexString(small.length()) + "\r\n" + small + "\r\n";
    assertThat(raw(head + chunk + "0\r\n\r\n")).startsWith("HTTP/1.1 200");

    String big = "10001\r\n" + "x".repeat(0x10001) + "\r\n0\r\n\r\n";
    assertThat(raw(head + big)).startsWith("HTTP/1.1 413");
  }

  @Test
  void theHostMustBeThisMachineOrConfigured() throws IOException {
    String request = "GET /bridge/health HTTP/1.1\r\nConnection: close\r\nHost: ";
    for (String good :
        new String[] {
          "localhost", "LOCALHOST:4004", "127.0.0.1:1", "127.9.8.7", "[::1]:4004", "bridge.example"
        }) {
      assertThat(raw(request + good + "\r\n\r\n")).as(good).startsWith("HTTP/1.1 200");
    }
    for (String bad :
        new String[] {
          "evil.example",
          "127.0.0.1.evil.example",
          "localhost.evil.example",
          "127.1",
          "[::2]",
          "",
          "localhost@evil.example",
          "localhost:x",
          "127.0.0.256"
        }) {
      assertThat(raw(request + bad + "\r\n\r\n")).as(bad).startsWith("HTTP/1.1 403");
    }
    assertThat(raw("GET /bridge/health HTTP/1.1\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 400");
  }

  @Test
  void aForeignPageMayNotDriveTheBridge() {
    String body = TestServer.body("ada", "hi").toString();
    String own = "http://127.0.0.1:" + server.httpPort();
    for (String bad :
        new String[] {
          "https://evil.example",
          "null",
          "http://127.0.0.1:1",
          "http://localhost",
          "file://",
          "https://127.0.0.1:" + server.httpPort(),
          "http://evil.example:" + server.httpPort(),
          "x y"
        }) {
      HttpResponse<String> response =
          server.send(
              "POST", "/bridge/chat", body, "Content-Type", "application/json", "Origin", bad);
      assertThat(response.statusCode()).as(bad).isEqualTo(403);
    }
    for (String good :
        new String[] {own, "http://localhost:" + server.httpPort(), "https://ui.example"}) {
      HttpResponse<String> response =
          server.send(
              "POST", "/bridge/chat", body, "Content-Type", "application/json", "Origin", good);
      assertThat(response.statusCode()).as(good).isEqualTo(200);
    }
  }

  @Test
  void aUserIdInAPathIsPercentEncodedUtf8() {
    server.chat("Zoë/ä b", "hi");
    String path = "/bridge/room_events/Zo%C3%AB%2F%C3%a4%20b";

    assertThat(server.get(path).get("user_id").asText()).isEqualTo("Zoë/ä b");
    for (String bad : new String[] {"%ff", "a%0Ab", "", "%20", "%C3", "x".repeat(129)}) {
      assertThat(server.send("GET", "/bridge/room_events/" + bad, "").statusCode())
          .as(bad)
          .isEqualTo(400);
    }
  }

  @Test
  void badRequestsAreToldWhatIsWrong() {
    HttpResponse<String> response = server.send("POST", "/bridge/chat", "{\"user_id\": \"ada\"}");
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).isEqualTo("{\"error\":\"message required\"}");
    assertThat(response.headers().firstValue("X-RateLimit-Limit")).hasValue("0");

    assertThat(server.send("POST", "/bridge/chat", "{}").body())
        .isEqualTo("{\"error\":\"user_id required\"}");
    assertThat(server.get("/bridge/sessions").get("total").asInt()).isZero();
  }

  @Test
  void invalidUtf8IsABadRequest() throws IOException {
    try (RawSocket socket = new RawSocket(server.httpPort())) {
      byte[] body =
          "{\"user_id\":\"a\",\"message\":\"\u00ff\u00fe\"}".getBytes(StandardCharsets.ISO_8859_1);
      socket.say(
          "POST /bridge/chat HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
              + "Content-Type: application/json\r\nContent-Length: "
              + body.length
              + "\r\n\r\n");
      assertThat(socket.say(body).hear())
          .startsWith("HTTP/1.1 400")
          .contains("body is not valid JSON");
    }
  }
}
