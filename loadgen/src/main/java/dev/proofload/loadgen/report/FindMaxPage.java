package dev.proofload.loadgen.report;

import dev.proofload.loadgen.gate.RateSearch;
import dev.proofload.loadgen.gate.Threshold;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToLongFunction;
import org.HdrHistogram.Histogram;

/** The search for the highest rate to look at: latency against rate, and each step. Pure. */
final class FindMaxPage {
  private static final double NANOS_PER_MILLI = 1e6;

  private FindMaxPage() {}

  /**
   * One file that needs nothing from elsewhere, and no script.
   *
   * @param columns and {@code rows}: a table of all steps, the name of each row first
   */
  static String render(
      String name,
      String sentence,
      RateSearch search,
      List<RateTrial> trials,
      List<String> columns,
      List<List<String>> rows) {
    StringBuilder out = new StringBuilder(PageParts.head(name, false)).append("<header>\n");
    out.append("<h1>").append(Html.text(name)).append("</h1>\n<p><b>");
    out.append(Html.text(sentence)).append("</b></p>\n</header>\n<main>\n");
    out.append("<section aria-labelledby=\"rates\">\n<h2 id=\"rates\">Latency by rate</h2>\n");
    if (trials.stream().map(RateTrial::perSecond).distinct().count() > 1) {
      out.append(ChartFigure.of(chart(search, trials), "does not hold"));
    }
    HtmlTable table =
        new HtmlTable("Steps", columns.getFirst(), columns.subList(1, columns.size()));
    rows.forEach(row -> table.row(row.getFirst(), row.subList(1, row.size())));
    out.append(table.html());
    reasons(out, trials);
    out.append("</section>\n");
    if (!trials.isEmpty()) {
      RateTrial any = trials.getFirst();
      out.append("<section aria-labelledby=\"repeat\">\n<h2 id=\"repeat\">How to repeat</h2>\n");
      out.append("<pre><code>").append(Html.text(any.run().info().command()));
      out.append("</code></pre>\n<p>").append(Html.text(Words.machine(any.run().machine())));
      out.append("</p>\n</section>\n");
    }
    return out.append("</main>\n</body>\n</html>\n").toString();
  }

  /** A rate may be missed by what no column shows: as not all was done that was due. */
  private static void reasons(StringBuilder out, List<RateTrial> trials) {
    List<RateTrial> some = trials.stream().filter(trial -> !trial.why().isEmpty()).toList();
    if (some.isEmpty()) {
      return;
    }
    out.append("<p class=\"soft\">Why not</p>\n<ul class=\"soft\">\n");
    for (RateTrial trial : some) {
      out.append("<li>").append(Html.text(Units.asked(trial.perSecond()))).append(": ");
      out.append(Html.text(trial.why())).append("</li>\n");
    }
    out.append("</ul>\n");
  }

  /** Of several steps at one rate the slowest of those that decided counts. */
  static Chart chart(RateSearch search, List<RateTrial> trials) {
    List<Double> rates =
        trials.stream()
            .map(RateTrial::perSecond)
            .distinct()
            .sorted(Comparator.naturalOrder())
            .toList();
    OptionalDouble limit = search.limit();
    List<RateTrial> deciding =
        rates.stream().flatMap(rate -> deciding(rate, limit, trials).stream()).toList();
    List<Chart.Line> lines = new ArrayList<>();
    lines.add(line("p50", rates, deciding, latency -> latency.getValueAtPercentile(50)));
    lines.add(line("p99", rates, deciding, latency -> latency.getValueAtPercentile(99)));
    lines.add(line("p99.9", rates, deciding, latency -> latency.getValueAtPercentile(99.9)));
    wanted(trials.getFirst())
        .ifPresent(
            most ->
                lines.add(
                    new Chart.Line(
                        "wanted: " + most.expression(),
                        Collections.nCopies(rates.size(), most.limit() / NANOS_PER_MILLI))));
    List<Double> values = new ArrayList<>();
    lines.forEach(line -> line.values().stream().filter(y -> !y.isNaN()).forEach(values::add));
    Axis x = Axis.rate(rates.getLast());
    return new Chart(
        "latency-by-rate",
        "Response time by operations a second",
        "Response time by operations a second, at " + rates.size() + " rates",
        x,
        Axis.millis(
            values.stream().min(Double::compare).orElse(1.0),
            values.stream().max(Double::compare).orElse(1.0)),
        rates,
        lines,
        limit.isPresent()
            ? List.of(new Chart.Mark(limit.getAsDouble(), x.to(), "does not hold"))
            : List.of());
  }

  /** A rate below the lowest that did not hold was found to hold, whatever a hiccup did first. */
  private static List<RateTrial> deciding(
      double rate, OptionalDouble limit, List<RateTrial> trials) {
    List<RateTrial> all = trials.stream().filter(trial -> trial.perSecond() == rate).toList();
    boolean held = limit.isEmpty() || rate < limit.getAsDouble();
    List<RateTrial> some =
        all.stream()
            .filter(
                trial ->
                    trial.outcome() == (held ? RateSearch.Outcome.HELD : RateSearch.Outcome.MISSED))
            .toList();
    return some.isEmpty() ? all : some;
  }

  /** The first bound on the latency of all messages. */
  private static Optional<Threshold> wanted(RateTrial any) {
    return any.held().stream()
        .map(Threshold.Result::threshold)
        .filter(threshold -> threshold.metric().name().matches("p[0-9.]+|max"))
        .filter(threshold -> threshold.limit() > 0)
        .findFirst();
  }

  private static Chart.Line line(
      String name,
      List<Double> rates,
      List<RateTrial> trials,
      ToLongFunction<Histogram> statistic) {
    List<Double> values = new ArrayList<>();
    for (double rate : rates) {
      long slowest =
          trials.stream()
              .filter(trial -> trial.perSecond() == rate)
              .map(trial -> trial.run().measurements().messageLatency())
              .mapToLong(statistic)
              .max()
              .orElse(0);
      values.add(slowest > 0 ? slowest / NANOS_PER_MILLI : Double.NaN);
    }
    return new Chart.Line(name, values);
  }
}
