package dev.proofload.loadgen.report;

import dev.proofload.loadgen.check.CheckResult;
import dev.proofload.loadgen.check.Verdict;
import dev.proofload.loadgen.gate.Threshold;
import dev.proofload.loadgen.gate.Validity;
import dev.proofload.loadgen.record.KindMeasurement;
import dev.proofload.loadgen.record.Machine;
import dev.proofload.loadgen.record.Measurements;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.record.RunInfo;
import dev.proofload.loadgen.record.RunRecord;
import dev.proofload.loadgen.record.Sample;
import dev.proofload.loadgen.record.StreamsMeasured;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A run to look at: {@code report.html}, one file that needs nothing from elsewhere. Its charts are
 * drawn as SVG; where scripts may run, a library within the page draws them again, so that values
 * can be read off. Pure.
 */
public final class HtmlReport {
  private final RunRecord run;
  private final Measurements measurements;
  private final List<CheckResult> checks;
  private final List<Threshold.Result> thresholds;
  private final Validity validity;
  private final StringBuilder out = new StringBuilder();
  private final List<Chart> charts = new ArrayList<>();

  private HtmlReport(RunRecord run, List<CheckResult> checks, List<Threshold.Result> thresholds) {
    this.run = run;
    this.measurements = run.measurements();
    this.checks = checks;
    this.thresholds = thresholds;
    this.validity = Validity.of(run);
  }

  /** The page. Whatever the system under test said is escaped. */
  public static String render(
      RunRecord run, List<CheckResult> checks, List<Threshold.Result> thresholds) {
    return new HtmlReport(run, checks, thresholds).page();
  }

  private String page() {
    out.append(PageParts.head(run.info().name(), true));
    title();
    verdicts();
    figures();
    latency();
    overTime();
    outcomes();
    witnesses();
    machine();
    settings();
    scripts();
    return out.append("</body>\n</html>\n").toString();
  }

  private void title() {
    RunInfo info = run.info();
    out.append("<header>\n<h1>").append(Html.text(info.name())).append("</h1>\n");
    out.append("<p class=\"soft\">").append(Html.text(Words.load(info))).append(", started ");
    out.append(info.startedAt().truncatedTo(ChronoUnit.SECONDS)).append("</p>\n");
    String cutShort = Words.cutShort(info.ending());
    if (!cutShort.isEmpty()) {
      out.append("<p class=\"alarm\">Cut short: ").append(Html.text(cutShort)).append(".</p>\n");
    }
    if (validity.verdict() == Validity.Verdict.INVALID) {
      out.append("<p class=\"alarm\">Invalid: ").append(Html.text(validity.sentence()));
      out.append(".</p>\n");
    }
    out.append("</header>\n<main>\n");
  }

  private void verdicts() {
    out.append("<section aria-labelledby=\"verdicts\">\n<h2 id=\"verdicts\">Verdicts</h2>\n<p>");
    out.append(Html.text(sentence(Words.verdicts(checks))))
        .append("</p>\n<ul class=\"verdicts\">\n");
    for (CheckResult check : checks) {
      String verdict = check.verdict().label();
      out.append("<li>");
      badge(verdict, verdict);
      out.append("<div><b>").append(Html.text(check.name())).append("</b> ");
      out.append(Html.text(Words.found(check)));
      if (!check.witnesses().isEmpty()) {
        out.append("<br>").append(Html.text(check.witnesses().getFirst().sentence()));
        out.append(" <a href=\"#witnesses\">Witnesses of ").append(Html.text(check.name()));
        out.append("</a>");
      }
      if (!check.judgedByKind().isEmpty()) {
        out.append("<br><small class=\"soft\">").append(Html.text(Words.kinds(check)));
        out.append("</small>");
      }
      out.append("</div></li>\n");
    }
    for (Threshold.Result result : thresholds) {
      out.append("<li>");
      badge(result.held() ? "valid" : "violated", result.held() ? "held" : "missed");
      out.append("<div><code>").append(Html.text(result.threshold().expression()));
      out.append("</code> ").append(Html.text(Words.actual(result))).append("</div></li>\n");
    }
    out.append("</ul>\n</section>\n");
  }

  private void badge(String shade, String word) {
    out.append("<span class=\"badge ").append(shade).append("\">");
    out.append(word.toUpperCase(Locale.ROOT)).append("</span>");
  }

