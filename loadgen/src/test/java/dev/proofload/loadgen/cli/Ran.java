package dev.proofload.loadgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.proofload.loadgen.report.ReportSchema;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/**
 * What a command left behind.
 *
 * @param folder where its reports are, if it got so far
 */
record Ran(int exitCode, String out, String err, Path folder) {
  /** Runs {@code loadgen} with these arguments in this process, and nothing in its environment. */
  static Ran loadgen(Path folder, List<String> args) {
    return loadgen(folder, Map.of(), args);
  }

  /** The same with these variables in its environment. */
  static Ran loadgen(Path folder, Map<String, String> environment, List<String> args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine commands = LoadgenMain.newCommandLine();
    commands.setOut(new PrintWriter(out, true));
    commands.setErr(new PrintWriter(err, true));
    int exitCode = LoadgenMain.execute(commands, environment, args.toArray(String[]::new));
    return new Ran(exitCode, out.toString(), err.toString(), folder);
  }

  /** Runs {@code loadgen run --quiet} with its reports in this folder. */
  static Ran run(Path folder, String... args) {
    List<String> all = new ArrayList<>(List.of("run", "--quiet", "--output", folder.toString()));
    all.addAll(List.of(args));
    return loadgen(folder, all);
  }

  /** The report, once all files are there and right. */
  JsonNode report() throws IOException {
    assertThat(err).doesNotContain("Exception", "\tat ");
    assertThat(folder.resolve("report.md")).isNotEmptyFile();
    assertThat(folder.resolve("report.html")).isNotEmptyFile();
    assertThat(folder.resolve("junit.xml")).isNotEmptyFile();
    assertThat(folder.resolve("latency.hlog")).isNotEmptyFile();
    Path report = folder.resolve("report.json");
    ReportSchema.validate(report);
    return new ObjectMapper().readTree(Files.readString(report));
  }

  String markdown() throws IOException {
    return Files.readString(folder.resolve("report.md"));
  }

  /** How many messages ended so. */
  long messages(String outcome) throws IOException {
    long sum = 0;
    for (JsonNode kind : report().get("kinds")) {
      if (kind.get("message").booleanValue()) {
        sum += kind.get("outcomes").get(outcome).longValue();
      }
    }
    return sum;
  }

  /** How many operations of any kind ended so. */
  long operations(String outcome) throws IOException {
    long sum = 0;
    for (JsonNode kind : report().get("kinds")) {
      sum += kind.get("outcomes").get(outcome).longValue();
    }
    return sum;
  }

  String ending() throws IOException {
    return report().get("ending").textValue();
  }

  String verdict(String check) throws IOException {
    for (JsonNode node : report().get("checks")) {
      if (node.get("name").textValue().equals(check)) {
        return node.get("verdict").textValue();
      }
    }
    return "no such check";
  }

  /** Not one check may call wrong what the server did not do. */
  Ran assertNothingViolated() throws IOException {
    for (JsonNode node : report().get("checks")) {
      assertThat(node.get("violations").longValue()).as("%s", node).isZero();
    }
    return this;
  }
}
