package dev.proofload.bridge.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.bridge.outbox.FakeSink;
import dev.proofload.bridge.outbox.Outbox;
import dev.proofload.bridge.protocol.Event;
import dev.proofload.bridge.protocol.EventPage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class MailboxTest {
  private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);

  private final Mailbox mailbox = new Mailbox("ada");

  private void publish(int count) {
    List<Outbox> filled = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      assertThat(mailbox.publish(event(), filled::add)).isTrue();
    }
    filled.forEach(Outbox::drain);
  }

  private static Event event() {
    return new Event(Event.Kind.ROOM_BROADCAST, 0, "bob", "Bob", "Tower", "Bob says: \"hi\"", 0);
  }

  private void attach(Outbox outbox) {
    assertThat(mailbox.attach(outbox, HELLO, filled -> {})).isTrue();
    outbox.drain();
  }

  private static List<Long> seqs(EventPage page) {
    return page.events().stream().map(Event::seq).toList();
  }

  private static List<Long> range(long from, long to) {
    return LongStream.rangeClosed(from, to).boxed().toList();
  }

  /** The numbers of the events among what a socket was sent. */
  private static List<Long> seqs(FakeSink sink) {
    return sink.sent.stream()
        .filter(text -> text.contains("\"seq\":"))
        .map(text -> text.replaceAll(".*\"seq\":(\\d+).*", "$1"))
        .map(Long::valueOf)
        .toList();
  }

  @Test
  void eventsWaitInOrderUntilDrainedOnce() {
    publish(3);

    EventPage page = mailbox.drain();
    assertThat(page.userId()).isEqualTo("ada");
    assertThat(seqs(page)).containsExactly(1L, 2L, 3L);
    assertThat(mailbox.drain().events()).isEmpty();
    publish(1);
    assertThat(seqs(mailbox.drain())).containsExactly(4L);
  }

  @Test
  void readingAfterANumberKeepsWhatCameLaterAndForgetsTheRest() {
    publish(5);

    assertThat(seqs(mailbox.after(0))).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(seqs(mailbox.after(2))).containsExactly(3L, 4L, 5L);
    assertThat(seqs(mailbox.after(2))).containsExactly(3L, 4L, 5L);
    assertThat(seqs(mailbox.after(0))).containsExactly(3L, 4L, 5L);
    assertThat(seqs(mailbox.after(99))).isEmpty();
    assertThat(mailbox.drain().events()).isEmpty();
  }

  @Test
  void beyondAThousandTheOldestGoAndAreCounted() {
    publish(Mailbox.MAX_WAITING + 7);

    EventPage page = mailbox.drain();
    assertThat(seqs(page)).isEqualTo(range(8, Mailbox.MAX_WAITING + 7));
    assertThat(page.dropped()).isEqualTo(7);
  }

  @Test
  void anOpenSocketGetsWhatWaitedAndThenWhatComes() {
    publish(2);
    FakeSink sink = new FakeSink();
    attach(new Outbox(sink));
    publish(2);

    assertThat(sink.sent.getFirst()).isEqualTo("hello");
    assertThat(seqs(sink)).containsExactly(1L, 2L, 3L, 4L);
    assertThat(mailbox.drain().events()).isEmpty();
  }

  @Test
  void allSocketsOfAUserAreServedAlike() {
    FakeSink one = new FakeSink();
    FakeSink two = new FakeSink();
    attach(new Outbox(one));
    attach(new Outbox(two));
    publish(2);

    assertThat(seqs(one)).containsExactly(1L, 2L);
    assertThat(seqs(two)).containsExactly(1L, 2L);
  }

  @Test
  void whatTheLastSocketCouldNotTakeWaitsAgainBeforeWhatComesLater() {
    FakeSink sink = new FakeSink();
    sink.capacity = 2;
    Outbox outbox = new Outbox(sink);
    attach(outbox);
    publish(3);
    assertThat(mailbox.detach(outbox)).isFalse();
    publish(1);

    assertThat(seqs(sink)).containsExactly(1L);
    assertThat(seqs(mailbox.drain())).containsExactly(2L, 3L, 4L);
  }

  @Test
  void whatOneOfTwoSocketsCouldNotTakeIsTheOthersAlready() {
    FakeSink slow = new FakeSink();
    slow.capacity = 1;
    Outbox slowBox = new Outbox(slow);
    FakeSink fast = new FakeSink();
    attach(slowBox);
    attach(new Outbox(fast));
    publish(2);

    assertThat(mailbox.detach(slowBox)).isTrue();
    assertThat(seqs(fast)).containsExactly(1L, 2L);
    assertThat(mailbox.drain().events()).isEmpty();
  }

  @Test
  void aFullOutboxGivesEverythingBackInOrder() {
    FakeSink stalled = new FakeSink();
    stalled.capacity = 1;
    attach(new Outbox(stalled));
    publish(Outbox.MAX_FRAMES + 1);

    assertThat(stalled.closed).containsExactly(1013);
    assertThat(mailbox.isConnected()).isFalse();
    EventPage page = mailbox.drain();
    assertThat(page.dropped()).isEqualTo(1);
    assertThat(seqs(page)).isEqualTo(range(2, Outbox.MAX_FRAMES + 1));
  }

  @Test
  void aSocketThatCannotTakeAllThatWaitedLosesNothing() {
    publish(Mailbox.MAX_WAITING);
    FakeSink stalled = new FakeSink();
    stalled.capacity = 0;
    // The first frame and a thousand events are one more than fits.
    attach(new Outbox(stalled));

    assertThat(mailbox.isConnected()).isFalse();
    assertThat(seqs(mailbox.drain())).isEqualTo(range(1, Mailbox.MAX_WAITING));
  }

  @Test
  void aClosedMailboxTakesNothingAndItsSocketsAreClosed() {
    FakeSink sink = new FakeSink();
    attach(new Outbox(sink));
    List<Outbox> filled = new ArrayList<>();
    mailbox.close(1001, "gone", filled::add);
    filled.forEach(Outbox::drain);

    assertThat(sink.closed).containsExactly(1001);
    assertThat(mailbox.publish(event(), box -> {})).isFalse();
    assertThat(mailbox.attach(new Outbox(sink), HELLO, box -> {})).isFalse();
  }

  @Test
  void eachEventIsDeliveredOnceWhileSocketsComeAndGo() throws InterruptedException {
    int events = 20_000;
    List<Long> seen = new ArrayList<>();
    Thread speaker = Thread.ofPlatform().start(() -> publishRaw(events));
    while (speaker.isAlive()) {
      FakeSink sink = new FakeSink();
      Outbox outbox = new Outbox(sink);
      mailbox.attach(outbox, HELLO, box -> {});
      outbox.drain();
      outbox.drain();
      mailbox.detach(outbox);
      seen.addAll(seqs(sink));
      seen.addAll(seqs(mailbox.drain()));
    }
    speaker.join();
    EventPage rest = mailbox.drain();
    seen.addAll(seqs(rest));

    assertThat(seen).doesNotHaveDuplicates().isSorted();
    assertThat(seen.size() + rest.dropped()).isEqualTo(events);
  }

  private void publishRaw(int count) {
    for (int i = 0; i < count; i++) {
      mailbox.publish(event(), box -> {});
    }
  }
}
