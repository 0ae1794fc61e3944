package dev.proofload.bridge.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.proofload.bridge.outbox.SlowReader;
import dev.proofload.bridge.outbox.StreamSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SlowReaderTest {
  private static final int SAID = 100;

  // Room for all that is said, so that nothing has to go.
  private final TestServer server =
      TestServer.streaming(
          new StreamSettings(1_000, 16 << 20, SlowReader.WARN, Duration.ofSeconds(30)),
          Duration.ZERO);

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aReaderThatStopsReadingHurtsNobodyAndLosesNothing() throws IOException {
    String text = "x".repeat(50_000);
    try (RawSocket stalled = RawSocket.connected(server, "stalled");
        TestSocket healthy = TestSocket.connected(server, "healthy")) {
      for (int said = 1; said <= SAID; said++) {
        server.chat("speaker", "say " + text);
        assertThat(healthy.next().get("seq").asInt()).isEqualTo(said);
      }
      // A send takes longer than 5 s: the connection ends, and what it did not take waits.
      while (nothingWaitsFor("stalled")) {
        Thread.onSpinWait();
      }

      List<String> heard = stalled.hearTexts();
      JsonNode page = server.get("/bridge/room_events/stalled");
      assertThat(page.get("dropped_events").asInt()).isZero();
      JsonNode events = page.get("events");
      assertThat(heard).isNotEmpty();
      assertThat(events.size()).isEqualTo(SAID - heard.size());
      for (int i = 0; i < events.size(); i++) {
        assertThat(events.get(i).get("seq").asInt()).isEqualTo(heard.size() + i + 1);
      }
    }
  }

  @Test
  void aPeerThatPingsAndDoesNotReadIsClosed() throws IOException {
    try (RawSocket raw = RawSocket.connected(server, "pinger")) {
      byte[] ping = RawSocket.frame(0x89, "x".repeat(125).getBytes(StandardCharsets.UTF_8));
      boolean closed = false;
      for (int i = 0; i < 2_000_000 && !closed; i++) {
        try {
          raw.say(ping);
        } catch (IOException e) {
          closed = true;
        }
      }
      assertThat(closed).isTrue();
    }
    try (TestSocket other = TestSocket.connected(server, "other")) {
      assertThat(other.chat("hi").next().get("type").asText()).isEqualTo("chat_response");
    }
  }

  private boolean nothingWaitsFor(String userId) {
    return server.get("/bridge/room_events/" + userId + "?after=0").get("count").asInt() == 0;
  }
}