  private void figures() {
    Latency all = Latency.of(measurements.messageLatency());
    out.append("<section aria-labelledby=\"figures\">\n<h2 id=\"figures\">In short</h2>\n");
    out.append("<dl class=\"figures\">\n");
    figure("throughput", Units.rate(measurements.throughput()));
    figure("messages", Units.count(measurements.messages()));
    figure("errors", Units.count(measurements.errors()));
    if (!all.isEmpty()) {
      figure("p50", Units.duration(all.p50Nanos()));
      figure("p99", Units.duration(all.p99Nanos()));
      figure("slowest", Units.duration(all.maxNanos()));
    }
    out.append("</dl>\n");
    out.append("<dl class=\"pairs\">\n");
    pair("throughput", Words.throughput(measurements));
    run.offered().ifPresent(offered -> pair("offered", Words.offered(offered)));
    run.streams()
        .ifPresent(
            streams -> {
              pair("connections", StreamsWords.connections(run, streams));
              pair("streams", StreamsWords.told(streams));
              pair("users saw", StreamsWords.seen(streams));
            });
    pair("cost", Words.cost(run));
    String generator = GeneratorWords.line(run);
    if (!generator.isEmpty()) {
      pair("generator", generator);
    }
    out.append("</dl>\n");
    notes();
    out.append("</section>\n");
  }

  private void figure(String name, String value) {
    out.append("<div><dt>").append(name).append("</dt><dd>").append(Html.text(value));
    out.append("</dd></div>\n");
  }

  private void notes() {
    List<String> notes = new ArrayList<>();
    validity.notes().forEach(note -> notes.add("the generator: " + note));
    if (!Words.coldStart(run).isEmpty()) {
      notes.add(Words.coldStart(run));
    }
    if (notes.isEmpty()) {
      return;
    }
    out.append("<p class=\"soft\">Notes</p>\n<ul class=\"soft\">\n");
    notes.forEach(note -> out.append("<li>").append(Html.text(note)).append("</li>\n"));
    out.append("</ul>\n");
  }

  private void note(String text) {
    if (!text.isEmpty()) {
      out.append("<p class=\"soft\">Note: ").append(Html.text(text)).append(".</p>\n");
    }
  }

  private void latency() {
    out.append("<section aria-labelledby=\"latency\">\n<h2 id=\"latency\">Latency</h2>\n");
    RunCharts.percentiles(measurements).ifPresent(this::chart);
    HtmlTable table = new HtmlTable("Latency", "latency", Words.LATENCY_COLUMNS);
    table.row("all messages", Words.latencyCells(Latency.of(measurements.messageLatency())));
    Latency service = Latency.of(measurements.messageService());
    if (!service.isEmpty()) {
      table.row("service time", Words.latencyCells(service));
    }
    for (KindMeasurement kind : measurements.kinds()) {
      table.row(kind.kind(), Words.latencyCells(Latency.of(kind.latency())));
    }
    run.streams()
        .ifPresent(
            streams ->
                table.row(
                    StreamsWords.FIRST_PIECE,
                    Words.latencyCells(Latency.of(streams.firstDelta()))));
    out.append(table.html());
    note(Words.fewSamples(measurements));
    run.streams().ifPresent(this::others);
    out.append("</section>\n");
  }

  private void others(StreamsMeasured streams) {
    if (streams.groups().isEmpty()) {
      return;
    }
    note(StreamsWords.healthyAlone(run, streams));
    HtmlTable table =
        new HtmlTable(
            "Users who do not read as they should",
            StreamsWords.OTHERS,
            StreamsWords.OTHERS_COLUMNS);
    for (StreamsMeasured.Group group : streams.groups()) {
      table.row(group.reading(), StreamsWords.cells(group));
    }
    out.append(table.html());
  }

