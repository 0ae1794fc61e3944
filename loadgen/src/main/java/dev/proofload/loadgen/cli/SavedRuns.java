package dev.proofload.loadgen.cli;

import dev.proofload.loadgen.driver.RunFailure;
import dev.proofload.loadgen.report.DamagedReportException;
import dev.proofload.loadgen.report.Format;
import dev.proofload.loadgen.report.SavedRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens saved runs. */
final class SavedRuns {
  /** A week, sampled each second, has a tenth of it. */
  private static final long MOST_BYTES = 1L << 30;

  private SavedRuns() {}

  /** The file itself, or the report in a folder. */
  static Path file(Path given) {
    return Files.isDirectory(given) ? given.resolve(Format.JSON.file()) : given;
  }

  /**
   * Reads one.
   *
   * @param given a {@code report.json}, or the folder of one
   * @throws RunFailure if there is none, or it can't be read
   */
  static SavedRun read(Path given) {
    Path file = file(given);
    if (!Files.isRegularFile(file)) {
      throw new RunFailure("there is no file " + file + "; loadgen run writes one");
    }
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new RunFailure(file + " is larger than any report: " + Files.size(file) + " bytes");
      }
      return SavedRun.parse(
          file.toString(), new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    } catch (DamagedReportException e) {
      throw new RunFailure(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new RunFailure(file + " can't be read: " + e.getMessage(), e);
    }
  }
}
