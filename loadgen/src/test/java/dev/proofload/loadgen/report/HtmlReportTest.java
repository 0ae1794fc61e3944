package dev.proofload.loadgen.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.proofload.loadgen.check.CheckResult;
import dev.proofload.loadgen.gate.Metric;
import dev.proofload.loadgen.gate.Threshold;
import dev.proofload.loadgen.record.KindMeasurement;
import dev.proofload.loadgen.record.Measurements;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.record.RunRecord;
import dev.proofload.loadgen.record.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.HdrHistogram.Histogram;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;

class HtmlReportTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Test
  void verdictsComeFirstWithWhatWasWrong() {
    Document page = page(Runs.open(), Runs.violated(), thresholds());

    assertThat(page.select("main > section > h2").eachText())
        .containsExactly(
            "Verdicts",
            "In short",
            "Latency",
            "Over time",
            "Outcomes",
            "Witnesses",
            "Machine",
            "How to repeat");
    assertThat(page.select(".verdicts li").eachText())
        .containsExactly(
            "VIOLATED isolation 2 wrong of 400 judged"
                + " u2 was shown what only u1 said Witnesses of isolation",
            "UNKNOWN crisis 0 judged; no crisis user took part",
            "HELD p99<10ms 3.90 ms",
            "MISSED unsent==0 10");
    assertThat(page.select("section > section h3").eachText())
        .containsExactly("isolation", "isolation");
  }

  @Test
  void everyNumberIsTheRecords() {
    RunRecord run = Runs.full();
    Document page = page(run, Runs.valid(), List.of());
    Measurements measured = run.measurements();

    List<List<String>> latency = new ArrayList<>();
    latency.add(cells("all messages", measured.messageLatency()));
    measured.kinds().forEach(kind -> latency.add(cells(kind.kind(), kind.latency())));
    assertThat(rows(page, "Latency")).isEqualTo(latency);

    List<List<String>> outcomes = new ArrayList<>();
    for (KindMeasurement kind : measured.kinds()) {
      List<String> row = new ArrayList<>(List.of(kind.kind(), "" + kind.total()));
      for (Outcome outcome : Outcome.values()) {
        row.add("" + kind.count(outcome));
      }
      outcomes.add(row);
    }
    assertThat(rows(page, "Outcomes")).isEqualTo(outcomes);

    assertThat(rows(page, "Over time"))
        .containsExactly(
            List.of("0 us", "1.00 s", "398 msg/s", "2", "5", "200 us", "396 us", "400 us"),
            List.of("1.00 s", "500 ms", "0 msg/s", "0", "0", "-", "-", "-"));
    assertThat(page.select(".figures dd").eachText())
        .containsExactly("3,980 msg/s", "402", "5", "200 us", "396 us", "400 us");
  }

  @Test
  void chartsHoldTheRecordsNumbers() throws Exception {
    RunRecord run = Runs.open();
    JsonNode charts = MAPPER.readTree(page(run, Runs.valid(), List.of()).select("#charts").html());
    Histogram response = run.measurements().messageLatency();

    JsonNode curve = charts.get(0);
    JsonNode at = curve.get("at");
    JsonNode values = curve.at("/lines/0/values");
    assertThat(curve.at("/lines/1/name").textValue()).startsWith("service time");
    for (int i = 0; i < at.size() - 1; i++) {
      double percentile = 100 - 100 * Math.pow(10, -at.get(i).doubleValue());
      assertThat(values.get(i).doubleValue())
          .isEqualTo(response.getValueAtPercentile(percentile) / 1e6, within(1e-9));
    }
    assertThat(values.get(at.size() - 1).doubleValue()).isEqualTo(response.getMaxValue() / 1e6);
    assertThat(charts.at("/1/lines/2/values/30").doubleValue()).isEqualTo(800);
    assertThat(charts.at("/2/lines/0/values/30").doubleValue()).isEqualTo(990);
    assertThat(charts.at("/2/lines/2/name").textValue()).isEqualTo("errors");
  }

  @Test
  void whatTheGeneratorSawOfItselfIsThereAndWhenItStoodStill() {
    Document page = page(Runs.starved(), Runs.valid(), List.of());

    assertThat(page.select(".alarm").text())
        .startsWith("Invalid: the generator was the bottleneck in 5 of 5 seconds");
    assertThat(page.select("#latency-over-time rect.mark title").eachText())
        .containsExactly("loadgen stood still for 120 ms");
    assertThat(page.select("#generator-over-time .lines span").eachText())
        .containsExactly("its event loops, late (p99)", "collecting garbage, in all");
    assertThat(page.select("section:has(#figures) dd").eachText())
        .anyMatch(line -> line.startsWith("of 1 processor it used 0.40"));
    assertThat(page.select("section:has(#figures) li").eachText())
        .contains("the generator: it stood still for 120 ms at 1.5 s");
  }

  @Test
  void streamsAreToldAndOtherReadersStandApart() {
    assertThat(HtmlReport.render(Runs.streams(), Runs.valid(), List.of()))
        .contains("<dt>connections</dt><dd>20/20 established, 19/20 alive at the end; ")
        .contains("<dt>streams</dt><dd>dropped 0 control, 0 critical, 0 important, 1,000 bulk; ")
        .contains("<th scope=\"row\">first piece</th><td>1</td><td>120 us</td>")
        .contains("<th scope=\"row\">stalled</th><td>1</td><td>0</td><td>0</td><td>2</td>");
  }

  @Test
  void nothingComesFromElsewhereAndOnlyThePagesOwnScriptsRun() {
    Document page = page(Runs.open(), Runs.violated(), List.of());

    assertThat(page.select("[src], link, iframe, object, img, base, [style], [onclick]")).isEmpty();
    assertThat(page.select("[href]").eachAttr("href")).allMatch(link -> link.startsWith("#"));
    String policy = page.select("meta[http-equiv=Content-Security-Policy]").attr("content");
    assertThat(policy).startsWith("default-src 'none'; ").doesNotContain("unsafe");
    for (Element script : page.select("script:not([type]), style")) {
      assertThat(policy).contains(PageParts.hash(script.data()));
    }
    assertThat(page.select("script")).hasSize(3);
    assertThat(page.select("style").html()).doesNotContain("url(", "@import");
  }

  @Test
  void itCanBeReadByThoseWhoCannotSeeIt() {
    Document page = page(Runs.open(), Runs.violated(), thresholds());

    assertThat(page.select("html").attr("lang")).isEqualTo("en");
    assertThat(page.select("th:not([scope])")).isEmpty();
    assertThat(page.select("svg[role=img]"))
        .isNotEmpty()
        .allMatch(e -> !e.attr("aria-label").isEmpty());
    assertThat(page.select("svg.still").eachAttr("aria-label"))
        .contains("Throughput over time: at most 1,000 msg/s");
    for (Element section : page.select("[aria-labelledby]")) {
      assertThat(page.getElementById(section.attr("aria-labelledby"))).isNotNull();
    }
    assertThat(page.select("[id]").eachAttr("id")).doesNotHaveDuplicates();
  }

  @Test
  void aRunWithoutNumbersIsAPageToo() {
    Document empty = page(Runs.empty(), List.of(), List.of());

    assertThat(empty.select(".alarm").text()).startsWith("Cut short: interrupted");
    assertThat(empty.select("figure, script")).isEmpty();
    assertThat(empty.text()).contains("Nothing was checked.", "Nothing was sent.");
  }

  @Property(tries = 100)
  void everyRunIsAWellFormedPage(@ForAll long seed) {
    SavedRun run = RandomRuns.of(seed);
    Document page = page(run.record(), run.checks(), run.thresholds());

    assertThat(page.select(".verdicts li")).hasSize(run.checks().size() + run.thresholds().size());
    assertThat(page.select("script:not([type])").size()).isIn(0, 2);
  }

  @Test
  void aLongRunIsDrawnWithFewPoints() {
    RunRecord open = Runs.open();
    List<Sample> series = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      series.addAll(open.measurements().series());
    }
    List<Sample> steps = RunCharts.steps(series);

    assertThat(steps).hasSize(RunCharts.MOST_POINTS);
    assertThat(steps.stream().mapToLong(s -> s.messages()).sum()).isEqualTo(6_000_000);
    assertThat(steps.stream().mapToLong(s -> s.maxNanos()).max()).hasValue(800_000_000);
    assertThat(steps.getFirst().rate()).isEqualTo(1_000, within(20.0));
  }

  @Test
  void whatIsLeftOfASecondAtTheEndIsNotDrawn() {
    List<Sample> seconds = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      seconds.add(second(i, 1_000_000_000L, 500));
    }
    seconds.add(second(3, 499_000_000L, 2));
    assertThat(RunCharts.throughput(seconds, List.of()).orElseThrow().lines().getFirst().values())
        .containsExactly(500.0, 500.0, 500.0, Double.NaN);
    assertThat(RunCharts.latency(seconds, List.of()).orElseThrow().lines().getLast().values())
        .containsExactly(3.0, 3.0, 3.0, Double.NaN);
    seconds.set(3, second(3, 500_000_000L, 2));
    assertThat(RunCharts.throughput(seconds, List.of()).orElseThrow().lines().getFirst().values())
        .containsExactly(500.0, 500.0, 500.0, 4.0);
  }

  @Test
  void aValueWithoutNeighboursIsADot() {
    Chart chart =
        new Chart(
            "dots",
            "Dots",
            "Dots",
            Axis.seconds(3),
            Axis.millis(1, 10),
            List.of(0.0, 1.0, 2.0, 3.0),
            List.of(
                new Chart.Line("alone", List.of(Double.NaN, 1.0, Double.NaN, 10.0)),
                new Chart.Line("together", List.of(1.0, 10.0, Double.NaN, Double.NaN))),
            List.of());
    Document page = Parser.htmlParser().parseInput(ChartSvg.of(chart), "");
    assertThat(page.select(".c1").attr("d")).matches("(M[0-9. ]+m-3 0h6){2}");
    assertThat(page.select(".c2").attr("d")).matches("M[0-9. ]+L[0-9. ]+");
  }

  private static Sample second(int number, long lengthNanos, long messages) {
    return new Sample(
        number * 1_000_000_000L, lengthNanos, messages, 0, 0, 1_000_000, 2_000_000, 3_000_000);
  }

  private static List<Threshold.Result> thresholds() {
    Map<String, Metric> metrics = Metric.all(List.of("chat"));
    return Threshold.all(
        List.of(Threshold.parse("p99<10ms", metrics), Threshold.parse("unsent==0", metrics)),
        Runs.open());
  }

  private static List<String> cells(String name, Histogram latency) {
    List<String> cells = new ArrayList<>(List.of(name));
    cells.addAll(Words.latencyCells(Latency.of(latency)));
    return cells;
  }

  private static List<List<String>> rows(Document page, String title) {
    return page.select("[aria-label=" + title + "] tbody tr").stream()
        .map(row -> row.select("th, td").eachText())
        .toList();
  }

  private static Document page(
      RunRecord run, List<CheckResult> checks, List<Threshold.Result> thresholds) {
    Parser parser = Parser.htmlParser().setTrackErrors(20);
    Document page = parser.parseInput(HtmlReport.render(run, checks, thresholds), "");
    assertThat(parser.getErrors()).isEmpty();
    assertThat(page.select("h1")).hasSize(1);
    return page;
  }
}
