package dev.proofload.loadgen.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SayHearersTest {
  private record Known(byte state, long nanos) {}

  @Property(tries = 200)
  void isAMap(@ForAll long seed) {
    Random random = new Random(seed);
    SayHearers hearers = new SayHearers(random.nextInt(20));
    Map<Integer, Known> map = new HashMap<>();
    int users = 1 + random.nextInt(random.nextBoolean() ? 5 : 300);
    for (int i = 0; i < 2 * users; i++) {
      int user = random.nextInt(users);
      Known known = new Known((byte) (1 + random.nextInt(3)), random.nextInt(100));
      hearers.put(user, known.state, known.nanos);
      map.put(user, known);
      int other = random.nextInt(users);
      Known expected = map.getOrDefault(other, new Known(SayHearers.NONE, 0));
      assertThat(hearers.state(other)).isEqualTo(expected.state);
      assertThat(hearers.nanos(other)).isEqualTo(expected.nanos);
      assertThat(hearers.size()).isEqualTo(map.size());
    }
    assertThat(all(hearers)).isEqualTo(map);
    assertThat(hearers.slots()).as("there is always a free one").isGreaterThan(map.size());
  }

  @Test
  void growsOnlyWhenHalfOfItIsTaken() {
    SayHearers hearers = new SayHearers(1);
    assertThat(hearers.slots()).isEqualTo(4);
    hearers.put(1, SayHearers.MAY, 1);
    hearers.put(2, SayHearers.MAY, 2);
    hearers.put(2, SayHearers.MUST, 3);
    assertThat(hearers.slots()).isEqualTo(4);
    hearers.put(3, SayHearers.MAY, 4);
    assertThat(hearers.slots()).isEqualTo(8);
    assertThat(all(hearers))
        .isEqualTo(
            Map.of(
                1, new Known(SayHearers.MAY, 1),
                2, new Known(SayHearers.MUST, 3),
                3, new Known(SayHearers.MAY, 4)));
  }

  @Test
  void hasRoomForThoseExpected() {
    assertThat(new SayHearers(0).slots()).isEqualTo(4);
    assertThat(new SayHearers(100).slots()).isEqualTo(256);
  }

  private static Map<Integer, Known> all(SayHearers hearers) {
    Map<Integer, Known> found = new HashMap<>();
    for (int slot = 0; slot < hearers.slots(); slot++) {
      if (hearers.userAt(slot) >= 0) {
        Known known = new Known(hearers.stateAt(slot), hearers.nanosAt(slot));
        assertThat(found.put(hearers.userAt(slot), known)).isNull();
      }
    }
    return found;
  }
}
