package dev.proofload.loadgen.report;

import dev.proofload.loadgen.check.ReplayRow;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What stands below the rows of a replay: how many there were, and why some are marked. There are
 * few witnesses, so it stays small. Not thread-safe.
 */
public final class ReplaySummary {
  private final Set<ReplayRow.Finding> findings = new LinkedHashSet<>();
  private long operations;
  private long deliveries;
  private long wrong;

  /** One more row. */
  public void add(ReplayRow row) {
    if (row.sequence() == ReplayRow.NO_SEQUENCE) {
      deliveries++;
    } else {
      operations++;
    }
    if (!row.wrong().isEmpty()) {
      wrong++;
    }
    findings.addAll(row.findings());
  }

  /** Lines that end in {@code \n}; what can't be seen is spelled out. */
  public String text() {
    StringBuilder out = new StringBuilder("\n");
    for (ReplayRow.Finding finding : findings) {
      out.append("! ").append(finding.check()).append(": ");
      out.append(Visible.line(finding.sentence())).append('\n');
    }
    return out.append(Units.count(operations, "operation"))
        .append(", ")
        .append(Units.count(deliveries))
        .append(" that came unasked; ")
        .append(wrong == 0 ? "none" : Units.count(wrong))
        .append(" marked\n")
        .toString();
  }
}
