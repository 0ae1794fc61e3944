package dev.proofload.loadgen.report;

import dev.proofload.loadgen.check.CheckResult;
import dev.proofload.loadgen.check.Witness;
import dev.proofload.loadgen.gate.Threshold;
import dev.proofload.loadgen.gate.Validity;
import dev.proofload.loadgen.record.KindMeasurement;
import dev.proofload.loadgen.record.Measurements;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.record.RunInfo;
import dev.proofload.loadgen.record.RunRecord;
import dev.proofload.loadgen.record.StreamsMeasured;
import java.util.ArrayList;
import java.util.List;

/** A run for reviewers: {@code report.md}, what one would paste into a pull request. Pure. */
public final class MarkdownReport {
  private MarkdownReport() {}

  /** The report's text. Whatever the system under test said is escaped. */
  public static String render(
      RunRecord run, List<CheckResult> checks, List<Threshold.Result> thresholds) {
    StringBuilder out = new StringBuilder();
    out.append("## ").append(Markdown.text(headline(run, checks))).append("\n\n");
    String cutShort = Words.cutShort(run.info().ending());
    if (!cutShort.isEmpty()) {
      out.append("**Cut short:** ").append(cutShort).append(".\n\n");
    }
    Validity validity = Validity.of(run);
    if (validity.verdict() == Validity.Verdict.INVALID) {
      out.append("**Invalid:** ").append(Markdown.text(validity.sentence())).append(".\n\n");
    }
    verdicts(out, checks);
    thresholds(out, thresholds);
    latency(out, run);
    String cold = Words.coldStart(run);
    if (!cold.isEmpty()) {
      out.append("Note: ").append(Markdown.text(cold)).append(".\n\n");
    }
    out.append("Throughput: ").append(Words.throughput(run.measurements())).append(".\n\n");
    run.offered()
        .ifPresent(
            offered -> out.append("Offered: ").append(Words.offered(offered)).append(".\n\n"));
    run.streams().ifPresent(streams -> streams(out, run, streams));
    out.append("Cost: ").append(Words.cost(run)).append(".\n\n");
    generator(out, run, validity);
    outcomes(out, run.measurements());
    witnesses(out, checks);
    out.append("### Machine\n\n").append(Markdown.text(Words.machine(run.machine())));
    out.append("\n\n");
    repeat(out, run.info());
    return out.toString();
  }

  private static String headline(RunRecord run, List<CheckResult> checks) {
    Measurements measurements = run.measurements();
    Latency latency = Latency.of(measurements.messageLatency());
    return run.info().name()
        + ": "
        + (Validity.of(run).verdict() == Validity.Verdict.INVALID ? "invalid; " : "")
        + Words.verdicts(checks)
        + "; "
        + Units.count(measurements.messages(), "message")
        + ", "
        + Units.count(measurements.errors(), "error")
        + ", "
        + Units.rate(measurements.throughput())
        + (latency.isEmpty() ? "" : ", p99 " + Units.duration(latency.p99Nanos()));
  }

  static void verdicts(StringBuilder out, List<CheckResult> checks) {
    out.append("### Verdicts\n\n");
    if (checks.isEmpty()) {
      out.append("Nothing was checked.\n\n");
      return;
    }
    out.append(
        Markdown.header(
            List.of("check", "verdict", "reason", "of which", "judged", "violations"), 4));
    for (CheckResult check : checks) {
      out.append(
          Markdown.row(
              List.of(
                  Markdown.text(check.name()),
                  check.verdict().label(),
                  Markdown.text(check.reason()),
                  Markdown.text(Words.kinds(check)),
                  Units.count(check.judged()),
                  Units.count(check.violations()))));
    }
    out.append('\n');
  }

  private static void thresholds(StringBuilder out, List<Threshold.Result> thresholds) {
    if (thresholds.isEmpty()) {
      return;
    }
    out.append("### Thresholds\n\n");
    out.append(Markdown.header(List.of("threshold", "measured", "held"), 3));
    for (Threshold.Result result : thresholds) {
      out.append(
          Markdown.row(
              List.of(
                  Markdown.code(result.threshold().expression()),
                  Words.actual(result),
                  result.held() ? "yes" : "**no**")));
    }
    out.append('\n');
  }

  private static void streams(StringBuilder out, RunRecord run, StreamsMeasured streams) {
    out.append("Connections: ").append(StreamsWords.connections(run, streams)).append(".\n\n");
    out.append("Streams: ").append(Markdown.text(StreamsWords.told(streams))).append(".\n\n");
    out.append("Users saw: ").append(StreamsWords.seen(streams)).append(".\n\n");
  }

