package dev.proofload.loadgen.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.proofload.loadgen.check.CheckResult;
import dev.proofload.loadgen.check.Verdict;
import dev.proofload.loadgen.gate.Validity;
import dev.proofload.loadgen.record.Machine;
import dev.proofload.loadgen.record.RunInfo;
import dev.proofload.loadgen.record.RunRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Two runs side by side: their numbers, what differed between them, and their verdicts. It says
 * what was measured, not whether a difference is more than chance. Pure.
 */
public final class Comparison {
  /** Rises when a key of the JSON changes its meaning or goes away. */
  public static final int SCHEMA_VERSION = 1;

  private static final String NO_STATISTICS =
      "one run each: another pair may well differ as much by chance";

  private final Side a;
  private final Side b;
  private final List<Compared> numbers;

  /** One of the two, and where it was read from. */
  public record Side(String file, SavedRun run) {
    private RunRecord record() {
      return run.record();
    }
  }

  /** What differs between the two runs. */
  private record Difference(String what, String a, String b) {}

  /** Puts them side by side. */
  public Comparison(Side a, Side b) {
    this.a = a;
    this.b = b;
    this.numbers = Compared.all(a.record(), b.record());
  }

  /** Lines that end in {@code \n}. */
  public String text() {
    List<String> lines = new ArrayList<>();
    lines.add("A  " + Visible.line(head(a)));
    lines.add("B  " + Visible.line(head(b)));
    lines.add("");
    lines.addAll(table(verdicts(), "verdict"));
    lines.add("");
    TextTable table = new TextTable();
    table.row(List.of("measured", "A", "B", "B - A", "B / A"));
    numbers.forEach(number -> table.row(number.cells()));
    lines.addAll(table.lines());
    lines.add("note: " + NO_STATISTICS);
    List<Difference> differences = differences();
    if (!differences.isEmpty()) {
      lines.add("");
      lines.addAll(table(differences, "differs"));
    }
    return String.join("\n", lines) + "\n";
  }

  private static List<String> table(List<Difference> rows, String first) {
    TextTable table = new TextTable();
    table.row(List.of(first, "A", "B"));
    for (Difference row : rows) {
      table.row(List.of(Visible.line(row.what), Visible.line(row.a), Visible.line(row.b)));
    }
    return table.lines();
  }

  /** What one would paste into a pull request. */
  public String markdown() {
    StringBuilder out = new StringBuilder("## ");
    out.append(Markdown.text(a.record().info().name() + " (A) and " + b.record().info().name()));
    out.append(" (B)\n\n");
    out.append("A: ").append(Markdown.text(head(a))).append("  \n");
    out.append("B: ").append(Markdown.text(head(b))).append("\n\n### Verdicts\n\n");
    markdown(out, verdicts(), "check");
    out.append("### Measured\n\n");
    out.append(Markdown.header(List.of("", "A", "B", "B - A", "B / A"), 1));
    numbers.forEach(number -> out.append(Markdown.row(number.cells())));
    out.append("\nNote: ").append(NO_STATISTICS).append(".\n");
    List<Difference> differences = differences();
    if (!differences.isEmpty()) {
      out.append("\n### What differed\n\n");
      markdown(out, differences, "");
    }
    return out.toString();
  }

  private static void markdown(StringBuilder out, List<Difference> rows, String first) {
    out.append(Markdown.header(List.of(first, "A", "B"), 3));
    for (Difference row : rows) {
      out.append(
          Markdown.row(
              List.of(Markdown.text(row.what), Markdown.text(row.a), Markdown.text(row.b))));
    }
    out.append('\n');
  }

  /** Indented, with a newline at its end. Units stand in the metrics' names. */
  public String json() {
    ObjectNode root = Json.object();
    root.put("schema_version", SCHEMA_VERSION);
    side(root.putObject("a"), a);
    side(root.putObject("b"), b);
    ObjectNode metrics = root.putObject("metrics");
    for (Compared number : numbers) {
      ObjectNode node = metrics.putObject(number.key());
      put(node, "a", number.a(), number.isWhole());
      put(node, "b", number.b(), number.isWhole());
      put(node, "difference", number.difference(), number.isWhole());
      put(node, "ratio", number.ratio(), false);
    }
    differences(root.putArray("verdicts"), verdicts());
    differences(root.putArray("differences"), differences());
    return Json.indented(root);
  }

