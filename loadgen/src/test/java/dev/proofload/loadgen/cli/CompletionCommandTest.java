package dev.proofload.loadgen.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompletionCommandTest {
  private static final Path BASH = Path.of("/bin/bash");

  @TempDir Path temp;

  @Test
  void bashReadsIt() throws IOException, InterruptedException {
    assertThat(bash("bash -n \"$1\" && echo fine")).isEqualTo("fine\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "loadgen ru | run",
        "loadgen run --thre | --threshold",
        "loadgen run --dur | --duration",
        "loadgen run --transport '' | http ws mixed both",
        "loadgen find-max --transport m | mixed",
        "loadgen run --checks '' | all none",
        "loadgen run --arrivals '' | constant uniform poisson",
        "loadgen run --format j | json junit",
        "loadgen run --workload '' | chat streams",
        "loadgen run --slow-reader '' | warn throttle disconnect"
      })
  void bashCompletesCommandsFlagsAndChoicesAsTheyAreWritten(String line, String words)
      throws IOException, InterruptedException {
    String complete =
        """
        source "$1"
        complete_line() {
          COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=()
          _complete_loadgen
          printf '%s\\n' "${COMPREPLY[@]}"
        }
        """;
    assertThat(bash(complete + "complete_line " + line).split("\\s+", -1))
        .filteredOn(word -> !word.isEmpty())
        .containsExactlyInAnyOrder(words.split(" ", -1));
  }

  private String bash(String script) throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(BASH));
    Path completion = temp.resolve("loadgen.bash");
    Ran ran = Ran.loadgen(temp, List.of("completion"));
    assertThat(ran.exitCode()).isZero();
    Files.writeString(completion, ran.out());
    Process shell =
        new ProcessBuilder(BASH.toString(), "--norc", "-c", script, "bash", completion.toString())
            // That it is not asked by a key, some of bash's own words complain.
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shell.waitFor()).as(said).isZero();
    return said;
  }
}
