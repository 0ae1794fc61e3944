package dev.proofload.loadgen.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.proofload.loadgen.record.BuildInfo;
import dev.proofload.loadgen.record.Machine;
import dev.proofload.loadgen.selftest.FaultResult;
import dev.proofload.loadgen.selftest.SelfTestResult;
import dev.proofload.loadgen.selftest.SoundResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes down what a self-test showed, for people and for programs. Pure.
 *
 * @param command the command line
 */
public record SelftestReport(
    SelfTestResult result, Instant startedAt, BuildInfo build, Machine machine, String command) {
  private static final List<String> COLUMNS =
      List.of("fault", "check", "caught", "median", "most", "also fired");
  private static final int ALARMS_SHOWN = 10;

  /** For a terminal: a table, and a line on the sound bridges. */
  public String text() {
    TextTable table = new TextTable().row(COLUMNS);
    for (FaultResult fault : result.faults()) {
      table.row(cells(fault));
    }
    StringBuilder out = new StringBuilder();
    table.lines().forEach(line -> out.append(line).append('\n'));
    out.append('\n').append(caught()).append('\n').append(sound()).append('\n');
    for (String problem : problems()) {
      out.append("  ").append(problem).append('\n');
    }
    out.append(result.passed() ? "passed" : "FAILED").append(" in ");
    out.append(Units.duration(result.took().toNanos())).append('\n');
    return out.toString();
  }

  /** A page, with the machine it ran on, and what each fault does. */
  public String markdown() {
    StringBuilder out = new StringBuilder("# What the checks catch, and what they leave alone\n\n");
    out.append(result.passed() ? "Passed" : "**Failed**").append(" in ");
    out.append(Units.duration(result.took().toNanos())).append(". ");
    out.append(Markdown.text(caught())).append(". ");
    out.append(Markdown.text(sound())).append(".\n\n");
    for (String problem : problems()) {
      out.append("- ").append(Markdown.text(problem)).append('\n');
    }
    out.append("Machine: ").append(Markdown.text(Words.machine(machine))).append(".\n");
    out.append("Loadgen ").append(Markdown.text(build.version())).append(", commit ");
    out.append(Markdown.text(build.commit())).append(", started ").append(startedAt);
    out.append(", first seed ").append(result.plan().firstSeed()).append(".\n");
    out.append("Command: ").append(Markdown.code(command)).append("\n\n");
    out.append("## Planted faults\n\n");
    out.append("Operations until caught: those that had ended when what the check first showed");
    out.append(" had happened, in the run in the middle and in the slowest.\n\n");
    out.append(Markdown.header(COLUMNS, 2));
    for (FaultResult fault : result.faults()) {
      out.append(Markdown.row(cells(fault).stream().map(Markdown::text).toList()));
    }
    out.append("\n## What they do, and how they showed\n\n");
    out.append(Markdown.header(List.of("fault", "what it does", "what the check said first"), 3));
    for (FaultResult fault : result.faults()) {
      out.append(
          Markdown.row(
              List.of(
                  Markdown.text(fault.fault().name()),
                  Markdown.text(fault.fault().what()),
                  Markdown.text(fault.sentence()))));
    }
    out.append("\n## Sound bridges\n\n");
    out.append(Markdown.header(List.of("check", "observations judged", "false alarms"), 1));
    result
        .sound()
        .judged()
        .forEach(
            (check, count) ->
                out.append(
                    Markdown.row(
                        List.of(
                            Markdown.text(check),
                            Units.count(count),
                            Units.count(alarms(check))))));
    return out.toString();
  }

  /** The same for programs. */
  public String json() {
    ObjectNode root = Json.object();
    root.put("schema_version", 1);
    root.put("passed", result.passed());
    root.put("started_at", startedAt.toString());
    root.put("took_sec", result.took().toMillis() / 1e3);
    root.put("version", build.version());
    root.put("commit", build.commit());
    root.put("command", command);
    root.put("first_seed", result.plan().firstSeed());
    root.put("seeds", result.plan().seeds());
    Json.machine(root.putObject("machine"), machine);
    ArrayNode faults = root.putArray("faults");
    result.faults().forEach(fault -> put(fault, faults.addObject()));
    put(result.sound(), root.putObject("sound"));
    return Json.indented(root);
  }

  private static void put(FaultResult fault, ObjectNode node) {
    node.put("name", fault.fault().name());
    node.put("check", fault.fault().check());
    node.put("what", fault.fault().what());
    node.put("seeds", fault.seeds());
    node.put("caught", fault.caught());
    if (fault.caught() > 0) {
      node.put("operations_median", fault.medianOperations());
      node.put("operations_most", fault.mostOperations());
    }
    ArrayNode missed = node.putArray("missed_seeds");
    fault.missedSeeds().forEach(missed::add);
    ObjectNode others = node.putObject("also_fired");
    fault.others().forEach(others::put);
    node.put("witness", fault.sentence());
  }

  private static void put(SoundResult sound, ObjectNode node) {
    node.put("runs", sound.runs());
    node.put("operations", sound.operations());
    ObjectNode judged = node.putObject("judged");
    sound.judged().forEach(judged::put);
    ArrayNode alarms = node.putArray("false_alarms");
    for (SoundResult.Alarm alarm : sound.alarms()) {
      ObjectNode entry = alarms.addObject();
      entry.put("check", alarm.check());
      entry.put("seed", alarm.seed());
      entry.put("violations", alarm.violations());
      entry.put("witness", alarm.sentence());
    }
  }

  private static List<String> cells(FaultResult fault) {
    List<String> others = new ArrayList<>();
    fault.others().forEach((check, runs) -> others.add(check + " " + runs));
    return List.of(
        fault.fault().name(),
        fault.fault().check(),
        fault.caught() + " of " + fault.seeds(),
        fault.caught() == 0 ? "-" : Units.count(fault.medianOperations()),
        fault.caught() == 0 ? "-" : Units.count(fault.mostOperations()),
        others.isEmpty() ? "-" : String.join(", ", others));
  }

  private String caught() {
    long always = result.faults().stream().filter(FaultResult::alwaysCaught).count();
    return Units.count(always)
        + " of "
        + Units.count(result.faults().size(), "fault")
        + " caught by the right check in each of "
        + Units.count(result.plan().seeds(), "run");
  }

  private String sound() {
    SoundResult sound = result.sound();
    return sound.runs() == 0
        ? "sound bridges: not tried"
        : "sound bridges: "
            + Units.count(sound.operations(), "operation")
            + " in "
            + Units.count(sound.runs(), "run")
            + ", "
            + Units.count(sound.alarms().size(), "false alarm");
  }

  private List<String> problems() {
    List<String> problems = new ArrayList<>();
    for (FaultResult fault : result.faults()) {
      if (!fault.alwaysCaught()) {
        problems.add("missed: " + fault.fault().name() + " with seeds " + fault.missedSeeds());
      }
    }
    result.sound().alarms().stream()
        .limit(ALARMS_SHOWN)
        .forEach(
            alarm ->
                problems.add(
                    "false alarm: "
                        + alarm.check()
                        + " with seed "
                        + alarm.seed()
                        + ": "
                        + alarm.sentence()));
    return problems;
  }

  private long alarms(String check) {
    return result.sound().alarms().stream().filter(alarm -> alarm.check().equals(check)).count();
  }
}
