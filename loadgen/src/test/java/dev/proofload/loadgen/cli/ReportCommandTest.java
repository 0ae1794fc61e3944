package dev.proofload.loadgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.proofload.loadgen.report.ReportSchema;
import dev.proofload.loadgen.testkit.HostileHttp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Saved runs, read again: {@code loadgen report} and {@code loadgen compare}. */
@Timeout(60)
class ReportCommandTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir static Path saved;
  @TempDir Path folder;

  @BeforeAll
  static void makeTwoRuns() {
    try (HostileHttp server = new HostileHttp(HostileHttp::rightly)) {
      for (String name : List.of("one", "two")) {
        Ran ran =
            Ran.run(
                saved.resolve(name),
                "--url",
                server.url(),
                "--users",
                name.equals("one") ? "4" : "3",
                "--mix",
                "chat",
                "--messages",
                "10",
                "--threshold",
                "messages<50");
        assertThat(ran.exitCode()).as(ran.err()).isZero();
      }
    }
  }

  @Test
  void aSavedRunIsWrittenAgainToTheLetter() throws IOException {
    Ran ran = report(saved.resolve("one"), "--output", folder.resolve("again"));

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("VALID", "Reports: " + folder.resolve("again"));
    for (String file : List.of("report.json", "report.md", "report.html", "junit.xml")) {
      assertThat(folder.resolve("again").resolve(file))
          .hasSameTextualContentAs(saved.resolve("one").resolve(file));
    }
  }

  @Test
  void severalAreOne() throws IOException {
    Ran ran =
        report(
            saved.resolve("one"),
            saved.resolve("two").resolve("report.json"),
            "--output",
            folder.resolve("both"),
            "--format",
            "json,md");

    assertThat(ran.exitCode()).as("the threshold is held no more: " + ran.err()).isEqualTo(4);
    JsonNode both = MAPPER.readTree(folder.resolve("both/report.json").toFile());
    ReportSchema.validate(folder.resolve("both/report.json"));
    assertThat(both.get("total_messages").longValue()).isEqualTo(70);
    assertThat(both.get("users").longValue()).isEqualTo(4);
    assertThat(both.at("/settings/users").textValue()).isEqualTo("4, 3");
    try (Stream<Path> files = Files.list(folder.resolve("both"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("report.json", "report.md");
    }
  }

  @Test
  void theFolderItWasReadFromKeepsTheRest() throws IOException {
    Path own = folder.resolve("own");
    Files.createDirectory(own);
    for (String file : List.of("report.json", "latency.hlog", "report.md")) {
      Files.copy(saved.resolve("one").resolve(file), own.resolve(file));
    }
    Ran refused = report(own, "--output", own, "--format", "html");
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains(own + " holds reports", "--force");

    Ran ran = report(own, "--output", own, "--format", "html", "--force", "--quiet");
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out()).isEmpty();
    assertThat(own.resolve("report.html")).isNotEmptyFile();
    assertThat(own.resolve("latency.hlog")).isNotEmptyFile();
    assertThat(own.resolve("report.json")).isNotEmptyFile();
  }

  @Test
  void whatIsWrongIsOneClearLine() throws IOException {
    assertFails(2, "hlog is written while a run goes on", saved.resolve("one"), "--format", "hlog");
    assertFails(
        2, "there is no 'pdf': write one of json, md, html, junit, hlog", saved, "--format", "pdf");
    assertFails(2, "report.json is given twice", saved.resolve("one"), saved.resolve("one"));
    assertFails(2, "Missing required parameter");
    assertFails(1, "there is no file " + saved.resolve("report.json"), saved);
    assertFails(1, "latency.hlog is no JSON", saved.resolve("one/latency.hlog"));
    Path copy = Files.copy(saved.resolve("one/report.json"), folder.resolve("copy.json"));
    assertFails(1, copy + " is the same run as", saved.resolve("one"), copy);
    ObjectNode newer = (ObjectNode) MAPPER.readTree(copy.toFile());
    newer.put("schema_version", 9);
    MAPPER.writeValue(copy.toFile(), newer);
    assertFails(1, copy + ": schema_version is 9, this loadgen reads 1", copy);
  }

  @Test
  void twoAreCompared() throws IOException {
    Ran text = compare(saved.resolve("one"), saved.resolve("two"));
    assertThat(text.exitCode()).as(text.err()).isZero();
    assertThat(text.out()).contains("B / A", "--users  4  3", "isolation     VALID    VALID");
    Ran json = compare(saved.resolve("one"), saved.resolve("two"), "--json");
    assertThat(MAPPER.readTree(json.out()).at("/metrics/messages/difference").intValue())
        .isEqualTo(-10);
    Ran markdown = compare(saved.resolve("one"), saved.resolve("two"), "--md");
    assertThat(markdown.out()).startsWith("## ").contains("| messages | 40 | 30 | -10 | 0.750 |");
  }

  @Test
  void whatCannotBeComparedIsOneClearLine() {
    assertThat(compare(saved.resolve("one")).exitCode()).isEqualTo(2);
    Ran both = compare(saved.resolve("one"), saved.resolve("two"), "--json", "--md");
    assertThat(both.exitCode()).isEqualTo(2);
    Ran missing = compare(saved.resolve("one"), saved.resolve("three"));
    assertThat(missing.exitCode()).isEqualTo(1);
    assertThat(missing.err().lines()).hasSize(1);
  }

  private void assertFails(int exitCode, String why, Object... args) {
    List<Object> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--output", folder.resolve("none")));
    Ran ran = report(all.toArray());
    assertThat(ran.exitCode()).as(ran.err()).isEqualTo(exitCode);
    assertThat(ran.err()).startsWith("loadgen: ").contains(why).doesNotContain("Exception");
    assertThat(ran.err().lines().count()).isLessThanOrEqualTo(exitCode == 2 ? 2 : 1);
    assertThat(ran.out()).isEmpty();
    assertThat(folder.resolve("none")).doesNotExist();
  }

  private Ran report(Object... args) {
    return command("report", args);
  }

  private Ran compare(Object... args) {
    return command("compare", args);
  }

  private Ran command(String name, Object... args) {
    List<String> all = new ArrayList<>(List.of(name));
    Stream.of(args).map(Object::toString).forEach(all::add);
    return Ran.loadgen(folder, all);
  }
}
