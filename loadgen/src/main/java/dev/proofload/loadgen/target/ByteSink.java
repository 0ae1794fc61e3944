package dev.proofload.loadgen.target;

import java.util.Arrays;

/**
 * A growing array of bytes, reused from message to message.
 *
 * <p>Not thread-safe.
 */
public final class ByteSink {
  private byte[] bytes = new byte[1024];
  private int length;

  /** Forgets what was written. */
  public void clear() {
    length = 0;
  }

  /** The array that holds the bytes, valid up to {@link #length()} and until the next write. */
  public byte[] array() {
    return bytes;
  }

  /** How many bytes were written. */
  public int length() {
    return length;
  }

  /** Appends all of {@code more}. */
  public void put(byte[] more) {
    reserve(more.length);
    System.arraycopy(more, 0, bytes, length, more.length);
    length += more.length;
  }

  /** Appends one byte: an ASCII character. */
  public void put(char c) {
    reserve(1);
    bytes[length++] = (byte) c;
  }

  /** Appends a number, at least 0, in decimal digits. */
  public void putDecimal(int number) {
    int digits = 1;
    for (int rest = number / 10; rest > 0; rest /= 10) {
      digits++;
    }
    int at = claim(digits) + digits;
    int rest = number;
    for (int i = 0; i < digits; i++) {
      bytes[--at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }

  /** Makes room for {@code count} bytes and returns the index of the first of them. */
  public int claim(int count) {
    reserve(count);
    int at = length;
    length += count;
    return at;
  }

  private void reserve(int count) {
    if (bytes.length - length < count) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
    }
  }
}
