package dev.proofload.loadgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.proofload.loadgen.testkit.FakeBridge;
import dev.proofload.loadgen.testkit.HostileHttp;
import dev.proofload.loadgen.testkit.HostileWebSocket;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The workload of streams on a server that tells nothing of them, but streams its replies. */
@Timeout(60)
class StreamsRunTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** 1013, the close code of who reads too slowly, in network order. */
  private static final String TRY_AGAIN_LATER = "\u0003\u00f5";

  private static final int LONG = 10_000;

  @TempDir Path folder;

  private final AtomicInteger replies = new AtomicInteger();
  private final Map<String, AtomicInteger> greeted = new ConcurrentHashMap<>();

  /** A reply word by word, where that is asked for. */
  private void stream(HostileWebSocket.Link link, HostileWebSocket.Frame frame) throws IOException {
    ObjectNode reply = (ObjectNode) JSON.readTree(link.right(frame));
    if (JSON.readTree(frame.text()).path("stream").asBoolean()) {
      String id = Integer.toString(replies.incrementAndGet());
      int index = 0;
      for (String word : reply.path("message").asText().split("(?<= )", -1)) {
        ObjectNode delta = JSON.createObjectNode().put("type", "chat_delta").put("reply_id", id);
        link.text(delta.put("index", index++).put("delta", word).toString());
      }
      reply.put("reply_id", id);
    }
    link.text(reply.toString());
  }

  private void greet(HostileWebSocket.Link link) throws IOException {
    greeted.computeIfAbsent(link.user(), user -> new AtomicInteger()).incrementAndGet();
    HostileWebSocket.kindly(link);
  }

  private Ran run(HostileWebSocket.Mischief mischief, String... more) {
    FakeBridge bridge = new FakeBridge();
    try (HostileWebSocket sockets = new HostileWebSocket(bridge, this::greet, mischief);
        HostileHttp http = new HostileHttp(bridge, HostileHttp::rightly, sockets.port())) {
      List<String> args = new ArrayList<>(List.of("--url", http.url(), "--workload", "streams"));
      args.addAll(List.of("--users", "4", "--mix", "chat", "--crisis-users", "0"));
      args.addAll(List.of(more));
      return Ran.run(folder, args.toArray(String[]::new));
    }
  }

  private static JsonNode group(Ran ran, String reading) throws IOException {
    for (JsonNode group : ran.report().get("streams").get("other_readers")) {
      if (group.get("reading").textValue().equals(reading)) {
        return group;
      }
    }
    throw new AssertionError("nobody is " + reading);
  }

  @Test
  void repliesComePieceByPiece() throws IOException {
    Ran ran = run(this::stream, "--messages", "10");
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    JsonNode report = ran.assertNothingViolated().report();
    assertThat(report.get("workload").textValue()).isEqualTo("streams");
    assertThat(report.get("settings").get("transport").textValue()).isEqualTo("ws");
    assertThat(report.get("settings").get("message-size").textValue()).isEqualTo("500");
    assertThat(report.get("total_messages").longValue()).isEqualTo(40);
    JsonNode streams = report.get("streams");
    assertThat(streams.get("established").intValue()).isEqualTo(4);
    assertThat(streams.get("alive_at_end").intValue()).isEqualTo(4);
    assertThat(streams.get("first_delta_ms").get("count").longValue()).isEqualTo(40);
    assertThat(streams.get("first_delta_ms").get("max").doubleValue())
        .isLessThanOrEqualTo(report.get("latency_ms").get("max").doubleValue());
    assertThat(streams.get("told").isNull()).isTrue();
    assertThat(ran.markdown()).contains("Streams: the target does not tell");
    assertThat(ran.verdict("isolation")).isEqualTo("valid");
  }

  @Test
  void aReplyWithoutPiecesHasNoFirstPiece() throws IOException {
    Ran ran = run(HostileWebSocket::rightly, "--messages", "10");
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.messages("ok")).isEqualTo(40);
    JsonNode first = ran.report().get("streams").get("first_delta_ms");
    assertThat(first.get("count").longValue()).isZero();
    assertThat(first.get("p50").isNull()).isTrue();
  }

  @Test
  void whoGoesAndComesBackStandsApart() throws IOException {
    Ran ran = run(this::stream, "--churn-users", "2", "--duration", "1s");
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    ran.assertNothingViolated();
    JsonNode churning = group(ran, "churning");
    assertThat(churning.get("users").intValue()).isEqualTo(2);
    assertThat(churning.get("outcomes").get("ok").longValue()).isPositive();
    assertThat(ran.report().get("total_errors").longValue()).isZero();
    assertThat(ran.report().get("streams").get("alive_at_end").intValue()).isEqualTo(4);
    assertThat(greeted.values().stream().filter(times -> times.get() > 1)).hasSize(2);
  }

  @Test
  void whoWasClosedWhileItDidNotReadComesBackInTheEnd() throws IOException {
    // Of the users 0 to 3 the last asks over its socket, and hears of the close when it reads on.
    Ran ran =
        run(
            (link, frame) -> {
              if (frame.text().length() > LONG) {
                link.frame(HostileWebSocket.CLOSE, TRY_AGAIN_LATER);
              } else {
                stream(link, frame);
              }
            },
            "--stalled-users",
            "1",
            "--duration",
            "1s");
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    ran.assertNothingViolated();
    assertThat(ran.report().get("streams").get("alive_at_end").intValue()).isEqualTo(4);
    assertThat(greeted.values().stream().map(AtomicInteger::get).sorted())
        .containsExactly(1, 1, 1, 2);
  }

  @Test
  void whoReadsSlowlyHoldsNobodyUp() throws IOException {
    Ran ran = run(this::stream, "--slow-users", "1", "--messages", "20");
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    ran.assertNothingViolated();
    assertThat(ran.messages("ok")).isEqualTo(60);
    assertThat(ran.report().get("streams").get("alive_at_end").intValue()).isEqualTo(4);
    assertThat(ran.markdown()).contains("those of the 3 users who read as they should");
  }

  @Test
  void flagsForABridgeOfItsOwnAreNotForOneThatRuns() {
    Ran ran = run(this::stream, "--outbox-messages", "10");
    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("--outbox-messages is for a bridge that is started for the run");
  }
}
