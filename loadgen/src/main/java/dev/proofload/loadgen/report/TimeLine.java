package dev.proofload.loadgen.report;

import dev.proofload.loadgen.check.Witness;
import java.util.ArrayList;
import java.util.Formatter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Draws the operations of a witness as SVG: a lane for each user, in it a row for each operation,
 * its bar as long as it took. Narrow enough for a phone. Pure.
 */
final class TimeLine {
  private static final double WIDTH = 400;
  private static final double MARGIN = 8;
  private static final double SHORTEST_BAR = 4;
  private static final int LANE_TITLE = 20;
  private static final int ROW = 30;
  private static final int BAR_AT = 16;
  private static final int BAR = 9;
  private static final int LANE_GAP = 6;
  private static final int AXIS = 26;
  private static final int TITLE_START = 24;
  private static final int TITLE_END = 18;

  private final Witness witness;
  private final List<String> users;
  private final long firstNanos;
  private final long spanNanos;
  private final StringBuilder out = new StringBuilder();
  private final Formatter add = new Formatter(out, Locale.ROOT);

  private TimeLine(Witness witness) {
    this.witness = witness;
    Set<String> all = new LinkedHashSet<>();
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (Witness.Step step : witness.operations()) {
      all.add(step.user());
      first = Math.min(first, step.startNanos());
      last = Math.max(last, step.endNanos());
    }
    users = new ArrayList<>(all);
    firstNanos = first;
    spanNanos = Math.max(1, last - first);
  }

  /** The picture; empty if there is nothing to draw. */
  static String svg(Witness witness) {
    return witness.operations().isEmpty() ? "" : new TimeLine(witness).draw();
  }

  private String draw() {
    int height = users.size() * (LANE_TITLE + LANE_GAP) + witness.operations().size() * ROW + AXIS;
    add.format("<svg viewBox=\"0 0 %.0f %d\" role=\"img\" aria-label=\"", WIDTH, height);
    out.append(Html.text(witness.sentence())).append("\">\n");
    int y = 0;
    for (String user : users) {
      y = lane(user, y);
    }
    axis(y);
    return out.append("</svg>\n").toString();
  }

  private int lane(String user, int top) {
    long rows = witness.operations().stream().filter(step -> step.user().equals(user)).count();
    long height = LANE_TITLE + rows * ROW;
    add.format(
        "<rect class=\"lane\" x=\"0\" y=\"%d\" width=\"%.0f\" height=\"%d\" rx=\"4\"/>\n",
        top, WIDTH, height);
    add.format("<text class=\"user\" x=\"%.0f\" y=\"%d\">", MARGIN, top + 14);
    out.append(Html.text(shorten(user))).append("</text>\n");
    int y = top + LANE_TITLE;
    for (int i = 0; i < witness.operations().size(); i++) {
      if (witness.operations().get(i).user().equals(user)) {
        bar(i + 1, witness.operations().get(i), y);
        y += ROW;
      }
    }
    return y + LANE_GAP;
  }

  private void bar(int number, Witness.Step step, int top) {
    double from = x(step.startNanos());
    double width = Math.max(SHORTEST_BAR, x(step.endNanos()) - from);
    from = Math.min(from, WIDTH - MARGIN - width);
    add.format(
        "<rect class=\"%s\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\"/>\n",
        shade(step), from, top + BAR_AT, width, BAR);
    boolean right = from > WIDTH / 2;
    add.format(
        "<text x=\"%.1f\" y=\"%d\"%s>%d ",
        right ? from + width : from, top + BAR_AT - 4, right ? " text-anchor=\"end\"" : "", number);
    String outcome = step.outcome().isEmpty() ? "" : ", " + step.outcome();
    String took =
        step.endNanos() > step.startNanos()
            ? ", " + Units.duration(step.endNanos() - step.startNanos())
            : "";
    out.append(Html.text(step.kind() + outcome + took)).append("</text>\n");
  }

  private void axis(int top) {
    double end = WIDTH - MARGIN;
    add.format("<path class=\"axis\" d=\"M%.0f %d v4 h%.0f v-4\"/>\n", MARGIN, top, end - MARGIN);
    add.format("<text class=\"time\" x=\"%.0f\" y=\"%d\">", MARGIN, top + 17);
    out.append(Units.duration(Math.max(0, firstNanos))).append("</text>\n");
    if (spanNanos > 1) {
      add.format("<text class=\"time\" x=\"%.0f\" y=\"%d\" text-anchor=\"end\">+", end, top + 17);
      out.append(Units.duration(spanNanos)).append("</text>\n");
    }
  }

  /** A long id without its middle: those that are easily confused often differ at their end. */
  private static String shorten(String user) {
    int[] points = user.codePoints().toArray();
    return points.length <= TITLE_START + TITLE_END
        ? user
        : new String(points, 0, TITLE_START)
            + "…"
            + new String(points, points.length - TITLE_END, TITLE_END);
  }

  private double x(long nanos) {
    return MARGIN + (nanos - firstNanos) * (WIDTH - 2 * MARGIN) / spanNanos;
  }

  private static String shade(Witness.Step step) {
    return switch (step.outcome()) {
      case "ok" -> "bar ok";
      case "refused", "connect" -> "bar none";
      case "" -> "bar given";
      default -> "bar maybe";
    };
  }
}
