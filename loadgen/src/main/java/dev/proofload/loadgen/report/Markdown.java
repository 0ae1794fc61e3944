package dev.proofload.loadgen.report;

import java.util.List;
import java.util.stream.Collectors;

/** Markdown as forges render it: cells and code that hold any text without breaking out. */
final class Markdown {
  /** What can start markup, end a cell, or become a formula, inside a line of text. */
  private static final String SPECIAL = "&<>|\\`*_~[]$";

  private Markdown() {}

  /**
   * Text that renders as itself anywhere within a line, a table's cell too. Character references
   * instead of backslashes, because renderers disagree on a backslash before a pipe.
   */
  static String text(String any) {
    StringBuilder text = new StringBuilder(any.length());
    for (char c : Visible.line(any).toCharArray()) {
      if (SPECIAL.indexOf(c) >= 0) {
        text.append("&#").append((int) c).append(';');
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }

  /**
   * The same, set as code: in it a forge makes neither a mention of {@code @user} nor a link of
   * {@code #12}.
   */
  static String code(String any) {
    return any.isEmpty() ? "" : "<code>" + text(any) + "</code>";
  }

  /** A fenced block that no run of backticks in it can close. */
  static String block(String any) {
    String visible = any.lines().map(Visible::line).collect(Collectors.joining("\n"));
    String fence = "```";
    while (visible.contains(fence)) {
      fence += "`";
    }
    return fence + "\n" + visible + "\n" + fence + "\n";
  }

  /** A row of cells that are escaped already. */
  static String row(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }

  /**
   * The header of a table, and the line below it; columns from {@code numbersFrom} on to the right.
   */
  static String header(List<String> names, int numbersFrom) {
    StringBuilder line = new StringBuilder("|");
    for (int column = 0; column < names.size(); column++) {
      line.append(column < numbersFrom ? "---|" : "---:|");
    }
    return row(names) + line + "\n";
  }
}
