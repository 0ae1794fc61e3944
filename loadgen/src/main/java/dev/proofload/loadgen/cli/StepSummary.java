package dev.proofload.loadgen.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The page that GitHub shows of a job: a file to which each step appends Markdown. */
final class StepSummary {
  /** Names the file, where there is one. */
  static final String VARIABLE = "GITHUB_STEP_SUMMARY";

  private StepSummary() {}

  /**
   * Appends to it.
   *
   * @param file the variable's value; empty where it is not set
   * @return one sentence if it could not be written, else empty
   */
  static String append(String file, String markdown) {
    if (file.isEmpty()) {
      return "";
    }
    try {
      Path path = Path.of(file);
      // What an earlier step wrote may lack the end of its last line.
      String gap = Files.exists(path) && Files.size(path) > 0 ? "\n\n" : "";
      String end = markdown.endsWith("\n") ? "" : "\n";
      Files.write(
          path,
          (gap + markdown + end).getBytes(StandardCharsets.UTF_8),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
      return "";
    } catch (IOException | InvalidPathException e) {
      return VARIABLE + " names a file that can't be written to: " + file;
    }
  }
}
