package dev.proofload.loadgen.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class SettingsTest {
  private static final Path SHELL = Path.of("/bin/sh");

  @Test
  void holdsAllSettingsInTheOrderOfTheHelp() {
    Map<String, String> settings = Settings.of(parse("--duration", "1.5s", "-u", "7"));
    assertThat(settings.entrySet())
        .containsSubsequence(
            entry("workload", "chat"),
            entry("users", "7"),
            entry("timeout", "10s"),
            entry("seed", "1"),
            entry("duration", "1500ms"),
            entry("warmup", "0s"));
    assertThat(settings).doesNotContainKeys("help", "version", "url", "messages", "output");
  }

  @ParameterizedTest
  @CsvSource({
    "2m, 120s",
    "500ms, 500ms",
    "0.5ms, 0.5ms",
    "0.000001ms, 0.000001ms",
    "0, 0s",
    "1500.25ms, 1500.25ms"
  })
  void aTimeIsNotRounded(String given, String said) {
    assertThat(Settings.of(parse("--think-time", given))).containsEntry("think-time", said);
  }

  @Test
  void plainWordsStayPlain() {
    assertThat(Settings.commandLine(parse("--users", "20", "--url", "http://127.0.0.1:4004")))
        .isEqualTo("bin/loadgen run --users 20 --url http://127.0.0.1:4004");
  }

  @Test
  void aShellReadsTheCommandLineBack() throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(SHELL));
    List<String> words = new ArrayList<>();
    for (String nasty :
        List.of(
            "two words",
            "it's",
            "",
            "'",
            "''",
            "\"",
            "$HOME",
            "`id`",
            "$(id)",
            "a\nb",
            "*",
            "~",
            "!x",
            "a;b",
            "a&b",
            "a|b",
            "\\",
            "#c",
            "é🙂",
            "(x)",
            "<in>out",
            "tab\t",
            "{a,b}")) {
      words.add("--name=" + nasty);
      words.add("--name");
      words.add(nasty);
    }
    String line = Settings.commandLine(parse(words.toArray(String[]::new)));
    Process shell =
        new ProcessBuilder(
                SHELL.toString(),
                "-c",
                "loadgen() { for word; do printf '%s\\0' \"$word\"; done; }; "
                    + line.replaceFirst("^bin/", ""))
            .redirectErrorStream(true)
            .start();
    String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shell.waitFor()).isZero();
    List<String> expected = new ArrayList<>(List.of("run"));
    expected.addAll(words);
    assertThat(said).isEqualTo(String.join("\0", expected) + "\0");
  }

  private static CommandSpec parse(String... args) {
    List<String> all = new ArrayList<>(List.of("run"));
    all.addAll(List.of(args));
    CommandLine commands = LoadgenMain.newCommandLine();
    commands.setOverwrittenOptionsAllowed(true);
    return commands.parseArgs(all.toArray(String[]::new)).subcommand().commandSpec();
  }
}
