package dev.proofload.loadgen.record;

import java.nio.file.Path;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.function.DoubleConsumer;

/** Tells one listener what a reader brings, in the thread that calls it, while others are told. */
final class HistoryTeller implements Callable<HistoryReader.End> {
  private static final int AHEAD = 4;

  private final Path path;
  private final long size;
  private final HistoryListener listener;
  private final DoubleConsumer progress;
  private final HistoryDecoder decoder;
  private final BlockingQueue<HistoryPart> parts = new ArrayBlockingQueue<>(AHEAD);

  /**
   * @param size of the file, in bytes
   * @param progress is told how much of it was told, 0 to 1
   */
  HistoryTeller(
      Path path,
      long size,
      HistoryHeader header,
      HistoryListener listener,
      DoubleConsumer progress) {
    this.path = path;
    this.size = size;
    this.listener = listener;
    this.progress = progress;
    this.decoder = new HistoryDecoder(header.names(), header.codes(), 0);
  }

  /** Brings the next part; blocks while too many wait to be told. */
  void put(HistoryPart part) throws InterruptedException {
    parts.put(part);
  }

  @Override
  public HistoryReader.End call() throws InterruptedException {
    HistoryPart last = null;
    try {
      ByteReader bytes = new ByteReader();
      long told = 0;
      while (true) {
        last = parts.take();
        switch (last) {
          case HistoryPart.Mark mark -> {
            return ended(
                mark.records() == told
                    ? new HistoryReader.End(told, mark.quiet(), "")
                    : damaged(
                        told, size, told + " records where there should be " + mark.records()));
          }
          case HistoryPart.Damage damage -> {
            return ended(new HistoryReader.End(told, false, damage.why()));
          }
          case HistoryPart.Block block -> {
            bytes.open(block.bytes(), 0, block.bytes().length);
            try {
              told += tell(bytes);
            } catch (DamagedHistoryException e) {
              return ended(damaged(told, block.atByte(), String.valueOf(e.getMessage())));
            }
            progress.accept((double) block.atByte() / size);
          }
        }
      }
    } catch (RuntimeException e) {
      // The others are still to be told what the reader can't bring while it waits for this one.
      while (last instanceof HistoryPart.Block) {
        last = parts.take();
      }
      throw e;
    }
  }

  private HistoryReader.End ended(HistoryReader.End end) {
    listener.ended(end.quiet());
    return end;
  }

  private HistoryReader.End damaged(long told, long atByte, String why) {
    return new HistoryReader.End(told, false, path + " is damaged at byte " + atByte + ": " + why);
  }

  private long tell(ByteReader in) {
    long told = 0;
    long nanos = 0;
    while (in.hasMore()) {
      int tag = HistoryDecoder.tag(in);
      nanos += in.signed();
      if (tag == HistoryEncoder.SETTLED) {
        listener.settled(decoder.settled(in));
      } else {
        decoder.tell(tag, nanos, in, listener);
      }
      told++;
    }
    return told;
  }
}
