package dev.proofload.loadgen.record;

import dev.proofload.loadgen.workload.Names;
import dev.proofload.loadgen.workload.Operation;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** One thread's side of a {@link HistoryFeed}. */
final class FeedLane implements HistoryLane {
  private static final int CHUNK = 64 << 10;
  private static final int SPARE = 4 << 10;
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final int LOOKS_UNTIL_SIGN = 100;

  private final Queue<Chunk> chunks = new ConcurrentLinkedQueue<>();
  private final ByteWriter out = new ByteWriter(CHUNK + SPARE);
  private final HistoryEncoder encoder;
  private final long originNanos;
  private final LongSupplier clock;
  private final Thread reader;
  private final HistoryFeed.Backlog backlog;
  private long lastNanos = Long.MIN_VALUE;
  private boolean closed;

  /**
   * What a lane hands over at once.
   *
   * @param bytes of whole records, up to {@code length}
   * @param untilNanos nothing that follows on this lane comes before this time, from the origin
   * @param last whether nothing follows at all
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared; copying would be all the work again.
  record Chunk(byte[] bytes, int length, long untilNanos, boolean last) {}

  FeedLane(
      Names names,
      long originNanos,
      LongSupplier clock,
      Thread reader,
      HistoryFeed.Backlog backlog) {
    this.encoder = new HistoryEncoder(out, names, originNanos);
    this.originNanos = originNanos;
    this.clock = clock;
    this.reader = reader;
    this.backlog = backlog;
  }

  /** What was handed over; for the reader alone to take from. */
  Queue<Chunk> chunks() {
    return chunks;
  }

  @Override
  public void completed(
      Operation operation, Outcome outcome, long startNanos, long endNanos, Observation seen) {
    if (!closed) {
      encoder.completed(operation, outcome, startNanos, endNanos, seen);
      written(endNanos);
    }
  }

  @Override
  public void delivered(int user, long atNanos, Observation seen) {
    if (!closed) {
      encoder.delivered(user, atNanos, seen);
      written(atNanos);
    }
  }

  @Override
  public void progress(long oldestStartNanos) {
    if (!closed) {
      lastNanos = Math.max(lastNanos, clock.getAsLong());
      encoder.settled(lastNanos, oldestStartNanos);
      handOver(false);
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      lastNanos = Math.max(lastNanos, clock.getAsLong());
      encoder.settled(lastNanos, HistoryEncoder.ALL);
      handOver(true);
    }
  }

  private void written(long atNanos) {
    lastNanos = Math.max(lastNanos, atNanos);
    if (out.length() >= CHUNK) {
      handOver(false);
      awaitRoom();
    }
  }

  private void handOver(boolean last) {
    int length = out.length();
    byte[] bytes;
    if (length > CHUNK / 2) {
      bytes = out.release(CHUNK + SPARE);
    } else {
      bytes = Arrays.copyOf(out.array(), length);
      out.clear();
    }
    encoder.restart();
    hand(bytes, length, last);
  }

  private void hand(byte[] bytes, int length, boolean last) {
    if (!backlog.isGivenUp()) {
      backlog.add(bytes.length);
      chunks.add(new Chunk(bytes, length, lastNanos - originNanos, last));
      if (last || backlog.isLarge()) {
        LockSupport.unpark(reader);
      }
    }
  }

  /**
   * Waits while too much waits to be read. The reader may itself be waiting for a sign of this lane
   * that nothing earlier will come, so one is given now and then.
   */
  private void awaitRoom() {
    if (!backlog.isFull()) {
      return;
    }
    long begin = clock.getAsLong();
    for (int looks = 1; backlog.isFull(); looks++) {
      LockSupport.parkNanos(LOOK_NANOS);
      if (looks % LOOKS_UNTIL_SIGN == 0) {
        lastNanos = Math.max(lastNanos, clock.getAsLong());
        hand(new byte[0], 0, false);
      }
    }
    backlog.waited(clock.getAsLong() - begin);
  }
}
