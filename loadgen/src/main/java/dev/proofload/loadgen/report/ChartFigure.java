package dev.proofload.loadgen.report;

/** A chart with its title and what its lines are. Pure. */
final class ChartFigure {
  private ChartFigure() {}

  /**
   * The chart as a figure of a page.
   *
   * @param marks what its marks mean
   */
  static String of(Chart chart, String marks) {
    StringBuilder out = new StringBuilder("<figure id=\"").append(chart.id());
    out.append("\">\n<figcaption>").append(Html.text(chart.title())).append("</figcaption>\n");
    out.append("<p class=\"lines\">");
    for (int i = 0; i < chart.lines().size(); i++) {
      out.append("<span><svg viewBox=\"0 0 24 8\" aria-hidden=\"true\"><path class=\"line c");
      out.append(i + 1).append("\" d=\"M0 4H24\"/></svg> ");
      out.append(Html.text(chart.lines().get(i).name())).append("</span> ");
    }
    if (!chart.marks().isEmpty()) {
      out.append("<span><svg viewBox=\"0 0 24 8\" aria-hidden=\"true\"><rect class=\"mark\"");
      out.append(" width=\"24\" height=\"8\"/></svg> ").append(marks).append("</span> ");
    }
    return out.append("</p>\n").append(ChartSvg.of(chart)).append("</figure>\n").toString();
  }
}
