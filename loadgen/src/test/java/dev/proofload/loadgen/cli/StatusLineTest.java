package dev.proofload.loadgen.cli;

import static dev.proofload.loadgen.driver.Progress.Stage.CLOSING;
import static dev.proofload.loadgen.driver.Progress.Stage.LOAD;
import static dev.proofload.loadgen.driver.Progress.Stage.WARM_UP;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.loadgen.driver.Progress;
import dev.proofload.loadgen.record.Measurements;
import dev.proofload.loadgen.record.Sample;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusLineTest {
  private static final Measurements NOTHING = new Measurements(0, List.of(), List.of());

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, UTF_8);

  @Test
  void aLineSaysHowFarAndHowFast() {
    try (StatusLine status = StatusLine.to(out, false)) {
      status.accept(progress(0.255, LOAD, 3));
      status.accept(progress(0, WARM_UP, 0));
      status.accept(progress(1, CLOSING, 0));
    }
    assertThat(said().lines())
        .containsExactly(
            "load  26%: 12,345 msg/s, p99 1.50 ms, 3 errors",
            "load   0%: warming up, 12,345 msg/s, p99 1.50 ms, 0 errors",
            "load over: fetching what still waits");
  }

  @Test
  void refusalsAreNoThroughput() {
    Sample second = new Sample(0, 1_000_000_000L, 100, 60, 0, 1_000_000, 1_500_000, 2_000_000);
    try (StatusLine status = StatusLine.to(out, false)) {
      status.accept(new Progress(0.5, LOAD, second, 1_060, 0, () -> NOTHING));
    }
    assertThat(said().lines())
        .containsExactly("load  50%: 40 msg/s, p99 1.50 ms, 1,060 refused, 0 errors");
  }

  @Test
  void whereNothingWasAnsweredThereIsNoLatency() {
    Sample second = new Sample(0, 1_000_000_000L, 0, 0, 65, 0, 0, 0);
    try (StatusLine status = StatusLine.to(out, false)) {
      status.accept(new Progress(0.5, LOAD, second, 0, 65, () -> NOTHING));
    }
    assertThat(said().lines()).containsExactly("load  50%: 0 msg/s, 65 errors");
  }

  @Test
  void theLastSecondIsToldOnce() {
    try (StatusLine status = StatusLine.to(out, false)) {
      status.accept(progress(1, LOAD, 0));
      status.accept(progress(1, LOAD, 0));
    }
    assertThat(said().lines()).hasSize(1);
  }

  @Test
  void theLinesOfALongRunThinOut() {
    try (StatusLine status = StatusLine.to(out, false)) {
      for (int second = 1; second <= 60; second++) {
        status.accept(progress(second / 60.0, LOAD, 0));
      }
    }
    assertThat(said().lines())
        .extracting(line -> line.substring(0, 9))
        .containsExactly(
            "load   2%",
            "load   3%",
            "load   5%",
            "load   7%",
            "load   8%",
            "load  17%",
            "load  33%",
            "load  50%",
            "load  67%",
            "load  83%",
            "load 100%");
  }

  @Test
  void whereThereIsNoTerminalThereAreNoControlCharacters() {
    try (StatusLine status = StatusLine.to(out, false)) {
      status.accept(progress(1, LOAD, 1_000_000));
    }
    assertThat(said().replace(System.lineSeparator(), "")).doesNotContainPattern("\\p{Cntrl}");
    assertThat(said()).contains("1,000,000 errors");
  }

  @Test
  void aTerminalGetsOneLineThatIsWrittenOver() {
    try (StatusLine status = StatusLine.to(out, true)) {
      status.accept(progress(0.5, LOAD, 0));
    }
    assertThat(said()).contains("\r", " 50%", "load", "12,345 msg/s");
    // How often it is drawn depends on time, but it is always drawn on the same line.
    assertThat(said().chars().filter(c -> c == '\n').count()).isLessThanOrEqualTo(2);
  }

  @Test
  void quietIsQuiet() {
    try (StatusLine status = StatusLine.silent()) {
      status.accept(progress(0.5, LOAD, 0));
    }
    assertThat(said()).isEmpty();
  }

  private String said() {
    return bytes.toString(UTF_8);
  }

  private static Progress progress(double fraction, Progress.Stage stage, long errors) {
    Sample second = new Sample(0, 1_000_000_000L, 12_345, 0, 0, 1_000_000, 1_500_000, 2_000_000);
    return new Progress(fraction, stage, second, 0, errors, () -> NOTHING);
  }
}
