package dev.proofload.bridge.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.bridge.VirtualTime;
import dev.proofload.bridge.outbox.Outbox.Offer;
import dev.proofload.bridge.protocol.Event;
import dev.proofload.bridge.protocol.LateReply;
import dev.proofload.bridge.protocol.Pending;
import dev.proofload.bridge.protocol.StreamRow;
import dev.proofload.bridge.protocol.StreamState;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class OutboxTest {
  private final VirtualTime time = new VirtualTime();
  private final FakeSink sink = new FakeSink();
  private final List<Long> slow = new ArrayList<>();
  private Outbox outbox = open(10, 1_024, SlowReader.WARN);

  private Outbox open(int messages, int bytes, SlowReader slowReader) {
    StreamSettings settings =
        new StreamSettings(messages, bytes, slowReader, Duration.ofSeconds(30));
    return new Streams(settings, time, time, box -> slow.add(box.id())).open("ada", sink);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Frame control(String text) {
    return Frame.control(bytes(text));
  }

  private static Frame reply(String text) {
    return Frame.of(new LateReply(bytes(text), false, 0));
  }

  private static Frame crisis(String text) {
    return Frame.of(new LateReply(bytes(text), true, 0));
  }

  private static Frame passing(String text) {
    return Frame.passing(bytes(text));
  }

  private static Frame bulk(String text) {
    return Frame.bulk(bytes(text));
  }

  private static Frame event(long seq) {
    return Frame.of(
        new Event(Event.Kind.ROOM_BROADCAST, "bob", "Bob", "Tower", "hi", 0).numbered(seq));
  }

  private void stall() {
    sink.capacity = sink.sent.size() + sink.pings.size();
  }

  /** The socket has begun to take it, and takes no more. */
  private void beginToWrite(Frame frame) {
    stall();
    outbox.offer(frame);
    outbox.drain();
  }

  private void goOn() {
    sink.capacity = Integer.MAX_VALUE;
    sink.becomeWritable();
  }

  private void fill(int count) {
    for (int i = 0; i < count; i++) {
      assertThat(outbox.offer(bulk("b" + i))).isEqualTo(Offer.TAKEN);
    }
  }

  @Test
  void messagesLeaveByClassAndInOrderWithinItAndOnlyWhenDrained() {
    outbox.offer(bulk("b1"));
    outbox.offer(passing("i1"));
    outbox.offer(reply("r1"));
    outbox.offer(bulk("b2"));
    outbox.offer(control("c1"));
    outbox.offer(passing("i2"));
    outbox.offer(reply("r2"));
    assertThat(sink.sent).isEmpty();
    assertThat(outbox.row().queuedBytes()).isEqualTo(14);

    outbox.drain();

    assertThat(sink.sent).containsExactly("c1", "r1", "r2", "i1", "i2", "b1", "b2");
    assertThat(outbox.counts().queued().total()).isZero();
    assertThat(outbox.counts().sent().total()).isEqualTo(7);
    assertThat(outbox.counts().bytesSent()).isEqualTo(14);
  }

  @Test
  void aSocketThatTakesNoMoreIsWaitedForByNobodyAndNotTriedAgain() {
    sink.capacity = 1;
    outbox.offer(bulk("a"));
    outbox.offer(bulk("b"));
    outbox.drain();
    assertThat(sink.sent).containsExactly("a");
    assertThat(outbox.counts().queued().bulk()).isEqualTo(1);

    sink.capacity = 10;
    outbox.drain();
    assertThat(sink.sent).containsExactly("a");
    sink.becomeWritable();
    assertThat(sink.sent).containsExactly("a", "b");
  }

  @Test
  void whatIsOnItsWayIsFinishedBeforeWhatIsMoreUrgent() {
    beginToWrite(bulk("b1"));
    outbox.offer(control("c1"));
    goOn();
    assertThat(sink.sent).containsExactly("b1", "c1");
  }

  @Test
  void bulkIsRefusedAboveNineTenthsAndMarked() {
    stall();
    fill(10);
    assertThat(outbox.row().fill()).isEqualTo(1.0);
    assertThat(outbox.offer(bulk("late"))).isEqualTo(Offer.DROPPED);
    assertThat(outbox.counts().dropped().bulk()).isEqualTo(1);
    assertThat(outbox.counts().produced().bulk()).isEqualTo(11);

    sink.capacity = Integer.MAX_VALUE;
    outbox.drain();
    assertThat(sink.sent).hasSize(11);
    assertThat(sink.sent.getFirst()).isEqualTo("{\"type\":\"deltas_dropped\",\"dropped\":1}");
    assertThat(outbox.counts().sent().control()).isEqualTo(1);
    outbox.offer(bulk("again"));
    outbox.drain();
    assertThat(sink.sent.getLast()).isEqualTo("again");
  }

  @Test
  void bulkThatIsTooLargeForWhatIsLeftTakesThePlaceOfTheOldestBulk() {
    stall();
    outbox.offer(bulk("x".repeat(300)));
    outbox.offer(bulk("y".repeat(300)));
    outbox.offer(passing("z".repeat(300)));
    assertThat(outbox.offer(bulk("w".repeat(300)))).isEqualTo(Offer.TAKEN);
    assertThat(outbox.counts().dropped().bulk()).isEqualTo(1);
    assertThat(outbox.counts().queued().bulk()).isEqualTo(2);
    assertThat(outbox.offer(bulk("v".repeat(900)))).isEqualTo(Offer.DROPPED);
    assertThat(outbox.counts().queued().bulk()).isEqualTo(2);
  }

  @Test
  void whatIsImportantTakesThePlaceOfBulkThenOfTheOldestImportant() {
    stall();
    fill(2);
    for (int seq = 1; seq <= 10; seq++) {
      assertThat(outbox.offer(event(seq))).isEqualTo(Offer.TAKEN);
    }
    // They are larger than one sees: by bytes, not by number, the outbox is full.
    assertThat(outbox.counts().queued().bulk()).isZero();
    long dropped = outbox.counts().dropped().important();
    assertThat(dropped).isPositive();
    assertThat(outbox.droppedEvents()).isEqualTo(dropped);

    goOnFrom(outbox);
    assertThat(sink.sent).hasSize((int) (1 + 10 - dropped));
    assertThat(sink.sent.get(1)).contains("\"seq\":" + (dropped + 1));
  }

  private void goOnFrom(Outbox box) {
    sink.capacity = Integer.MAX_VALUE;
    box.drain();
  }

  @Test
  void whatIsCriticalIsNeverDroppedAndEndsTheConnectionWhenAllIsCritical() {
    stall();
    fill(5);
    for (int i = 0; i < 5; i++) {
      outbox.offer(passing("i" + i));
    }
    for (int i = 0; i < 10; i++) {
      assertThat(outbox.offer(reply("r" + i))).isEqualTo(Offer.TAKEN);
    }
    assertThat(outbox.counts().dropped().bulk()).isEqualTo(5);
    assertThat(outbox.counts().dropped().important()).isEqualTo(5);

    assertThat(outbox.offer(passing("one more"))).isEqualTo(Offer.DROPPED);
    assertThat(outbox.offer(reply("r10"))).isEqualTo(Offer.CLOSED);
    assertThat(outbox.isOpen()).isFalse();
    outbox.drain();
    assertThat(sink.closed).containsExactly(1013);
    assertThat(sink.sent).isEmpty();
    assertThat(outbox.abandon()).hasSize(10);
    assertThat(outbox.counts().returned().critical()).isEqualTo(10);
    assertThat(outbox.counts().dropped().critical()).isZero();
  }

  @Test
  void whatIsOnItsWayIsNotDroppedForAnything() {
    beginToWrite(bulk("b0"));
    for (int i = 0; i < 9; i++) {
      outbox.offer(reply("r" + i));
    }
    assertThat(outbox.counts().queued().bulk()).isEqualTo(1);
    assertThat(outbox.offer(reply("r9"))).isEqualTo(Offer.CLOSED);
  }

  @Test
  void tooManyMessagesOfTheConnectionItselfEndIt() {
    stall();
    for (int i = 0; i < StreamSettings.MAX_CONTROL; i++) {
      assertThat(outbox.offer(control("c"))).isEqualTo(Offer.TAKEN);
    }
    assertThat(outbox.row().fill()).isZero();
    assertThat(outbox.offer(control("c"))).isEqualTo(Offer.CLOSED);
    outbox.drain();
    assertThat(sink.closed).containsExactly(1013);
  }

  @Test
  void aMessageLargerThanTheOutboxGoesThroughAlone() {
    stall();
    assertThat(outbox.offer(reply("x".repeat(5_000)))).isEqualTo(Offer.TAKEN);
    assertThat(outbox.offer(passing("i"))).isEqualTo(Offer.DROPPED);
    goOnFrom(outbox);
    assertThat(sink.sent).hasSize(1);
    assertThat(outbox.offer(passing("i"))).isEqualTo(Offer.TAKEN);
  }

  @Test
  void backpressureBeginsAboveFourFifthsAndEndsBelowThree() {
    stall();
    fill(8);
    assertThat(outbox.row().state()).isEqualTo(StreamState.CONNECTED);
    outbox.offer(bulk("one more"));
    assertThat(outbox.row().state()).isEqualTo(StreamState.BACKPRESSURE);

    sink.capacity = 3;
    outbox.drain();
    assertThat(outbox.row().fill()).isEqualTo(0.6);
    assertThat(outbox.row().state()).isEqualTo(StreamState.BACKPRESSURE);
    sink.capacity = 4;
    sink.becomeWritable();
    assertThat(outbox.row().state()).isEqualTo(StreamState.CONNECTED);
  }

  /** One message that takes so long to be taken. */
  private void sendTaking(Duration duration) {
    beginToWrite(bulk("slow"));
    time.pass(duration);
    goOn();
  }

  @Test
  void itIsSlowAfterSixLongSendsWithinAMinuteUntilAMinuteHasPassedWithoutOne() {
    Duration longSend = Duration.ofMillis(501);
    for (int i = 0; i < 5; i++) {
      sendTaking(longSend);
      assertThat(outbox.row().state()).isEqualTo(StreamState.CONNECTED);
    }
    sendTaking(Duration.ofMillis(500));
    assertThat(outbox.row().slowEvents()).isEqualTo(5);
    sendTaking(longSend);
    assertThat(outbox.row().state()).isEqualTo(StreamState.SLOW);
    assertThat(slow).containsExactly(outbox.id());
    assertThat(outbox.row().sendP99Nanos()).isBetween(450e6, 550e6);
    assertThat(outbox.row().sendMeanNanos()).isBetween(500e6, 501e6);

    time.pass(Duration.ofSeconds(59));
    assertThat(outbox.row().state()).isEqualTo(StreamState.SLOW);
    time.pass(Duration.ofSeconds(1));
    assertThat(outbox.row().state()).isEqualTo(StreamState.CONNECTED);
  }

  @Test
  void longSendsThatAreFarApartDoNotMakeItSlow() {
    for (int i = 0; i < 20; i++) {
      sendTaking(Duration.ofSeconds(2));
      time.pass(Duration.ofSeconds(11));
    }
    assertThat(outbox.row().slowEvents()).isEqualTo(20);
    assertThat(outbox.row().state()).isEqualTo(StreamState.CONNECTED);
    assertThat(slow).isEmpty();
  }

  @Test
  void whoIsThrottledHasHalfAnOutboxAndNoBulk() {
    outbox = open(10, 1_024, SlowReader.THROTTLE);
    for (int i = 0; i < 6; i++) {
      sendTaking(Duration.ofSeconds(1));
    }
    assertThat(outbox.offer(bulk("b"))).isEqualTo(Offer.DROPPED);
    stall();
    for (int i = 0; i < 6; i++) {
      assertThat(outbox.offer(passing("i" + i))).isEqualTo(Offer.TAKEN);
    }
    assertThat(outbox.counts().queued().important()).isEqualTo(5);

    time.pass(Duration.ofMinutes(1));
    assertThat(outbox.offer(bulk("b"))).isEqualTo(Offer.TAKEN);
  }

  @Test
  void whoIsSlowIsDisconnectedIfThatIsWanted() {
    outbox = open(10, 1_024, SlowReader.DISCONNECT);
    for (int i = 0; i < 6; i++) {
      assertThat(sink.closed).isEmpty();
      sendTaking(Duration.ofSeconds(1));
    }
    assertThat(sink.closed).containsExactly(1013);
  }

  @Test
  void aSendOfMoreThanFiveSecondsEndsTheConnection() {
    beginToWrite(reply("r"));
    time.pass(Duration.ofSeconds(5));
    outbox.sweep();
    assertThat(sink.closed).isEmpty();
    time.pass(Duration.ofMillis(1));
    outbox.sweep();
    assertThat(sink.cutOff).isTrue();
    assertThat(sink.closed).containsExactly(1013);
    assertThat(outbox.abandon()).hasSize(1);
  }

  @Test
  void finishingWritesWhatWaitsAndThenCloses() {
    sink.capacity = 1;
    outbox.offer(bulk("a"));
    outbox.offer(bulk("b"));
    outbox.finish(1001, "bye");
    outbox.drain();
    assertThat(sink.closed).isEmpty();
    assertThat(sink.closeExpected).isTrue();
    assertThat(outbox.offer(bulk("c"))).isEqualTo(Offer.CLOSED);

    sink.capacity = 10;
    sink.becomeWritable();

    assertThat(sink.sent).containsExactly("a", "b");
    assertThat(sink.closed).containsExactly(1001);
  }

  @Test
  void abandoningReturnsWhatMustNotGetLostAndCountsTheRestAsDropped() {
    sink.capacity = 1;
    outbox.offer(event(1));
    outbox.drain();
    outbox.offer(passing("a move"));
    outbox.offer(event(2));
    outbox.offer(bulk("b"));
    outbox.offer(event(3));
    outbox.offer(reply("r"));
    outbox.offer(control("c"));
    outbox.drain();

    assertThat(outbox.abandon()).extracting(Pending::seq).containsExactly(0L, 2L, 3L);
    assertThat(sink.cutOff).isTrue();
    assertThat(outbox.counts().returned().total()).isEqualTo(3);
    assertThat(outbox.counts().dropped().total()).isEqualTo(3);
    assertThat(outbox.abandon()).isEmpty();
    assertThat(outbox.offer(event(4))).isEqualTo(Offer.CLOSED);
  }

  @Test
  void whatWasWrittenWholeAfterAllIsNotHandedBack() {
    beginToWrite(event(1));
    outbox.offer(event(2));
    sink.wholeAfterAll = true;

    assertThat(outbox.abandon()).extracting(Pending::seq).containsExactly(2L);
    assertThat(outbox.counts().sent().important()).isEqualTo(1);
    assertThat(outbox.counts().returned().important()).isEqualTo(1);
  }

  @Test
  void whatWasWrittenWholeBeforeASlowReaderIsCutOffIsNotHandedBack() {
    beginToWrite(event(1));
    sink.wholeAfterAll = true;
    time.pass(Duration.ofSeconds(6));
    outbox.sweep();
    sink.wholeAfterAll = false;

    assertThat(sink.closed).containsExactly(1013);
    assertThat(outbox.abandon()).isEmpty();
    assertThat(outbox.counts().sent().important()).isEqualTo(1);
  }

  @Test
  void whatWasWrittenWholeAfterAllIsNotOwed() {
    beginToWrite(event(1));
    assertThat(outbox.owed()).hasSize(1);
    sink.wholeAfterAll = true;
    assertThat(outbox.owed()).isEmpty();

    sink.wholeAfterAll = false;
    outbox.offer(event(2));
    goOn();
    assertThat(sink.sent).hasSize(1);
    assertThat(outbox.counts().sent().important()).isEqualTo(2);
  }

  @Test
  void aCrisisMessageWrittenWholeAfterAllIsStillOwed() {
    beginToWrite(crisis("help"));
    sink.wholeAfterAll = true;

    assertThat(outbox.abandon()).hasSize(1);
  }

  @Test
  void aCrisisMessageIsOwedUntilItsReaderHasAnsweredThePingThatFollowsIt() {
    outbox.ping();
    outbox.offer(crisis("help"));
    outbox.drain();
    assertThat(sink.sent).containsExactly("help");
    assertThat(sink.pings).hasSize(2);
    assertThat(outbox.owed()).hasSize(1);

    outbox.pong(sink.pings.getFirst());
    outbox.pong(ByteBuffer.allocate(3));
    assertThat(outbox.owed()).hasSize(1);
    outbox.pong(sink.pings.getLast());
    assertThat(outbox.owed()).isEmpty();
    assertThat(outbox.abandon()).isEmpty();
  }

  @Test
  void aPongThatAnswersNothingConfirmsNothing() {
    stall();
    outbox.offer(crisis("help"));
    outbox.pong(ByteBuffer.allocate(8).putLong(0, Long.MAX_VALUE));
    assertThat(outbox.abandon()).hasSize(1);
  }

  @Test
  void eachEventIsEitherSentOrReturnedWhileADrainerRuns() throws InterruptedException {
    for (int round = 0; round < 200; round++) {
      FakeSink busy = new FakeSink();
      Outbox box = Outboxes.of(busy);
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
  void whoLooksInTheMiddleOfAWriteWaitsForItsEnd() throws InterruptedException {
    HeldSink held = new HeldSink();
    Outbox box = Outboxes.of(held);
    box.offer(bulk("b"));
    StreamRow row = inTheMiddleOfAWrite(box, held, box::row);

    assertThat(row.counts().sent().bulk()).isEqualTo(1);
    assertThat(row.counts().queued().bulk()).isZero();
  }

  @Test
  void whatASocketDidNotTakeThatWasOfferedToItIsOwed() throws InterruptedException {
    HeldSink held = new HeldSink();
    held.gone = true;
    Outbox box = Outboxes.of(held);
    box.offer(event(1));
    box.offer(event(2));

    assertThat(inTheMiddleOfAWrite(box, held, box::owed)).hasSize(2);
  }

  /** What somebody sees who looks while the socket is being written to. */
  private static <T> T inTheMiddleOfAWrite(Outbox box, HeldSink held, Supplier<T> look)
      throws InterruptedException {
    Thread drainer = Thread.ofPlatform().start(box::drain);
    held.writing.await();
    FutureTask<T> seen = new FutureTask<>(look::get);
    Thread looker = Thread.ofPlatform().start(seen);
    while (looker.getState() != Thread.State.WAITING && !seen.isDone()) {
      Thread.onSpinWait();
    }
    held.goOn.countDown();
    drainer.join();
    try {
      return seen.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Takes its time over the first write, until told to go on. */
  private static final class HeldSink extends FakeSink {
    private final CountDownLatch writing = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private volatile boolean gone;

    @Override
    public int send(List<Frame> frames) {
      writing.countDown();
      try {
        goOn.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return gone ? Sink.CLOSED : super.send(frames);
    }
  }

  @Test
  void manyProducersLoseNothing() throws InterruptedException {
    Outbox box = Outboxes.of(sink);
    Thread[] producers = new Thread[4];
    for (int p = 0; p < producers.length; p++) {
      String name = "p" + p + ":";
      producers[p] =
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int i = 0; i < 200; i++) {
                      box.offer(bulk(name + i));
                      box.drain();
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
