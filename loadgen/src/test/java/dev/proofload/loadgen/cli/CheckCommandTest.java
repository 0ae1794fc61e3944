package dev.proofload.loadgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

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
