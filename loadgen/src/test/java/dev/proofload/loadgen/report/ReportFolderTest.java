package dev.proofload.loadgen.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFolderTest {
  private static final Instant START = Instant.parse("2026-03-04T05:06:07.250Z");

  @TempDir Path base;

  @Test
  void namesANewFolderByTimeAndRun() throws IOException {
    Path runs = base.resolve("results").resolve("runs");
    assertThat(ReportFolder.create(base, "chat", START).path())
        .isEqualTo(runs.resolve("20260304-050607Z-chat"))
        .isEmptyDirectory();
    assertThat(ReportFolder.create(base, "chat", START).path())
        .isEqualTo(runs.resolve("20260304-050607Z-chat-2"));
    assertThat(ReportFolder.create(base, "../a b/ü", START).path())
        .isEqualTo(runs.resolve("20260304-050607Z-a-b"));
    assertThat(ReportFolder.create(base, "..", START).path())
        .isEqualTo(runs.resolve("20260304-050607Z-run"));
  }

  @Test
  void writesWholeFilesAndReplacesThem() throws IOException {
    ReportFolder folder = ReportFolder.at(base.resolve("a").resolve("b"));
    folder.write("report.json", "{\"old\": true}");
    Path file = folder.write("report.json", "{}");
    assertThat(file).isEqualTo(folder.file("report.json")).hasContent("{}");
    try (var files = Files.list(folder.path())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void halfACharacterDoesNotCostTheReport() throws IOException {
    ReportFolder folder = ReportFolder.at(base);
    assertThat(folder.write("report.md", "half \ud83d of one")).hasContent("half ? of one");
  }

  @Test
  void aFileInItsPlaceIsNamedWithTheWayOut() throws IOException {
    Path file = Files.writeString(base.resolve("out"), "mine");
    assertThatIOException()
        .isThrownBy(() -> ReportFolder.at(file))
        .withMessage("The output folder %s is a file; choose another folder with --output", file);
    assertThatIOException()
        .isThrownBy(() -> ReportFolder.at(file.resolve("below")))
        .withMessageContaining("can't be written to; choose another folder");
    assertThat(file).hasContent("mine");
  }

  @Test
  void aFolderWithoutAWayInIsNamed() {
    assertThatIOException()
        .isThrownBy(() -> ReportFolder.at(Path.of("/proc/proofload")))
        .withMessageContaining("/proc/proofload")
        .withMessageContaining("--output");
  }

  @Test
  void aFailedWriteLeavesNothingHalf() throws IOException {
    ReportFolder folder = ReportFolder.at(base);
    Files.createDirectories(base.resolve("report.md").resolve("occupied"));
    assertThatIOException()
        .isThrownBy(() -> folder.write("report.md", "text"))
        .withMessageContaining(base.resolve("report.md").toString());
    assertThat(base.resolve(".report.md.part")).doesNotExist();
  }
}
