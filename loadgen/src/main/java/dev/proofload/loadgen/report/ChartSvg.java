package dev.proofload.loadgen.report;

import java.util.Formatter;
import java.util.List;
import java.util.Locale;

/**
 * Draws a chart as SVG that fits any width: lines are stretched, texts are not. Colours come from
 * the page's style. Pure.
 */
final class ChartSvg {
  private static final int HEIGHT = 230;
  private static final int TOP = 14;
  private static final int AREA = 190;

  /** Lines are drawn in a square of this size. */
  private static final int SQUARE = 1_000;

  /** A label nearer to an edge than this is set flush with it. */
  private static final double NEAR_EDGE = 0.04;

  private final Chart chart;
  private final StringBuilder out = new StringBuilder();
  private final Formatter add = new Formatter(out, Locale.ROOT);

  private ChartSvg(Chart chart) {
    this.chart = chart;
  }

  static String of(Chart chart) {
    return new ChartSvg(chart).draw();
  }

  private String draw() {
    add.format("<svg class=\"still\" height=\"%d\" role=\"img\" aria-label=\"", HEIGHT);
    out.append(Html.text(chart.about())).append("\">\n");
    add.format(
        "<svg y=\"%d\" width=\"100%%\" height=\"%d\" viewBox=\"0 0 %d %d\" preserveAspectRatio=\"none\">\n",
        TOP, AREA, SQUARE, SQUARE);
    chart.marks().forEach(this::mark);
    grid();
    for (int i = chart.lines().size() - 1; i >= 0; i--) {
      line(i, chart.lines().get(i));
    }
    out.append("</svg>\n");
    for (Axis.Tick tick : chart.y().ticks()) {
      add.format(
          "<text class=\"y\" y=\"%.1f\">%s</text>\n",
          TOP + AREA * (1 - chart.y().place(tick.value())) - 3, Html.text(tick.label()));
    }
    for (Axis.Tick tick : chart.x().ticks()) {
      double place = chart.x().place(tick.value());
      add.format(
          "<text x=\"%.2f%%\" y=\"%d\" text-anchor=\"%s\">%s</text>\n",
          100 * place, HEIGHT - 8, anchor(place), Html.text(tick.label()));
    }
    return out.append("</svg>\n").toString();
  }

  private static String anchor(double place) {
    return place < NEAR_EDGE ? "start" : place > 1 - NEAR_EDGE ? "end" : "middle";
  }

  private void mark(Chart.Mark mark) {
    double from = SQUARE * Math.clamp(chart.x().place(mark.from()), 0, 1);
    double to = SQUARE * Math.clamp(chart.x().place(mark.to()), 0, 1);
    add.format(
        "<rect class=\"mark\" x=\"%.1f\" width=\"%.1f\" height=\"%d\"><title>",
        from, Math.max(1, to - from), SQUARE);
    out.append(Html.text(mark.what())).append("</title></rect>\n");
  }

  private void grid() {
    out.append("<path class=\"grid\" d=\"");
    for (Axis.Tick tick : chart.y().ticks()) {
      add.format("M0 %.1fH%d", SQUARE * (1 - chart.y().place(tick.value())), SQUARE);
    }
    for (Axis.Tick tick : chart.x().ticks()) {
      add.format("M%.1f 0V%d", SQUARE * chart.x().place(tick.value()), SQUARE);
    }
    out.append("\"/>\n");
  }

  private void line(int number, Chart.Line line) {
    add.format("<path class=\"line c%d\" d=\"", number + 1);
    boolean on = false;
    List<Double> values = line.values();
    for (int i = 0; i < values.size(); i++) {
      boolean any = !values.get(i).isNaN();
      if (any) {
        add.format(
            "%s%.1f %.1f",
            on ? "L" : "M",
            SQUARE * chart.x().place(chart.at().get(i)),
            SQUARE * (1 - chart.y().place(values.get(i))));
      }
      boolean alone = any && !on && (i + 1 == values.size() || values.get(i + 1).isNaN());
      if (alone) {
        // A line from a point to itself would not be seen.
        out.append("m-3 0h6");
      }
      on = any;
    }
    out.append("\"/>\n");
  }
}
