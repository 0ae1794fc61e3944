package dev.proofload.bridge.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.proofload.bridge.outbox.SlowReader;
import dev.proofload.bridge.outbox.StreamSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class StreamsTest {
  private static final Duration BEAT = Duration.ofSeconds(30);

  private static TestServer small(int messages, int bytes) {
    return TestServer.streaming(
        new StreamSettings(messages, bytes, SlowReader.WARN, BEAT), Duration.ZERO);
  }

  private static TestServer slowly(Duration deltaDelay) {
    return TestServer.streaming(StreamSettings.DEFAULTS, deltaDelay);
  }

  private static String streamed(String message) {
    return TestServer.JSON
        .createObjectNode()
        .put("type", "chat")
        .put("message", message)
        .put("stream", true)
        .toString();
  }

  private static String type(JsonNode frame) {
    return frame.get("type").asText();
  }

  private static long count(JsonNode row, String what, String of) {
    return row.get(what).get(of).asLong();
  }

  private static void addsUp(JsonNode counts) {
    for (String of : List.of("control", "critical", "important", "bulk")) {
      long returned = counts.has("returned") ? count(counts, "returned", of) : 0;
      assertThat(count(counts, "produced", of))
          .as(of + " of " + counts)
          .isEqualTo(
              count(counts, "sent", of)
                  + count(counts, "dropped", of)
                  + count(counts, "queued", of)
                  + returned);
    }
  }

  @Test
  void aReplyComesInPiecesAndThenAsAWhole() {
    try (TestServer server = TestServer.start();
        TestSocket socket = TestSocket.connected(server, "ada")) {
      socket.send(streamed("what  a day"));
      StringBuilder text = new StringBuilder();
      JsonNode frame = socket.next();
      String replyId = frame.get("reply_id").asText();
      for (int index = 0; type(frame).equals("chat_delta"); index++) {
        assertThat(frame.get("index").asInt()).isEqualTo(index);
        assertThat(frame.get("reply_id").asText()).isEqualTo(replyId);
        text.append(frame.get("delta").asText());
        frame = socket.next();
      }
      assertThat(type(frame)).isEqualTo("chat_response");
      assertThat(frame.get("reply_id").asText()).isEqualTo(replyId);
      assertThat(frame.get("message").asText())
          .isEqualTo("[ada@Tower] received: what  a day (msg #1)")
          .isEqualTo(text.toString());

      socket.send(streamed("look"));
      JsonNode next = socket.next();
      assertThat(next.get("delta").asText()).isEqualTo("You ");
      assertThat(next.get("reply_id").asText()).isNotEqualTo(replyId);
      while (!type(next).equals("chat_response")) {
        next = socket.next();
      }
      socket.chat("whole");
      assertThat(socket.next().has("reply_id")).isFalse();
    }
  }

  @Test
  void whoAsksForNoBooleanIsToldSo() {
    try (TestServer server = TestServer.start();
        TestSocket socket = TestSocket.connected(server, "ada")) {
      socket.send("{\"message\": \"hi\", \"stream\": \"yes\"}");
      assertThat(socket.nextError()).isEqualTo("stream must be true or false");
    }
  }

  @Test
  void aReplyWithTheCrisisMessageDoesNotTakeItsTime() {
    try (TestServer server = slowly(Duration.ofSeconds(10));
        TestSocket socket = TestSocket.connected(server, "ada")) {
      server.chat("ada", "I want to die");
      server.chat("ada", "I want to die");
      socket.next();
      socket.next();
      socket.send(streamed("I want to die"));
      JsonNode frame = socket.next();
      assertThat(type(frame)).isEqualTo("chat_response");
      assertThat(frame.get("crisis_detected").asBoolean()).isTrue();
      assertThat(frame.get("message").asText()).contains("call or text 988");
    }
  }

  @Test
  void whoSpeaksOnIsHeardWhileAReplyTakesItsTimeAndTooManyRepliesComeWhole() {
    try (TestServer server = slowly(Duration.ofSeconds(10));
        TestSocket socket = TestSocket.connected(server, "ada")) {
      for (int i = 0; i < 16; i++) {
        socket.send(streamed("one two three"));
        assertThat(type(socket.next())).isEqualTo("chat_delta");
      }
      socket.send(streamed("the seventeenth"));
      JsonNode frame = socket.next();
      assertThat(type(frame)).isEqualTo("chat_response");
      assertThat(frame.has("reply_id")).isFalse();
      socket.chat("hello");
      assertThat(socket.next().get("message").asText()).contains("hello");
    }
  }

  @Test
  void everyReplyIsHeardOrFetchedWhenItsReaderStalls() throws IOException {
    int chats = 400;
    String filler = "x".repeat(1_500);
    try (TestServer server = small(50, 64 * 1024)) {
      List<String> heard;
      try (RawSocket stalled = RawSocket.connected(server, "ada")) {
        for (int i = 1; i <= chats; i++) {
          // The third carries the crisis message.
          String text = i <= 3 ? "I want to die" : filler;
          stalled.sayText(streamed(text + " #" + i + "#"));
          server.chat("bob", "say hello");
        }
        while (server.get("/bridge/room_events/ada?after=0").get("count").asInt() == 0) {
          Thread.onSpinWait();
        }
        heard = stalled.hearTexts();
      }
      List<String> finals = new ArrayList<>(repliesAmong(heard));
      int early = finals.size();
      try (TestSocket back = TestSocket.connected(server, "ada")) {
        // The last that was answered may still be on its way from the turn to the socket.
        long answered =
            server.get("/bridge/sessions").get("sessions").get(0).get("message_count").asLong() / 2;
        while (!missing(finals, answered).isEmpty()) {
          String text = back.nextText();
          assertThat(text).as("while %s are missing", missing(finals, answered)).startsWith("{");
          finals.addAll(repliesAmong(List.of(text)));
        }
        for (int i = 1; i <= answered; i++) {
          String mark = "#" + i + "#";
          long times = finals.stream().filter(text -> text.contains(mark)).count();
          // The crisis message comes again, as no ping was answered.
          assertThat(times).as(mark).isEqualTo(i == 3 ? 2 : 1);
        }
      }
      assertThat(early).isPositive().isLessThan(chats);
      addsUp(server.get("/bridge/streams").get("totals"));
      assertThat(count(server.get("/bridge/streams").get("totals"), "dropped", "critical"))
          .isZero();
    }
  }

  private static List<String> missing(List<String> replies, long upTo) {
    return LongStream.rangeClosed(1, upTo)
        .mapToObj(i -> "#" + i + "#")
        .filter(mark -> replies.stream().noneMatch(text -> text.contains(mark)))
        .toList();
  }

  private static List<String> repliesAmong(List<String> texts) {
    return texts.stream().filter(text -> text.contains("\"type\":\"chat_response\"")).toList();
  }

  @Test
  void whoComesBackSeesTheCrisisMessageThatADeadSocketHolds() throws IOException {
    try (TestServer server = TestServer.start();
        RawSocket dead = RawSocket.connected(server, "ada")) {
      // It never answers a ping: nobody knows whether it was read.
      for (int i = 0; i < 3; i++) {
        dead.sayText("{\"message\": \"I want to die\"}");
        assertThat(dead.hearFrame()).contains("chat_response");
      }
      try (TestSocket back = TestSocket.connected(server, "ada")) {
        JsonNode late = back.next();
        assertThat(late.get("crisis_detected").asBoolean()).isTrue();
        assertThat(late.get("message").asText()).contains("call or text 988");
        assertThat(late.get("seq").asInt()).isEqualTo(1);
      }
    }
  }

  @Test
  void aCrisisMessageThatNobodyHasReadOutlivesTheSession() throws IOException {
    try (TestServer server = TestServer.with(0, 20, 1)) {
      try (RawSocket dead = RawSocket.connected(server, "ada")) {
        for (int i = 0; i < 3; i++) {
          dead.sayText("{\"message\": \"I want to die\"}");
          dead.hearFrame();
        }
        server.chat("bob", "hello");
        dead.hearTexts();
      }
      while (server.get("/bridge/streams").get("states").get("closed").asInt() == 0) {
        Thread.onSpinWait();
      }
      server.chat("ada", "hello again");
      JsonNode events = server.drain("ada");
      assertThat(events).hasSize(1);
      assertThat(events.get(0).get("message").asText()).contains("call or text 988");
    }
  }

  @Test
  void whoAnswersNoHeartbeatIsClosedAndWhoDoesIsNot() throws IOException {
    try (TestServer server =
            TestServer.streaming(
                new StreamSettings(1_000, 1 << 20, SlowReader.WARN, Duration.ofMillis(300)),
                Duration.ZERO);
        RawSocket mute = RawSocket.connected(server, "mute");
        TestSocket live = TestSocket.connected(server, "live")) {
      assertThat(mute.hearTexts()).isEmpty();
      JsonNode streams = server.get("/bridge/streams");
      assertThat(streams.get("total").asInt()).isEqualTo(1);
      assertThat(streams.get("streams").get(0).get("user_id").asText()).isEqualTo("live");
      assertThat(count(streams.get("streams").get(0), "sent", "control")).isGreaterThan(2);
      live.chat("hi");
      assertThat(type(live.next())).isEqualTo("chat_response");
    }
  }

  @Test
  void streamsAreListedWithCountsThatAddUp() throws IOException {
    try (TestServer server = small(20, 1 << 20)) {
      try (RawSocket stalled = RawSocket.connected(server, "stalled");
          TestSocket socket = TestSocket.connected(server, "ada")) {
        socket.send(streamed("one two three"));
        while (!type(socket.next()).equals("chat_response")) {
          // The pieces.
        }
        String text = "say " + "x".repeat(50_000);
        while (!state(server, 0).equals("backpressure")) {
          server.chat("ada", text);
          socket.next();
        }
        JsonNode streams = server.get("/bridge/streams");
        JsonNode first = streams.get("streams").get(0);
        assertThat(first.get("user_id").asText()).isEqualTo("stalled");
        assertThat(first.get("fill").asDouble()).isGreaterThan(0.8);
        assertThat(first.get("queued_bytes").asInt()).isPositive().isLessThanOrEqualTo(1 << 20);
        JsonNode second = streams.get("streams").get(1);
        assertThat(count(second, "sent", "bulk")).isEqualTo(7);
        assertThat(count(second, "sent", "control")).isEqualTo(1);
        assertThat(second.get("state").asText()).isEqualTo("connected");
        assertThat(second.get("send_p99_ms").asDouble()).isNotNegative();
        assertThat(streams.get("limits").get("messages").asInt()).isEqualTo(20);
        assertThat(streams.get("states").get("backpressure").asInt()).isEqualTo(1);
        addsUp(first);
        addsUp(second);
        addsUp(streams.get("totals"));
        stalled.say(RawSocket.frame(0x88, new byte[0]));
      }
      while (server.get("/bridge/streams").get("total").asInt() > 0) {
        Thread.onSpinWait();
      }
      JsonNode after = server.get("/bridge/streams");
      assertThat(after.get("states").get("closed").asInt()).isEqualTo(2);
      addsUp(after.get("totals"));
      assertThat(count(after.get("totals"), "returned", "important")).isPositive();
    }
  }

  private static String state(TestServer server, int row) {
    return server.get("/bridge/streams").get("streams").get(row).get("state").asText();
  }
}
