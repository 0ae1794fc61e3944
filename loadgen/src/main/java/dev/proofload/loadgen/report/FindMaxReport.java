package dev.proofload.loadgen.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.proofload.loadgen.gate.RateSearch;
import dev.proofload.loadgen.record.Machine;
import dev.proofload.loadgen.record.Measurements;
import dev.proofload.loadgen.record.Offered;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.record.RunInfo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** What came of the search for the highest rate, for people and for programs. Pure. */
public final class FindMaxReport {
  /** Rises when a key changes its meaning or goes away. */
  public static final int SCHEMA_VERSION = 1;

  private static final List<String> COLUMNS =
      List.of("rate", "", "done", "p50", "p99", "p99.9", "max", "service p99", "errors", "refused");

  private final String name;
  private final List<String> slo;
  private final RateSearch search;
  private final List<RateTrial> trials;

  /**
   * @param name of the search
   * @param slo what was to hold, as it was written
   * @param search as it ended
   * @param trials in the order in which they were made
   */
  public FindMaxReport(String name, List<String> slo, RateSearch search, List<RateTrial> trials) {
    this.name = name;
    this.slo = List.copyOf(slo);
    this.search = search;
    this.trials = List.copyOf(trials);
  }

  /** The answer in one sentence. */
  public String sentence() {
    String wanted = String.join(" and ", slo);
    OptionalDouble answer = search.answer();
    OptionalDouble limit = search.limit();
    if (answer.isEmpty()) {
      return limit.isEmpty()
          ? "The search was not finished: nothing is known of the highest rate."
          : "No rate was found at which "
              + wanted
              + " holds: "
              + (search.limitedBy() == RateSearch.Outcome.INVALID
                  ? "loadgen itself was the bottleneck at "
                      + Units.asked(limit.getAsDouble())
                      + ", so that nothing is known of the server."
                  : Units.asked(limit.getAsDouble()) + " does not.");
    }
    String highest = wanted + " holds up to " + Units.asked(answer.getAsDouble()) + "; ";
    if (limit.isEmpty()) {
      return highest + "that was the highest rate to be tried (--up-to).";
    }
    return highest
        + (search.limitedBy() == RateSearch.Outcome.INVALID
            ? "at "
                + Units.asked(limit.getAsDouble())
                + " loadgen itself was the bottleneck: the server may be able to do more."
            : "at " + Units.asked(limit.getAsDouble()) + " it does not.");
  }

  /** Steps and answer for a terminal. */
  public String text() {
    TextTable table = new TextTable().row(COLUMNS);
    byRate().forEach(trial -> table.row(cells(trial)));
    StringBuilder out = new StringBuilder();
    table.lines().forEach(line -> out.append(line).append('\n'));
    return out.append('\n').append(sentence()).toString();
  }

  /** The same for a pull request. */
  public String markdown() {
    StringBuilder out = new StringBuilder("# ").append(Markdown.text(name)).append("\n\n");
    out.append("**").append(Markdown.text(sentence())).append("**\n\n");
    out.append(Markdown.header(COLUMNS, 2));
    byRate()
        .forEach(
            trial -> out.append(Markdown.row(cells(trial).stream().map(Markdown::text).toList())));
    for (RateTrial trial : trials) {
      if (!trial.why().isEmpty()) {
        out.append("\n- ")
            .append(Units.asked(trial.perSecond()))
            .append(": ")
            .append(Markdown.text(trial.why()));
      }
    }
    if (!trials.isEmpty()) {
      RunInfo info = trials.getFirst().run().info();
      out.append("\n\nMachine: ")
          .append(Markdown.text(Words.machine(trials.getFirst().run().machine())))
          .append(". ")
          .append(Markdown.code(info.command()))
          .append('\n');
    }
    return out.toString();
  }

  /** The same to look at: one HTML file with latency drawn against rate. */
  public String html() {
    return FindMaxPage.render(
        name,
        sentence(),
        search,
        trials,
        COLUMNS,
        byRate().stream().map(FindMaxReport::cells).toList());
  }

  /** The same for programs; the unit of a number is in its key. */
  public String json() {
    ObjectNode root = Json.object();
    root.put("schema_version", SCHEMA_VERSION);
    root.put("name", name);
    slo.forEach(root.putArray("slo")::add);
    Json.number(root, "highest_rate_per_sec", search.answer());
    Json.number(root, "limit_rate_per_sec", search.limit());
    switch (search.limitedBy()) {
      case HELD -> root.putNull("limited_by");
      case MISSED -> root.put("limited_by", "slo");
      case INVALID -> root.put("limited_by", "generator");
    }
    root.put("sentence", sentence());
    var steps = root.putArray("steps");
    trials.forEach(trial -> step(steps.addObject(), trial));
    if (!trials.isEmpty()) {
      RunInfo info = trials.getFirst().run().info();
      root.put("command", info.command());
      root.put("version", info.version());
      root.put("commit", info.commit());
      root.put("url", info.url());
      Machine machine = trials.getFirst().run().machine();
      Json.machine(root.putObject("machine"), machine);
    }
    return Json.indented(root);
  }

  private static void step(ObjectNode node, RateTrial trial) {
    Measurements run = trial.run().measurements();
    Latency latency = Latency.of(run.messageLatency());
    Latency service = Latency.of(run.messageService());
    node.put("rate_per_sec", trial.perSecond());
    node.put("outcome", trial.outcome().name().toLowerCase(Locale.ROOT));
    node.put("why", trial.why());
    node.put("due", trial.run().offered().map(Offered::due).orElse(0L));
    node.put("sent", trial.run().offered().map(Offered::sent).orElse(0L));
    node.put("done", trial.run().measurements().operations(Outcome.OK));
    node.put("errors", run.errors());
    node.put("refused", run.messages(Outcome.REFUSED));
    Json.millis(node, "latency_p50_ms", latency, latency.p50Nanos());
    Json.millis(node, "latency_p99_ms", latency, latency.p99Nanos());
    Json.millis(node, "latency_p999_ms", latency, latency.p999Nanos());
    Json.millis(node, "latency_max_ms", latency, latency.maxNanos());
    Json.millis(node, "service_p99_ms", service, service.p99Nanos());
  }

  private List<RateTrial> byRate() {
    return trials.stream().sorted(Comparator.comparingDouble(RateTrial::perSecond)).toList();
  }

  private static List<String> cells(RateTrial trial) {
    Measurements run = trial.run().measurements();
    Latency latency = Latency.of(run.messageLatency());
    Latency service = Latency.of(run.messageService());
    List<String> cells = new ArrayList<>();
    cells.add(Units.asked(trial.perSecond()));
    cells.add(RateTrial.word(trial.outcome()));
    cells.add(Units.count(trial.run().measurements().operations(Outcome.OK)));
    cells.add(time(latency, latency.p50Nanos()));
    cells.add(time(latency, latency.p99Nanos()));
    cells.add(time(latency, latency.p999Nanos()));
    cells.add(time(latency, latency.maxNanos()));
    cells.add(time(service, service.p99Nanos()));
    cells.add(Units.count(run.errors()));
    cells.add(Units.count(run.messages(Outcome.REFUSED)));
    return cells;
  }

  private static String time(Latency latency, long nanos) {
    return latency.isEmpty() ? "-" : Units.duration(nanos);
  }
}
