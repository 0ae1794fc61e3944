package dev.proofload.loadgen.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.loadgen.workload.Names;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RoomsMapTest {
  private final Names names = Names.plain("abcd1234", 5);
  private final RoomsMap map = new RoomsMap(names);

  @Test
  void roomsAreKnownByNumberAndName() {
    for (int room = 0; room <= names.rooms(); room++) {
      assertThat(map.room(names.room(room))).isEqualTo(room);
      assertThat(map.name(room)).isEqualTo(names.room(room));
      assertThat(map.visitors(room).size()).isZero();
    }
    assertThat(map.room("nowhere at all")).isEqualTo(RoomsMap.STRANGE);
    assertThat(map.name(map.firstRoom())).isEqualTo("Tower");
    assertThat(map.firstRoom()).isEqualTo(map.room("Tower"));
  }

  @Property
  void whoActedIsFoundAndBeginsInTheFirstRoom(
      @ForAll @Size(max = 20) List<@IntRange(max = 70) Integer> acting) {
    RoomsMap some = new RoomsMap(names);
    Set<Integer> all = new LinkedHashSet<>();
    for (int index : acting) {
      RoomsUser user = some.acting(index);
      all.add(index);
      assertThat(user.index).isEqualTo(index);
      assertThat(user.room.newest()).isEqualTo(some.firstRoom());
      assertThat(user.room.value(0)).isEqualTo(RoomsMap.NOWHERE);
      assertThat(some.acting(index)).isSameAs(user);
      assertThat(some.owner(user.room)).isSameAs(user);
      assertThat(some.owner(user.name)).isSameAs(user);
    }
    assertThat(some.end()).isEqualTo(all.stream().mapToInt(one -> one + 1).max().orElse(0));
    for (int index = 0; index < 200; index++) {
      assertThat(some.user(index) != null).as("user %s", index).isEqualTo(all.contains(index));
    }
    RoomsMap.Visitors visitors = some.visitors(some.firstRoom());
    assertThat(visitors.size()).isEqualTo(all.size());
  }

  /** Adds what is positive, and removes what is not. */
  @Property
  void visitorsAreASet(@ForAll @Size(max = 60) List<@IntRange(min = -5, max = 20) Integer> deeds) {
    RoomsMap.Visitors visitors = new RoomsMap.Visitors();
    Set<Integer> expected = new HashSet<>();
    for (int deed : deeds) {
      if (deed > 0) {
        visitors.add(deed);
        expected.add(deed);
      } else if (visitors.size() > -deed) {
        expected.remove(visitors.user(-deed));
        visitors.remove(-deed);
      }
      Set<Integer> found = new HashSet<>();
      for (int i = 0; i < visitors.size(); i++) {
        found.add(visitors.user(i));
      }
      assertThat(visitors.size()).isEqualTo(expected.size());
      assertThat(found).isEqualTo(expected);
    }
  }
}
