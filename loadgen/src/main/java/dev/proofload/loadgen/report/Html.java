package dev.proofload.loadgen.report;

/** Text as HTML shows it. */
final class Html {
  private Html() {}

  /**
   * Text that renders as itself in an element or in a quoted attribute; what is hidden is spelled.
   */
  static String text(String any) {
    StringBuilder text = new StringBuilder(any.length() + 16);
    for (char c : Visible.line(any).toCharArray()) {
      switch (c) {
        case '&' -> text.append("&amp;");
        case '<' -> text.append("&lt;");
        case '>' -> text.append("&gt;");
        case '"' -> text.append("&quot;");
        case '\'' -> text.append("&#39;");
        default -> text.append(c);
      }
    }
    return text.toString();
  }
}