  private void overTime() {
    List<Sample> steps = RunCharts.steps(measurements.series());
    List<Chart.Mark> pauses = RunCharts.pauses(run.self());
    Optional<Chart> latency = RunCharts.latency(steps, pauses);
    Optional<Chart> throughput = RunCharts.throughput(steps, pauses);
    if (latency.isEmpty() && throughput.isEmpty()) {
      return;
    }
    out.append("<section aria-labelledby=\"time\">\n<h2 id=\"time\">Over time</h2>\n");
    latency.ifPresent(this::chart);
    throughput.ifPresent(this::chart);
    RunCharts.generator(run.self().series()).ifPresent(this::chart);
    if (steps.size() < measurements.series().size()) {
      note("each point stands for several seconds; of latencies it shows the highest");
    }
    out.append("<details><summary>As a table</summary>\n");
    HtmlTable table =
        new HtmlTable(
            "Over time",
            "from",
            List.of("length", "done", "refused", "errors", "p50", "p99", "max"));
    for (Sample step : steps) {
      boolean any = step.messages() > 0;
      table.row(
          Units.duration(step.startNanos()),
          List.of(
              Units.duration(step.lengthNanos()),
              Units.rate(step.rate()),
              Units.count(step.refused()),
              Units.count(step.errors()),
              any ? Units.duration(step.p50Nanos()) : "-",
              any ? Units.duration(step.p99Nanos()) : "-",
              any ? Units.duration(step.maxNanos()) : "-"));
    }
    out.append(table.html()).append("</details>\n</section>\n");
  }

  private void chart(Chart chart) {
    charts.add(chart);
    out.append(ChartFigure.of(chart, "loadgen stood still"));
  }

  private void outcomes() {
    out.append("<section aria-labelledby=\"outcomes\">\n<h2 id=\"outcomes\">Outcomes</h2>\n");
    if (measurements.kinds().isEmpty()) {
      out.append("<p>Nothing was sent.</p>\n</section>\n");
      return;
    }
    List<String> header = new ArrayList<>(List.of("total"));
    for (Outcome outcome : Outcome.values()) {
      header.add(outcome.label());
    }
    HtmlTable table = new HtmlTable("Outcomes", "kind", header);
    for (KindMeasurement kind : measurements.kinds()) {
      List<String> row = new ArrayList<>(List.of(Units.count(kind.total())));
      for (Outcome outcome : Outcome.values()) {
        row.add(Units.count(kind.count(outcome)));
      }
      table.row(kind.kind(), row);
    }
    out.append(table.html()).append("</section>\n");
  }

  private void witnesses() {
    if (!WitnessPage.isWorthwhile(checks)) {
      return;
    }
    out.append("<section aria-labelledby=\"witnesses\">\n<h2 id=\"witnesses\">Witnesses</h2>\n");
    out.append("<p class=\"soft\">Times are counted from the start of the load.</p>\n");
    WitnessPage.key(out);
    for (CheckResult check : checks) {
      if (check.verdict() == Verdict.VIOLATED) {
        WitnessPage.check(out, check, 3);
      }
    }
    out.append("</section>\n");
  }

  private void machine() {
    Machine machine = run.machine();
    out.append("<section aria-labelledby=\"machine\">\n<h2 id=\"machine\">Machine</h2>\n");
    out.append("<dl class=\"pairs\">\n");
    pair("processor", machine.cpuModel());
    pair("CPUs for loadgen", Units.count(machine.cpus()));
    pair("memory", Units.bytes(machine.memoryBytes()));
    pair("system", machine.os() + ", " + machine.arch());
    pair("JDK", machine.jdk());
    out.append("</dl>\n</section>\n");
  }

  private void pair(String name, String value) {
    out.append("<dt>").append(Html.text(name)).append("</dt><dd>").append(Html.text(value));
    out.append("</dd>\n");
  }

  private void settings() {
    RunInfo info = run.info();
    out.append(
        "<section aria-labelledby=\"repeat\">\n<h2 id=\"repeat\">How to repeat</h2>\n<pre><code>");
    out.append(String.join("\n", info.command().lines().map(Html::text).toList()));
    out.append("</code></pre>\n<p>")
        .append(Html.text(sentence(Words.build(info))))
        .append("</p>\n");
    out.append("<details><summary>All settings</summary>\n<dl class=\"pairs\">\n");
    for (Map.Entry<String, String> setting : info.settings().entrySet()) {
      pair(setting.getKey(), setting.getValue());
    }
    out.append("</dl></details>\n</section>\n</main>\n");
  }

  private void scripts() {
    if (charts.isEmpty()) {
      return;
    }
    out.append("<script type=\"application/json\" id=\"charts\">");
    out.append(ChartJson.of(charts)).append("</script>\n");
    out.append(PageParts.scripts());
  }

  private static String sentence(String words) {
    return words.isEmpty()
        ? words
        : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1) + ".";
  }
}
