package dev.proofload.loadgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.loadgen.record.Calibration;
import dev.proofload.loadgen.record.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrationStoreTest {
  private static final Calibration.Late LATE = new Calibration.Late(1, 2, 3);

  @TempDir Path folder;

  @Test
  void theFileIsWhereCachesAre() {
    assertThat(CalibrationStore.of(Map.of(), "/home/x").file())
        .isEqualTo(Path.of("/home/x/.cache/proofload/calibration.json"));
    assertThat(CalibrationStore.of(Map.of("XDG_CACHE_HOME", "/c"), "/home/x").file())
        .isEqualTo(Path.of("/c/proofload/calibration.json"));
    assertThat(CalibrationStore.of(Map.of("XDG_CACHE_HOME", "c"), "/home/x").file())
        .isEqualTo(Path.of("/home/x/.cache/proofload/calibration.json"));
  }

  @Test
  void whatIsSavedIsLoaded() throws IOException {
    CalibrationStore store = CalibrationStore.of(Map.of(), folder.toString());
    assertThat(store.load()).isEmpty();
    for (double rate : new double[] {10, 20}) {
      Calibration calibration = calibration(rate);
      store.save(calibration);
      assertThat(store.load()).hasValue(calibration);
    }
    try (var files = Files.list(store.file().resolveSibling("."))) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void whatCannotBeReadIsNone() throws IOException {
    CalibrationStore store = CalibrationStore.of(Map.of(), folder.toString());
    store.save(calibration(10));
    Files.writeString(store.file(), "{\"schema_version\":1");
    assertThat(store.load()).isEmpty();
  }

  private static Calibration calibration(double rate) {
    return new Calibration(
        Instant.EPOCH,
        "0.1.0",
        new Machine("cpu", 2, 1, "os", "arch", "jdk"),
        1,
        List.of(new Calibration.Side("http", List.of(rate), rate / 2, 0, LATE, 4)),
        LATE,
        0);
  }
}
