package dev.proofload.bridge.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OccupantsTest {
  private static SessionRow row(String userId, String username) {
    return new SessionRow(userId, username, "Tower", 2, false, 0, 0);
  }

  private static String frame(List<? extends Occupant> occupants) {
    return new String(JsonAnswers.roomChanged("Tower", occupants), StandardCharsets.UTF_8);
  }

  @Test
  void theKeptJsonIsTheSameAsTheFresh() {
    SessionRow[] rows =
        IntStream.range(0, 300)
            .mapToObj(i -> row("u\"" + i, "Ü😀\n" + i))
            .toArray(SessionRow[]::new);
    Occupants<SessionRow> occupants = new Occupants<>(rows);
    String expected = frame(List.of(rows));

    for (int answer = 1; answer <= 4; answer++) {
      assertThat(frame(occupants)).as("answer " + answer).isEqualTo(expected);
    }
  }

  @Test
  void nobodyIsAnEmptyList() {
    Occupants<SessionRow> nobody = new Occupants<>(new SessionRow[0]);

    assertThat(nobody).isEmpty();
    assertThat(frame(nobody)).endsWith("\"occupants\":[]}");
    assertThat(frame(nobody)).isEqualTo(frame(nobody));
  }
}
