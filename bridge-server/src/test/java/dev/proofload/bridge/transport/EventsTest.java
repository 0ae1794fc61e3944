package dev.proofload.bridge.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventsTest {
  private final TestServer server = TestServer.start();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void whatIsSaidReachesTheOthersInTheRoomOnceAndNobodyElse() throws IOException {
    server.chat("ada", "hi");
    server.chat("bob", "hi");
    server.chat("eve", "move Chapel");
    server.chat(TestServer.body("ada", "say Hello").put("username", "Ada"));

    assertThat(server.get("/bridge/room_events/bob"))
        .isEqualTo(
            TestServer.JSON.readTree(
                """
                {"user_id": "bob", "count": 1, "dropped_events": 0, "events": [
                  {"type": "room_broadcast", "seq": 1, "from_user": "ada",
                   "from_username": "Ada", "room": "Tower",
                   "message": "Ada says: \\"Hello\\"",
                   "timestamp": "2026-11-21T12:00:00.000Z"}]}"""));
    assertThat(server.drain("bob")).isEmpty();
    assertThat(server.drain("ada")).isEmpty();
    server.chat("eve", "move Tower");
    assertThat(server.drain("eve")).isEmpty();
  }

  @Test
  void emotesAndWhispersAreToldWithNumbersOfOneSeries() {
    server.chat(TestServer.body("ada", "hi").put("username", "Ada"));
    server.chat("bob", "move Chapel");
    server.chat("bob", "move Tower");
    server.chat("eve", "hi");
    assertThat(server.chat("ada", "/me waves").get("response").asText()).isEqualTo("Ada waves");
    assertThat(server.chat("ada", "whisper bob Psst").get("response").asText())
        .isEqualTo("You whisper to bob: \"Psst\"");
    server.chat("bob", "move Garden");
    server.chat("ada", "whisper bob Still there?");

    JsonNode events = server.drain("bob");
    assertThat(events.findValuesAsText("type"))
        .containsExactly("room_broadcast", "whisper", "whisper");
    assertThat(events.findValuesAsText("seq")).containsExactly("1", "2", "3");
    assertThat(events.findValuesAsText("message"))
        .containsExactly("Ada waves", "Ada whispers: \"Psst\"", "Ada whispers: \"Still there?\"");
    assertThat(server.drain("eve").findValuesAsText("message")).containsExactly("Ada waves");
  }

  @Test
  void aLostAnswerCanBeAskedForAgain() {
    server.chat("bob", "hi");
    for (int i = 1; i <= 4; i++) {
      server.chat("ada", "say " + i);
    }
    String path = "/bridge/room_events/bob?after=";

    assertThat(server.get(path + 0).get("events").findValuesAsText("seq"))
        .containsExactly("1", "2", "3", "4");
    assertThat(server.get(path + 2).get("events").findValuesAsText("seq"))
        .containsExactly("3", "4");
    assertThat(server.get(path + 2).get("count").asInt()).isEqualTo(2);
    assertThat(server.drain("bob").findValuesAsText("seq")).containsExactly("3", "4");
    for (String bad : new String[] {"", "x", "-1", "1.5", "99999999999999999999"}) {
      assertThat(server.send("GET", path + bad, "").statusCode()).as(bad).isEqualTo(400);
    }
  }

  @Test
  void beyondAThousandTheOldestGoAndTheCountShowsIt() {
    server.chat("bob", "hi");
    for (int i = 1; i <= 1_003; i++) {
      server.chat("ada", "say " + i);
    }

    JsonNode page = server.get("/bridge/room_events/bob");
    assertThat(page.get("dropped_events").asInt()).isEqualTo(3);
    assertThat(page.get("count").asInt()).isEqualTo(1_000);
    assertThat(page.get("events").get(0).get("seq").asInt()).isEqualTo(4);
  }

  @Test
  void anUnknownUserHasNone() {
    HttpResponse<String> response = server.send("GET", "/bridge/room_events/nobody", "");

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body()).isEqualTo("{\"error\":\"session not found\"}");
  }

  @Test
  void readingIsNoActivity() {
    try (TestServer small = TestServer.with(0, 20, 2)) {
      small.chat("ada", "hi");
      small.chat("bob", "hi");
      small.drain("ada");
      small.get("/bridge/history/ada");
      small.chat("eve", "hi");

      assertThat(small.get("/bridge/sessions").findValuesAsText("user_id"))
          .containsExactly("bob", "eve");
    }
  }

  @Test
  void whoLeavesAndComesBackWhileOthersSpeakIsGivenAllOfItOnce()
      throws IOException, InterruptedException {
    server.chat("bob", "hi");
    AtomicBoolean over = new AtomicBoolean();
    Thread speaker = Thread.startVirtualThread(() -> speakUntil(over));
    List<Long> given = new ArrayList<>();
    // As often, and until as much was said, however fast the machine is.
    for (int i = 0; i < 500 || given.size() <= 500; i++) {
      try (RawSocket bob = RawSocket.connected(server, "bob")) {
        for (String text : bob.sayGoodbye().hearTexts()) {
          given.add(TestServer.JSON.readTree(text).get("seq").asLong());
        }
      }
    }
    over.set(true);
    speaker.join();
    JsonNode page = server.get("/bridge/room_events/bob");
    page.get("events").forEach(event -> given.add(event.get("seq").asLong()));

    assertThat(given).isSorted().doesNotHaveDuplicates().hasSizeGreaterThan(500);
    assertThat(given.getLast() - given.size()).isEqualTo(page.get("dropped_events").asLong());
  }

  private void speakUntil(AtomicBoolean over) {
    try (TestSocket ada = TestSocket.connected(server, "ada")) {
      while (!over.get()) {
        ada.chat("say and so on").next();
      }
    }
  }
}
