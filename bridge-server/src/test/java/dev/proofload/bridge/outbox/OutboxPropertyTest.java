package dev.proofload.bridge.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.bridge.protocol.ClassCounts;
import dev.proofload.bridge.protocol.Event;
import dev.proofload.bridge.protocol.LateReply;
import dev.proofload.bridge.protocol.StreamCounts;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/** Whatever is offered, sent and taken back in whatever order. */
class OutboxPropertyTest {
  private static final int MESSAGES = 8;
  private static final int BYTES = 1_024;

  /**
   * One thing that happens.
   *
   * @param priority of the message that is offered, or null: the socket takes some
   * @param size of the message, or how many the socket takes
   */
  record Step(@Nullable Priority priority, int size) {}

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Step> offers =
        Combinators.combine(Arbitraries.of(Priority.class), Arbitraries.integers().between(20, 400))
            .as(Step::new);
    Arbitrary<Step> takes =
        Arbitraries.integers().between(0, 4).map(count -> new Step(null, count));
    return Arbitraries.frequencyOf(Tuple.of(5, offers), Tuple.of(1, takes)).list().ofMaxSize(80);
  }

  private static Frame frame(Priority priority, int number, int size) {
    String text = number + " " + "x".repeat(Math.max(0, size - 4));
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return switch (priority) {
      case CONTROL -> Frame.control(bytes);
      case CRITICAL -> Frame.of(new LateReply(bytes, false, 0));
      case IMPORTANT ->
          number % 2 == 0
              ? Frame.passing(bytes)
              : Frame.of(
                  new Event(Event.Kind.WHISPER, "b", "B", "Tower", text, 0).numbered(number + 1));
      case BULK -> Frame.bulk(bytes);
    };
  }

  /**
   * Against a list of what was offered: counts add up, bounds hold, the order holds within each
   * class, nothing critical is dropped, and nothing important while there is bulk to drop.
   */
  @Property(tries = 2_000)
  void holdsItsPromises(@ForAll("steps") List<Step> steps) {
    FakeSink sink = new FakeSink();
    sink.capacity = 0;
    Outbox outbox =
        new Streams(
                new StreamSettings(MESSAGES, BYTES, SlowReader.WARN, Duration.ofSeconds(1)),
                () -> 0,
                () -> Instant.EPOCH,
                slow -> {})
            .open("ada", sink);
    Map<Priority, List<String>> offered = new EnumMap<>(Priority.class);
    for (Priority priority : Priority.values()) {
      offered.put(priority, new ArrayList<>());
    }
    int number = 0;
    for (Step step : steps) {
      StreamCounts before = outbox.counts();
      if (step.priority() == null) {
        sink.capacity = sink.sent.size() + step.size();
        sink.becomeWritable();
        outbox.drain();
      } else {
        Frame frame = frame(step.priority(), number++, step.size());
        boolean open = outbox.isOpen();
        Outbox.Offer offer = outbox.offer(frame);
        if (offer == Outbox.Offer.TAKEN) {
          of(offered, step.priority()).add(new String(frame.payload(), StandardCharsets.UTF_8));
        } else {
          assertThat(offer == Outbox.Offer.CLOSED)
              .isEqualTo(!open || step.priority().compareTo(Priority.CRITICAL) <= 0);
        }
      }
      addsUp(outbox.counts());
      assertThat(outbox.counts().dropped().critical()).isZero();
      assertThat(outbox.row().fill()).isLessThanOrEqualTo(1);
      if (outbox.counts().dropped().important() > before.dropped().important()) {
        // At most the one that is on its way was left of it.
        assertThat(outbox.counts().queued().bulk()).isLessThanOrEqualTo(1);
      }
    }
    sink.capacity = Integer.MAX_VALUE;
    sink.becomeWritable();
    outbox.drain();
    int owed = outbox.abandon().size();
    addsUp(outbox.counts());
    assertThat(outbox.counts().queued()).isEqualTo(ClassCounts.NONE);
    assertThat((long) owed).isEqualTo(outbox.counts().returned().total());
    inOrder(sink.sent, offered);
  }

  private static List<String> of(Map<Priority, List<String>> offered, Priority priority) {
    return Objects.requireNonNull(offered.get(priority));
  }

  /** What was sent of each class is a part of what was offered of it, in the same order. */
  private static void inOrder(List<String> sent, Map<Priority, List<String>> offered) {
    int found = 0;
    for (List<String> texts : offered.values()) {
      ArrayDeque<String> rest = new ArrayDeque<>(texts);
      for (String text : sent) {
        if (texts.contains(text)) {
          found++;
          while (!rest.isEmpty() && !rest.peek().equals(text)) {
            rest.remove();
          }
          assertThat(rest.poll()).isEqualTo(text);
        }
      }
    }
    long marks = sent.stream().filter(text -> text.contains("deltas_dropped")).count();
    assertThat(found + marks).isEqualTo(sent.size());
  }

  private static void addsUp(StreamCounts counts) {
    ClassCounts ended =
        counts.sent().plus(counts.dropped()).plus(counts.returned()).plus(counts.queued());
    assertThat(ended).isEqualTo(counts.produced());
  }
}
