package dev.proofload.loadgen.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.OperationKind;
import dev.proofload.loadgen.workload.Rendezvous;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class HistoryFeedTest {
  private static final long PLENTY = 64L << 20;

  private final Happenings.Told told = new Happenings.Told();
  private final AtomicLong clock = new AtomicLong();
  private final HistoryFeed feed = feed(told, PLENTY);

  private HistoryFeed feed(HistoryListener listener, long backlog) {
    return new HistoryFeed(Happenings.NAMES, 0, listener, clock::get, backlog);
  }

  @Test
  void operationsOfAllLanesComeInTheOrderInWhichTheyEnded() {
    HistoryLane first = feed.lane();
    HistoryLane second = feed.lane();
    chat(first, 0, 10, 40);
    chat(first, 1, 20, 50);
    chat(second, 2, 5, 45);
    chat(second, 3, 5, 60);
    first.close();
    second.close();

    feed.end(true);

    assertThat(told.ends).containsExactly(40L, 45L, 50L, 60L);
    assertThat(told.lines.getLast()).isEqualTo("ended true");
  }

  @Test
  void nothingIsSettledThatALaneStillHasInFlight() {
    HistoryLane slow = feed.lane();
    HistoryLane fast = feed.lane();
    clock.set(100);
    slow.progress(10);
    fast.progress(100);
    chat(fast, 0, 100, 120);
    clock.set(130);
    fast.progress(130);
    chat(slow, 1, 10, 140);
    clock.set(150);
    slow.progress(150);
    fast.close();
    slow.close();

    feed.end(true);

    assertThat(told.lines.stream().map(line -> line.replaceAll(" .*:.*", "")))
        .containsExactly("settled 10", "0", "1", "settled 130", settledAll(), "ended true");
  }

  private static String settledAll() {
    return "settled " + Long.MAX_VALUE;
  }

  @Test
  void whatIsNewOnOneLaneWaitsUntilNoOtherCanBringSomethingEarlier() {
    List<Long> seen = new ArrayList<>();
    HistoryMerger merger =
        new HistoryMerger(
            new HistoryDecoder(Happenings.NAMES, HistoryCodes.current(), 0), bytes -> {});
    HistoryListener listener = new EndsOnly(seen);
    HistoryFeed.Backlog backlog = new HistoryFeed.Backlog(PLENTY);
    FeedLane busy = lane(backlog);
    FeedLane idle = lane(backlog);
    List<FeedLane> lanes = List.of(busy, idle);
    chat(busy, 0, 10, 40);
    clock.set(50);
    busy.progress(50);
    merger.drain(lanes, listener, HistorySink.NONE);
    assertThat(seen).isEmpty();

    clock.set(39);
    idle.progress(39);
    merger.drain(lanes, listener, HistorySink.NONE);
    assertThat(seen).isEmpty();

    clock.set(41);
    idle.progress(41);
    merger.drain(lanes, listener, HistorySink.NONE);
    assertThat(seen).containsExactly(40L);
  }

  private FeedLane lane(HistoryFeed.Backlog backlog) {
    return new FeedLane(Happenings.NAMES, 0, clock::get, Thread.currentThread(), backlog);
  }

  @Property(tries = 50)
  void nothingIsLostOrChangedAcrossManyChunks(@ForAll long seed) {
    Happenings.Told all = new Happenings.Told();
    HistoryFeed big = feed(all, PLENTY);
    Happenings happenings = new Happenings(seed);
    List<HistoryLane> lanes = List.of(big.lane(), big.lane(), big.lane());
    List<String> written = new ArrayList<>();
    for (int i = 1; i <= 1_500; i++) {
      HistoryLane lane = lanes.get(i % 3);
      Operation operation = happenings.operation(i);
      Outcome outcome = happenings.outcome();
      Observation seen = happenings.observation();
      clock.set(i * 10L);
      lane.completed(operation, outcome, i, i * 10L, seen);
      written.add(Happenings.line(operation, outcome, i, i * 10L, seen));
      if (i % 100 == 0) {
        lane.progress(i);
      }
    }
    lanes.forEach(HistoryLane::close);

    big.end(true);

    assertThat(all.lines.stream().filter(line -> !line.matches("(settled|ended) .*")))
        .containsExactlyElementsOf(written);
  }

  @Test
  void lanesWaitForAListenerThatIsFarBehindAndNothingIsDropped() throws InterruptedException {
    CountDownLatch go = new CountDownLatch(1);
    List<Long> seen = new ArrayList<>();
    HistoryFeed small = feed(new Waiting(go, seen), 1 << 18);
    AtomicLong ticks = new AtomicLong();
    HistoryLane lane = small.lane();
    Thread writer =
        Thread.ofPlatform()
            .start(
                () -> {
                  for (int i = 1; i <= 20_000; i++) {
                    clock.set(ticks.addAndGet(1_000));
                    chat(lane, 0, i, i);
                  }
                  lane.close();
                });
    while (writer.getState() != Thread.State.TIMED_WAITING && writer.isAlive()) {
      Thread.onSpinWait();
    }
    boolean waited = writer.isAlive();
    go.countDown();
    writer.join();

    small.end(true);

    assertThat(waited).isTrue();
    assertThat(seen).hasSize(20_000);
  }

  @Test
  void aListenerThatFailsFailsTheEndAndHoldsNobodyUp() {
    HistoryFeed broken =
        feed(
            new EndsOnly(new ArrayList<>()) {
              @Override
              public void completed(
                  Operation operation, Outcome outcome, long start, long end, Observation seen) {
                throw new IllegalArgumentException("no such room");
              }
            },
            1);
    HistoryLane lane = broken.lane();
    for (int i = 0; i < 5_000; i++) {
      chat(lane, 0, i, i);
    }
    lane.close();

    assertThatThrownBy(() -> broken.end(true))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no such room")
        .hasRootCauseInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void savedTimesAreCountedFromTheBeginOfTheLoad() {
    List<Long> saved = new ArrayList<>();
    feed.saveTo(
        new HistorySink() {
          @Override
          public void record(int tag, long nanos, byte[] bytes, int from, int to) {
            saved.add(nanos);
          }

          @Override
          public void settled(long nanos, long settledNanos) {}

          @Override
          public void ended(boolean quiet) {}
        });
    HistoryLane early = feed.lane();
    HistoryLane other = feed.lane();
    chat(early, 0, 5, 10);
    feed.begin(100);
    chat(other, 1, 100, 130);
    early.close();
    other.close();

    feed.end(true);

    assertThat(saved).containsExactly(-90L, 30L);
  }

  @Test
  void nothingIsSavedBeforeTheLoadBeginsHoweverLongThatTakes() throws InterruptedException {
    CountDownLatch heard = new CountDownLatch(1);
    List<String> order = Collections.synchronizedList(new ArrayList<>());
    HistoryFeed connecting =
        feed(
            new EndsOnly(new ArrayList<>()) {
              @Override
              public void settled(long nanos) {
                heard.countDown();
              }
            },
            PLENTY);
    connecting.saveTo(
        new HistorySink() {
          @Override
          public void record(int tag, long nanos, byte[] bytes, int from, int to) {
            order.add("saved " + nanos + " of " + (to - from > 100));
          }

          @Override
          public void settled(long nanos, long settledNanos) {}

          @Override
          public void ended(boolean quiet) {
            order.add("ended");
          }
        });
    HistoryLane early = connecting.lane();
    HistoryLane other = connecting.lane();
    chat(early, 0, 5, 10);
    for (long now : new long[] {50, 60}) {
      clock.set(now);
      early.progress(now);
      other.progress(now);
    }
    heard.await();
    order.add("begins");
    connecting.begin(100);
    chat(other, 1, 100, 130);
    early.close();
    other.close();

    connecting.end(true);

    assertThat(order).containsExactly("begins", "saved -90 of true", "saved 30 of true", "ended");
  }

  @Test
  void withoutLanesThereIsJustAnEnd() {
    feed.end(false);

    assertThat(told.lines).containsExactly("ended false");
  }

  private static void chat(HistoryLane lane, int user, long start, long end) {
    Operation operation = new Operation(user);
    operation.set(OperationKind.CHAT, 1, 2, Operation.NO_ROOM, 0, Rendezvous.NONE);
    Observation seen = new Observation();
    seen.text("0123456789".repeat(10));
    lane.completed(operation, Outcome.OK, start, end, seen);
  }

  private static class EndsOnly implements HistoryListener {
    private final List<Long> ends;

    EndsOnly(List<Long> ends) {
      this.ends = ends;
    }

    @Override
    public void completed(
        Operation operation, Outcome outcome, long start, long end, Observation seen) {
      ends.add(end);
    }

    @Override
    public void delivered(int user, long atNanos, Observation seen) {}
  }

  private static final class Waiting extends EndsOnly {
    private final CountDownLatch go;

    Waiting(CountDownLatch go, List<Long> ends) {
      super(ends);
      this.go = go;
    }

    @Override
    public void completed(
        Operation operation, Outcome outcome, long start, long end, Observation seen) {
      try {
        go.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      super.completed(operation, outcome, start, end, seen);
    }
  }
}
