package dev.proofload.loadgen.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.loadgen.record.PerClass;
import dev.proofload.loadgen.record.Priority;
import dev.proofload.loadgen.record.StreamList;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class StreamRulesTest {
  private static final StreamList.Limits LIMITS = new StreamList.Limits(10, 100_000, 5);
  private static final List<Priority> CLASSES = List.of(Priority.values());
  private static final PerClass NONE = new PerClass(0, 0, 0, 0);

  /** An outbox that does everything in order, one step at a time. */
  private static final class Sound {
    private final Map<Priority, ArrayDeque<Integer>> queues = new EnumMap<>(Priority.class);
    private final Map<Priority, long[]> counts = new EnumMap<>(Priority.class);
    private final Random random;

    Sound(long seed) {
      random = new Random(seed);
      for (Priority one : Priority.values()) {
        queues.put(one, new ArrayDeque<>());
        counts.put(one, new long[3]);
      }
    }

    void step() {
      if (random.nextBoolean()) {
        produce(CLASSES.get(random.nextInt(4)));
        return;
      }
      for (Priority one : Priority.values()) {
        if (!queue(one).isEmpty()) {
          queue(one).remove();
          count(one)[1]++;
          return;
        }
      }
    }

    private void produce(Priority one) {
      count(one)[0]++;
      queue(one).add(0);
      if (one == Priority.CONTROL ? queue(one).size() > 5 : waiting() > 10) {
        Priority victim =
            one == Priority.CONTROL
                ? one
                : !queue(Priority.BULK).isEmpty() ? Priority.BULK : Priority.IMPORTANT;
        if (queue(victim).isEmpty()) {
          // All is critical: the connection would end.
          queue(one).removeLast();
          count(one)[0]--;
        } else {
          queue(victim).remove();
          count(victim)[2]++;
        }
      }
    }

    private ArrayDeque<Integer> queue(Priority one) {
      return Objects.requireNonNull(queues.get(one));
    }

    private long[] count(Priority one) {
      return Objects.requireNonNull(counts.get(one));
    }

    private long waiting() {
      return 0L
          + queue(Priority.CRITICAL).size()
          + queue(Priority.IMPORTANT).size()
          + queue(Priority.BULK).size();
    }

    StreamList.Row row() {
      return new StreamList.Row(
          1,
          "u",
          "connected",
          waiting(),
          0,
          PerClass.of(one -> queue(one).size()),
          PerClass.of(one -> count(one)[0]),
          PerClass.of(one -> count(one)[1]),
          PerClass.of(one -> count(one)[2]));
    }
  }

  @Property(tries = 500)
  void whatIsInOrderIsNeverCalledWrong(@ForAll long seed) {
    Sound outbox = new Sound(seed);
    StreamList.Row before = outbox.row();
    for (int look = 0; look < 30; look++) {
      for (int steps = outbox.random.nextInt(8); steps > 0; steps--) {
        outbox.step();
      }
      StreamList.Row after = outbox.row();
      assertThat(StreamRules.wrongIn(after, LIMITS)).isEmpty();
      assertThat(StreamRules.wrongBetween(before, after)).isEmpty();
      before = after;
    }
  }

  @Property(tries = 300)
  void anyCountThatIsOffByOneShows(@ForAll long seed) {
    Sound outbox = new Sound(seed);
    for (int steps = 0; steps < 20; steps++) {
      outbox.step();
    }
    StreamList.Row row = outbox.row();
    Priority off = CLASSES.get(outbox.random.nextInt(4));
    PerClass produced = PerClass.of(one -> row.produced().of(one) + (one == off ? 1 : 0));
    assertThat(StreamRules.wrongIn(with(row, produced), LIMITS))
        .contains(off.label() + " produced");
  }

  @Test
  void whatIsNotToldIsNotJudged() {
    StreamList.Row untold =
        new StreamList.Row(
            1,
            "u",
            "",
            PerClass.NOT_SAID,
            PerClass.NOT_SAID,
            PerClass.UNTOLD,
            PerClass.UNTOLD,
            PerClass.UNTOLD,
            PerClass.UNTOLD);
    assertThat(StreamRules.wrongIn(untold, StreamList.Limits.UNTOLD)).isEmpty();
    assertThat(StreamRules.wrongBetween(untold, untold)).isEmpty();
    assertThat(StreamRules.wrongIn(StreamList.Totals.UNTOLD)).isEmpty();
  }

  @Test
  void whatIsOnItsWayMayBeLower() {
    StreamList.Row before = row(new PerClass(0, 2, 0, 9), NONE);
    assertThat(StreamRules.wrongBetween(before, row(new PerClass(0, 2, 0, 8), sent(1)))).isEmpty();
    assertThat(StreamRules.wrongBetween(before, row(new PerClass(0, 2, 0, 7), sent(2))))
        .isEqualTo("sent 2 bulk while critical was waiting all the time");
  }

  private static PerClass sent(long bulk) {
    return new PerClass(0, 0, 0, bulk);
  }

  private static StreamList.Row row(PerClass queued, PerClass sent) {
    PerClass produced = PerClass.of(one -> queued.of(one) + sent.of(one));
    return new StreamList.Row(1, "u", "", 11, 0, queued, produced, sent, NONE);
  }

  private static StreamList.Row with(StreamList.Row row, PerClass produced) {
    return new StreamList.Row(
        row.streamId(),
        row.userId(),
        row.state(),
        row.queuedMessages(),
        row.queuedBytes(),
        row.queued(),
        produced,
        row.sent(),
        row.dropped());
  }
}
