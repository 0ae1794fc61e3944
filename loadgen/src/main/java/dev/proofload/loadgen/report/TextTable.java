package dev.proofload.loadgen.report;

import java.util.ArrayList;
import java.util.List;

/** Aligned columns of plain text: the first to the left, the others, numbers, to the right. */
final class TextTable {
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  TextTable row(List<String> cells) {
    if (!rows.isEmpty() && rows.getFirst().size() != cells.size()) {
      throw new IllegalArgumentException(
          "a row of " + cells.size() + " cells in a table of " + rows.getFirst().size());
    }
    rows.add(List.copyOf(cells));
    return this;
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        String cell = row.get(column);
        String blanks = " ".repeat(width(column) - cell.length());
        line.append(column == 0 ? cell + blanks : GAP + blanks + cell);
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
