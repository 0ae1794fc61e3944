package dev.proofload.bridge.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.proofload.bridge.crisis.CrisisMessage;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Rate limits, crises and evictions, over both transports. */
class LimitsTest {
  private static final String IN_DANGER = "I want to die";

  private static String header(HttpResponse<String> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  @Test
  void anAnswerTellsWhatIsLeftAndARefusalWhenToComeBack() {
    try (TestServer server = TestServer.with(2, 20, 100)) {
      HttpResponse<String> first = server.post("ada", "hi");
      assertThat(header(first, "X-RateLimit-Limit")).isEqualTo("2");
      assertThat(header(first, "X-RateLimit-Remaining")).isEqualTo("1");
      server.chat("ada", "hi");

      server.time.pass(Duration.ofMillis(500));
      HttpResponse<String> refused = server.post("ada", "hi");
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.body())
          .isEqualTo("{\"error\":\"rate limit exceeded\",\"user_id\":\"ada\"}");
      assertThat(header(refused, "X-RateLimit-Limit")).isEqualTo("2");
      assertThat(header(refused, "X-RateLimit-Remaining")).isEqualTo("0");
      assertThat(header(refused, "Retry-After")).isEqualTo("1");
      assertThat(header(refused, "X-RateLimit-Reset-Ms")).isEqualTo("29500");

      server.time.pass(Duration.ofMillis(29_500));
      assertThat(server.chat("ada", "hi").get("session_messages").asInt()).isEqualTo(6);
    }
  }

  @Test
  void aRefusedMessageChangesNothing() {
    try (TestServer server = TestServer.with(1, 20, 100)) {
      server.chat("ada", "hi");
      server.chat("bob", "hi");
      assertThat(server.post("ada", "say more").statusCode()).isEqualTo(429);
      assertThat(server.post("ada", "move Chapel").statusCode()).isEqualTo(429);

      assertThat(server.drain("bob")).isEmpty();
      JsonNode ada = server.get("/bridge/sessions").get("sessions").get(0);
      assertThat(ada.get("message_count").asInt()).isEqualTo(2);
      assertThat(ada.get("room").asText()).isEqualTo("Tower");
      assertThat(server.get("/bridge/history/ada").get("count").asInt()).isEqualTo(2);
    }
  }

  @Test
  void withTheLimitOffBothHeadersSayZero() {
    try (TestServer server = TestServer.start()) {
      HttpResponse<String> response = server.post("ada", "hi");
      assertThat(header(response, "X-RateLimit-Limit")).isEqualTo("0");
      assertThat(header(response, "X-RateLimit-Remaining")).isEqualTo("0");
    }
  }

  /** Was: HTTP only, and chats only. */
  @Test
  void theLimitCoversChatsAndMovesOnBothTransportsWithOneBucket() {
    try (TestServer server = TestServer.with(3, 20, 100);
        TestSocket ada = TestSocket.connected(server, "ada")) {
      assertThat(ada.move("Tower").next().get("type").asText()).isEqualTo("room_changed");
      assertThat(ada.chat("hi").next().get("type").asText()).isEqualTo("chat_response");
      server.chat("ada", "hi");
      ada.next();

      for (int i = 0; i < 2; i++) {
        JsonNode error = (i == 0 ? ada.move("Chapel") : ada.chat("hi")).next();
        assertThat(error.get("error").asText()).isEqualTo("rate limit exceeded");
        assertThat(error.get("retry_after_ms").asLong()).isEqualTo(20_000);
        assertThat(error.has("crisis_detected")).isFalse();
      }
      assertThat(server.post("ada", "hi").statusCode()).isEqualTo(429);
    }
  }

  @Test
  void bucketsOutliveSessions() {
    try (TestServer server = TestServer.with(1, 20, 1)) {
      server.chat("ada", "hi");
      server.chat("bob", "hi");
      assertThat(server.post("ada", "hi").statusCode()).isEqualTo(429);
    }
  }

