package dev.proofload.bridge.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.proofload.bridge.protocol.Names;
import dev.proofload.bridge.protocol.RequestReader;
import dev.proofload.bridge.protocol.StoredMessage;
import dev.proofload.bridge.protocol.StoredMessage.Role;
import dev.proofload.bridge.session.History;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a history gives back is what it was given, as far back as its window reaches. */
class HistoryFuzzTest {
  @FuzzTest
  void theLatestMessagesComeBackAsTheyWere(FuzzedDataProvider data) {
    int window = data.consumeInt(1, 20);
    History history = new History(window);
    List<StoredMessage> all = new ArrayList<>();
    while (data.remainingBytes() > 0) {
      StoredMessage message =
          new StoredMessage(
              data.consumeBoolean() ? Role.USER : Role.ASSISTANT,
              wellFormed(data.consumeString(300)),
              data.consumeLong(),
              room(data.consumeString(Names.MAX_CODE_POINTS)));
      all.add(message);
      history.add(message.role(), message.content(), message.atMillis(), message.room());
      assertThat(history.size()).isEqualTo(Math.min(all.size(), window));
    }
    assertThat(history.messages())
        .isEqualTo(all.subList(Math.max(0, all.size() - window), all.size()));
  }

  /** As {@link RequestReader} lets through: every surrogate has its other half. */
  private static String wellFormed(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  private static String room(String text) {
    return Names.complaint("room", text).isEmpty() ? text : "\ud83d\ude80".repeat(128);
  }
}
