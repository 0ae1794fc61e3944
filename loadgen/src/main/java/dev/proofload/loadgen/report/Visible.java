package dev.proofload.loadgen.report;

import java.util.Locale;

/** Makes text of unknown origin safe to show: what can't be seen is spelled out. */
final class Visible {
  private Visible() {}

  /**
   * One line without control, format, private or unpaired surrogate characters: an answer of the
   * system under test must be able neither to drive a terminal nor to hide or reorder text.
   */
  static String line(String text) {
    StringBuilder line = new StringBuilder(text.length());
    text.codePoints().forEach(point -> append(line, point));
    return line.toString();
  }

  private static void append(StringBuilder line, int point) {
    switch (point) {
      case '\n' -> line.append("\\n");
      case '\r' -> line.append("\\r");
      case '\t' -> line.append("\\t");
      default -> {
        if (isHidden(point)) {
          line.append(String.format(Locale.ROOT, "\\u{%x}", point));
        } else {
          line.appendCodePoint(point);
        }
      }
    }
  }

  private static boolean isHidden(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }
}
