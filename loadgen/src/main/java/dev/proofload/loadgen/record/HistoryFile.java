package dev.proofload.loadgen.record;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** What writer and reader of a saved history agree on; {@code docs/history.md} describes it. */
final class HistoryFile {
  /** The first bytes of every such file. */
  static final long MAGIC = 0x89_50_4c_48_0d_0a_1a_0aL;

  /** Rises when an older reader would misread what is written. */
  static final int VERSION = 2;

  /** What follows this version only adds to it. */
  static final int OLDEST_VERSION = 1;

  /** Magic, version, length of the header's JSON, its checksum. */
  static final int HEAD_BYTES = Long.BYTES + 3 * Integer.BYTES;

  static final int BLOCK = 'B';
  static final int END = 'E';

  /** Mark, records, length, stored length, checksum. */
  static final int BLOCK_HEAD_BYTES = 1 + 4 * Integer.BYTES;

  /** Mark, whether it was quiet, records of the whole file, checksum. */
  static final int END_BYTES = 1 + 1 + Long.BYTES + Integer.BYTES;

  static final int MAX_HEADER_BYTES = 1 << 20;

  /** A block holds whole records, and the largest answer that is read makes one of half of this. */
  static final int MAX_BLOCK_BYTES = 192 << 20;

  private HistoryFile() {}

  /** The checksum of some bytes and those behind them: CRC-32C. */
  static int checksum(ByteBuffer first, byte[] then, int length) {
    CRC32C sum = new CRC32C();
    sum.update(first);
    sum.update(then, 0, length);
    return (int) sum.getValue();
  }
}
