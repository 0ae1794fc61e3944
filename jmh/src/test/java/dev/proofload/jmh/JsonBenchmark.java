package dev.proofload.jmh;

import dev.proofload.bridge.protocol.BadRequestException;
import dev.proofload.bridge.protocol.ChatReply;
import dev.proofload.bridge.protocol.ChatRequest;
import dev.proofload.bridge.protocol.JsonAnswers;
import dev.proofload.bridge.protocol.Occupant;
import dev.proofload.bridge.protocol.RequestReader;
import dev.proofload.bridge.protocol.SocketRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The bridge's JSON: requests in, answers to a room of four out. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class JsonBenchmark {
  @Param({"25", "480"})
  int messageLength = 25;

  private byte[] body = {};
  private String frame = "";
  private ChatReply reply = reply("");

  /** Someone in the room. */
  private record Neighbour(String userId, String username) implements Occupant {}

  @Setup
  public void setUp() {
    String message = "message 7 from user-3. ".repeat(messageLength).substring(0, messageLength);
    body =
        "{\"user_id\":\"user-3\",\"message\":\"%s\",\"room\":\"Chapel\"}"
            .formatted(message)
            .getBytes(StandardCharsets.UTF_8);
    frame = "{\"type\":\"chat\",\"message\":\"%s\"}".formatted(message);
    reply = reply(message);
  }

  @Benchmark
  public ChatRequest readBody() throws BadRequestException {
    return RequestReader.chat(body);
  }

  @Benchmark
  public SocketRequest readFrame() throws BadRequestException {
    return RequestReader.frame("user-3", frame);
  }

  @Benchmark
  public byte[] writeAnswer() {
    return JsonAnswers.chat(reply);
  }

  @Benchmark
  public byte[] writeFrame() {
    return JsonAnswers.chatResponse(reply, false);
  }

  private static ChatReply reply(String message) {
    List<Neighbour> room =
        IntStream.range(0, 4).mapToObj(i -> new Neighbour("user-" + i, "User " + i)).toList();
    String text = "[user-3@Chapel] received: " + message + " (msg #41)";
    return new ChatReply(text, "user-3", "Chapel", false, 42, room, 1_700_000_000_000L);
  }
}
