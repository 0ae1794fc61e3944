package dev.proofload.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.atIndex;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

class CommandLineTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    CommandLine commandLine = BridgeMain.commandLine();
    commandLine.setOut(new PrintWriter(out));
    commandLine.setErr(new PrintWriter(err));
    return commandLine.execute(arguments);
  }

  @Test
  void helpTellsEveryFlagItsDefaultAndExamples() {
    assertThat(run("serve", "--help")).isZero();
    assertThat(out.toString())
        .contains("--rate-limit", "--history-window", "--max-sessions", "--crisis-turns")
        .contains("--outbox-messages", "warn, throttle,", "--heartbeat", "--delta-delay")
        .contains("4004", "Default: 60s", "Default: 300s", "Examples:", "curl");
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).contains("bridge dev");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "--port=70000 | --port must be 0 to 65535, not 70000",
        "--port=65535 | there is no port after --port 65535: give --ws-port too",
        "--max-sessions=0 | max-sessions must be at least 1, not 0",
        "--rate-limit=-1 | rate-limit must be at least 0, not -1",
        "--crisis-turns=0 | crisis-turns must be at least 1, not 0",
        "--crisis-window=0 | crisis-window must be longer than 0",
        "--rate-window=soon | 'soon' is not a duration",
        "--outbox-messages=0 | outbox-messages must be 1 to 1000000, not 0",
        "--outbox-bytes=100 | outbox-bytes must be 1024 to 1073741824, not 100",
        "--heartbeat=0 | heartbeat must be at least 1ms",
        "--delta-delay=2m | delta-delay must be 0 to 1m",
        "--slow-reader=kill | expected one of [WARN, THROTTLE, DISCONNECT] (case-insensitive)",
        "--nonsense | Unknown option",
        "--port=x | 'x' is not an int",
      })
  void aWrongFlagIsToldAndEndsWithTwo(String flag, String error) {
    assertThat(run("serve", flag)).isEqualTo(2);
    assertThat(err.toString().lines())
        .hasSize(2)
        .satisfies(line -> assertThat(line).startsWith("bridge: ").contains(error), atIndex(0))
        .contains("Try: bridge serve --help", atIndex(1));
  }

  @Test
  void noCommandIsAMistakeToo() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).contains("which command?");
  }

  @Test
  void anUnknownHostIsOneClearLine() {
    assertThat(run("serve", "--host", "no such host", "--port", "0")).isEqualTo(1);
    assertThat(err.toString().strip()).isEqualTo("bridge: unknown host: no such host");
  }

  @ParameterizedTest
  @CsvSource({"250ms, 250", "60s, 60000", "5m, 300000", "1h, 3600000", "300, 300000"})
  void durationsAreReadAsPeopleWriteThem(String text, long millis) {
    assertThat(new DurationConverter().convert(text)).isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "s", "-1s", "1.5s", "1d", "99999999999s"})
  void otherTextIsNoDuration(String text) {
    assertThatThrownBy(() -> new DurationConverter().convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("60s");
  }
}
