package dev.proofload.bridge.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.bridge.VirtualTime;
import dev.proofload.bridge.agent.EchoResponder;
import dev.proofload.bridge.outbox.FakeSink;
import dev.proofload.bridge.outbox.Outboxes;
import dev.proofload.bridge.protocol.ChatRequest;
import dev.proofload.bridge.protocol.Occupant;
import dev.proofload.bridge.protocol.SessionRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Everything at once, with far more users than sessions: what must hold, holds, and nothing hangs.
 */
class BridgeStressTest {
  private static final int MAX_SESSIONS = 4;
  private static final int USERS = 10;
  private static final String[] MESSAGES = {
    "hi",
    "look",
    "who",
    "say hello",
    "/me waves",
    "move Chapel",
    "move Tower",
    "whisper u1 psst",
    "whisper u7 psst",
    "I want to die"
  };

  private final VirtualTime time = new VirtualTime();
  private final Bridge bridge =
      new Bridge(
          new BridgeSettings(
              0,
              Duration.ofSeconds(60),
              6,
              MAX_SESSIONS,
              3,
              Duration.ofMinutes(5),
              true,
              Duration.ZERO),
          new EchoResponder(),
          time,
          time);

  @Test
  @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void manyUsersOnFewSessions() throws InterruptedException {
    List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 6; t++) {
      Random random = new Random(t);
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      for (int i = 0; i < 4_000; i++) {
                        act(random);
                      }
                    } catch (RuntimeException | Error e) {
                      failures.add(e);
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join(TimeUnit.SECONDS.toMillis(100));
    }

    assertThat(failures).isEmpty();
    assertThat(bridge.everyone()).hasSize(MAX_SESSIONS);
    assertThat(bridge.activeSessions()).isEqualTo(MAX_SESSIONS);
    bridge.sweep();
  }

  private void act(Random random) {
    String userId = "u" + random.nextInt(USERS);
    switch (random.nextInt(8)) {
      case 0 -> {
        FakeSink sink = new FakeSink();
        sink.capacity = random.nextInt(6);
        Connection connection = bridge.connect(userId, Outboxes.of(sink));
        connection.receive("{\"message\": \"say from a socket\"}");
        connection.receive("{\"type\": \"move\", \"room\": \"Garden\"}");
        connection.receive("nonsense");
        connection.closed();
      }
      case 1 -> bridge.roomEvents(userId, OptionalLong.empty());
      case 2 ->
          bridge
              .history(userId)
              .ifPresent(messages -> assertThat(messages).hasSizeLessThanOrEqualTo(6));
      case 3 -> checkSnapshot(bridge.everyone());
      default -> {
        String message = MESSAGES[random.nextInt(MESSAGES.length)];
        ChatOutcome outcome = bridge.chat(new ChatRequest(userId, "", message, ""));
        assertThat(outcome).isInstanceOf(ChatOutcome.Answered.class);
        if (outcome instanceof ChatOutcome.Answered answered) {
          assertThat(answered.reply().sessionMessages() % 2).isZero();
          assertThat(answered.reply().occupants())
              .extracting(occupant -> ((Occupant) occupant).userId())
              .contains(userId)
              .isSorted()
              .hasSizeLessThanOrEqualTo(MAX_SESSIONS);
        }
      }
    }
  }

  private static void checkSnapshot(List<SessionRow> everyone) {
    assertThat(everyone).hasSizeLessThanOrEqualTo(MAX_SESSIONS);
    assertThat(everyone).extracting(SessionRow::userId).doesNotHaveDuplicates().isSorted();
    assertThat(everyone).allMatch(row -> row.messageCount() % 2 == 0);
  }
}
