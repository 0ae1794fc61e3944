package dev.proofload.bridge.protocol;

/** Text that has a UTF-8 form. */
final class WellFormed {
  private WellFormed() {}

  /**
   * The text with each unpaired surrogate replaced by U+FFFD: a person's message is not refused for
   * a broken emoji. Returns the same instance if there is nothing to replace.
   */
  static String of(String text) {
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        if (i + 1 < length && Character.isSurrogatePair(c, text.charAt(i + 1))) {
          i++;
        } else {
          return repaired(text, i);
        }
      }
    }
    return text;
  }

  private static String repaired(String text, int from) {
    StringBuilder out = new StringBuilder(text.length()).append(text, 0, from);
    int i = from;
    while (i < text.length()) {
      int point = text.codePointAt(i);
      boolean unpaired = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
      out.appendCodePoint(unpaired ? 0xfffd : point);
      i += Character.charCount(point);
    }
    return out.toString();
  }
}
