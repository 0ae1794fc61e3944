package dev.proofload.bridge.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proofload.bridge.protocol.StoredMessage;
import dev.proofload.bridge.protocol.StoredMessage.Role;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryTest {
  @Test
  void keepsWhatWasSaidAsItWasSaid() {
    History history = new History(20);
    history.add(Role.USER, "Größe 😀 \n", 1_700_000_000_123L, "Küche");
    history.add(Role.ASSISTANT, "", -1, "Tower");

    assertThat(history.messages())
        .containsExactly(
            new StoredMessage(Role.USER, "Größe 😀 \n", 1_700_000_000_123L, "Küche"),
            new StoredMessage(Role.ASSISTANT, "", -1, "Tower"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 20, 33})
  void keepsTheLatestUpToTheWindow(int window) {
    History history = new History(window);
    for (int i = 0; i < 100; i++) {
      history.add(Role.USER, "m" + i, i, "Tower");
      int held = Math.min(window, i + 1);
      int first = i + 1 - held;
      assertThat(history.messages())
          .extracting(StoredMessage::content)
          .containsExactlyElementsOf(IntStream.range(first, i + 1).mapToObj(n -> "m" + n).toList());
      assertThat(history.size()).isEqualTo(held);
    }
  }

  @Test
  void theLongestRoomFits() {
    History history = new History(1);
    String room = "😀".repeat(128);
    history.add(Role.USER, "hi", 0, room);

    assertThat(history.messages().getFirst().room()).isEqualTo(room);
  }

  @Test
  void refusesAnEmptyWindow() {
    assertThatThrownBy(() -> new History(0)).hasMessageContaining("0");
  }
}
