package dev.proofload.loadgen.cli;

import dev.proofload.loadgen.check.ChatChecks;
import dev.proofload.loadgen.driver.RunFailure;
import dev.proofload.loadgen.record.DamagedHistoryException;
import dev.proofload.loadgen.record.HistoryHeader;
import dev.proofload.loadgen.record.HistoryReader;
import dev.proofload.loadgen.suite.SuiteRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens saved histories. */
final class Histories {
  /** What a run calls its history. */
  static final String FILE = "history.plh";

  private Histories() {}

  /** The file itself, or the history in a folder. */
  private static Path file(Path given) {
    return Files.isDirectory(given) ? given.resolve(FILE) : given;
  }

  /**
   * Opens one.
   *
   * @param given a saved history, or the folder of one
   * @throws RunFailure if there is none, or it can't be read
   */
  static HistoryReader open(Path given) {
    Path file = file(given);
    if (!Files.isRegularFile(file)) {
      throw new RunFailure("there is no file " + file + "; loadgen run --history writes one");
    }
    try {
      return HistoryReader.open(file);
    } catch (DamagedHistoryException e) {
      throw new RunFailure(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new RunFailure(file + " can't be read: " + e.getMessage(), e);
    }
  }

  /**
   * All that judges what a file holds.
   *
   * @throws RunFailure if it is of a workload that this program does not know
   */
  static ChatChecks checks(Path file, HistoryHeader header) {
    try {
      return SuiteRun.checks(header);
    } catch (IllegalArgumentException e) {
      throw new RunFailure(file + " is " + e.getMessage(), e);
    }
  }
}
