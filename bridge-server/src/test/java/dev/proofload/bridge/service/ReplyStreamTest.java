package dev.proofload.bridge.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.bridge.VirtualTime;
import dev.proofload.bridge.outbox.FakeSink;
import dev.proofload.bridge.outbox.Outbox;
import dev.proofload.bridge.outbox.StreamSettings;
import dev.proofload.bridge.outbox.Streams;
import dev.proofload.bridge.protocol.ChatReply;
import dev.proofload.bridge.protocol.StreamCounts;
import dev.proofload.bridge.session.Mailbox;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplyStreamTest {
  private static final int WORDS = 5 * StreamSettings.DEFAULTS.messages();

  private final VirtualTime time = new VirtualTime();
  private final Mailbox mailbox = new Mailbox("ada");
  private final FakeSink sink = new FakeSink();
  private final Outbox outbox =
      new Streams(StreamSettings.DEFAULTS, time, time, box -> {}).open("ada", sink);
  private int done;

  @Test
  void whoReadsGetsEveryPieceOfAReplyOfMoreThanAnOutboxHolds() {
    mailbox.attach(outbox, "{}".getBytes(StandardCharsets.UTF_8), Outbox::drain);
    outbox.drain();
    sink.sent.clear();
    String text = "word ".repeat(WORDS);
    ChatReply reply = new ChatReply(text, "ada", "Tower", false, 2, List.of(), 0);
    new ReplyStream(mailbox, reply, Duration.ZERO, () -> done++).start();
    assertThat(done).isOne();
    assertThat(sink.sent).hasSize(WORDS + 1);
    assertThat(sink.sent.getFirst()).contains("\"chat_delta\"", "\"index\":0,");
    assertThat(sink.sent.get(WORDS - 1))
        .contains("\"chat_delta\"", "\"index\":" + (WORDS - 1) + ",");
    assertThat(sink.sent.getLast()).contains("\"chat_response\"");
    StreamCounts counts = outbox.counts();
    assertThat(counts.sent().bulk()).isEqualTo(WORDS);
    assertThat(counts.dropped().bulk()).isZero();
  }
}