  private static void side(ObjectNode node, Side side) {
    RunInfo info = side.record().info();
    node.put("file", side.file());
    node.put("name", info.name());
    node.put("started_at", info.startedAt().toString());
    node.put("commit", info.commit());
    node.put("ending", info.ending().label());
  }

  private static void differences(ArrayNode array, List<Difference> differences) {
    for (Difference difference : differences) {
      array.addObject().put("what", difference.what).put("a", difference.a).put("b", difference.b);
    }
  }

  private static void put(ObjectNode node, String key, OptionalDouble value, boolean whole) {
    if (value.isEmpty()) {
      node.putNull(key);
    } else if (whole) {
      node.put(key, Math.round(value.getAsDouble()));
    } else {
      node.put(key, value.getAsDouble());
    }
  }

  private static String head(Side side) {
    RunInfo info = side.record().info();
    String cutShort = Words.cutShort(info.ending());
    return info.name()
        + ", started "
        + info.startedAt()
        + ", "
        + Words.load(info)
        + ", commit "
        + info.commit()
        + (cutShort.isEmpty() ? "" : "; " + cutShort);
  }

  /** Of the generator, and of all checks that either made. */
  private List<Difference> verdicts() {
    Set<String> names = new LinkedHashSet<>();
    a.run.checks().forEach(check -> names.add(check.name()));
    b.run.checks().forEach(check -> names.add(check.name()));
    List<Difference> verdicts = new ArrayList<>();
    verdicts.add(new Difference("(loadgen)", validity(a), validity(b)));
    names.forEach(name -> verdicts.add(new Difference(name, verdict(a, name), verdict(b, name))));
    return verdicts;
  }

  /** Whether its numbers are those of the system under test. */
  private static String validity(Side side) {
    return Validity.of(side.record()).verdict().label().toUpperCase(Locale.ROOT);
  }

  private static String verdict(Side side, String name) {
    return side.run.checks().stream()
        .filter(check -> check.name().equals(name))
        .findFirst()
        .map(Comparison::verdict)
        .orElse("not made");
  }

  private static String verdict(CheckResult check) {
    String label = check.verdict().label().toUpperCase(Locale.ROOT);
    return check.verdict() == Verdict.VIOLATED
        ? label + " (" + Units.count(check.violations()) + ")"
        : label;
  }

  private List<Difference> differences() {
    Map<String, String> left = facts(a.record());
    Map<String, String> right = facts(b.record());
    Set<String> names = new LinkedHashSet<>(left.keySet());
    names.addAll(right.keySet());
    List<Difference> differences = new ArrayList<>();
    for (String name : names) {
      String one = left.getOrDefault(name, "-");
      String other = right.getOrDefault(name, "-");
      if (!one.equals(other)) {
        differences.add(new Difference(name, one, other));
      }
    }
    return differences;
  }

  private static Map<String, String> facts(RunRecord run) {
    Map<String, String> facts = new LinkedHashMap<>();
    RunInfo info = run.info();
    facts.put("workload", info.workload());
    facts.put("ending", info.ending().label());
    facts.put("loadgen", info.version() + ", commit " + info.commit());
    Machine machine = run.machine();
    facts.put("processor", machine.cpuModel() + ", " + machine.arch());
    facts.put("CPUs", Units.count(machine.cpus()));
    facts.put("memory", Units.bytes(machine.memoryBytes()));
    facts.put("system", machine.os());
    facts.put("JDK", machine.jdk());
    info.settings().forEach((name, value) -> facts.put("--" + name, value));
    facts
        .keySet()
        .removeAll(Set.of("--output", "--name", "--force", "--json", "--quiet", "--format"));
    return facts;
  }
}
