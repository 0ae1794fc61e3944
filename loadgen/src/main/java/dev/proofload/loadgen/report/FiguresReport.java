package dev.proofload.loadgen.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes {@link Figures} for people (Markdown) and for programs (JSON). Pure. */
public final class FiguresReport {

  private FiguresReport() {}

  /** All tables, one below the other, with the machine first. */
  public static String markdown(Figures figures) {
    StringBuilder out = new StringBuilder("# The paper's figures, measured again\n\n");
    out.append("Machine: ").append(Markdown.text(Words.machine(figures.machine()))).append(".\n");
    out.append("Measured ").append(figures.startedAt());
    out.append(" by loadgen ").append(Markdown.text(figures.version()));
    out.append(", commit ").append(Markdown.text(figures.commit())).append(".\n");
    out.append("The paper's own: Python 3.12, aiohttp, a laptop with macOS. ");
    out.append("Absolute times differ between machines.\n");
    for (Figures.Table table : figures.tables()) {
      out.append("\n## ").append(Markdown.text(table.title())).append("\n\n");
      List<String> names = new ArrayList<>(List.of("", ""));
      names.addAll(table.columns());
      out.append(Markdown.header(names.stream().map(Markdown::text).toList(), 2));
      for (Figures.Row row : table.rows()) {
        List<String> cells = new ArrayList<>();
        cells.add(Markdown.text(row.what()));
        cells.add(Markdown.text(row.whose()));
        row.values().forEach(value -> cells.add(number(value)));
        out.append(Markdown.row(cells));
      }
      out.append('\n').append(Markdown.text(table.note())).append('\n');
    }
    return out.toString();
  }

  /** The same as JSON: a list of rows a table, each value by its column's name. */
  public static String json(Figures figures) {
    ObjectNode root = Json.object();
    root.put("schema_version", 1);
    root.put("started_at", figures.startedAt().toString());
    root.put("version", figures.version());
    root.put("commit", figures.commit());
    Json.machine(root.putObject("machine"), figures.machine());
    ObjectNode tables = root.putObject("tables");
    for (Figures.Table table : figures.tables()) {
      ObjectNode node = tables.putObject(table.key());
      node.put("title", table.title());
      node.put("note", table.note());
      ArrayNode rows = node.putArray("rows");
      for (Figures.Row row : table.rows()) {
        ObjectNode entry = rows.addObject();
        entry.put("what", row.what());
        entry.put("whose", row.whose());
        for (int column = 0; column < table.columns().size(); column++) {
          double value = row.values().get(column);
          String name = key(table.columns().get(column));
          if (Double.isNaN(value)) {
            entry.putNull(name);
          } else {
            entry.put(name, new BigDecimal(rounded(value)));
          }
        }
      }
    }
    return Json.indented(root);
  }

  private static String number(double value) {
    if (Double.isNaN(value)) {
      return "";
    }
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, value >= 1000 ? "%,.1f" : "%,.2f", value);
  }

  private static String rounded(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.4f", value);
  }

  private static String key(String column) {
    return column
        .toLowerCase(Locale.ROOT)
        .replace("msg/s", "msg_per_sec")
        .replace(".", "_")
        .replaceAll("[^a-z0-9]+", "_")
        .replaceAll("^_|_$", "");
  }
}
