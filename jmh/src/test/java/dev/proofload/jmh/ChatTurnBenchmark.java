package dev.proofload.jmh;

import dev.proofload.bridge.agent.EchoResponder;
import dev.proofload.bridge.protocol.BadRequestException;
import dev.proofload.bridge.protocol.ChatRequest;
import dev.proofload.bridge.protocol.JsonAnswers;
import dev.proofload.bridge.protocol.RequestReader;
import dev.proofload.bridge.service.Bridge;
import dev.proofload.bridge.service.BridgeSettings;
import dev.proofload.bridge.service.ChatOutcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;

/**
 * One message answered, without sockets: 20 users in 5 rooms, each message in the next room, as the
 * paper's load has it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ChatTurnBenchmark {
  private static final int USERS = 20;
  private static final String[] ROOMS = {"Tower", "Chapel", "Library", "Garden", "Dungeon"};

  @Param({"talk", "look", "say"})
  String kind = "talk";

  private Bridge bridge = newBridge();

  /** One client: its requests, and how far it is. Threads share no user. */
  @State(Scope.Thread)
  public static class Client {
    private ChatRequest[] requests = {};
    private byte[][] bodies = {};
    private int next;

    @Setup
    public void setUp(ChatTurnBenchmark benchmark) {
      long thread = Thread.currentThread().threadId();
      requests = new ChatRequest[USERS * ROOMS.length];
      bodies = new byte[requests.length][];
      for (int i = 0; i < requests.length; i++) {
        String user = "user-" + thread + "-" + i % USERS;
        String text =
            switch (benchmark.kind) {
              case "look" -> "look";
              case "say" -> "say message " + i + " from " + user;
              default -> "message " + i + " from " + user;
            };
        String room = ROOMS[i / USERS];
        requests[i] = new ChatRequest(user, "", text, room);
        bodies[i] =
            "{\"user_id\":\"%s\",\"message\":\"%s\",\"room\":\"%s\"}"
                .formatted(user, text, room)
                .getBytes(StandardCharsets.UTF_8);
      }
    }

    private int advance() {
      next = next + 1 == requests.length ? 0 : next + 1;
      return next;
    }
  }

  @Setup
  public void setUp() {
    bridge = newBridge();
  }

  /** The engine alone: limiter, crisis screen, session, rooms, reply, history. */
  @Benchmark
  public ChatOutcome turn(Client client) {
    return bridge.chat(client.requests[client.advance()]);
  }

  /** The same from two threads at once, for what its locks cost. */
  @Benchmark
  @Threads(2)
  public ChatOutcome turnOfTwoThreads(Client client) {
    return bridge.chat(client.requests[client.advance()]);
  }

  /** From the request's bytes to the answer's. */
  @Benchmark
  public byte[] turnWithJson(Client client) throws BadRequestException {
    ChatOutcome outcome = bridge.chat(RequestReader.chat(client.bodies[client.advance()]));
    if (outcome instanceof ChatOutcome.Answered answered) {
      return JsonAnswers.chat(answered.reply());
    }
    throw new IllegalStateException("refused: " + outcome);
  }

  private static Bridge newBridge() {
    BridgeSettings defaults = BridgeSettings.DEFAULTS;
    // The limiter works, but never runs dry.
    BridgeSettings settings =
        new BridgeSettings(
            1_000_000_000,
            Duration.ofSeconds(1),
            defaults.historyWindow(),
            defaults.maxSessions(),
            defaults.crisisTurns(),
            defaults.crisisWindow(),
            defaults.historyApi(),
            defaults.deltaDelay());
    return new Bridge(settings, new EchoResponder(), InstantSource.system(), System::nanoTime);
  }
}
