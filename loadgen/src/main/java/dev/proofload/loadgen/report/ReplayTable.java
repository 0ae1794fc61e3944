package dev.proofload.loadgen.report;

import dev.proofload.loadgen.check.ReplayRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one user did and saw as lines of text, one by one, so that a long history needs no more
 * memory than a short one. The columns are as wide for the first row as for the last. Pure.
 *
 * @param wide whether to show all of what was said and seen, rather than the beginning in columns;
 *     and markers as they were sent
 */
public record ReplayTable(boolean wide) {
  private static final List<Column> COLUMNS =
      List.of(
          new Column("", 1),
          new Column("end", 11),
          new Column("took", 8),
          new Column("op", 5),
          new Column("kind", 8),
          new Column("via", 4),
          new Column("outcome", 10),
          new Column("said", 24),
          new Column("saw", 40),
          new Column("legal", 52));
  private static final int FIRST_TEXT = COLUMNS.size() - 3;
  private static final double NANOS_PER_SECOND = 1e9;

  /** User, operation and nonce, as in every text that a user sends. */
  private static final Pattern MARKER = Pattern.compile("#pl0*(\\d+)-0*(\\d+)-[0-9a-f]{8}#");

  private record Column(String title, int width) {}

  /** What stands above the rows, without an end of line. */
  public String heading() {
    return line(COLUMNS.stream().map(Column::title).toList());
  }

  /** A row, without an end of line; what can't be seen is spelled out. */
  public String row(ReplayRow row) {
    boolean took = row.endNanos() > row.startNanos();
    String by = row.actor().equals(row.owner()) ? "" : "by " + row.actor() + " ";
    return line(
        List.of(
            row.wrong().isEmpty() ? "" : "!",
            String.format(Locale.ROOT, "%.6f", row.endNanos() / NANOS_PER_SECOND),
            took ? Units.duration(row.endNanos() - row.startNanos()) : "",
            row.sequence() == ReplayRow.NO_SEQUENCE ? "" : Integer.toString(row.sequence()),
            row.kind(),
            row.via(),
            row.outcome(),
            text(by + row.said()),
            text(ReplayWords.saw(row)),
            text(ReplayWords.legal(row))));
  }

  private String text(String any) {
    return Visible.line(wide ? any : shortMarkers(any)).strip();
  }

  private static String shortMarkers(String text) {
    Matcher marker = MARKER.matcher(text);
    return marker.find() ? marker.replaceAll("#$1.$2#") : text;
  }

  private String line(List<String> cells) {
    List<String> padded = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      Column column = COLUMNS.get(i);
      String cell = cells.get(i);
      boolean cuts = !wide && i >= FIRST_TEXT;
      padded.add(Cells.pad(cuts ? Cells.cut(cell, column.width()) : cell, column.width()));
    }
    return String.join("  ", padded).stripTrailing();
  }
}
