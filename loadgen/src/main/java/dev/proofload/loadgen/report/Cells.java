package dev.proofload.loadgen.report;

import org.jline.utils.WCWidth;

/** Text in columns of a terminal, where some characters take two and some none. */
final class Cells {
  private static final String ELLIPSIS = "…";

  private Cells() {}

  /** How many columns the text takes. */
  static int width(String text) {
    return text.codePoints().map(Cells::width).sum();
  }

  /** The text, followed by blanks up to this width. */
  static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - width(text)));
  }

  /** The text, or as much of its beginning as fits with a sign that there is more. */
  static String cut(String text, int width) {
    if (width(text) <= width) {
      return text;
    }
    StringBuilder start = new StringBuilder();
    int taken = 1;
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      taken += width(point);
      if (taken > width) {
        break;
      }
      start.appendCodePoint(point);
      i += Character.charCount(point);
    }
    return start.append(ELLIPSIS).toString();
  }

  /** Of characters that stand in no line at all it is less than none. */
  private static int width(int point) {
    return Math.max(0, WCWidth.wcwidth(point));
  }
}
