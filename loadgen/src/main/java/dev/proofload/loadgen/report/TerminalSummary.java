package dev.proofload.loadgen.report;

import dev.proofload.loadgen.check.CheckResult;
import dev.proofload.loadgen.check.Witness;
import dev.proofload.loadgen.gate.Threshold;
import dev.proofload.loadgen.gate.Validity;
import dev.proofload.loadgen.record.KindMeasurement;
import dev.proofload.loadgen.record.Measurements;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.record.RunRecord;
import dev.proofload.loadgen.record.StreamsMeasured;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a run prints on standard output when it is over: verdicts, latency, throughput, outcomes,
 * machine.
 *
 * <p>Pure: the caller decides, by terminal and {@code NO_COLOR}, whether verdicts are coloured, and
 * does the printing. Whatever the system under test said is shown without control characters.
 */
public final class TerminalSummary {
  private static final String RESET = "\u001b[0m";
  private static final String BAD = "\u001b[1;31m";

  private final boolean colored;

  /**
   * A printer of summaries.
   *
   * @param colored whether to colour verdicts with ANSI sequences
   */
  public TerminalSummary(boolean colored) {
    this.colored = colored;
  }

  /** The summary: lines that end in {@code \n}. */
  public String render(RunRecord run, List<CheckResult> checks, List<Threshold.Result> thresholds) {
    List<String> lines = new ArrayList<>();
    String cutShort = Words.cutShort(run.info().ending());
    if (!cutShort.isEmpty()) {
      lines.add(cutShort);
      lines.add("");
    }
    Validity validity = Validity.of(run);
    if (validity.verdict() == Validity.Verdict.INVALID) {
      lines.add(paint("INVALID ", BAD) + "  " + validity.sentence());
      lines.add("");
    }
    verdicts(lines, checks);
    for (Threshold.Result result : thresholds) {
      lines.add(
          (result.held() ? "HELD      " : "MISSED    ")
              + Visible.line(result.threshold().expression())
              + ": "
              + Words.actual(result));
    }
    lines.add("");
    latency(lines, run);
    String cold = Words.coldStart(run);
    if (!cold.isEmpty()) {
      lines.add("note: " + cold);
    }
    lines.add("");
    lines.add("throughput  " + Words.throughput(run.measurements()));
    run.offered().ifPresent(offered -> lines.add("offered     " + Words.offered(offered)));
    run.streams().ifPresent(streams -> streams(lines, run, streams));
    lines.add("cost        " + Words.cost(run));
    generator(lines, run, validity);
    lines.add("");
    outcomes(lines, run.measurements());
    lines.add("");
    lines.add("machine     " + Visible.line(Words.machine(run.machine())));
    lines.add("run         " + Visible.line(Words.load(run.info())));
    lines.add("build       " + Visible.line(Words.build(run.info())));
    return String.join("\n", lines) + "\n";
  }

  /** The verdicts alone, as in the summary. */
  public String verdicts(List<CheckResult> checks) {
    List<String> lines = new ArrayList<>();
    verdicts(lines, checks);
    return String.join("\n", lines) + "\n";
  }

  private void verdicts(List<String> lines, List<CheckResult> checks) {
    if (checks.isEmpty()) {
      lines.add(Words.verdicts(checks));
    }
    int nameWidth = checks.stream().mapToInt(check -> check.name().length()).max().orElse(0);
    for (CheckResult check : checks) {
      lines.add(
          verdict(check)
              + "  "
              + check.name()
              + " ".repeat(nameWidth - check.name().length())
              + "  "
              + Visible.line(Words.finding(check)));
      if (!check.witnesses().isEmpty()) {
        witness(lines, check.witnesses().getFirst());
      }
    }
  }

  private String verdict(CheckResult check) {
    String label =
        String.format(Locale.ROOT, "%-8s", check.verdict().label().toUpperCase(Locale.ROOT));
    String color =
        switch (check.verdict()) {
          case VALID -> "\u001b[32m";
          case UNKNOWN -> "\u001b[33m";
          case VIOLATED -> BAD;
        };
    return paint(label, color);
  }

  private String paint(String label, String color) {
    return colored ? color + label + RESET : label;
  }

  private static void generator(List<String> lines, RunRecord run, Validity validity) {
    String generator = GeneratorWords.line(run);
    if (!generator.isEmpty()) {
      lines.add("generator   " + generator);
    }
    validity.notes().forEach(note -> lines.add("note: the generator: " + note));
  }

  private static void witness(List<String> lines, Witness witness) {
    lines.add("          " + Visible.line(witness.sentence()));
    for (Witness.Step step : witness.operations()) {
      lines.add("            " + Visible.line(Words.step(step)));
    }
  }

  private static void streams(List<String> lines, RunRecord run, StreamsMeasured streams) {
    lines.add("connections " + StreamsWords.connections(run, streams));
    lines.add("streams     " + Visible.line(StreamsWords.told(streams)));
    lines.add("users saw   " + StreamsWords.seen(streams));
  }

  private static void others(List<String> lines, RunRecord run, StreamsMeasured streams) {
    if (streams.groups().isEmpty()) {
      return;
    }
    lines.add("note: " + StreamsWords.healthyAlone(run, streams));
    lines.add("");
    TextTable table = new TextTable();
    table.row(cells(StreamsWords.OTHERS, StreamsWords.OTHERS_COLUMNS));
    for (StreamsMeasured.Group group : streams.groups()) {
      table.row(cells("  " + Visible.line(group.reading()), StreamsWords.cells(group)));
    }
    lines.addAll(table.lines());
  }

  private static void latency(List<String> lines, RunRecord run) {
    Measurements measurements = run.measurements();
    TextTable table = new TextTable();
    table.row(cells("latency", Words.LATENCY_COLUMNS));
    table.row(cells("all messages", Words.latencyCells(Latency.of(measurements.messageLatency()))));
    Latency service = Latency.of(measurements.messageService());
    if (!service.isEmpty()) {
      table.row(cells("  service time", Words.latencyCells(service)));
    }
    for (KindMeasurement kind : measurements.kinds()) {
      table.row(cells("  " + kind.kind(), Words.latencyCells(Latency.of(kind.latency()))));
    }
    run.streams()
        .ifPresent(
            streams ->
                table.row(
                    cells(
                        "  " + StreamsWords.FIRST_PIECE,
                        Words.latencyCells(Latency.of(streams.firstDelta())))));
    lines.addAll(table.lines());
    String note = Words.fewSamples(measurements);
    if (!note.isEmpty()) {
      lines.add("note: " + note);
    }
    run.streams().ifPresent(streams -> others(lines, run, streams));
  }

  private static void outcomes(List<String> lines, Measurements measurements) {
    TextTable table = new TextTable();
    List<String> header = new ArrayList<>(List.of("outcomes"));
    for (Outcome outcome : Outcome.values()) {
      header.add(outcome.label());
    }
    table.row(header);
    for (KindMeasurement kind : measurements.kinds()) {
      List<String> row = new ArrayList<>(List.of("  " + kind.kind()));
      for (Outcome outcome : Outcome.values()) {
        row.add(Units.count(kind.count(outcome)));
      }
      table.row(row);
    }
    lines.addAll(table.lines());
    if (measurements.kinds().isEmpty()) {
      lines.add("  nothing was sent");
    }
  }

  private static List<String> cells(String first, List<String> others) {
    List<String> cells = new ArrayList<>(List.of(first));
    cells.addAll(others);
    return cells;
  }
}
