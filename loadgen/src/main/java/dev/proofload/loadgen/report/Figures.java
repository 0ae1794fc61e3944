package dev.proofload.loadgen.report;

import dev.proofload.loadgen.record.Machine;
import java.time.Instant;
import java.util.List;

/**
 * The paper's tables, measured again: each figure of ours beside the paper's.
 *
 * @param startedAt when the measuring began
 * @param version of this program
 * @param commit it was built from
 */
public record Figures(
    Instant startedAt, String version, String commit, Machine machine, List<Table> tables) {
  /** Copies. */
  public Figures {
    tables = List.copyOf(tables);
  }

  /**
   * One table.
   *
   * @param key its name in JSON
   * @param title what it shows
   * @param note how it was measured, and what to make of it
   * @param columns names of the columns after the first two, units included
   */
  public record Table(String key, String title, String note, List<String> columns, List<Row> rows) {
    /** Validates and copies. */
    public Table {
      columns = List.copyOf(columns);
      rows = List.copyOf(rows);
      for (Row row : rows) {
        if (row.values().size() != columns.size()) {
          throw new IllegalArgumentException(
              key + ": " + row.values().size() + " values in " + columns.size() + " columns");
        }
      }
    }
  }

  /**
   * One row.
   *
   * @param what is measured: "5 users"
   * @param whose "paper", or how ours was measured
   * @param values one for each column; NaN where there is none
   */
  public record Row(String what, String whose, List<Double> values) {
    /** Copies. */
    public Row {
      values = List.copyOf(values);
    }
  }
}
