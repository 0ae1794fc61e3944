package dev.proofload.loadgen.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/** Charts for the page's own script. Not meant to be read by anything else: it may change. Pure. */
final class ChartJson {
  private ChartJson() {}

  /** One line that can stand in an HTML script element whatever texts it holds. */
  static String of(List<Chart> charts) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    charts.forEach(chart -> chart(array.addObject(), chart));
    return array.toString().replace("<", "\\u003c");
  }

  private static void chart(ObjectNode node, Chart chart) {
    node.put("id", chart.id());
    node.put("about", chart.about());
    axis(node.putObject("x"), chart.x());
    axis(node.putObject("y"), chart.y());
    values(node.putArray("at"), chart.at());
    ArrayNode lines = node.putArray("lines");
    for (Chart.Line line : chart.lines()) {
      ObjectNode one = lines.addObject();
      one.put("name", line.name());
      values(one.putArray("values"), line.values());
    }
    ArrayNode marks = node.putArray("marks");
    for (Chart.Mark mark : chart.marks()) {
      marks.addArray().add(mark.from()).add(mark.to());
    }
  }

  private static void axis(ObjectNode node, Axis axis) {
    node.put("kind", axis.kind().name().toLowerCase(Locale.ROOT));
    node.put("from", axis.from());
    node.put("to", axis.to());
    ArrayNode ticks = node.putArray("ticks");
    for (Axis.Tick tick : axis.ticks()) {
      ticks.addArray().add(tick.value()).add(tick.label());
    }
  }

  /** What is no number in JSON is null there. */
  private static void values(ArrayNode array, List<Double> values) {
    for (double value : values) {
      if (Double.isNaN(value)) {
        array.addNull();
      } else {
        array.add(value);
      }
    }
  }
}
