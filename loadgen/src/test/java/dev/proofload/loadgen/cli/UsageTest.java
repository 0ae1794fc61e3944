package dev.proofload.loadgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.proofload.loadgen.testkit.HostileHttp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said, and which exit code it gets. */
@Timeout(60)
class UsageTest {
  @TempDir Path temp;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "--unknown | Unknown option: '--unknown'",
        "--user 5 | Possible solutions: --users",
        "stray | Unmatched argument",
        "--users | Missing required parameter",
        "--users abc | 'abc' is not an int",
        "--users 99999999999 | '99999999999' is not an int",
        "--users 0 | users must be 1 to 100000: 0",
        "--users -5 | users must be 1 to 100000: -5",
        "--users 100000 --messages 2000000 | at most 1000000000: 100000 x 2000000",
        "--messages 0 | messages must be at least 1: 0",
        "--messages -1 | messages must be at least 1: -1",
        "--messages 5 --duration 5s | bounded by messages or by duration: give one of them",
        "--duration soon | 'soon' is no duration: write 500ms, 30s, 5m or 1h",
        "--duration -5s | '-5s' is no duration",
        "--duration 1ms | duration must be 100ms to 7d: 1ms",
        "--duration 0s | duration must be 100ms to 7d: 0s",
        "--duration 999999999999h | is too long a duration",
        "--warmup 5s | warmup needs duration",
        "--rooms -1 | rooms must be 0 to 10000: -1",
        "--crisis-users 21 | crisis-users must be 0 to users (20): 21",
        "--message-size 63 | message-size must be 64 to 60000 bytes: 63",
        "--timeout 1ms | timeout must be 10ms to 1h: 1ms",
        "--think-time 2h | think-time must be 0 to 1h: 7200s",
        "--transport tcp | there is no 'tcp': write one of http, ws, mixed, both",
        "--checks some | there is no 'some': write one of all, none",
        "--workload torture | unknown workload 'torture': there are chat and streams",
        "--workload streams --transport http | for users with sockets alone: leave out --transport",
        "--workload streams --mix chat,go | leave go and drain out of --mix",
        "--slow-users 2 | are for --workload streams, whose users all have a socket to read from",
        "--stalled-users 2 --transport ws | are for --workload streams: in chat everybody reads",
        "--churn-users 2 --workload chat | are for --workload streams, whose users all have a socket",
        "--workload streams --outbox-messages 0 | outbox-messages must be 1 to 1000000: 0",
        "--workload streams --outbox-messages 1000001 | outbox-messages must be 1 to 1000000: 1000001",
        "--workload streams --outbox-messages many | 'many' is not an int",
        "--workload streams --outbox-bytes 1 | outbox-bytes must be 1024 to 1073741824 (1 GiB): 1",
        "--workload streams --outbox-bytes 1073741825 | outbox-bytes must be 1024 to 1073741824",
        "--workload streams --slow-reader foo | '--slow-reader': there is no 'foo': write one of warn, throttle, disconnect",
        "--workload streams --heartbeat 0 | heartbeat must be 1ms to 7d, in whole milliseconds: 0s",
        "--workload streams --heartbeat 1.5ms | heartbeat must be 1ms to 7d, in whole milliseconds: 1.5ms",
        "--workload streams --heartbeat 169h | heartbeat must be 1ms to 7d, in whole milliseconds: 608400s",
        "--workload streams --heartbeat seldom | 'seldom' is no duration",
        "--workload streams --delta-delay 61s | delta-delay must be 0 to 1m, in whole milliseconds: 61s",
        "--workload streams --delta-delay 0.5ms | delta-delay must be 0 to 1m, in whole milliseconds: 0.5ms",
        "--workload streams --delta-delay -1s | '-1s' is no duration",
        "--transport ws --delta-delay 1ms | --delta-delay is for --workload streams: no other asks",
        "--outbox-bytes 5000 | --outbox-bytes is for users who have sockets, and none has",
        "--url http://127.0.0.1:1 --transport ws --heartbeat 5s | --heartbeat is for a bridge that is started for the run",
        "--workload streams --users 4 --slow-users 2 --churn-users 2 | must leave at least one of them (4): 4",
        "--workload streams --slow-users -1 | slow-users must be 0 to 100000: -1",
        "--event-loops 0 | event-loops must be 1 to 64: 0",
        "--event-loops 65 | event-loops must be 1 to 64: 65",
        "--mix torture=5 | a mix can't hold 'torture': write NAME=WEIGHT,... with names of chat, look",
        "--mix move | a mix can't hold 'move'",
        "--mix chat=x | a share of the mix must be 0 to 1000: chat=x",
        "--mix chat=1001 | a share of the mix must be 0 to 1000: chat=1001",
        "--mix chat,chat | a mix names 'chat' twice: chat,chat",
        "--mix drain | a mix needs at least one kind of message",
        "--rate-limit -1 | rate-limit must not be negative: -1",
        "--rate-window 0s | rate-window must be positive: 0s",
        "--crisis-turns 0 | crisis-turns must be at least 1: 0",
        "--crisis-window 0s | crisis-window must be positive: 0s",
        "--max-sessions 0 | max-sessions must be at least 1: 0",
        "--ws-url ws://127.0.0.1:4005 | --ws-url needs --url",
        "--ws-url http://127.0.0.1:4005 | only ws is spoken; write ws://127.0.0.1:4005",
        "--rate fast | 'fast' is no rate: write 5000/s or 300/m",
        "--rate -5 | '-5' is no rate",
        "--rate 0 | a rate must be more than 0 at some time",
        "--rate 999999999/s | is more than 100000000 a second",
        "--rate 10 --think-time 1s | think-time is for users who wait",
        "--abort-on-fail | --abort-on-fail needs a --threshold",
        "--stage 30s | '30s' is no stage: write 30s:1000",
        "--stage soon:5 | 'soon' is no duration",
        "--stage 30s:much | 'much' is no rate",
        "--stage 30s:5 --duration 5s | stages say how long a run lasts",
        "--stage 30s:5 --messages 5 | stages say how long a run lasts",
        "--stage 30s:0 | a rate must be more than 0 at some time",
        "--threshold p98<10ms | there is no metric 'p98'",
        "--threshold p99<10 | needs a unit of time",
        "--format json,pdf | there is no 'pdf': write one of json, md, html, junit, hlog",
        "--arrivals poisson | --arrivals needs --rate or --stage",
        "--rate 5 --arrivals bus | there is no 'bus': write one of constant, uniform, poisson",
        "--seed pi | 'pi' is not a long",
        "--spawn-rate soon | 'soon' is no rate",
        "--spawn-rate 0 | spawn-rate must be more than 0",
        "--source-addresses 0 | source-addresses must be at least 1: 0",
        "--source-addresses 1001 | source-addresses must be 1 to 1000: 1001",
        "--prometheus 65536 | prometheus must be a port, 0 to 65535: 65536",
        "--url ftp://x | only http is spoken",
        "--url http://127.0.0.1:99999 | a port must be 1 to 65535: 99999; write http://",
        "--name= | name must not be empty",
        "--users 5 --users 6 | should be specified only once"
      })
  void aBadCommandLineIsOneClearLineAndTwo(String args, String why) {
    Ran ran = Ran.run(temp.resolve("out"), args.split(" "));
    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).startsWith("loadgen: ").contains(why);
    assertThat(ran.err()).endsWith("Try: loadgen run --help" + System.lineSeparator());
    assertThat(temp.resolve("out")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "--slo p98<10ms | there is no metric 'p98'",
        "--slo p99<10 | needs a unit of time",
        "--from 0 | the first rate must be 1/s to the highest: 0.0/s",
        "--from 100 --up-to 50 | the first rate must be 1/s to the highest: 100.0/s, 50.0/s",
        "--precision 0 | precision must be 0.5% to 100%: 0.0",
        "--precision much | 'much' is no share: write 5% or 0.05",
        "--step-time 10ms | step-time must be at least 1s: 10ms",
        "--users 0 | users must be 1 to 100000: 0",
        "--ws-url ws://127.0.0.1:4005 | --ws-url needs --url",
        "--messages 5 | Unknown option",
      })
  void aBadSearchIsOneClearLineAndTwo(String args, String why) {
    List<String> all =
        new ArrayList<>(List.of("find-max", "--quiet", "-o", temp.resolve("out").toString()));
    all.addAll(List.of(args.split(" ")));
    Ran ran = Ran.loadgen(temp, all);
    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).startsWith("loadgen: ").contains(why);
    assertThat(ran.err()).endsWith("Try: loadgen find-max --help" + System.lineSeparator());
    assertThat(temp.resolve("out")).doesNotExist();
  }

  @Test
  void anUnknownCommandIsRefused() {
    Ran ran = Ran.loadgen(temp, List.of("ruin"));
    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("'ruin'", "Try: loadgen --help");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "run --help",
        "help run",
        "find-max --help",
        "reproduce --help",
        "--version"
      })
  void helpIsNoError(String args) {
    Ran ran = Ran.loadgen(temp, List.of(args.split(" ")));
    assertThat(ran.exitCode()).isZero();
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out()).startsWith(args.equals("--version") ? "loadgen " : "Usage: loadgen");
  }

  @Test
  void everyFlagIsInTheHelp() {
    String help = Ran.loadgen(temp, List.of("run", "--help")).out();
    assertThat(help)
        .contains(
            "--url",
            "-u, --users",
            "--messages",
            "--duration",
            "--warmup",
            "--transport",
            "--rooms",
            "--crisis-users",
            "--message-size",
            "--think-time",
            "--timeout",
            "--seed",
            "-o, --output",
            "-q, --[no-]quiet",
            "--[no-]json",
            "--config",
            "--print-config",
            "Exit codes: 0 pass; 1 could not run",
            "143 terminated (SIGTERM)");
  }

  @Test
  void anUnreachableUrlCannotBeRun() throws IOException {
    int free;
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = taken.getLocalPort();
    }
    Ran ran = Ran.run(temp.resolve("out"), "--url", "http://127.0.0.1:" + free);
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err().lines())
        .containsExactly(
            "loadgen: nothing answers at http://127.0.0.1:"
                + free
                + ": start a bridge there with bin/bridge serve, or leave out --url");
    assertThat(temp.resolve("out")).doesNotExist();
  }

  @Test
  void withoutAUrlTheProjectMustBeFound() {
    String home = System.clearProperty("proofload.home");
    try {
      Ran ran = Ran.run(temp.resolve("out"));
      assertThat(ran.exitCode()).isEqualTo(1);
      assertThat(ran.err()).contains("start with bin/loadgen, or name a server with --url");
      System.setProperty("proofload.home", temp.toString());
      ran = Ran.run(temp.resolve("out"));
      assertThat(ran.exitCode()).isEqualTo(1);
      assertThat(ran.err()).contains("there is no bridge to start at " + temp, "--url");
    } finally {
      System.clearProperty("proofload.home");
      if (home != null) {
        System.setProperty("proofload.home", home);
      }
    }
  }

  @Test
  void aFileIsNoOutputFolder() throws IOException {
    Path file = Files.createFile(temp.resolve("file"));
    try (HostileHttp server = new HostileHttp(HostileHttp::rightly)) {
      Ran ran = Ran.run(file, "--url", server.url());
      assertThat(ran.exitCode()).isEqualTo(1);
      assertThat(ran.err().lines())
          .containsExactly(
              "loadgen: The output folder "
                  + file
                  + " is a file; choose another folder with --output");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/proc/nowhere", "/dev/null/below"})
  void anUnwritableFolderIsNoOutputFolder(Path folder) {
    try (HostileHttp server = new HostileHttp(HostileHttp::rightly)) {
      Ran ran = Ran.run(folder, "--url", server.url());
      assertThat(ran.exitCode()).isEqualTo(1);
      assertThat(ran.err().lines()).hasSize(1);
      assertThat(ran.err()).contains(folder.toString(), "choose another folder with --output");
    }
  }

  @Test
  void jsonIsTheReportAndNothingElse() throws IOException {
    Ran ran = rightRun("--json");
    ObjectMapper strict = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    JsonNode said = strict.readTree(ran.out());
    assertThat(said).isEqualTo(ran.report());
    assertThat(said.get("total_messages").intValue()).isEqualTo(40);
    assertThat(ran.err()).isEmpty();
  }

  @Test
  void theSummaryNamesTheFolder() throws IOException {
    Path folder = temp.resolve("out");
    try (HostileHttp server = new HostileHttp(HostileHttp::rightly)) {
      Ran ran =
          Ran.loadgen(
              folder,
              List.of(
                  "run",
                  "-o",
                  folder.toString(),
                  "--url",
                  server.url(),
                  "--messages",
                  "10",
                  "--mix",
                  "chat"));
      assertThat(ran.exitCode()).isZero();
      assertThat(ran.out())
          .contains("isolation", "sessions", "p99", "Reports: " + folder)
          .doesNotContain("\u001b");
      JsonNode settings = ran.report().get("settings");
      assertThat(settings.get("messages").textValue()).isEqualTo("10");
      assertThat(settings.get("transport").textValue()).isEqualTo("http");
      assertThat(settings.get("url").textValue()).isEqualTo(server.url());
      assertThat(settings.get("event-loops").textValue())
          .isEqualTo("" + SuiteRunner.defaultEventLoops());
    }
  }

  @Test
  void quietSaysNothing() throws IOException {
    Ran ran = rightRun("--name", "quiet one");
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).isEmpty();
    assertThat(ran.report().get("name").textValue()).isEqualTo("quiet one");
    assertThat(ran.report().get("command").textValue()).contains("--name 'quiet one'");
  }

  @Test
  void aSecondRunReplacesTheReportsIfItIsForcedTo() throws IOException {
    JsonNode first = rightRun("--name", "first", "--history").report();
    assertThat(temp.resolve("out/history.plh")).isNotEmptyFile();
    Ran refused = Ran.run(temp.resolve("out"), "--url", "http://127.0.0.1:1");
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err())
        .contains(temp.resolve("out") + " holds the reports of an earlier run", "--force");
    JsonNode second = rightRun("--name", "second", "--force").report();
    assertThat(first.get("name").textValue()).isEqualTo("first");
    assertThat(second.get("name").textValue()).isEqualTo("second");
    try (var files = Files.list(temp.resolve("out"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "report.json", "report.md", "report.html", "junit.xml", "latency.hlog");
    }
  }

  @Test
  void onlyWhatIsAskedForIsWrittenAndAnEarlierRunsReportsDoNotStay() throws IOException {
    rightRun();
    rightRun("--format", "md", "--format", "junit", "--force");
    try (var files = Files.list(temp.resolve("out"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("report.md", "junit.xml");
    }
    assertThat(Ran.run(temp.resolve("out"), "--url", "http://127.0.0.1:1").err())
        .contains("holds the reports of an earlier run");
  }

  @Test
  void aRunThatCannotBeginLeavesNothingThatLooksLikeOne() {
    try (HostileHttp server = new HostileHttp(HostileHttp::rightly)) {
      Ran ran =
          Ran.run(
              temp.resolve("out"),
              "--url",
              server.url(),
              "--users",
              "100000",
              "--source-addresses",
              "1");
      assertThat(ran.exitCode()).isEqualTo(1);
      assertThat(ran.err()).startsWith("loadgen: 100000 users need ");
    }
    assertThat(temp.resolve("out")).doesNotExist();
  }

  private Ran rightRun(String... more) {
    try (HostileHttp server = new HostileHttp(HostileHttp::rightly)) {
      String[] args = new String[more.length + 8];
      List<String> fixed =
          List.of("--url", server.url(), "--users", "4", "--mix", "chat", "--messages", "10");
      String[] first = fixed.toArray(String[]::new);
      System.arraycopy(first, 0, args, 0, 8);
      System.arraycopy(more, 0, args, 8, more.length);
      Ran ran = Ran.run(temp.resolve("out"), args);
      assertThat(ran.exitCode()).isZero();
      return ran;
    }
  }
}
