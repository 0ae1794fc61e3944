package dev.proofload.loadgen.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PendingTest {
  private static final int OWNERS = 5;

  /** Against a map in order of insertion, which does the same slowly. */
  @Property(tries = 500)
  void knowsTheOldestWhateverComesAndGoes(
      @ForAll @Size(max = 60) List<@IntRange(max = 14) Integer> steps) {
    Pending<Integer> pending = new Pending<>();
    List<Pending.Ticket<Integer>> tickets = new ArrayList<>();
    for (int owner = 0; owner < OWNERS; owner++) {
      tickets.add(pending.ticket(owner));
    }
    Map<Integer, Long> model = new LinkedHashMap<>();
    long now = Long.MAX_VALUE - 10; // System.nanoTime() may be anything, and may overflow.
    for (int step : steps) {
      int owner = step % OWNERS;
      now++;
      if (step < 2 * OWNERS) {
        tickets.get(owner).since(now);
        model.remove(owner);
        model.put(owner, now);
      } else {
        tickets.get(owner).done();
        model.remove(owner);
      }
      assertThat(pending.oldestNanos(42))
          .isEqualTo(model.values().stream().findFirst().orElse(42L));
    }
    List<Integer> expired = new ArrayList<>();
    pending.expire(now + 1, expired::add);
    assertThat(expired).containsExactlyElementsOf(model.keySet());
    assertThat(pending.oldestNanos(42)).isEqualTo(42);
  }

  @Test
  void endsOnlyWhatIsOverdue() {
    Pending<String> pending = new Pending<>();
    pending.ticket("early").since(10);
    pending.ticket("late").since(20);
    List<String> expired = new ArrayList<>();
    pending.expire(20, expired::add);
    assertThat(expired).containsExactly("early");
    assertThat(pending.oldestNanos(0)).isEqualTo(20);
  }

  @Test
  void whoBeginsAnewWhileItIsEndedWaitsAnew() {
    Pending<String> pending = new Pending<>();
    Pending.Ticket<String> ticket = pending.ticket("again");
    ticket.since(10);
    pending.expire(100, owner -> ticket.since(100));
    assertThat(pending.oldestNanos(0)).isEqualTo(100);
  }
}
