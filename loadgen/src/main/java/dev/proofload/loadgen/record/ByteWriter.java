package dev.proofload.loadgen.record;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Puts numbers and texts into bytes that grow as need be. Numbers are written seven bits a byte,
 * the lowest first, with the top bit set on all bytes but the last.
 *
 * <p>Not thread-safe.
 */
final class ByteWriter {
  private static final int LONGEST_NUMBER = 10;

  private byte[] bytes;
  private int length;
  private char[] characters = new char[256];

  ByteWriter(int capacity) {
    bytes = new byte[capacity];
  }

  /** The array that holds the bytes, valid up to {@link #length} and until the next write. */
  byte[] array() {
    return bytes;
  }

  int length() {
    return length;
  }

  /** Forgets what was written. */
  void clear() {
    length = 0;
  }

  /** Lets go of the array, so that somebody else may keep it, and goes on with an empty one. */
  byte[] release(int capacity) {
    byte[] full = bytes;
    bytes = new byte[capacity];
    length = 0;
    return full;
  }

  /** Appends the lowest eight bits. */
  void octet(int value) {
    reserve(1);
    bytes[length++] = (byte) value;
  }

  /** Appends four bytes, the highest first. */
  void fixed(int value) {
    reserve(Integer.BYTES);
    for (int shift = 24; shift >= 0; shift -= 8) {
      bytes[length++] = (byte) (value >>> shift);
    }
  }

  /** Appends a number that is small as a rule and never negative; one that is takes ten bytes. */
  void number(long value) {
    reserve(LONGEST_NUMBER);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
  }

  /** Appends a number that is near zero as a rule, of either sign. */
  void signed(long value) {
    number(value << 1 ^ value >> 63);
  }

  /** Appends bytes as they are. */
  void raw(byte[] from, int begin, int end) {
    reserve(end - begin);
    System.arraycopy(from, begin, bytes, length, end - begin);
    length += end - begin;
  }

  /**
   * Appends a text: twice its length in bytes and then UTF-8; or, since half a surrogate pair can't
   * be said in UTF-8, twice that length and one, and then UTF-16.
   */
  void text(String text) {
    int count = text.length();
    if (characters.length < count) {
      characters = new char[count];
    }
    text.getChars(0, count, characters, 0);
    if (isAscii(characters, count)) {
      number((long) count << 1);
      reserve(count);
      for (int i = 0; i < count; i++) {
        bytes[length + i] = (byte) characters[i];
      }
      length += count;
    } else if (isWellFormed(characters, count)) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      number((long) utf8.length << 1);
      raw(utf8, 0, utf8.length);
    } else {
      byte[] utf16 = new byte[count * 2];
      for (int i = 0; i < count; i++) {
        utf16[2 * i] = (byte) (characters[i] >>> 8);
        utf16[2 * i + 1] = (byte) characters[i];
      }
      number((long) utf16.length << 1 | 1);
      raw(utf16, 0, utf16.length);
    }
  }

  private static boolean isAscii(char[] characters, int count) {
    int all = 0;
    for (int i = 0; i < count; i++) {
      all |= characters[i];
    }
    return all < 0x80;
  }

  private static boolean isWellFormed(char[] characters, int count) {
    for (int i = 0; i < count; i++) {
      if (Character.isSurrogate(characters[i])) {
        if (i + 1 == count || !Character.isSurrogatePair(characters[i], characters[i + 1])) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  private void reserve(int count) {
    if (bytes.length - length < count) {
      int wanted = Math.addExact(length, count);
      bytes = Arrays.copyOf(bytes, Math.max((int) Math.min(bytes.length * 2L, 1 << 30), wanted));
    }
  }
}
