package dev.proofload.loadgen.cli;

import dev.proofload.loadgen.record.Calibration;
import dev.proofload.loadgen.report.CalibrationReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the last calibration is kept: {@code proofload/calibration.json} below the user's folder
 * for caches (XDG Base Directory Specification).
 */
final class CalibrationStore {
  private final Path file;

  private CalibrationStore(Path file) {
    this.file = file;
  }

  /** This user's. */
  static CalibrationStore ofUser() {
    return of(System.getenv(), System.getProperty("user.home", ""));
  }

  static CalibrationStore of(Map<String, String> environment, String home) {
    @Nullable String caches = environment.get("XDG_CACHE_HOME");
    // The specification has relative paths ignored.
    Path folder =
        caches != null && Path.of(caches).isAbsolute()
            ? Path.of(caches)
            : Path.of(home).resolve(".cache");
    return new CalibrationStore(folder.resolve("proofload").resolve("calibration.json"));
  }

  Path file() {
    return file;
  }

  /** Replaces what is kept. */
  void save(Calibration calibration) throws IOException {
    Files.createDirectories(file.resolveSibling("."));
    Path part = file.resolveSibling("." + file.getFileName() + "." + ProcessHandle.current().pid());
    try {
      Files.writeString(part, CalibrationReport.json(calibration));
      Files.move(
          part,
          file,
          java.nio.file.StandardCopyOption.ATOMIC_MOVE,
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** What is kept; empty if nothing is, or nothing that can be read. */
  Optional<Calibration> load() {
    try {
      return Files.exists(file)
          ? Optional.of(CalibrationReport.read(Files.readString(file)))
          : Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty(); // It is only a hint.
    }
  }
}
