package dev.proofload.loadgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.loadgen.bench.SimulatedHistory;
import dev.proofload.loadgen.selftest.fault.Fault;
import dev.proofload.loadgen.selftest.simulation.Settings;
import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
  @TempDir Path folder;

  @Test
  void theHistoryOfASoundBridgeViolatesNothing() throws IOException {
    Path file = folder.resolve("history.plh");
    SimulatedHistory.save(file, Settings.of(1), SimulatedBridge::sound, 2_000);
    Ran ran = Ran.loadgen(folder, List.of("check", file.toString(), "-o", folder.toString()));
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("VALID     isolation").doesNotContain("VIOLATED");
    assertThat(folder.resolve("witness.html")).doesNotExist();
  }

  @Test
  void aViolationIsFoundAgainAndDrawn() throws IOException {
    Path file = folder.resolve("history.plh");
    Fault fault = Fault.named("truncated-hash").orElseThrow();
    SimulatedHistory.save(file, fault.needs().apply(Settings.of(1)), fault.bridge(), 2_000);
    Ran ran = Ran.loadgen(folder, List.of("check", file.toString(), "-o", folder.toString()));
    assertThat(ran.exitCode()).as(ran.err()).isEqualTo(3);
    assertThat(ran.out()).contains("VIOLATED  isolation");
    assertThat(folder.resolve("witness.html")).content().contains("<svg", "<h2>isolation</h2>");
    assertThat(folder.resolve("check.md")).content().contains("### Witnesses");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    Path missing = folder.resolve("none.plh");
    Ran ran = Ran.loadgen(folder, List.of("check", missing.toString()));
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err().lines())
        .containsExactly(
            "loadgen: there is no file " + missing + "; loadgen run --history writes one");
  }

  @Test
  void aFileThatIsNoHistoryIsNamed() throws IOException {
    Path other = Files.writeString(folder.resolve("report.json"), "{}");
    Ran ran = Ran.loadgen(folder, List.of("check", other.toString()));
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err().lines()).containsExactly("loadgen: " + other + " is no history of a run");
  }

  @Test
  void aHistoryMustBeNamed() {
    Ran ran = Ran.loadgen(folder, List.of("check"));
    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("HISTORY");
  }

  @Test
  void longReadingIsToldEveryFiveSeconds() {
    AtomicLong clock = new AtomicLong();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        ReadingProgress progress = ReadingProgress.to(out, false, clock::get)) {
      for (int second = 0; second <= 12; second++) {
        clock.set(TimeUnit.SECONDS.toNanos(second));
        progress.accept(second / 20.0);
      }
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
        .containsExactly("read  25%", "read  50%");
  }
}
