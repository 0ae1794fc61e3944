package dev.proofload.loadgen.report;

import java.util.Locale;
import java.util.Optional;

/** In which forms a run can be written down. */
public enum Format {
  /** For programs, and to be read back. */
  JSON("report.json"),
  /** For pull requests. */
  MD("report.md"),
  /** To look at. */
  HTML("report.html"),
  /** A test report, for CI. */
  JUNIT("junit.xml"),
  /** HdrHistogram's log, which grows while the run goes on. */
  HLOG("latency.hlog");

  private final String file;

  Format(String file) {
    this.file = file;
  }

  /** The name of the file. */
  public String file() {
    return file;
  }

  /** The text of the file; empty where it is not written all at once. Pure. */
  Optional<String> render(SavedRun run) {
    return switch (this) {
      case JSON -> Optional.of(JsonReport.render(run.record(), run.checks(), run.thresholds()));
      case MD -> Optional.of(MarkdownReport.render(run.record(), run.checks(), run.thresholds()));
      case HTML -> Optional.of(HtmlReport.render(run.record(), run.checks(), run.thresholds()));
      case JUNIT -> Optional.of(JunitReport.render(run.record(), run.checks(), run.thresholds()));
      case HLOG -> Optional.empty();
    };
  }

  /** As it is written on a command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
