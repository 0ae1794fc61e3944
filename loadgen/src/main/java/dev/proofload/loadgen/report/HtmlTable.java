package dev.proofload.loadgen.report;

import java.util.List;

/** A table of numbers, each row of which is called something. It scrolls where it is too wide. */
final class HtmlTable {
  private final StringBuilder out = new StringBuilder();

  /**
   * @param title what it is called to those who can't see it
   * @param first header of the column of names
   * @param others headers of the columns of numbers
   */
  HtmlTable(String title, String first, List<String> others) {
    out.append("<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"");
    out.append(Html.text(title)).append("\"><table>\n<thead><tr><th scope=\"col\">");
    out.append(Html.text(first)).append("</th>");
    for (String other : others) {
      out.append("<th scope=\"col\">").append(Html.text(other)).append("</th>");
    }
    out.append("</tr></thead>\n<tbody>\n");
  }

  void row(String name, List<String> numbers) {
    out.append("<tr><th scope=\"row\">").append(Html.text(name)).append("</th>");
    for (String number : numbers) {
      out.append("<td>").append(Html.text(number)).append("</td>");
    }
    out.append("</tr>\n");
  }

  /** The whole of it. */
  String html() {
    return out + "</tbody></table></div>\n";
  }
}
