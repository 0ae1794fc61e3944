package dev.proofload.loadgen.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SayOrderTest {
  private final SayOrder order = new SayOrder();

  private record Noted(int sequence, long place) {}

  @Property(tries = 300)
  void comparesWithTheLatestOfTheSameSpeaker(@ForAll long seed) {
    Random random = new Random(seed);
    SayOrder some = new SayOrder();
    Map<Integer, Noted> latest = new HashMap<>();
    int speakers = 1 + random.nextInt(random.nextBoolean() ? 4 : 60);
    for (int i = 0; i < 300; i++) {
      int speaker = random.nextInt(speakers);
      int sequence = random.nextInt(5);
      long place = random.nextInt(10) - 3L;
      Noted noted = new Noted(sequence, place);
      Noted known = latest.get(speaker);
      int expected = known == null ? SayOrder.IN_ORDER : expected(known, noted);
      assertThat(some.note(speaker, sequence, place))
          .as("%s after %s", noted, known)
          .isEqualTo(expected);
      boolean older = known != null && known.place >= 0 && place >= 0 && place < known.place;
      // A wrong one changes nothing; one from further back is not the latest.
      if (expected == SayOrder.IN_ORDER && !older) {
        latest.put(speaker, noted);
      }
    }
  }

  private static int expected(Noted known, Noted noted) {
    if (known.sequence == noted.sequence) {
      return SayOrder.IN_ORDER;
    }
    if (known.place < 0 || noted.place < 0) {
      // Without numbers only what came from one source has an order: that in which it came.
      boolean back = known.place == noted.place && noted.sequence < known.sequence;
      return back ? known.sequence : SayOrder.IN_ORDER;
    }
    boolean crossed =
        known.place != noted.place
            && (noted.place > known.place) != (noted.sequence > known.sequence);
    return crossed ? known.sequence : SayOrder.IN_ORDER;
  }

  @Test
  void manySpeakersAreToldApart() {
    for (int speaker = 0; speaker < 4096; speaker++) {
      assertThat(order.note(speaker, speaker + 1, 1)).isEqualTo(SayOrder.IN_ORDER);
    }
    for (int speaker = 0; speaker < 4096; speaker++) {
      assertThat(order.note(speaker, speaker, 2)).isEqualTo(speaker + 1);
    }
  }

  @Test
  void startsAnewWhereThereAreTooMany() {
    for (int speaker = 0; speaker < 4097; speaker++) {
      order.note(speaker, 7, 1);
    }
    assertThat(order.note(4096, 6, 2)).as("the latest is remembered").isEqualTo(7);
    assertThat(order.note(0, 6, 2)).as("the first is not").isEqualTo(SayOrder.IN_ORDER);
    assertThat(order.note(0, 5, 3)).isEqualTo(6);
    for (int speaker = 1; speaker < 4095; speaker++) {
      order.note(speaker, 7, 1);
    }
    assertThat(order.note(4096, 6, 2)).as("the room is the same as before").isEqualTo(7);
  }
}
