package dev.proofload.bridge.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.bridge.protocol.LateReply;
import dev.proofload.bridge.protocol.StreamCensus;
import dev.proofload.bridge.protocol.StreamRow;
import dev.proofload.bridge.protocol.StreamState;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StreamsRegisterTest {
  private final Streams streams =
      new Streams(StreamSettings.DEFAULTS, () -> 0, () -> Instant.EPOCH, slow -> {});

  private Outbox stalled(String userId) {
    FakeSink sink = new FakeSink();
    sink.capacity = 0;
    Outbox outbox = streams.open(userId, sink);
    outbox.offer(Frame.of(new LateReply("{}".getBytes(StandardCharsets.UTF_8), false, 0)));
    outbox.drain();
    return outbox;
  }

  @Test
  void listsTheOpenOnesOldestFirst() {
    stalled("bob");
    stalled("ada");
    StreamCensus census = streams.census();
    assertThat(census.rows()).extracting(StreamRow::userId).containsExactly("bob", "ada");
    assertThat(census.rows()).extracting(StreamRow::streamId).containsExactly(1L, 2L);
    assertThat(census.states())
        .containsEntry(StreamState.CONNECTED, 2L)
        .containsEntry(StreamState.CLOSED, 0L);
  }

  @Test
  void oneThatIsAboutToCloseIsNotListedAndStillCounted() {
    Outbox outbox = stalled("ada");
    outbox.abandon();
    StreamCensus census = streams.census();
    assertThat(census.rows()).isEmpty();
    assertThat(census.closed()).isEqualTo(1);
    assertThat(census.totals().returned().critical()).isEqualTo(1);
    assertThat(census.totals().produced().critical()).isEqualTo(1);

    streams.close(outbox);
    streams.close(outbox);
    assertThat(streams.census()).isEqualTo(census);
  }
}
