package dev.proofload.bridge.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SocketContractTest {
  private final TestServer server = TestServer.start();

  @AfterEach
  void stop() {
    server.close();
  }

  private static JsonNode json(String text) throws IOException {
    return TestServer.JSON.readTree(text);
  }

  @Test
  void theFirstFrameTellsWhereOneIs() throws IOException {
    server.chat(TestServer.body("bob", "hi").put("username", "Bob"));
    try (TestSocket ada = server.socket("ada")) {
      assertThat(ada.next())
          .isEqualTo(
              json(
                  """
                  {"type": "connected", "user_id": "ada", "room": "Tower", "occupants": [
                    {"user_id": "ada", "username": "ada"},
                    {"user_id": "bob", "username": "Bob"}]}"""));
      JsonNode session = server.get("/bridge/sessions").get("sessions").get(0);
      assertThat(session.get("connected_ws").asBoolean()).isTrue();
      assertThat(session.get("message_count").asInt()).isZero();
    }
  }

  @Test
  void aChatIsAnsweredAndAFrameWithoutTypeIsAChat() throws IOException {
    try (TestSocket ada = TestSocket.connected(server, "ada")) {
      assertThat(ada.chat("hi").next())
          .isEqualTo(
              json(
                  """
                  {"type": "chat_response", "message": "[ada@Tower] received: hi (msg #1)",
                   "crisis_detected": false, "room": "Tower",
                   "occupants": [{"user_id": "ada", "username": "ada"}]}"""));
      assertThat(ada.send("{\"message\": \"look\"}").next().get("message").asText())
          .isEqualTo("You are in Tower. You see: no one else.");
    }
  }

  @Test
  void aMoveIsAnsweredAlsoToWhereOneAlreadyIs() throws IOException {
    JsonNode changed =
        json(
            """
            {"type": "room_changed", "room": "Chapel",
             "occupants": [{"user_id": "ada", "username": "ada"}]}""");
    try (TestSocket ada = TestSocket.connected(server, "ada")) {
      assertThat(ada.move("Chapel").next()).isEqualTo(changed);
      assertThat(ada.move("Chapel").next()).isEqualTo(changed);
      assertThat(ada.chat("hi").next().get("message").asText())
          .isEqualTo("[ada@Chapel] received: hi (msg #1)");
    }
  }

  @Test
  void badInputIsAnsweredAndClosesNothing() {
    try (TestSocket ada = TestSocket.connected(server, "ada")) {
      assertThat(ada.send("nonsense").nextError()).startsWith("frame is not valid JSON");
      assertThat(ada.send("[]").nextError()).isEqualTo("frame must be a JSON object");
      assertThat(ada.send("{\"type\":\"x\"}").nextError())
          .isEqualTo("type must be \"chat\" or \"move\"");
      assertThat(ada.chat(" ").nextError()).isEqualTo("message required");
      assertThat(ada.move("a\nb").nextError())
          .isEqualTo("room must not contain control characters");
      ada.socket().sendBinary(ByteBuffer.wrap(new byte[] {1}), true).join();
      assertThat(ada.nextError()).isEqualTo("frames must be text");
      assertThat(ada.chat("look").next().get("type").asText()).isEqualTo("chat_response");
    }
  }

  @Test
  void aFrameThatIsTooLargeGetsAnErrorThenTheEndAndWhatWasSaidBeforeItsAnswer() {
    TestSocket ada = TestSocket.connected(server, "ada");
    ada.chat("hi").send("x".repeat(64 * 1024 + 1));

    assertThat(ada.next().get("message").asText()).contains("received: hi");
    assertThat(ada.nextError()).isEqualTo("a message must be at most 65536 bytes");
    assertThat(ada.nextText()).isEqualTo("closed 1009");
  }

  @Test
  void aFrameOf64KibIsRead() {
    try (TestSocket ada = TestSocket.connected(server, "ada")) {
      String frame = TestServer.JSON.createObjectNode().put("message", "").toString();
      String text = "x".repeat(64 * 1024 - frame.length());
      assertThat(ada.send("{\"message\":\"" + text + "\"}").next().get("message").asText())
          .contains(text);
    }
  }

  @Test
  void theTotalOfAFragmentedMessageIsBoundedToo() throws IOException {
    try (RawSocket raw = new RawSocket(server.wsPort())) {
      raw.say(RawSocket.handshake("/bridge/ws/ada", "Host: localhost"));
      assertThat(raw.hearHead()).startsWith("HTTP/1.1 101");
      raw.hearFrame();
      byte[] part = "x".repeat(16 * 1024).getBytes(StandardCharsets.UTF_8);
      raw.say(RawSocket.frame(0x01, part));
      for (int i = 0; i < 4; i++) {
        raw.say(RawSocket.frame(0x00, part));
      }
      assertThat(raw.hearFrame()).contains("at most 65536 bytes");
    }
  }

  @Test
  void textThatIsNotUtf8GetsAnErrorAndTheEnd() throws IOException {
    try (RawSocket raw = new RawSocket(server.wsPort())) {
      raw.say(RawSocket.handshake("/bridge/ws/ada", "Host: localhost"));
      raw.hearHead();
      raw.hearFrame();
      raw.say(RawSocket.frame(0x81, new byte[] {(byte) 0xff, (byte) 0xfe}));
      assertThat(raw.hearFrame()).contains("\"type\":\"error\"");
      assertThat(raw.hear()).hasSizeGreaterThan(1);
    }
  }

  @Test
  void severalSocketsOfAUserAreServedAlike() {
    server.chat("bob", "hi");
    try (TestSocket one = TestSocket.connected(server, "ada");
        TestSocket two = TestSocket.connected(server, "ada")) {
      JsonNode reply = one.chat("hi").next();
      assertThat(two.next()).isEqualTo(reply);
      assertThat(two.move("Chapel").next()).isEqualTo(one.next());
      server.chat("bob", "move Chapel");
      server.chat("bob", "say hello");
      JsonNode event = one.next();
      assertThat(event.get("message").asText()).isEqualTo("bob says: \"hello\"");
      assertThat(two.next()).isEqualTo(event);
      assertThat(server.drain("ada")).isEmpty();
    }
  }

  @Test
  void theReplyToAnHttpChatGoesToTheSocketsToo() throws IOException {
    try (TestSocket ada = TestSocket.connected(server, "ada")) {
      server.chat("ada", "hi");
      assertThat(ada.next())
          .isEqualTo(
              json(
                  """
                  {"type": "chat_response", "message": "[ada@Tower] received: hi (msg #1)",
                   "crisis_detected": false, "room": "Tower",
                   "occupants": [{"user_id": "ada", "username": "ada"}],
                   "user_id": "ada", "timestamp": "2026-11-21T12:00:00.000Z"}"""));
    }
  }

  @Test
  void whatWaitedComesRightAfterConnectedAndThenWhatHappens() {
    server.chat("ada", "hi");
    server.chat("bob", "say one");
    server.chat("bob", "say two");
    try (TestSocket ada = TestSocket.connected(server, "ada")) {
      server.chat("bob", "say three");
      for (int seq = 1; seq <= 3; seq++) {
        assertThat(ada.next().get("seq").asInt()).isEqualTo(seq);
      }
      assertThat(server.drain("ada")).isEmpty();
    }
  }

  @Test
  void aUserWhoseSocketIsClosedStaysInItsRoomAndItsEventsWait() {
    TestSocket ada = TestSocket.connected(server, "ada");
    ada.move("Chapel").next();
    ada.close();
    awaitDisconnected("ada");
    server.chat("bob", "move Chapel");
    server.chat("bob", "say hello");

    assertThat(server.get("/bridge/rooms").get("rooms").get("Chapel").get("count").asInt())
        .isEqualTo(2);
    assertThat(server.drain("ada").findValuesAsText("message"))
        .containsExactly("bob says: \"hello\"");
  }

  /** The close handshake is over a moment before the bridge has noted it. */
  private void awaitDisconnected(String userId) {
    JsonNode sessions = server.get("/bridge/sessions").get("sessions");
    while (connected(sessions, userId)) {
      Thread.onSpinWait();
      sessions = server.get("/bridge/sessions").get("sessions");
    }
  }

  private static boolean connected(JsonNode sessions, String userId) {
    for (JsonNode session : sessions) {
      if (session.get("user_id").asText().equals(userId)) {
        return session.get("connected_ws").asBoolean();
      }
    }
    return false;
  }

  @Test
  void aHandshakeThatMayNotBeIsRefusedOverHttp() throws IOException {
    String own = "Host: 127.0.0.1:" + server.wsPort();
    String page = "Origin: http://localhost:" + server.httpPort();
    assertRefused(403, RawSocket.handshake("/bridge/ws/ada", own, "Origin: https://evil.example"));
    assertRefused(403, RawSocket.handshake("/bridge/ws/ada", own, "Origin: null"));
    assertRefused(403, RawSocket.handshake("/bridge/ws/ada", "Host: evil.example"));
    assertRefused(403, RawSocket.handshake("/bridge/ws/ada"));
    assertRefused(404, RawSocket.handshake("/bridge/elsewhere", own));
    assertRefused(400, RawSocket.handshake("/bridge/ws/", own));
    assertRefused(400, RawSocket.handshake("/bridge/ws/a%0Ab", own));
    assertRefused(400, RawSocket.handshake("/bridge/ws/" + "x".repeat(129), own));
    assertRefused(400, "nonsense\r\n\r\n");
    assertRefused(426, "GET /bridge/ws/ada HTTP/1.1\r\n" + own + "\r\n\r\n");
    assertRefused(405, "POST /bridge/ws/ada HTTP/1.1\r\n" + own + "\r\n\r\n");
    assertRefused(431, "GET / HTTP/1.1\r\nX: " + "x".repeat(20_000));
    assertThat(server.get("/bridge/sessions").get("total").asInt()).isZero();

    try (RawSocket raw = new RawSocket(server.wsPort())) {
      raw.say(RawSocket.handshake("/bridge/ws/Zo%C3%AB?x=1", own, page));
      assertThat(raw.hearHead())
          .startsWith("HTTP/1.1 101")
          .contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
      assertThat(raw.hearFrame()).contains("\"user_id\":\"Zoë\"");
    }
  }

  private void assertRefused(int status, String request) throws IOException {
    try (RawSocket raw = new RawSocket(server.wsPort())) {
      assertThat(raw.say(request).hear())
          .as(request)
          .startsWith("HTTP/1.1 " + status + " ")
          .contains("{\"error\":");
    }
  }

  @Test
  void aHandshakeMayComeInPiecesAndWithAFrameBehindIt() throws IOException {
    try (RawSocket raw = new RawSocket(server.wsPort())) {
      String handshake = RawSocket.handshake("/bridge/ws/ada", "Host: localhost");
      for (int i = 0; i < handshake.length() - 1; i += 7) {
        raw.say(handshake.substring(i, Math.min(i + 7, handshake.length() - 1)));
      }
      byte[] frame = RawSocket.frame(0x81, "{\"message\":\"hi\"}".getBytes(StandardCharsets.UTF_8));
      byte[] end = new byte[frame.length + 1];
      end[0] = '\n';
      System.arraycopy(frame, 0, end, 1, frame.length);
      raw.say(end);
      assertThat(raw.hearHead()).startsWith("HTTP/1.1 101");
      assertThat(raw.hearFrame()).contains("connected");
      assertThat(raw.hearFrame()).contains("received: hi (msg #1)");
    }
  }

  @Test
  void stoppingClosesEverySocketWith1001() {
    TestServer other = TestServer.start();
    TestSocket ada = TestSocket.connected(other, "ada");
    other.close();

    assertThat(ada.nextText()).isEqualTo("closed 1001");
    assertThat(ada.socket().isInputClosed()).isTrue();
  }
}
