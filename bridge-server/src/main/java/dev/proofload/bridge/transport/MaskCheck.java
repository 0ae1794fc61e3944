package dev.proofload.bridge.transport;

import java.nio.ByteBuffer;

/**
 * Follows the frames of one client and tells whether each is masked, as RFC 6455, section 5.1 wants
 * it, so that no page can make its browser send bytes of its own choice. The library does not look.
 * Not thread-safe.
 */
final class MaskCheck {
  private static final int MASKED = 0x80;
  private static final int MASK_BYTES = 4;

  private int headerBytes;
  private int lengthBytesLeft;
  private long length;
  private long bytesToSkip;

  /** Whether all frames that begin in these bytes are masked; to be given all bytes, once. */
  boolean allMasked(ByteBuffer bytes) {
    int at = bytes.position();
    while (at < bytes.limit()) {
      if (bytesToSkip > 0) {
        long skipped = Math.min(bytesToSkip, bytes.limit() - at);
        bytesToSkip -= skipped;
        at += (int) skipped;
      } else if (!takesHeader(bytes.get(at++))) {
        return false;
      }
    }
    return true;
  }

  private boolean takesHeader(byte b) {
    headerBytes++;
    if (headerBytes == 1) {
      return true;
    }
    if (headerBytes == 2) {
      int shortLength = b & 0x7f;
      lengthBytesLeft = shortLength < 126 ? 0 : shortLength == 126 ? Short.BYTES : Long.BYTES;
      length = lengthBytesLeft == 0 ? shortLength : 0;
    } else {
      length = (length << 8) | (b & 0xff);
      lengthBytesLeft--;
    }
    boolean accepted = headerBytes > 2 || (b & MASKED) != 0;
    if (lengthBytesLeft == 0) {
      // A length beyond all bounds ends the connection elsewhere.
      bytesToSkip = length < 0 ? Long.MAX_VALUE : Math.min(length, 1L << 62) + MASK_BYTES;
      headerBytes = 0;
    }
    return accepted;
  }
}
