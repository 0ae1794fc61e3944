package dev.proofload.bridge.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the Python original did wrong, each with a test; the two about crises are in {@code
 * CrisisRegisterTest}, the one about limits in {@link LimitsTest}.
 */
class OriginalFaultsTest {
  private final TestServer server = TestServer.start();

  @AfterEach
  void stop() {
    server.close();
  }

  /** Was: 500. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"user_id\": 7, \"message\": \"hi\"}",
        "{\"user_id\": \"ada\", \"message\": {}}",
        "{\"user_id\": \"ada\", \"message\": \"hi\", \"room\": 3}",
        "{\"user_id\": \"ada\", \"message\": \"hi\", \"username\": null}",
        "[]",
        "no JSON"
      })
  void aWrongTypeIsABadRequest(String body) {
    HttpResponse<String> response = server.send("POST", "/bridge/chat", body);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(TestServer.json(response).get("error").asText())
        .containsPattern("user_id|message|room|username|body");
  }

  /** Was: "The Tower". */
  @Test
  void theFirstRoomIsTower() {
    assertThat(server.chat("ada", "hi").get("room").asText()).isEqualTo("Tower");
  }

  /** Was: three looks at a state that changed meanwhile. */
  @Test
  void roomOccupantsAndTextComeFromOneSnapshot() throws InterruptedException {
    AtomicInteger looks = new AtomicInteger();
    inParallel(
        4,
        user -> {
          for (int i = 0; i < 60; i++) {
            if (user == 0) {
              JsonNode answer = server.chat("looker", "look");
              assertConsistent(answer);
              looks.incrementAndGet();
            } else {
              server.chat("mover" + user, "move " + (i % 2 == 0 ? "Tower" : "Chapel"));
            }
          }
        });
    assertThat(looks.get()).isEqualTo(60);
  }

  private static void assertConsistent(JsonNode answer) {
    List<String> others =
        new ArrayList<>(answer.get("room_occupants").findValuesAsText("username"));
    others.remove("looker");
    String seen = others.isEmpty() ? "no one else" : String.join(", ", others);
    assertThat(answer.get("response").asText())
        .isEqualTo("You are in " + answer.get("room").asText() + ". You see: " + seen + ".");
  }

  /** Was: unbounded. */
  @Test
  void theHistoryIsBounded() {
    for (int i = 0; i < 25; i++) {
      server.chat("ada", "m" + i);
    }
    assertThat(server.get("/bridge/history/ada").get("count").asInt()).isEqualTo(20);
  }

  /** Was: over WebSocket only. */
  @ParameterizedTest
  @ValueSource(strings = {"move Chapel", "go Chapel", "GOTO Chapel"})
  void moveIsACommandOnBothTransports(String command) {
    assertThat(server.chat("ada", command).get("room").asText()).isEqualTo("Chapel");
    try (TestSocket bob = TestSocket.connected(server, "bob")) {
      assertThat(bob.chat(command).next().get("room").asText()).isEqualTo("Chapel");
    }
  }

  /** Was: sent again with every later message, and again on drain. */
  @Test
  void anEventIsDeliveredOnce() {
    try (TestSocket ada = TestSocket.connected(server, "ada")) {
      server.chat("bob", "say hello");
      server.chat("bob", "hi");
      assertThat(ada.next().get("message").asText()).isEqualTo("bob says: \"hello\"");
      assertThat(ada.chat("hi").next().get("type").asText()).isEqualTo("chat_response");
      assertThat(ada.chat("hi").next().get("type").asText()).isEqualTo("chat_response");
      assertThat(server.drain("ada")).isEmpty();
    }
  }

  @Test
  void manyUsersAtOnceKeepTheirCountsTheirEventsAndTheirRooms() throws InterruptedException {
    int users = 8;
    int turns = 40;
    inParallel(
        users,
        user -> {
          for (int turn = 1; turn <= turns; turn++) {
            JsonNode answer = server.chat("u" + user, "say " + user + "/" + turn);
            assertThat(answer.get("session_messages").asInt()).isEqualTo(2 * turn);
            if (turn % 10 == 0) {
              InvariantSweep.check(server);
            }
          }
        });
    for (int user = 0; user < users; user++) {
      Set<String> heard = new HashSet<>();
      List<Integer> latest = new ArrayList<>(java.util.Collections.nCopies(users, 0));
      int seq = 0;
      for (JsonNode event : server.drain("u" + user)) {
        String text = event.get("message").asText().replaceAll(".*\"(.*)\".*", "$1");
        int speaker = Integer.parseInt(text.substring(0, text.indexOf('/')));
        int turn = Integer.parseInt(text.substring(text.indexOf('/') + 1));
        assertThat(event.get("seq").asInt()).isEqualTo(++seq);
        assertThat(speaker).isNotEqualTo(user);
        assertThat(turn).isGreaterThan(latest.set(speaker, turn));
        assertThat(heard.add(text)).isTrue();
      }
      assertThat(heard).isNotEmpty();
    }
  }

  private static void inParallel(int count, IntConsumer task) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    List<Throwable> failures = java.util.Collections.synchronizedList(new ArrayList<>());
    for (int i = 0; i < count; i++) {
      int number = i;
      threads.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      task.accept(number);
                    } catch (RuntimeException | Error e) {
                      failures.add(e);
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(failures).isEmpty();
  }
}