  private static void others(StringBuilder out, RunRecord run, StreamsMeasured streams) {
    if (streams.groups().isEmpty()) {
      return;
    }
    out.append("Note: ").append(StreamsWords.healthyAlone(run, streams)).append(".\n\n");
    out.append(Markdown.header(cells(StreamsWords.OTHERS, StreamsWords.OTHERS_COLUMNS), 1));
    for (StreamsMeasured.Group group : streams.groups()) {
      out.append(Markdown.row(cells(Markdown.text(group.reading()), StreamsWords.cells(group))));
    }
    out.append('\n');
  }

  private static void latency(StringBuilder out, RunRecord run) {
    Measurements measurements = run.measurements();
    out.append("### Latency\n\n");
    out.append(Markdown.header(cells("kind", Words.LATENCY_COLUMNS), 1));
    out.append(
        Markdown.row(
            cells("all messages", Words.latencyCells(Latency.of(measurements.messageLatency())))));
    Latency service = Latency.of(measurements.messageService());
    if (!service.isEmpty()) {
      out.append(Markdown.row(cells("service time of them", Words.latencyCells(service))));
    }
    for (KindMeasurement kind : measurements.kinds()) {
      out.append(
          Markdown.row(
              cells(Markdown.text(kind.kind()), Words.latencyCells(Latency.of(kind.latency())))));
    }
    run.streams()
        .ifPresent(
            streams ->
                out.append(
                    Markdown.row(
                        cells(
                            StreamsWords.FIRST_PIECE,
                            Words.latencyCells(Latency.of(streams.firstDelta()))))));
    out.append('\n');
    String note = Words.fewSamples(measurements);
    if (!note.isEmpty()) {
      out.append("Note: ").append(Markdown.text(note)).append(".\n\n");
    }
    run.streams().ifPresent(streams -> others(out, run, streams));
  }

  private static void generator(StringBuilder out, RunRecord run, Validity validity) {
    String generator = GeneratorWords.line(run);
    if (!generator.isEmpty()) {
      out.append("Generator: ").append(Markdown.text(generator)).append(".\n\n");
    }
    validity
        .notes()
        .forEach(
            note ->
                out.append("Note: the generator: ").append(Markdown.text(note)).append(".\n\n"));
  }

  private static void outcomes(StringBuilder out, Measurements measurements) {
    out.append("### Outcomes\n\n");
    if (measurements.kinds().isEmpty()) {
      out.append("Nothing was sent.\n\n");
      return;
    }
    List<String> header = new ArrayList<>(List.of("kind", "total"));
    for (Outcome outcome : Outcome.values()) {
      header.add(Markdown.text(outcome.label()));
    }
    out.append(Markdown.header(header, 1));
    for (KindMeasurement kind : measurements.kinds()) {
      List<String> row =
          new ArrayList<>(List.of(Markdown.text(kind.kind()), Units.count(kind.total())));
      for (Outcome outcome : Outcome.values()) {
        row.add(Units.count(kind.count(outcome)));
      }
      out.append(Markdown.row(row));
    }
    out.append('\n');
  }

  static void witnesses(StringBuilder out, List<CheckResult> checks) {
    if (checks.stream().allMatch(check -> check.witnesses().isEmpty())) {
      return;
    }
    out.append("### Witnesses\n\n");
    for (CheckResult check : checks) {
      for (Witness witness : check.witnesses()) {
        witness(out, check.name(), witness);
      }
    }
  }

  private static void witness(StringBuilder out, String check, Witness witness) {
    out.append("**").append(Markdown.text(check)).append(":** ");
    out.append(Markdown.text(witness.sentence())).append("\n\n");
    out.append(Markdown.header(List.of("user", "kind", "when", "outcome", "said", "saw"), 6));
    for (Witness.Step step : witness.operations()) {
      out.append(
          Markdown.row(
              List.of(
                  Markdown.code(step.user()),
                  Markdown.text(step.kind()),
                  Words.span(step),
                  Markdown.text(step.outcome()),
                  Markdown.code(step.said()),
                  Markdown.code(step.saw()))));
    }
    out.append('\n');
  }

  private static void repeat(StringBuilder out, RunInfo info) {
    out.append("### How to repeat\n\n").append(Markdown.block(info.command())).append('\n');
    out.append(Markdown.text(Words.load(info))).append(". ");
    out.append(Markdown.text(Words.build(info))).append(".\n");
  }

  private static List<String> cells(String first, List<String> others) {
    List<String> cells = new ArrayList<>(List.of(first));
    cells.addAll(others);
    return cells;
  }
}
