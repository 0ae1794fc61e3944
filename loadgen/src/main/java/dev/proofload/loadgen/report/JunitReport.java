package dev.proofload.loadgen.report;

import dev.proofload.loadgen.check.CheckResult;
import dev.proofload.loadgen.check.Verdict;
import dev.proofload.loadgen.check.Witness;
import dev.proofload.loadgen.gate.Threshold;
import dev.proofload.loadgen.gate.Validity;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.record.RunInfo;
import dev.proofload.loadgen.record.RunRecord;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A run for CI: {@code junit.xml}, in the form that Surefire writes and that CI servers read. The
 * run itself, each check and each threshold is a test; what could not be judged is skipped. Pure.
 */
public final class JunitReport {
  private static final double NANOS_PER_SECOND = 1e9;

  private final List<Case> cases = new ArrayList<>();
  private final RunRecord run;

  /** How a test ended. */
  private enum Result {
    PASSED,
    FAILED,
    SKIPPED
  }

  /**
   * @param what kind of test it is
   * @param type of failure
   * @param message one line
   * @param details more of them
   */
  private record Case(
      String what, String name, Result result, String type, String message, List<String> details) {}

  private JunitReport(RunRecord run, List<CheckResult> checks, List<Threshold.Result> thresholds) {
    this.run = run;
    cases.add(made());
    if (!run.self().series().isEmpty()) {
      cases.add(valid());
    }
    checks.forEach(check -> cases.add(of(check)));
    thresholds.forEach(threshold -> cases.add(of(threshold)));
  }

  /** The report's text. What XML can't hold is spelled out. */
  public static String render(
      RunRecord run, List<CheckResult> checks, List<Threshold.Result> thresholds) {
    return new JunitReport(run, checks, thresholds).write();
  }

  /** Whether there is a run to judge at all. */
  private Case made() {
    RunInfo.Ending ending = run.info().ending();
    if (ending != RunInfo.Ending.COMPLETED) {
      return new Case(
          "run", "completed", Result.FAILED, ending.label(), Words.cutShort(ending), List.of());
    }
    return run.measurements().messages(Outcome.OK) > 0
        ? new Case("run", "completed", Result.PASSED, "", "", List.of())
        : new Case(
            "run",
            "completed",
            Result.FAILED,
            "nothing_done",
            "not one message got through",
            List.of());
  }

  /** Whether it says something about what was loaded. */
  private Case valid() {
    Validity validity = Validity.of(run);
    return validity.verdict() == Validity.Verdict.INVALID
        ? new Case("run", "valid", Result.FAILED, "invalid", validity.sentence(), List.of())
        : new Case("run", "valid", Result.PASSED, "", "", List.of());
  }

  private static Case of(CheckResult check) {
    String finding = Words.finding(check);
    return switch (check.verdict()) {
      case VALID -> new Case("check", check.name(), Result.PASSED, "", finding, List.of());
      case UNKNOWN -> new Case("check", check.name(), Result.SKIPPED, "", finding, List.of());
      case VIOLATED -> {
        List<String> details = new ArrayList<>();
        for (Witness witness : check.witnesses()) {
          details.add(witness.sentence());
          witness.operations().forEach(step -> details.add("  " + Words.step(step)));
        }
        String first =
            check.witnesses().isEmpty() ? "" : ": " + check.witnesses().getFirst().sentence();
        yield new Case(
            "check",
            check.name(),
            Result.FAILED,
            Verdict.VIOLATED.label(),
            finding + first,
            details);
      }
    };
  }

  private static Case of(Threshold.Result threshold) {
    String expression = threshold.threshold().expression();
    String actual = Words.actual(threshold);
    return threshold.held()
        ? new Case("threshold", expression, Result.PASSED, "", actual, List.of())
        : new Case(
            "threshold",
            expression,
            Result.FAILED,
            "missed",
            expression + ": " + actual,
            List.of());
  }

  private String write() {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter out = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      out.writeStartDocument("UTF-8", "1.0");
      out.writeCharacters("\n");
      suite(out);
      out.writeCharacters("\n");
      out.writeEndDocument();
      out.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("legal XML could not be written into memory", e);
    }
    return text.toString();
  }

  private void suite(XMLStreamWriter out) throws XMLStreamException {
    out.writeStartElement("testsuite");
    attribute(out, "name", run.info().name());
    attribute(out, "time", seconds());
    attribute(out, "tests", Integer.toString(cases.size()));
    attribute(out, "errors", "0");
    attribute(out, "skipped", count(Result.SKIPPED));
    attribute(out, "failures", count(Result.FAILED));
    out.writeCharacters("\n  ");
    properties(out);
    for (Case test : cases) {
      out.writeCharacters("\n  ");
      test(out, test);
    }
    out.writeCharacters("\n");
    out.writeEndElement();
  }

  private void properties(XMLStreamWriter out) throws XMLStreamException {
    RunInfo info = run.info();
    out.writeStartElement("properties");
    property(out, "started_at", info.startedAt().toString());
    property(out, "url", info.url());
    property(out, "version", info.version());
    property(out, "commit", info.commit());
    property(out, "command", info.command());
    property(out, "seed", Long.toString(info.seed()));
    property(out, "machine", Words.machine(run.machine()));
    out.writeCharacters("\n  ");
    out.writeEndElement();
  }

  private static void property(XMLStreamWriter out, String name, String value)
      throws XMLStreamException {
    out.writeCharacters("\n    ");
    out.writeEmptyElement("property");
    attribute(out, "name", name);
    attribute(out, "value", value);
  }

  private void test(XMLStreamWriter out, Case test) throws XMLStreamException {
    boolean empty = test.result == Result.PASSED;
    if (empty) {
      out.writeEmptyElement("testcase");
    } else {
      out.writeStartElement("testcase");
    }
    attribute(out, "name", test.name);
    attribute(out, "classname", "loadgen." + run.info().workload() + "." + test.what);
    attribute(out, "time", test.what.equals("run") ? seconds() : "0.000");
    if (!empty) {
      out.writeCharacters("\n    ");
      out.writeStartElement(test.result == Result.FAILED ? "failure" : "skipped");
      attribute(out, "message", test.message);
      if (test.result == Result.FAILED) {
        attribute(out, "type", test.type);
        details(out, test);
      }
      out.writeEndElement();
      out.writeCharacters("\n  ");
      out.writeEndElement();
    }
  }

  private static void details(XMLStreamWriter out, Case test) throws XMLStreamException {
    for (String line : Stream.concat(Stream.of(test.message), test.details.stream()).toList()) {
      out.writeCharacters(Visible.line(line) + "\n");
    }
  }

  private static void attribute(XMLStreamWriter out, String name, String value)
      throws XMLStreamException {
    out.writeAttribute(name, Visible.line(value));
  }

  private String seconds() {
    return String.format(Locale.ROOT, "%.3f", run.measurements().windowNanos() / NANOS_PER_SECOND);
  }

  private String count(Result result) {
    return Long.toString(cases.stream().filter(test -> test.result == result).count());
  }
}
