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
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.DoubleConsumer;

/**
 * Reads a saved history. Blocks are read and unpacked by a thread of its own, a few ahead of the
 * one that is told.
 *
 * <p>Not thread-safe.
 */
public final class HistoryReader implements AutoCloseable {
  private static final int AHEAD = 4;
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

  /** A block, or how the reading ended. */
  private sealed interface Part {}

  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Block(byte[] bytes, int records, long atByte) implements Part {}

  private record Mark(boolean quiet, long records) implements Part {}

  private record Damage(String why) implements Part {}

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
    BlockingQueue<Part> parts = new ArrayBlockingQueue<>(AHEAD);
    Thread reader = Thread.ofPlatform().name("history").daemon().start(() -> readAll(parts));
    try {
      End end = tellAll(parts, listener, progress);
      listener.ended(end.quiet());
      return end;
    } finally {
      reader.interrupt();
      reader.join();
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private End tellAll(BlockingQueue<Part> parts, HistoryListener listener, DoubleConsumer progress)
      throws InterruptedException {
    HistoryDecoder decoder = new HistoryDecoder(header.names(), header.codes(), 0);
    ByteReader bytes = new ByteReader();
    long told = 0;
    while (true) {
      switch (parts.take()) {
        case Mark mark -> {
          return mark.records() == told
              ? new End(told, mark.quiet(), "")
              : damaged(told, size, told + " records where there should be " + mark.records());
        }
        case Damage damage -> {
          return new End(told, false, damage.why());
        }
        case Block block -> {
          bytes.open(block.bytes(), 0, block.bytes().length);
          try {
            told += tell(decoder, bytes, listener);
          } catch (DamagedHistoryException e) {
            return damaged(told, block.atByte(), String.valueOf(e.getMessage()));
          }
          progress.accept((double) block.atByte() / size);
        }
      }
    }
  }

  private End damaged(long told, long atByte, String why) {
    return new End(told, false, path + " is damaged at byte " + atByte + ": " + why);
  }

  private static long tell(HistoryDecoder decoder, ByteReader in, HistoryListener listener) {
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

  private void readAll(BlockingQueue<Part> parts) {
    try {
      while (true) {
        Part part = next();
        parts.put(part);
        if (!(part instanceof Block)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Part next() {
    long begin = at;
    try {
      return readPart();
    } catch (EOFException e) {
      return new Damage(
          path + " ends early, at byte " + size + " within the part that begins at " + begin);
    } catch (DamagedHistoryException | ZstdException e) {
      return new Damage(path + " is damaged at byte " + begin + ": " + e.getMessage());
    } catch (IOException e) {
      return new Damage(path + " can't be read at byte " + begin + ": " + e.getMessage());
    }
  }

  private Part readPart() throws IOException {
    long begin = at;
    int mark = in.readUnsignedByte();
    if (mark == HistoryFile.END) {
      ByteBuffer end = rest(mark, HistoryFile.END_BYTES);
      verify(end, new byte[0]);
      return new Mark(end.get(1) != 0, end.getLong(2));
    }
    if (mark != HistoryFile.BLOCK) {
      throw new DamagedHistoryException("neither a block nor the end: " + mark);
    }
    ByteBuffer head = rest(mark, HistoryFile.BLOCK_HEAD_BYTES);
    int records = head.getInt(1);
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
    return new Block(bytes, records, begin);
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
    if (version != HistoryFile.VERSION) {
      throw new DamagedHistoryException(
          path
              + " is of version "
              + version
              + ", and this loadgen reads version "
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