  @Test
  void theThirdTurnDeliversBeforeTheReplyAndToNobodyElse() {
    try (TestServer server = TestServer.start();
        TestSocket bob = TestSocket.connected(server, "bob")) {
      for (int turn = 1; turn <= 2; turn++) {
        JsonNode answer = server.chat("ada", "say " + IN_DANGER);
        assertThat(answer.get("crisis_detected").asBoolean()).isFalse();
        assertThat(answer.get("response").asText()).doesNotContain("988");
      }
      JsonNode third = server.chat("ada", "say " + IN_DANGER);
      assertThat(third.get("crisis_detected").asBoolean()).isTrue();
      assertThat(third.get("response").asText())
          .isEqualTo(CrisisMessage.TEXT + "\n\nYou say: \"I want to die\"");
      for (int i = 0; i < 3; i++) {
        assertThat(bob.next().get("message").asText()).isEqualTo("ada says: \"I want to die\"");
      }
      assertThat(server.chat("ada", IN_DANGER).get("crisis_detected").asBoolean()).isFalse();
    }
  }

  /** Was: lost to the rate limit. */
  @Test
  void aCrisisIsNotLostToTheRateLimit() {
    try (TestServer server = TestServer.with(1, 20, 100)) {
      server.chat("ada", IN_DANGER);
      assertThat(server.post("ada", IN_DANGER).body()).doesNotContain("crisis");
      HttpResponse<String> third = server.post("ada", IN_DANGER);
      assertThat(third.statusCode()).isEqualTo(429);
      JsonNode body = TestServer.json(third);
      assertThat(body.get("error").asText()).isEqualTo("rate limit exceeded");
      assertThat(body.get("crisis_detected").asBoolean()).isTrue();
      assertThat(body.get("response").asText()).isEqualTo(CrisisMessage.TEXT);
    }
  }

  @Test
  void aCrisisIsNotLostToTheRateLimitOnASocketEither() {
    try (TestServer server = TestServer.with(1, 20, 100);
        TestSocket ada = TestSocket.connected(server, "ada")) {
      ada.chat(IN_DANGER).next();
      assertThat(ada.chat(IN_DANGER).next().has("crisis_detected")).isFalse();
      JsonNode error = ada.chat(IN_DANGER).next();
      assertThat(error.get("type").asText()).isEqualTo("error");
      assertThat(error.get("crisis_detected").asBoolean()).isTrue();
      assertThat(error.get("response").asText()).isEqualTo(CrisisMessage.TEXT);
      assertThat(error.get("retry_after_ms").asLong()).isPositive();
    }
  }

  @Test
  void aRefusedCalmMessageEndsTheStreak() {
    try (TestServer server = TestServer.with(1, 20, 100)) {
      server.chat("ada", IN_DANGER);
      server.post("ada", IN_DANGER);
      server.post("ada", "never mind");
      assertThat(server.post("ada", IN_DANGER).body()).doesNotContain("crisis");
    }
  }

  @Test
  void aCrisisIsNotLostToEviction() {
    try (TestServer server = TestServer.with(0, 20, 1)) {
      server.chat("ada", IN_DANGER);
      server.chat("bob", "hi");
      server.chat("ada", IN_DANGER);
      server.chat("bob", "hi");
      JsonNode third = server.chat("ada", IN_DANGER);
      assertThat(third.get("crisis_detected").asBoolean()).isTrue();
      assertThat(third.get("session_messages").asInt()).isEqualTo(2);
    }
  }

  @Test
  void anEvictedUserLeavesItsRoomAndItsSocketsAndStartsAnew() {
    try (TestServer server = TestServer.with(0, 20, 2)) {
      TestSocket ada = TestSocket.connected(server, "ada");
      ada.move("Chapel").next();
      TestSocket bob = TestSocket.connected(server, "bob");
      server.chat("eve", "hi");

      assertThat(ada.nextText()).isEqualTo("closed 1001");
      assertThat(server.get("/bridge/rooms").get("rooms").has("Chapel")).isFalse();
      assertThat(server.send("GET", "/bridge/room_events/ada", "").statusCode()).isEqualTo(404);

      // Eve has no socket and goes before Bob, who has.
      JsonNode again = server.chat("ada", "hi");
      assertThat(again.get("session_messages").asInt()).isEqualTo(2);
      assertThat(again.get("room").asText()).isEqualTo("Tower");
      assertThat(server.get("/bridge/sessions").findValuesAsText("user_id"))
          .containsExactly("ada", "bob");
      bob.chat("say hello").next();
      assertThat(server.drain("ada").get(0).get("seq").asInt()).isEqualTo(1);
      bob.close();
    }
  }
}
