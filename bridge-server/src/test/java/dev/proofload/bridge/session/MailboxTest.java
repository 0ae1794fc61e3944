package dev.proofload.bridge.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.bridge.outbox.FakeSink;
import dev.proofload.bridge.outbox.Outbox;
import dev.proofload.bridge.outbox.Outboxes;
import dev.proofload.bridge.outbox.StreamSettings;
import dev.proofload.bridge.protocol.Event;
import dev.proofload.bridge.protocol.EventPage;
import dev.proofload.bridge.protocol.LateReply;
import dev.proofload.bridge.protocol.Pending;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class MailboxTest {
  private static final int MAX_MESSAGES = StreamSettings.DEFAULTS.messages();
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
    return new Event(Event.Kind.ROOM_BROADCAST, "bob", "Bob", "Tower", "Bob says: \"hi\"", 0);
  }

  private void reply(String text, boolean crisis) {
    byte[] json = ("{\"message\":\"" + text + "\"}").getBytes(StandardCharsets.UTF_8);
    List<Outbox> filled = new ArrayList<>();
    mailbox.reply(new LateReply(json, crisis, 0), true, filled::add);
    filled.forEach(Outbox::drain);
  }

  private void attach(Outbox outbox) {
    assertThat(mailbox.attach(outbox, HELLO, filled -> {})).isTrue();
    outbox.drain();
  }

  private static List<Long> seqs(EventPage page) {
    return page.events().stream().map(Pending::seq).toList();
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
    attach(Outboxes.of(sink));
    publish(2);

    assertThat(sink.sent.getFirst()).isEqualTo("hello");
    assertThat(seqs(sink)).containsExactly(1L, 2L, 3L, 4L);
    assertThat(mailbox.drain().events()).isEmpty();
  }

  @Test
  void allSocketsOfAUserAreServedAlike() {
    FakeSink one = new FakeSink();
    FakeSink two = new FakeSink();
    attach(Outboxes.of(one));
    attach(Outboxes.of(two));
    publish(2);

    assertThat(seqs(one)).containsExactly(1L, 2L);
    assertThat(seqs(two)).containsExactly(1L, 2L);
  }

  @Test
  void whatTheLastSocketCouldNotTakeWaitsAgainBeforeWhatComesLater() {
    FakeSink sink = new FakeSink();
    sink.capacity = 2;
    Outbox outbox = Outboxes.of(sink);
    attach(outbox);
    publish(3);
    mailbox.detach(outbox);
    assertThat(mailbox.isConnected()).isFalse();
    publish(1);

    assertThat(seqs(sink)).containsExactly(1L);
    assertThat(seqs(mailbox.drain())).containsExactly(2L, 3L, 4L);
  }

  @Test
  void whatOneOfTwoSocketsCouldNotTakeIsTheOthersAlready() {
    FakeSink slow = new FakeSink();
    slow.capacity = 1;
    Outbox slowBox = Outboxes.of(slow);
    FakeSink fast = new FakeSink();
    attach(slowBox);
    attach(Outboxes.of(fast));
    publish(2);

    mailbox.detach(slowBox);
    assertThat(mailbox.isConnected()).isTrue();
    assertThat(seqs(fast)).containsExactly(1L, 2L);
    assertThat(mailbox.drain().events()).isEmpty();
  }

  @Test
  void aStalledSocketKeepsTheLatestEventsAndCountsTheOthers() {
    FakeSink stalled = new FakeSink();
    stalled.capacity = 1;
    Outbox outbox = Outboxes.of(stalled);
    attach(outbox);
    publish(MAX_MESSAGES + 3);

    assertThat(stalled.closed).isEmpty();
    assertThat(mailbox.droppedCount()).isEqualTo(3);
    mailbox.detach(outbox);
    EventPage page = mailbox.drain();
    assertThat(page.dropped()).isEqualTo(3);
    assertThat(seqs(page)).isEqualTo(range(4, MAX_MESSAGES + 3));
  }

  @Test
  void repliesThatDoNotFitEndTheConnectionAndWaitForTheNext() {
    FakeSink stalled = new FakeSink();
    stalled.capacity = 1;
    attach(Outboxes.of(stalled));
    publish(2);
    for (int i = 0; i <= MAX_MESSAGES; i++) {
      reply("r" + i, i == 0);
    }

    assertThat(mailbox.isConnected()).isFalse();
    // Two events went first, then the connection; of all that wait, as many as may, the oldest
    // reply had to go, but not the first of all, in which the crisis message stands.
    assertThat(mailbox.drain().events())
        .hasSize(Mailbox.MAX_WAITING)
        .allSatisfy(pending -> assertThat(pending).isInstanceOf(LateReply.class))
        .first()
        .satisfies(first -> assertThat(((LateReply) first).crisis()).isTrue());
  }

  @Test
  void whoComesBackSeesTheRepliesThatItsLastSocketDidNotTake() {
    FakeSink stalled = new FakeSink();
    stalled.capacity = 2;
    Outbox first = Outboxes.of(stalled);
    attach(first);
    reply("one", false);
    reply("two", true);
    publish(1);
    reply("three", false);
    mailbox.detach(first);

    FakeSink sink = new FakeSink();
    attach(Outboxes.of(sink));
    assertThat(stalled.sent).containsExactly("hello", "{\"message\":\"one\"}");
    assertThat(sink.sent)
        .contains("{\"message\":\"two\",\"seq\":2}", "{\"message\":\"three\",\"seq\":3}")
        .hasSize(4);
    assertThat(seqs(sink)).containsExactlyInAnyOrder(1L, 2L, 3L);
  }

  @Test
  void aSecondSocketAlsoGetsWhatTheFirstHasNotTaken() {
    FakeSink dead = new FakeSink();
    dead.capacity = 1;
    Outbox first = Outboxes.of(dead);
    attach(first);
    publish(1);
    reply("help", true);

    FakeSink sink = new FakeSink();
    attach(Outboxes.of(sink));
    assertThat(sink.sent).hasSize(3).contains("{\"message\":\"help\",\"seq\":2}");
    assertThat(seqs(sink)).containsExactlyInAnyOrder(1L, 2L);
    mailbox.detach(first);
    assertThat(mailbox.drain().events()).isEmpty();
  }

  @Test
  void aCrisisMessageComesAgainUntilItsReaderHasAnsweredThePingAfterIt() {
    FakeSink sink = new FakeSink();
    Outbox outbox = Outboxes.of(sink);
    attach(outbox);
    reply("help", true);
    outbox.drain();
    assertThat(sink.sent).contains("{\"message\":\"help\"}");
    mailbox.detach(outbox);
    assertThat(mailbox.waitingCount()).isEqualTo(1);

    FakeSink next = new FakeSink();
    Outbox second = Outboxes.of(next);
    attach(second);
    assertThat(next.sent).contains("{\"message\":\"help\",\"seq\":1}");
    second.pong(next.pings.getFirst());
    mailbox.detach(second);
    assertThat(mailbox.waitingCount()).isZero();
  }

  @Test
  void aReplyThatNobodyIsThereForWaitsOnlyIfItMustArrive() {
    mailbox.reply(new LateReply("{}".getBytes(StandardCharsets.UTF_8), false, 0), false, box -> {});
    assertThat(mailbox.waitingCount()).isZero();
    reply("one", false);
    assertThat(mailbox.waitingCount()).isEqualTo(1);
  }

  @Test
  void aSocketIsGivenWhatWaitsBitByBitAndInOrder() {
    String line = "x".repeat(60_000);
    List<Outbox> filled = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      mailbox.publish(new Event(Event.Kind.WHISPER, "bob", "Bob", "Tower", line, 0), filled::add);
    }
    FakeSink sink = new FakeSink();
    sink.capacity = 3;
    Outbox outbox = Outboxes.of(sink);
    attach(outbox);
    mailbox.publish(event(), filled::add);
    assertThat(mailbox.waitingCount()).isGreaterThan(50);

    sink.capacity = Integer.MAX_VALUE;
    sink.becomeWritable();
    assertThat(seqs(sink)).isEqualTo(range(1, 101));
    assertThat(mailbox.waitingCount()).isZero();
    assertThat(mailbox.droppedCount()).isZero();
    publish(1);
    assertThat(seqs(sink)).isEqualTo(range(1, 102));
  }

  @Test
  void aClosedMailboxHandsOverTheCrisisMessagesAlone() {
    FakeSink stalled = new FakeSink();
    stalled.capacity = 1;
    Outbox outbox = Outboxes.of(stalled);
    attach(outbox);
    reply("one", false);
    reply("help", true);
    assertThat(mailbox.close(1001, "gone", filled -> {})).isEmpty();

    List<LateReply> owed = mailbox.detach(outbox);
    assertThat(owed).hasSize(1);
    Mailbox next = new Mailbox("ada");
    next.owe(owed, box -> {});
    assertThat(seqs(next.drain())).containsExactly(1L);
  }

  @Test
  void aClosedMailboxTakesNothingAndItsSocketsAreClosed() {
    FakeSink sink = new FakeSink();
    attach(Outboxes.of(sink));
    List<Outbox> filled = new ArrayList<>();
    mailbox.close(1001, "gone", filled::add);
    filled.forEach(Outbox::drain);

    assertThat(sink.closed).containsExactly(1001);
    assertThat(mailbox.publish(event(), box -> {})).isFalse();
    assertThat(mailbox.attach(Outboxes.of(sink), HELLO, box -> {})).isFalse();
  }

  @Test
  void eachEventIsDeliveredOnceWhileSocketsComeAndGo() throws InterruptedException {
    int events = 20_000;
    List<Long> seen = new ArrayList<>();
    Thread speaker = Thread.ofPlatform().start(() -> publishRaw(events));
    while (speaker.isAlive()) {
      FakeSink sink = new FakeSink();
      Outbox outbox = Outboxes.of(sink);
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
