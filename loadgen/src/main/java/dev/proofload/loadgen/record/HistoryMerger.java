package dev.proofload.loadgen.record;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Takes from all lanes whatever came first. A record that stands on its lane after a later one is
 * taken as if it had come with that one, so the order on each lane is kept.
 *
 * <p>Not thread-safe: it belongs to the thread that reads.
 */
final class HistoryMerger {
  private final HistoryDecoder decoder;
  private final LongConsumer taken;
  private final List<Cursor> cursors = new ArrayList<>();
  private long settledNanos = Long.MIN_VALUE;
  private long lastNanos;

  /** Where on a lane the reading is. */
  private final class Cursor {
    private final FeedLane lane;
    private final ByteReader in = new ByteReader();
    private int chunkBytes;
    private boolean atHead;
    private int tag;
    private long nanos;
    private long keyNanos = Long.MIN_VALUE;
    private long untilNanos = Long.MIN_VALUE;
    private long settled = Long.MIN_VALUE;
    private boolean last;

    Cursor(FeedLane lane) {
      this.lane = lane;
    }

    /** Reads the head of the next record, if it is there. */
    boolean advance() {
      while (!atHead && (in.hasMore() || nextChunk())) {
        if (in.hasMore()) {
          tag = HistoryDecoder.tag(in);
          nanos += in.signed();
          keyNanos = Math.max(keyNanos, nanos);
          atHead = true;
        }
      }
      return atHead;
    }

    private boolean nextChunk() {
      taken.accept(chunkBytes);
      chunkBytes = 0;
      FeedLane.Chunk chunk = lane.chunks().poll();
      if (chunk == null) {
        return false;
      }
      chunkBytes = chunk.bytes().length;
      in.open(chunk.bytes(), 0, chunk.length());
      nanos = 0;
      untilNanos = chunk.untilNanos();
      last = chunk.last();
      return true;
    }

    boolean isFinished() {
      return last && !atHead;
    }

    /** Nothing earlier than this will come. */
    long boundNanos() {
      return atHead ? keyNanos : last ? Long.MAX_VALUE : untilNanos;
    }
  }

  /**
   * @param taken is told how many bytes were read and let go
   */
  HistoryMerger(HistoryDecoder decoder, LongConsumer taken) {
    this.decoder = decoder;
    this.taken = taken;
  }

  /** Whether all lanes are closed and all they brought was told. */
  boolean isFinished() {
    return cursors.stream().allMatch(Cursor::isFinished);
  }

  /** Tells whatever is certain to be the next, until nothing is. */
  void drain(List<FeedLane> lanes, HistoryListener listener, HistorySink sink) {
    for (int i = cursors.size(); i < lanes.size(); i++) {
      cursors.add(new Cursor(lanes.get(i)));
    }
    while (true) {
      Cursor first = null;
      for (int i = 0; i < cursors.size(); i++) {
        Cursor cursor = cursors.get(i);
        if (cursor.advance() && (first == null || cursor.keyNanos < first.keyNanos)) {
          first = cursor;
        }
      }
      if (first == null) {
        return;
      }
      long bound = boundBut(first);
      if (first.keyNanos > bound) {
        return;
      }
      do {
        tell(first, listener, sink);
      } while (first.advance() && first.keyNanos <= bound);
    }
  }

  private long boundBut(Cursor one) {
    long bound = Long.MAX_VALUE;
    for (int i = 0; i < cursors.size(); i++) {
      if (cursors.get(i) != one) {
        bound = Math.min(bound, cursors.get(i).boundNanos());
      }
    }
    return bound;
  }

  private void tell(Cursor cursor, HistoryListener listener, HistorySink sink) {
    cursor.atHead = false;
    if (cursor.tag == HistoryEncoder.SETTLED) {
      cursor.settled = decoder.settled(cursor.in);
      settle(listener, sink);
      return;
    }
    lastNanos = cursor.nanos;
    int from = cursor.in.at();
    decoder.tell(cursor.tag, cursor.nanos, cursor.in, listener);
    sink.record(cursor.tag, cursor.nanos, cursor.in.array(), from, cursor.in.at());
  }

  private void settle(HistoryListener listener, HistorySink sink) {
    long all = Long.MAX_VALUE;
    for (int i = 0; i < cursors.size(); i++) {
      all = Math.min(all, cursors.get(i).settled);
    }
    if (all > settledNanos) {
      settledNanos = all;
      listener.settled(all);
      sink.settled(lastNanos, decoder.fromOrigin(all));
    }
  }
}
