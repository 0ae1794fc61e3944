package dev.proofload.loadgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalibrateCommandTest {
  @TempDir Path temp;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "--rounds 0 | rounds must be 1 to 99: 0",
        "--rounds 100 | rounds must be 1 to 99: 100",
        "--rounds many | 'many' is not an int",
        "--users 0 | users must be 1 to 100000: 0",
        "--event-loops 65 | event-loops must be 1 to 64: 65",
        "--duration 499ms | duration must be 500ms to 10m: 499ms",
        "--duration 11m | duration must be 500ms to 10m: 660000ms",
        "--url http://127.0.0.1:4004 | Unknown option"
      })
  void aBadCommandLineIsOneClearLineAndTwo(String args, String why) {
    List<String> all = new ArrayList<>(List.of("calibrate"));
    all.addAll(List.of(args.split(" ")));
    Ran ran = Ran.loadgen(temp, all);
    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).startsWith("loadgen: ").contains(why);
    assertThat(ran.err()).endsWith("Try: loadgen calibrate --help" + System.lineSeparator());
  }

  @Test
  void theHelpHasExamples() {
    Ran ran = Ran.loadgen(temp, List.of("calibrate", "--help"));
    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out()).contains("--rounds", "--no-save", "Examples:", "Exit codes: 0 done");
  }
}
