package dev.proofload.loadgen.report;

import dev.proofload.loadgen.check.CheckResult;
import dev.proofload.loadgen.check.Verdict;
import dev.proofload.loadgen.check.Witness;
import java.util.List;

/**
 * {@code witness.html}: the witnesses of all violations, each drawn on a time line. One file that
 * needs nothing else, and no script. Pure.
 */
public final class WitnessPage {
  /** Its name in the folder of a run. */
  public static final String FILE = "witness.html";

  private static final String HEAD =
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <title>""";

  private static final String STYLE =
      """
      </title>
      <style>
      :root { color-scheme: light dark; --back: #fff; --text: #1c1f24; --soft: #5b626e; --lane: #f1f3f6;
        --line: #c3c9d2; --bad: #b3261e; --ok: #2f6fd0; --none: #8a919c; --maybe: #b26a00; --given: #2b8a57; }
      @media (prefers-color-scheme: dark) {
        :root { --back: #14171c; --text: #e6e8ec; --soft: #a0a8b4; --lane: #20252d; --line: #444c58;
          --bad: #ff8a80; --ok: #7fb0ff; --none: #8a919c; --maybe: #ffb74d; --given: #6fd39c; }
      }
      * { box-sizing: border-box; }
      body { margin: 0 auto; padding: 1rem; max-width: 44rem; background: var(--back); color: var(--text);
        font: 1rem/1.45 system-ui, sans-serif; }
      h1 { font-size: 1.3rem; } h2 { font-size: 1.05rem; margin: 0; color: var(--bad); }
      section { margin: 2rem 0 0; padding: 1rem 0 0; border-top: 1px solid var(--line); }
      p { margin: .4rem 0 1rem; overflow-wrap: anywhere; } .soft, dt, .when { color: var(--soft); }
      svg { display: block; width: 100%; max-width: 32rem; height: auto; } svg text { font: 12px system-ui, sans-serif; fill: var(--text); }
      svg .user { font-weight: 600; } svg .time { fill: var(--soft); } .lane { fill: var(--lane); }
      .axis { fill: none; stroke: var(--soft); }
      .ok { fill: var(--ok); } .none { fill: var(--none); } .maybe { fill: var(--maybe); } .given { fill: var(--given); }
      ol { padding-left: 1.4rem; } li { margin: 0 0 .8rem; overflow-wrap: anywhere; }
      dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 .6rem; margin: .1rem 0; } dd { margin: 0; min-width: 0; }
      code { font: .875rem/1.4 ui-monospace, monospace; overflow-wrap: anywhere; }
      .key span { display: inline-block; margin-right: 1rem; white-space: nowrap; }
      .key svg { display: inline; width: .8em; height: .8em; }
      </style>
      </head>
      <body>
      """;

  private WitnessPage() {}

  /** Whether there is anything to draw. */
  public static boolean isWorthwhile(List<CheckResult> checks) {
    return checks.stream().anyMatch(check -> !check.witnesses().isEmpty());
  }

  /**
   * The page. Whatever the system under test said is escaped.
   *
   * @param title what the run is called
   */
  public static String render(String title, List<CheckResult> checks) {
    StringBuilder out = new StringBuilder();
    out.append(HEAD).append(Html.text(title)).append(STYLE);
    out.append("<h1>").append(Html.text(title + ": " + Words.verdicts(checks))).append("</h1>\n");
    out.append("<p class=\"soft\">Times are counted from the start of the load.</p>\n");
    key(out);
    for (CheckResult check : checks) {
      if (check.verdict() == Verdict.VIOLATED) {
        check(out, check, 2);
      }
    }
    return out.append("</body>\n</html>\n").toString();
  }

  /** What the colours mean. */
  static void key(StringBuilder out) {
    out.append("<p class=\"key\">");
    key(out, "ok", "took effect");
    key(out, "none", "surely had none");
    key(out, "maybe", "unknown");
    key(out, "given", "came unasked");
    out.append("</p>\n");
  }

  private static void key(StringBuilder out, String shade, String meaning) {
    out.append("<span><svg viewBox=\"0 0 10 10\" aria-hidden=\"true\"><rect class=\"")
        .append(shade);
    out.append("\" width=\"10\" height=\"10\" rx=\"2\"/></svg> ").append(meaning).append("</span>");
  }

  /**
   * All witnesses of a check.
   *
   * @param level of their headings
   */
  static void check(StringBuilder out, CheckResult check, int level) {
    int number = 0;
    for (Witness witness : check.witnesses()) {
      number++;
      out.append("<section>\n<h").append(level).append('>').append(Html.text(check.name()));
      out.append("</h").append(level).append(">\n");
      out.append("<p>").append(Html.text(witness.sentence())).append("</p>\n");
      out.append(TimeLine.svg(witness));
      out.append("<ol>\n");
      witness.operations().forEach(step -> step(out, step));
      out.append("</ol>\n");
      if (number == check.witnesses().size() && check.violations() > number) {
        out.append("<p class=\"soft\">").append(number).append(" of ");
        out.append(Units.count(check.violations(), "violation")).append(" shown.</p>\n");
      }
      out.append("</section>\n");
    }
  }

  private static void step(StringBuilder out, Witness.Step step) {
    out.append("<li><b>").append(Html.text(step.user())).append("</b> ");
    out.append(Html.text(step.kind()));
    if (!step.outcome().isEmpty()) {
      out.append(", ").append(Html.text(step.outcome()));
    }
    out.append("<br><span class=\"when\">").append(Words.span(step)).append("</span>\n<dl>");
    line(out, "said", step.said());
    line(out, "saw", step.saw());
    out.append("</dl></li>\n");
  }

  private static void line(StringBuilder out, String what, String text) {
    if (!text.isEmpty()) {
      out.append("<dt>").append(what).append("</dt><dd><code>").append(Html.text(text));
      out.append("</code></dd>");
    }
  }
}
