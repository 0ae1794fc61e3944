package dev.proofload.loadgen.record;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.DoubleConsumer;

/**
 * Reads a saved history. Blocks are read and unpacked by a thread of its own, a few ahead of those
 * that are told.
 *
 * <p>Not thread-safe.
 */
public final class HistoryReader implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private final Path path;
  private final long size;
  private final DataInputStream in;
  private final HistoryHeader header;
  private long at;

  /**
   * How a saved history ended.
   *
   * @param records how many were told
   * @param quiet whether the run had ended quietly
   * @param complaint why it was not read to its end, as a sentence for the user; empty if it was
   */
  public record End(long records, boolean quiet, String complaint) {}

  private HistoryReader(Path path, long size, DataInputStream in) throws IOException {
    this.path = path;
    this.size = size;
    this.in = in;
    this.header = readHeader();
  }

  /**
   * Opens a file and reads its header.
   *
   * @throws IOException if it can't be read
   * @throws DamagedHistoryException if it is no history, or one of a newer version; the message is
   *     a sentence for the user
   */
  public static HistoryReader open(Path path) throws IOException {
    DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(path), BUFFER));
    try {
      return new HistoryReader(path, Files.size(path), in);
    } catch (IOException | DamagedHistoryException e) {
      in.close();
      throw e;
    }
  }

  /** What stands at its beginning. */
  public HistoryHeader header() {
    return header;
  }

  /**
   * Tells a listener everything, times counted from the origin, and that it was the end: a quiet
   * one only if the file is whole. To be called once; blocks until all is told.
   *
   * @param progress is told now and then how much of the file was read, 0 to 1
   */
  public End read(HistoryListener listener, DoubleConsumer progress) throws InterruptedException {
    return read(List.of(listener), progress);
  }

  /**
   * Tells each of some listeners everything, the first as {@link #read(HistoryListener,
   * DoubleConsumer)} does, each other by a thread of its own. They have seen all when this returns.
   */
  public End read(List<? extends HistoryListener> listeners, DoubleConsumer progress)
      throws InterruptedException {
    List<HistoryTeller> tellers = new ArrayList<>();
    for (HistoryListener listener : listeners) {
      DoubleConsumer toTell = tellers.isEmpty() ? progress : fraction -> {};
      tellers.add(new HistoryTeller(path, size, header, listener, toTell));
    }
    List<FutureTask<End>> others = new ArrayList<>();
    Thread reader = Thread.ofPlatform().name("history").daemon().start(() -> readAll(tellers));
    try {
      for (HistoryTeller teller : tellers.subList(1, tellers.size())) {
        FutureTask<End> task = new FutureTask<>(teller);
        Thread.ofPlatform().name("judge").daemon().start(task);
        others.add(task);
      }
      End end = tellers.getFirst().call();
      for (FutureTask<End> task : others) {
        task.get();
      }
      return end;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a listener failed", e.getCause());
    } finally {
      others.forEach(task -> task.cancel(true));
      reader.interrupt();
      reader.join();
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private void readAll(List<HistoryTeller> tellers) {
    try {
      while (true) {
        HistoryPart part = next();
        for (HistoryTeller teller : tellers) {
          teller.put(part);
        }
        if (!(part instanceof HistoryPart.Block)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HistoryPart next() {
    long begin = at;
    try {
      return readPart();
    } catch (EOFException e) {
      return new HistoryPart.Damage(
          path + " ends early, at byte " + size + " within the part that begins at " + begin);
    } catch (DamagedHistoryException | ZstdException e) {
      return new HistoryPart.Damage(path + " is damaged at byte " + begin + ": " + e.getMessage());
    } catch (IOException e) {
      return new HistoryPart.Damage(
          path + " can't be read at byte " + begin + ": " + e.getMessage());
    }
  }

  private HistoryPart readPart() throws IOException {
    long begin = at;
    int mark = in.readUnsignedByte();
    if (mark == HistoryFile.END) {
      ByteBuffer end = rest(mark, HistoryFile.END_BYTES);
      verify(end, new byte[0]);
      return new HistoryPart.Mark(end.get(1) != 0, end.getLong(2));
    }
    if (mark != HistoryFile.BLOCK) {
      throw new DamagedHistoryException("neither a block nor the end: " + mark);
    }
    ByteBuffer head = rest(mark, HistoryFile.BLOCK_HEAD_BYTES);
    int length = head.getInt(5);
    int storedLength = head.getInt(9);
    if (length < 0
        || length > HistoryFile.MAX_BLOCK_BYTES
        || storedLength < 0
        || storedLength > Zstd.compressBound(length)) {
      throw new DamagedHistoryException("a block of " + length + " bytes in " + storedLength);
    }
    byte[] stored = in.readNBytes(storedLength);
    at += stored.length;
    if (stored.length < storedLength) {
      throw new EOFException();
    }
    verify(head, stored);
    byte[] bytes = Zstd.decompress(stored, length);
    if (bytes.length != length) {
      throw new DamagedHistoryException("a block of " + bytes.length + " bytes, not " + length);
    }
    return new HistoryPart.Block(bytes, begin);
  }

  private ByteBuffer rest(int mark, int length) throws IOException {
    byte[] bytes = new byte[length];
    bytes[0] = (byte) mark;
    in.readFully(bytes, 1, length - 1);
    at += length;
    return ByteBuffer.wrap(bytes);
  }

  /** Compares the checksum, which stands last in the head, with that of all before and behind. */
  private static void verify(ByteBuffer head, byte[] then) {
    int sumAt = head.capacity() - Integer.BYTES;
    int sum = HistoryFile.checksum(head.duplicate().limit(sumAt), then, then.length);
    if (sum != head.getInt(sumAt)) {
      throw new DamagedHistoryException("its checksum is wrong");
    }
  }

  private HistoryHeader readHeader() throws IOException {
    byte[] head = in.readNBytes(HistoryFile.HEAD_BYTES);
    ByteBuffer values = ByteBuffer.wrap(head);
    if (head.length < HistoryFile.HEAD_BYTES || values.getLong(0) != HistoryFile.MAGIC) {
      throw new DamagedHistoryException(path + " is no history of a run");
    }
    int version = values.getInt(Long.BYTES);
    if (version < HistoryFile.OLDEST_VERSION || version > HistoryFile.VERSION) {
      throw new DamagedHistoryException(
          path
              + " is of version "
              + version
              + ", and this loadgen reads versions "
              + HistoryFile.OLDEST_VERSION
              + " to "
              + HistoryFile.VERSION);
    }
    int length = values.getInt(Long.BYTES + Integer.BYTES);
    if (length < 0 || length > HistoryFile.MAX_HEADER_BYTES) {
      throw new DamagedHistoryException(path + " is damaged: a header of " + length + " bytes");
    }
    byte[] json = in.readNBytes(length);
    at = HistoryFile.HEAD_BYTES + (long) json.length;
    try {
      verify(values, json);
      return HistoryHeader.parse(json);
    } catch (DamagedHistoryException e) {
      throw new DamagedHistoryException(path + " is damaged: " + e.getMessage(), e);
    }
  }
}
