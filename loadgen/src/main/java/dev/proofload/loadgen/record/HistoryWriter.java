package dev.proofload.loadgen.record;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Saves a history while it is told: in compressed blocks, each written at once, a second of the run
 * or a quarter of a megabyte each, so that a run that is killed leaves what came before.
 *
 * <p>Not thread-safe: it belongs to the feed's thread, but for {@link #begin} and {@link #failure}
 * after the end. A disk that is full ends the writing, not the run.
 */
public final class HistoryWriter implements HistorySink, AutoCloseable {
  private static final int FULL_BLOCK = 256 << 10;
  private static final long BLOCK_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int LEVEL = 1;

  private final Path path;
  private final OutputStream out;
  private final ByteWriter block = new ByteWriter(FULL_BLOCK + (64 << 10));
  private byte[] stored = new byte[0];
  private int records;
  private long written;
  private long lastNanos;
  private long firstNanos;
  private boolean open = true;
  private volatile String failure = "";

  private HistoryWriter(Path path, OutputStream out) {
    this.path = path;
    this.out = out;
  }

  /**
   * Makes an empty file; one that is there is replaced.
   *
   * @throws IOException whose message is a sentence for the user
   */
  public static HistoryWriter open(Path path) throws IOException {
    try {
      return new HistoryWriter(path, Files.newOutputStream(path));
    } catch (IOException e) {
      throw new IOException("Could not write " + path + ": " + e.getMessage(), e);
    }
  }

  /** Writes what stands before all records; to be called before the first. */
  public void begin(HistoryHeader header) {
    byte[] json = header.toJson();
    ByteBuffer head = ByteBuffer.allocate(HistoryFile.HEAD_BYTES + json.length);
    head.putLong(HistoryFile.MAGIC).putInt(HistoryFile.VERSION).putInt(json.length);
    int sum = HistoryFile.checksum(head.duplicate().flip(), json, json.length);
    write(head.putInt(sum).put(json).array());
  }

  @Override
  public void record(int tag, long nanos, byte[] bytes, int from, int to) {
    head(tag, nanos);
    block.raw(bytes, from, to);
    if (block.length() >= FULL_BLOCK) {
      writeBlock();
    }
  }

  @Override
  public void settled(long nanos, long settledNanos) {
    head(HistoryEncoder.SETTLED, nanos);
    block.octet(settledNanos == HistoryEncoder.ALL ? 1 : 0);
    if (settledNanos != HistoryEncoder.ALL) {
      block.signed(settledNanos);
    }
    if (nanos - firstNanos >= BLOCK_NANOS) {
      writeBlock();
    }
  }

  @Override
  public void ended(boolean quiet) {
    writeBlock();
    ByteBuffer end = ByteBuffer.allocate(HistoryFile.END_BYTES);
    end.put((byte) HistoryFile.END).put((byte) (quiet ? 1 : 0)).putLong(written);
    write(end.putInt(HistoryFile.checksum(end.duplicate().flip(), stored, 0)).array());
    close();
  }

  /** Why it could not all be written, as a sentence for the user; empty if it could. */
  public String failure() {
    return failure;
  }

  /** Closes the file where it is; after {@link #ended} it is closed already. */
  @Override
  public void close() {
    if (open) {
      open = false;
      try {
        out.close();
      } catch (IOException e) {
        fail(e);
      }
    }
  }

  private void head(int tag, long nanos) {
    if (records == 0) {
      lastNanos = 0;
      firstNanos = nanos;
    }
    records++;
    block.octet(tag);
    block.signed(nanos - lastNanos);
    lastNanos = nanos;
  }

  private void writeBlock() {
    if (records == 0) {
      return;
    }
    int bound = (int) Zstd.compressBound(block.length());
    if (stored.length < bound) {
      stored = new byte[bound];
    }
    int length =
        (int)
            Zstd.compressByteArray(
                stored, 0, stored.length, block.array(), 0, block.length(), LEVEL);
    ByteBuffer head = ByteBuffer.allocate(HistoryFile.BLOCK_HEAD_BYTES);
    head.put((byte) HistoryFile.BLOCK).putInt(records).putInt(block.length()).putInt(length);
    write(head.putInt(HistoryFile.checksum(head.duplicate().flip(), stored, length)).array());
    write(stored, length);
    written += records;
    records = 0;
    block.clear();
  }

  private void write(byte[] bytes) {
    write(bytes, bytes.length);
  }

  private void write(byte[] bytes, int length) {
    if (open && failure.isEmpty()) {
      try {
        out.write(bytes, 0, length);
      } catch (IOException e) {
        fail(e);
      }
    }
  }

  private void fail(IOException why) {
    failure = "the history could not be written to " + path + ": " + why.getMessage();
  }
}
