package dev.proofload.loadgen.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RepliesTest {
  private final Replies replies = new Replies();

  @Test
  void theFirstIsNew() {
    assertThat(replies.again(0)).isFalse();
    assertThat(replies.again(0)).isTrue();
    assertThat(replies.again(1)).isFalse();
    assertThat(replies.again(0)).isTrue();
  }

  @Test
  void whatComesLateIsNewToo() {
    assertThat(replies.again(70)).isFalse();
    assertThat(replies.again(7)).isFalse();
    assertThat(replies.again(7)).isTrue();
    assertThat(replies.again(70)).isTrue();
  }

  @Test
  void whatIsTooOldIsNotJudged() {
    assertThat(replies.again(6)).isFalse();
    assertThat(replies.again(69)).isFalse();
    assertThat(replies.again(6)).isTrue();
    assertThat(replies.again(70)).isFalse();
    assertThat(replies.again(6)).isFalse();
    assertThat(replies.again(6)).isFalse();
    assertThat(replies.again(69)).isTrue();
  }

  @Property
  void isASetOfTheLatest(@ForAll @Size(max = 200) List<@IntRange(min = 0, max = 150) Integer> in) {
    Replies tried = new Replies();
    Deque<Integer> came = new ArrayDeque<>();
    int newest = 0;
    for (int sequence : in) {
      newest = Math.max(newest, sequence);
      boolean kept = newest - sequence < 64;
      assertThat(tried.again(sequence)).isEqualTo(kept && came.contains(sequence));
      if (kept) {
        came.add(sequence);
      }
    }
  }
}
