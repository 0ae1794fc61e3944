package dev.proofload.loadgen.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.proofload.loadgen.check.CheckResult;
import dev.proofload.loadgen.record.HistoryHeader;
import dev.proofload.loadgen.record.HistoryReader;
import java.util.List;

/**
 * What the checks found in a saved history: for a terminal, as {@code check.json}, and as {@code
 * check.md}. Pure.
 *
 * @param file that holds the history
 */
public record CheckReport(
    String file, HistoryHeader header, HistoryReader.End end, List<CheckResult> checks) {
  /** Rises when a key of the JSON changes its meaning or goes away. */
  public static final int SCHEMA_VERSION = 1;

  /** Copies. */
  public CheckReport {
    checks = List.copyOf(checks);
  }

  /**
   * Lines that end in {@code \n}.
   *
   * @param colored whether to colour verdicts with ANSI sequences
   */
  public String text(boolean colored) {
    return new TerminalSummary(colored).verdicts(checks)
        + "\nhistory     "
        + Visible.line(what())
        + "\nbuild       "
        + Visible.line(build())
        + "\n";
  }

  /** Indented, with a newline at its end; the checks as in {@code report.json}. */
  public String json() {
    ObjectNode root = Json.object();
    root.put("schema_version", SCHEMA_VERSION);
    root.put("history", file);
    root.put("workload", header.workload());
    root.put("run_id", header.runId());
    root.put("started_at", header.startedAt().toString());
    root.put("url", header.url());
    root.put("version", header.build().version());
    root.put("commit", header.build().commit());
    root.put("users", header.users());
    root.put("seed", header.seed());
    root.put("records", end.records());
    root.put("complete", end.complaint().isEmpty());
    root.put("quiet", end.quiet());
    JsonReport.checks(root.putArray("checks"), checks);
    return Json.indented(root);
  }

  /** What one would paste into a pull request. */
  public String markdown() {
    StringBuilder out = new StringBuilder();
    out.append("## ").append(Markdown.text(Words.verdicts(checks))).append("\n\n");
    MarkdownReport.verdicts(out, checks);
    MarkdownReport.witnesses(out, checks);
    out.append(Markdown.text(what())).append(". ").append(Markdown.text(build())).append(".\n");
    return out.toString();
  }

  private String what() {
    return Units.count(end.records(), "record")
        + " of "
        + header.workload()
        + ": "
        + Units.count(header.users(), "user")
        + " on "
        + header.url()
        + ", started "
        + header.startedAt();
  }

  private String build() {
    return "written by loadgen "
        + header.build().version()
        + ", commit "
        + header.build().commit()
        + ", seed "
        + header.seed();
  }
}
