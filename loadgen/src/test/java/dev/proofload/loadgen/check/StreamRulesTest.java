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

  @Test
  void aHigherClassIsNotDroppedWhileALowerOneWaits() {
    StreamList.Row before = row(new PerClass(0, 0, 3, 5), NONE);
    StreamList.Row after = dropping(row(new PerClass(0, 0, 2, 5), NONE), new PerClass(0, 0, 1, 0));
    assertThat(StreamRules.wrongBetween(before, after))
        .isEqualTo("dropped 1 important while bulk was waiting all the time");
    // The only one that waited may have been on its way.
    StreamList.Row fewBefore = row(new PerClass(0, 0, 3, 1), NONE);
    StreamList.Row fewAfter =
        dropping(row(new PerClass(0, 0, 2, 1), NONE), new PerClass(0, 0, 1, 0));
    assertThat(StreamRules.wrongBetween(fewBefore, fewAfter)).isEmpty();
    StreamList.Row control =
        dropping(row(new PerClass(0, 0, 3, 5), NONE), new PerClass(1, 0, 0, 0));
    assertThat(StreamRules.wrongBetween(before, control)).as("a reserve of its own").isEmpty();
  }

  @Test
  void countsOnlyRise() {
    StreamList.Row before = row(NONE, new PerClass(0, 0, 5, 0));
    assertThat(StreamRules.wrongBetween(before, row(NONE, new PerClass(0, 0, 4, 0))))
        .contains("counts 4 important produced, but had counted 5")
        .contains("counts 4 important sent, but had counted 5");
    assertThat(
            StreamRules.wrongBetween(
                dropping(before, new PerClass(0, 0, 0, 2)),
                dropping(before, new PerClass(0, 0, 0, 1))))
        .contains("counts 1 bulk dropped, but had counted 2");
    assertThat(StreamRules.wrongBetween(before, before)).isEmpty();
  }

  @Test
  void whatWasHandedBackAndClosedOnlyRises() {
    assertThat(StreamRules.wrongBetween(list(3, 7), list(3, 7))).isEmpty();
    assertThat(StreamRules.wrongBetween(list(3, 7), list(2, 7))).isEqualTo("2 closed after 3");
    assertThat(StreamRules.wrongBetween(list(3, 7), list(3, 6)))
        .contains("6 critical returned, but had counted 7");
    assertThat(StreamRules.wrongBetween(list(PerClass.NOT_SAID, 7), list(3, 7))).isEmpty();
  }

  @Test
  void nothingCriticalIsDropped() {
    PerClass one = new PerClass(0, 1, 0, 0);
    StreamList.Row row = dropping(row(NONE, NONE), one);
    assertThat(StreamRules.wrongIn(row, LIMITS))
        .isEqualTo("dropped 1 critical, which is never to be dropped");
    StreamList.Totals totals = new StreamList.Totals(NONE, one, NONE, one, NONE);
    assertThat(StreamRules.wrongIn(totals))
        .isEqualTo("dropped 1 critical, which is never to be dropped");
  }

  @Test
  void totalsBalance() {
    PerClass five = new PerClass(0, 0, 5, 0);
    PerClass two = new PerClass(0, 0, 2, 0);
    PerClass three = new PerClass(0, 0, 3, 0);
    assertThat(StreamRules.wrongIn(new StreamList.Totals(two, five, NONE, NONE, three))).isEmpty();
    assertThat(StreamRules.wrongIn(new StreamList.Totals(two, five, NONE, NONE, two)))
        .isEqualTo("counts 5 important produced, but 0 sent, 0 dropped, 2 returned and 2 queued");
  }

  @Test
  void noCountIsNegative() {
    PerClass less = new PerClass(0, 0, -1, 0);
    PerClass one = new PerClass(0, 0, 1, 0);
    assertThat(StreamRules.wrongIn(new StreamList.Totals(less, NONE, one, NONE, NONE)))
        .contains("-1 queued");
    assertThat(StreamRules.wrongIn(new StreamList.Totals(one, NONE, less, NONE, NONE)))
        .contains("-1 sent");
    assertThat(StreamRules.wrongIn(new StreamList.Totals(one, NONE, NONE, less, NONE)))
        .contains("-1 dropped");
    assertThat(StreamRules.wrongIn(new StreamList.Totals(one, NONE, NONE, NONE, less)))
        .contains("-1 returned");
  }

  @Test
  void theQueueHoldsNoMoreThanItsLimits() {
    assertThat(holding(11, 11, 0)).isEmpty();
    assertThat(holding(12, 12, 0)).isEqualTo("holds 12 messages, but 10 are the limit");
    assertThat(holding(5, 4, 0)).isEqualTo("counts 4 queued messages, but 5 by class");
    assertThat(holding(5, PerClass.NOT_SAID, 0)).isEmpty();
    long most = LIMITS.bytes() + StreamRules.LARGEST_BYTES;
    assertThat(holding(5, 5, most)).isEmpty();
    assertThat(holding(5, 5, most + 1))
        .isEqualTo("holds " + (most + 1) + " bytes, but 100000 are the limit");
    assertThat(holding(1, 1, most + 1)).as("one passes alone").isEmpty();
    assertThat(holding(2, 2, most + 1)).isNotEmpty();
  }

  @Test
  void whatIsControlHasALimitOfItsOwn() {
    assertThat(StreamRules.wrongIn(control(6, 6), LIMITS)).isEmpty();
    assertThat(StreamRules.wrongIn(control(6, 0), LIMITS)).as("left aside").isEmpty();
    assertThat(StreamRules.wrongIn(control(7, 7), LIMITS))
        .isEqualTo("holds 7 control messages, but 5 are the limit");
  }

  private static StreamList.Row control(long queued, long told) {
    PerClass control = new PerClass(queued, 0, 0, 0);
    return new StreamList.Row(1, "u", "", told, 0, control, control, NONE, NONE);
  }

  /** What is wrong with a queue of so many events. */
  private static String holding(long messages, long told, long bytes) {
    PerClass events = new PerClass(0, 0, messages, 0);
    return StreamRules.wrongIn(
        new StreamList.Row(1, "u", "", told, bytes, events, events, NONE, NONE), LIMITS);
  }

  private static StreamList list(long closed, long returned) {
    PerClass back = new PerClass(0, returned, 0, 0);
    return new StreamList(
        List.of(), 0, closed, new StreamList.Totals(NONE, back, NONE, NONE, back), LIMITS);
  }

  /** The same, and so much dropped. */
  private static StreamList.Row dropping(StreamList.Row row, PerClass dropped) {
    PerClass produced = PerClass.of(one -> row.produced().of(one) + dropped.of(one));
    long told = row.queued().critical() + row.queued().important() + row.queued().bulk();
    return new StreamList.Row(1, "u", "", told, 0, row.queued(), produced, row.sent(), dropped);
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
