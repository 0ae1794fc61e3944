package dev.proofload.bridge.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SlowReaderTest {
  private static final int ENOUGH = 2_000;

  private final TestServer server = TestServer.start();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aReaderThatStopsReadingHurtsNobodyAndLosesNothing() throws IOException {
    String text = "x".repeat(50_000);
    try (RawSocket stalled = new RawSocket(server.wsPort());
        TestSocket healthy = TestSocket.connected(server, "healthy")) {
      stalled.say(RawSocket.handshake("/bridge/ws/stalled", "Host: localhost"));
      stalled.hearHead();
      assertThat(stalled.hearFrame()).contains("connected");

      int said = 0;
      while (nothingWaitsFor("stalled") && said < ENOUGH) {
        server.chat("speaker", "say " + text);
        said++;
        assertThat(healthy.next().get("seq").asInt()).isEqualTo(said);
      }
      assertThat(said).isLessThan(ENOUGH);

      int taken = 0;
      String heard = stalled.hear();
      // The last frame may have been cut off; an event ends with its timestamp.
      for (int at = heard.indexOf("Z\"}"); at >= 0; at = heard.indexOf("Z\"}", at + 1)) {
        taken++;
      }
      JsonNode page = server.get("/bridge/room_events/stalled");
      assertThat(page.get("dropped_events").asInt()).isZero();
      JsonNode events = page.get("events");
      assertThat(taken).isPositive();
      assertThat(events.size()).isEqualTo(said - taken);
      for (int i = 0; i < events.size(); i++) {
        assertThat(events.get(i).get("seq").asInt()).isEqualTo(taken + i + 1);
      }
    }
  }

  @Test
  void aPeerThatPingsAndDoesNotReadIsClosed() throws IOException {
    try (RawSocket raw = new RawSocket(server.wsPort())) {
      raw.say(RawSocket.handshake("/bridge/ws/pinger", "Host: localhost"));
      raw.hearHead();
      raw.hearFrame();
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
