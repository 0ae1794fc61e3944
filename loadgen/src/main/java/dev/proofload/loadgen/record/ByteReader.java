package dev.proofload.loadgen.record;

import java.nio.charset.StandardCharsets;

/**
 * Reads what a {@link ByteWriter} wrote. Whatever the bytes are, it reads none beyond their end,
 * and asks for no more memory than they could fill.
 *
 * <p>Not thread-safe.
 */
final class ByteReader {
  private byte[] bytes = new byte[0];
  private int at;
  private int end;

  /** Reads from here on; the bytes must not change meanwhile. */
  void open(byte[] from, int begin, int until) {
    bytes = from;
    at = begin;
    end = until;
  }

  /** Where the next byte is. */
  int at() {
    return at;
  }

  byte[] array() {
    return bytes;
  }

  boolean hasMore() {
    return at < end;
  }

  /** How many bytes are left. */
  int left() {
    return end - at;
  }

  int octet() {
    if (at >= end) {
      throw new DamagedHistoryException("a record ends too early");
    }
    return bytes[at++] & 0xff;
  }

  int fixed() {
    int value = 0;
    for (int i = 0; i < Integer.BYTES; i++) {
      value = value << 8 | octet();
    }
    return value;
  }

  long number() {
    int first = octet();
    if (first < 0x80) {
      return first;
    }
    long value = first & 0x7f;
    for (int shift = 7; shift < Long.SIZE; shift += 7) {
      int next = octet();
      value |= (next & 0x7fL) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw new DamagedHistoryException("a number has no end");
  }

  long signed() {
    long value = number();
    return value >>> 1 ^ -(value & 1);
  }

  /** A number that must not be more than this, nor negative. */
  int number(int most, String what) {
    long value = number();
    if (value < 0 || value > most) {
      throw new DamagedHistoryException(what + " must be 0 to " + most + ": " + value);
    }
    return (int) value;
  }

  String text() {
    long header = number();
    long length = header >>> 1;
    if (length > left()) {
      throw new DamagedHistoryException(
          "a text of " + length + " bytes where " + left() + " are left");
    }
    int begin = at;
    at += (int) length;
    if ((header & 1) == 0) {
      return new String(bytes, begin, (int) length, StandardCharsets.UTF_8);
    }
    char[] characters = new char[(int) (length / 2)];
    for (int i = 0; i < characters.length; i++) {
      characters[i] =
          (char) ((bytes[begin + 2 * i] & 0xff) << 8 | (bytes[begin + 2 * i + 1] & 0xff));
    }
    return new String(characters);
  }
}
