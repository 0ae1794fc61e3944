package dev.proofload.loadgen.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.proofload.loadgen.testkit.HostileHttp;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/loadgen} as a process: signals, exit codes, and what it leaves behind. */
@Timeout(180)
@EnabledOnOs(OS.LINUX)
class ProcessIT {
  @TempDir Path temp;

  private final List<Process> started = new ArrayList<>();

  private String summaries = "";

  @AfterEach
  void endAll() throws InterruptedException {
    for (Process process : started) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void theReportsGoToAFolderOfTheirOwnUnderTheCurrentOne() throws Exception {
    Process loadgen = start("run", "--users", "2", "--messages", "8", "--json");
    String out = new String(loadgen.getInputStream().readAllBytes(), UTF_8);
    assertThat(exit(loadgen)).isZero();
    assertThat(new ObjectMapper().readTree(out).get("total_messages").intValue()).isEqualTo(16);
    try (Stream<Path> runs = Files.list(temp.resolve("results/runs"))) {
      Path run = runs.findFirst().orElseThrow();
      assertThat(run.getFileName().toString()).matches("\\d{8}-\\d{6}Z-chat-http-2");
      assertThat(new Ran(0, out, "", run).messages("ok")).isEqualTo(16);
    }
  }

  @Test
  void anInterruptedRunSavesWhatItMeasuredAndStopsItsBridge() throws Exception {
    Process loadgen = start("run", "--duration", "60s", "-o", folder().toString());
    awaitLoad(loadgen);
    List<ProcessHandle> bridges = loadgen.descendants().toList();
    assertThat(bridges).isNotEmpty();
    interrupt(loadgen);
    assertThat(exit(loadgen)).isEqualTo(130);
    Ran ran = ran(130);
    assertThat(ran.ending()).isEqualTo("interrupted");
    assertThat(ran.messages("ok")).isPositive();
    assertThat(ran.report().get("total_errors").longValue()).isZero();
    ran.assertNothingViolated();
    assertThat(bridges).noneMatch(ProcessHandle::isAlive);
  }

  @Test
  void aRunAgainstAServerThatHangsCanBeInterruptedToo() throws Exception {
    try (HostileHttp server =
        new HostileHttp(
            chat -> {
              if (chat.number() > 30) {
                chat.hang();
              }
              HostileHttp.rightly(chat);
            })) {
      Process loadgen =
          start(
              "run",
              "--url",
              server.url(),
              "--duration",
              "60s",
              "--timeout",
              "1h",
              "--mix",
              "chat",
              "-o",
              folder().toString());
      awaitLoad(loadgen);
      interrupt(loadgen);
      assertThat(exit(loadgen)).isEqualTo(130);
      Ran ran = ran(130);
      assertThat(ran.ending()).isEqualTo("interrupted");
      assertThat(ran.messages("ok")).isEqualTo(30);
      ran.assertNothingViolated();
    }
  }

  @Test
  void aBridgeThatIsKilledEndsTheRun() throws Exception {
    Process loadgen = start("run", "--duration", "60s", "-o", folder().toString());
    awaitLoad(loadgen);
    loadgen.descendants().forEach(ProcessHandle::destroyForcibly);
    assertThat(exit(loadgen)).isEqualTo(1);
    Ran ran = ran(1);
    assertThat(ran.ending()).isEqualTo("target_lost");
    assertThat(ran.messages("ok")).isPositive();
    assertThat(ran.messages("connect")).isPositive();
    ran.assertNothingViolated();
  }

  @Test
  void aStepOfGitHubShowsTheReport() throws Exception {
    Path summary = Files.writeString(temp.resolve("summary"), "Before\n");
    summaries = summary.toString();
    Process loadgen =
        start("run", "--users", "2", "--messages", "8", "-q", "-o", folder().toString());
    assertThat(exit(loadgen)).isZero();
    assertThat(Files.readString(summary))
        .isEqualTo("Before\n\n\n" + Files.readString(folder().resolve("report.md")));
    summaries = temp.toString();
    Process again =
        start("run", "--users", "2", "--messages", "8", "-q", "-o", folder().toString(), "--force");
    assertThat(exit(again)).isZero();
    assertThat(again.errorReader(UTF_8).readLine())
        .contains("GITHUB_STEP_SUMMARY", temp.toString());
  }

  private Path folder() {
    return temp.resolve("out");
  }

  private Ran ran(int exitCode) {
    return new Ran(exitCode, "", "", folder());
  }

  /** Ctrl-C must work whatever this process, perhaps one in the background, does about it. */
  private Process start(String... args) throws IOException {
    List<String> command = new ArrayList<>(List.of("/usr/bin/env", "--default-signal=INT"));
    command.add(ChatTarget.home().resolve("bin/loadgen").toString());
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command).directory(temp.toFile());
    builder.environment().put(StepSummary.VARIABLE, summaries);
    Process process = builder.start();
    started.add(process);
    return process;
  }

  /** Waits until a second in which something was answered has been told. */
  private static void awaitLoad(Process loadgen) throws IOException {
    BufferedReader err = loadgen.errorReader(UTF_8);
    StringBuilder said = new StringBuilder();
    for (String line = err.readLine(); line != null; line = err.readLine()) {
      said.append(line).append('\n');
      if (line.startsWith("load ") && !line.contains(": 0 msg/s")) {
        return;
      }
    }
    throw new AssertionError("no load: " + said);
  }

  private static void interrupt(Process process) throws IOException, InterruptedException {
    String pid = Long.toString(process.pid());
    assertThat(new ProcessBuilder("/bin/kill", "-INT", pid).start().waitFor()).isZero();
  }

  private static int exit(Process process) throws InterruptedException {
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it ends").isTrue();
    return process.exitValue();
  }
}
