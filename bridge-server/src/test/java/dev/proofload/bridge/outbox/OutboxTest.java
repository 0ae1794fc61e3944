package dev.proofload.bridge.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.bridge.protocol.Event;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class OutboxTest {
  private final FakeSink sink = new FakeSink();
  private final Outbox outbox = new Outbox(sink);

  private static Frame text(String text) {
    return Frame.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Frame event(long seq) {
    return Frame.of(new Event(Event.Kind.ROOM_BROADCAST, seq, "bob", "Bob", "Tower", "hi", 0));
  }

  @Test
  void framesLeaveInOrderAndOnlyWhenDrained() {
    assertThat(outbox.offer(text("a"))).isTrue();
    assertThat(outbox.offer(text("bc"))).isTrue();
    assertThat(sink.sent).isEmpty();
    assertThat(outbox.bytes()).isEqualTo(3);

    outbox.drain();

    assertThat(sink.sent).containsExactly("a", "bc");
    assertThat(outbox.size()).isZero();
    assertThat(outbox.bytes()).isZero();
  }

  @Test
  void aSocketThatTakesNoMoreIsWaitedForByNobody() {
    sink.capacity = 1;
    outbox.offer(text("a"));
    outbox.offer(text("b"));

    outbox.drain();
    assertThat(sink.sent).containsExactly("a");
    assertThat(outbox.size()).isEqualTo(1);

    sink.capacity = 10;
    sink.becomeWritable();
    assertThat(sink.sent).containsExactly("a", "b");
  }

  @Test
  void tooManyFramesEndTheConnectionWith1013() {
    sink.capacity = 0;
    for (int i = 0; i < Outbox.MAX_FRAMES; i++) {
      assertThat(outbox.offer(text("x"))).isTrue();
    }

    assertThat(outbox.offer(text("x"))).isFalse();
    assertThat(outbox.isOpen()).isFalse();
    outbox.drain();
    assertThat(sink.closed).containsExactly(1013);
  }

  @Test
  void tooManyBytesEndTheConnectionWith1013() {
    sink.capacity = 0;
    String big = "x".repeat(Outbox.MAX_BYTES / 4);
    for (int i = 0; i < 4; i++) {
      assertThat(outbox.offer(text(big))).isTrue();
    }

    assertThat(outbox.offer(text("x"))).isFalse();
    outbox.drain();
    assertThat(sink.closed).containsExactly(1013);
  }

  @Test
  void finishingWritesWhatWaitsAndThenCloses() {
    sink.capacity = 1;
    outbox.offer(text("a"));
    outbox.offer(text("b"));
    outbox.finish(1001, "bye");
    outbox.drain();
    assertThat(sink.closed).isEmpty();
    assertThat(sink.closeExpected).isTrue();
    assertThat(outbox.offer(text("c"))).isFalse();

    sink.capacity = 10;
    sink.becomeWritable();

    assertThat(sink.sent).containsExactly("a", "b");
    assertThat(sink.closed).containsExactly(1001);
  }

  @Test
  void abandoningReturnsTheEventsThatWereNotTaken() {
    sink.capacity = 1;
    outbox.offer(event(1));
    outbox.offer(text("a reply"));
    outbox.offer(event(2));
    outbox.offer(event(3));
    outbox.drain();

    assertThat(outbox.abandon()).extracting(Event::seq).containsExactly(2L, 3L);
    assertThat(sink.cutOff).isTrue();
    assertThat(outbox.abandon()).isEmpty();
    assertThat(outbox.offer(event(4))).isFalse();
  }

  @Test
  void eachEventIsEitherSentOrReturnedWhileADrainerRuns() throws InterruptedException {
    for (int round = 0; round < 200; round++) {
      FakeSink busy = new FakeSink();
      Outbox box = new Outbox(busy);
      for (long seq = 1; seq <= 50; seq++) {
        box.offer(event(seq));
      }
      CountDownLatch go = new CountDownLatch(1);
      Thread drainer =
          Thread.ofPlatform()
              .start(
                  () -> {
                    go.countDown();
                    box.drain();
                  });
      go.await();
      long returned = box.abandon().size();
      drainer.join();

      assertThat(busy.sent.size() + returned).isEqualTo(50);
    }
  }

  @Test
  void manyProducersLoseNothing() throws InterruptedException {
    Thread[] producers = new Thread[4];
    for (int p = 0; p < producers.length; p++) {
      String name = "p" + p + ":";
      producers[p] =
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int i = 0; i < 200; i++) {
                      outbox.offer(text(name + i));
                      outbox.drain();
                    }
                  });
    }
    for (Thread producer : producers) {
      producer.join();
    }

    assertThat(sink.sent).hasSize(800);
    for (int p = 0; p < producers.length; p++) {
      String name = "p" + p + ":";
      assertThat(sink.sent.stream().filter(text -> text.startsWith(name)))
          .containsExactlyElementsOf(LongStream.range(0, 200).mapToObj(i -> name + i).toList());
    }
  }
}
