package dev.proofload.loadgen.workload;

import org.jspecify.annotations.Nullable;

/**
 * What makes a text traceable: {@code #pl000003-000000017-9f3a8c21#} says that user 3 sent it as
 * its 17th operation, with a nonce. Of fixed width, so that texts of one size stay of one size.
 *
 * @param user index of the user who sent it
 * @param sequence number of the operation among that user's
 * @param nonce as in the operation
 * @param end index of the first character after it in the text it was found in
 */
public record Marker(int user, int sequence, int nonce, int end) {
  /** Characters of a marker, all of them ASCII. */
  public static final int LENGTH = 29;

  private static final String START = "#pl";
  private static final int USER_AT = 3;
  private static final int USER_DIGITS = 6;
  private static final int SEQUENCE_AT = USER_AT + USER_DIGITS + 1;
  private static final int SEQUENCE_DIGITS = 9;
  private static final int NONCE_AT = SEQUENCE_AT + SEQUENCE_DIGITS + 1;
  private static final int NONCE_DIGITS = 8;
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  /** Writes the marker of an operation into {@code into} at {@code at}; returns what follows it. */
  public static int write(Operation operation, byte[] into, int at) {
    for (int i = 0; i < START.length(); i++) {
      into[at + i] = (byte) START.charAt(i);
    }
    digits(operation.user(), USER_DIGITS, into, at + USER_AT);
    into[at + SEQUENCE_AT - 1] = '-';
    digits(operation.sequence(), SEQUENCE_DIGITS, into, at + SEQUENCE_AT);
    into[at + NONCE_AT - 1] = '-';
    for (int i = 0; i < NONCE_DIGITS; i++) {
      into[at + NONCE_AT + i] = (byte) HEX[(operation.nonce() >>> (28 - 4 * i)) & 0xf];
    }
    into[at + LENGTH - 1] = '#';
    return at + LENGTH;
  }

  /** Where the next marker may begin at or after {@code from}, or -1. */
  public static int next(String text, int from) {
    return text.indexOf(START, from);
  }

  /** Whether the text at {@code at} is the marker of exactly this operation. Allocates nothing. */
  public static boolean isOf(Operation operation, String text, int at) {
    return isFramed(text, at)
        && hex(text, at + NONCE_AT) == operation.nonce()
        && decimal(text, at + SEQUENCE_AT, SEQUENCE_DIGITS) == operation.sequence()
        && decimal(text, at + USER_AT, USER_DIGITS) == operation.user();
  }

  /** The marker that stands at {@code at}, or null if there is no whole one. */
  public static @Nullable Marker at(String text, int at) {
    if (!isFramed(text, at)) {
      return null;
    }
    long user = decimal(text, at + USER_AT, USER_DIGITS);
    long sequence = decimal(text, at + SEQUENCE_AT, SEQUENCE_DIGITS);
    long nonce = hex(text, at + NONCE_AT);
    return user < 0 || sequence < 0 || nonce < Integer.MIN_VALUE
        ? null
        : new Marker((int) user, (int) sequence, (int) nonce, at + LENGTH);
  }

  private static boolean isFramed(String text, int at) {
    return at + LENGTH <= text.length()
        && text.startsWith(START, at)
        && text.charAt(at + SEQUENCE_AT - 1) == '-'
        && text.charAt(at + NONCE_AT - 1) == '-'
        && text.charAt(at + LENGTH - 1) == '#';
  }

  private static void digits(int value, int count, byte[] into, int at) {
    int rest = value;
    for (int i = at + count - 1; i >= at; i--) {
      into[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }

  private static long decimal(String text, int at, int count) {
    long value = 0;
    for (int i = at; i < at + count; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value <= Integer.MAX_VALUE ? value : -1;
  }

  /** Returns the nonce as an int value, or less than any int where a digit is wrong. */
  private static long hex(String text, int at) {
    int value = 0;
    for (int i = at; i < at + NONCE_DIGITS; i++) {
      char c = text.charAt(i);
      int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
      if (digit < 0) {
        return Long.MIN_VALUE;
      }
      value = value << 4 | digit;
    }
    return value;
  }
}
