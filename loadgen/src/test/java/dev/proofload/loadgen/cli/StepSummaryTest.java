package dev.proofload.loadgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepSummaryTest {
  @TempDir Path folder;

  @Test
  void eachReportIsAppendedAsAParagraphOfItsOwn() throws IOException {
    Path file = folder.resolve("summary");

    assertThat(StepSummary.append(file.toString(), "## one")).isEmpty();
    assertThat(StepSummary.append(file.toString(), "## two\n")).isEmpty();
    assertThat(Files.readString(file)).isEqualTo("## one\n\n\n## two\n");
  }

  @Test
  void whereItIsNotSetNothingHappens() {
    assertThat(StepSummary.append("", "## one")).isEmpty();
  }

  @Test
  void whatCannotBeWrittenToIsNamed() {
    assertThat(StepSummary.append(folder.toString(), "## one"))
        .isEqualTo("GITHUB_STEP_SUMMARY names a file that can't be written to: " + folder);
    assertThat(StepSummary.append("\0", "## one")).contains("GITHUB_STEP_SUMMARY");
  }
}
