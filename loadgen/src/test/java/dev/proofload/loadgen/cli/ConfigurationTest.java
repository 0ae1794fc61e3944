package dev.proofload.loadgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which of file, environment and flag holds, and what is said of what can't hold. */
class ConfigurationTest {
  private static final List<String> OPTIONS =
      List.of("users", "messages", "rooms", "transport", "threshold", "quiet", "name");

  /** In each place another value, which the option can have. */
  private static final Map<String, List<String>> VALUES =
      Map.of(
          "users", List.of("31", "32", "33"),
          "messages", List.of("41", "42", "43"),
          "rooms", List.of("1", "2", "3"),
          "transport", List.of("ws", "both", "mixed"),
          "threshold", List.of("p99<1s", "p99<2s", "p99<3s"),
          "quiet", List.of("true", "true", "true"),
          "name", List.of("of a file", "${env:HOME} $$", "a, 'b': \"c\""));

  private static Path container = Path.of("");

  @TempDir Path temp;

  @BeforeContainer
  static void makeFolder() throws IOException {
    container = Files.createTempDirectory("configuration");
  }

  @AfterContainer
  static void deleteFolder() throws IOException {
    Files.deleteIfExists(container.resolve("load.yaml"));
    Files.delete(container);
  }

  @Property(tries = 200)
  void flagsGoBeforeTheEnvironmentAndThatBeforeTheFile(
      @ForAll @Size(7) List<@IntRange(max = 7) Integer> where) throws IOException {
    Map<String, String> environment = new HashMap<>();
    List<String> args = new ArrayList<>(List.of("run", "--print-config"));
    StringBuilder file = new StringBuilder();
    Map<String, String> expected = new HashMap<>();
    for (int i = 0; i < OPTIONS.size(); i++) {
      String name = OPTIONS.get(i);
      int places = where.get(i);
      List<String> values = VALUES.getOrDefault(name, List.of());
      if ((places & 1) != 0) {
        file.append(name).append(": '").append(values.get(0)).append("'\n");
        expected.put(name, container.resolve("load.yaml").toString());
      }
      if ((places & 2) != 0) {
        environment.put(Configuration.variable(name), values.get(1));
        expected.put(name, Configuration.variable(name));
      }
      if ((places & 4) != 0) {
        args.add(name.equals("quiet") ? "--quiet" : "--" + name + "=" + values.get(2));
        expected.put(name, "--" + name);
      }
    }
    Path written = Files.writeString(container.resolve("load.yaml"), file);
    environment.put("LOADGEN_CONFIG", written.toString());
    Ran ran = Ran.loadgen(container, environment, args);
    assertThat(ran.err()).isEmpty();
    assertThat(ran.exitCode()).isZero();
    for (String name : OPTIONS) {
      String line =
          ran.out()
              .lines()
              .filter(text -> text.matches("(# )?" + name + ":.*"))
              .findFirst()
              .orElse("");
      assertThat(line).contains("# " + expected.getOrDefault(name, ""));
    }
    // What was printed says the same when it is read.
    Path printed = Files.writeString(container.resolve("load.yaml"), ran.out());
    Ran again =
        Ran.loadgen(
            container, Map.of(), List.of("run", "--print-config", "--config", printed.toString()));
    assertThat(again.err()).isEmpty();
    assertThat(settings(again.out())).isEqualTo(settings(ran.out()));
  }

  @Test
  void whoBoundsTheRunTakesBackHowItWasBoundedBefore() throws IOException {
    Path file = Files.writeString(temp.resolve("load.yaml"), "messages: 50\nstage: [1s:5]\n");
    assertThat(print(Map.of(), "--config=" + file, "--duration", "3s"))
        .contains("duration: 3s")
        .containsPattern("# messages: +# not set")
        .containsPattern("# stage: +# not set");
    assertThat(print(Map.of("LOADGEN_DURATION", "4s"), "--config=" + file))
        .contains("duration: 4s")
        .containsPattern("# messages: +# not set");
  }

  @Test
  void whoGivesMessagesTakesBackTheWarmUpToo() throws IOException {
    Path file = Files.writeString(temp.resolve("load.yaml"), "warmup: 5s\nduration: 30s\n");
    assertThat(print(Map.of(), "--config=" + file, "--messages", "5"))
        .contains("messages: 5")
        .containsPattern("# duration: +# not set")
        .containsPattern("warmup: 0s +# default");
    assertThat(
            Ran.loadgen(
                    temp,
                    Map.of("LOADGEN_MESSAGES", "5", "LOADGEN_WARMUP", "5s"),
                    List.of("run", "--print-config"))
                .err())
        .contains("warmup needs duration");
  }

  @Test
  void severalValuesOfTheEnvironmentAreSeparatedByCommas() {
    assertThat(print(Map.of("LOADGEN_STAGE", "1s:5,2s:50", "LOADGEN_THRESHOLD", "p99<1s")))
        .containsPattern("stage: \\[1s:5, 2s:50] +# LOADGEN_STAGE")
        .containsPattern("threshold: \\[p99<1s] +# LOADGEN_THRESHOLD");
  }

  @Test
  void aFlagCanTakeBackWhatAFileTurnedOn() throws IOException {
    Path file = Files.writeString(temp.resolve("load.yaml"), "quiet: true\njson: true\n");
    assertThat(print(Map.of("LOADGEN_CONFIG", file.toString()), "--no-quiet"))
        .containsPattern("quiet: false +# --quiet")
        .containsPattern("json: true +# .*load.yaml:2");
  }

  @Test
  void aVariableWithoutAValueIsNone() {
    assertThat(print(Map.of("LOADGEN_USERS", ""))).containsPattern("users: 20 +# default");
  }

  @Test
  void aVariableThatMeansNothingIsNamed() {
    Ran ran =
        Ran.loadgen(
            temp,
            Map.of("LOADGEN_USER", "5", "LOADGEN_JAVA_OPTS", "-Xmx1g", "LOADGEN_ZZZZZZZZ", "1"),
            List.of("run", "--print-config"));
    assertThat(ran.exitCode()).isZero();
    assertThat(ran.err().lines())
        .containsExactly(
            "loadgen: LOADGEN_USER in the environment sets nothing; did you mean LOADGEN_USERS?",
            "loadgen: LOADGEN_ZZZZZZZZ in the environment sets nothing");
  }

  @Test
  void noOtherCommandIsHeldUpByTheEnvironment() {
    Map<String, String> broken = Map.of("LOADGEN_CONFIG", "/nowhere", "LOADGEN_USERS", "many");
    assertThat(Ran.loadgen(temp, broken, List.of("run", "--help")).exitCode()).isZero();
    assertThat(Ran.loadgen(temp, broken, List.of("--version")).exitCode()).isZero();
    assertThat(Ran.loadgen(temp, broken, List.of("completion")).exitCode()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "user: 5 | FILE:1: there is no setting 'user': did you mean 'users'?",
        "tresholds: p99<1s | did you mean 'threshold'?",
        "nonsense: 5 | FILE:1: there is no setting 'nonsense'; --help lists those there are",
        "config: other.yaml | FILE:1: there is no setting 'config'",
        "users: [5, 6] | FILE:1: users can have one value only: 5, 6",
        "users: many | 'many' is not an int (users is from FILE:1)",
        "users: 0 | users must be 1 to 100000: 0 (users is from FILE:1)",
        "quiet: yes | 'yes' is not a boolean (quiet is from FILE:1)",
        "transport: tcp | there is no 'tcp': write one of http, ws, mixed, both (transport is from FILE:1)",
        "duration: soon | 'soon' is no duration: write 500ms, 30s, 5m or 1h (duration is from FILE:1)",
        "threshold: [p98<1s] | there is no metric 'p98'"
      })
  void aBadFileIsOneClearLineAndTwo(String text, String why) throws IOException {
    Path file = Files.writeString(temp.resolve("load.yaml"), text + "\n");
    Ran ran = Ran.loadgen(temp, List.of("run", "--config", file.toString()));
    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err())
        .startsWith("loadgen: ")
        .contains(why.replace("FILE", file.toString()))
        .endsWith("Try: loadgen run --help" + System.lineSeparator());
  }

  @Test
  void aBadVariableIsNamed() {
    Ran ran = Ran.loadgen(temp, Map.of("LOADGEN_RATE", "fast"), List.of("run"));
    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err())
        .contains("'fast' is no rate: write 5000/s or 300/m (rate is from LOADGEN_RATE)");
  }

  @Test
  void aFlagOverridesAlsoWhatCouldNotHold() {
    assertThat(print(Map.of("LOADGEN_RATE", "fast"), "--rate", "5/s")).contains("rate: 5/s");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    Ran ran = Ran.loadgen(temp, List.of("run", "--config", temp + "/none.yaml"));
    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err())
        .startsWith("loadgen: there is no file " + temp + "/none.yaml to read settings from");
  }

  private String print(Map<String, String> environment, String... args) {
    List<String> all = new ArrayList<>(List.of("run", "--print-config"));
    all.addAll(List.of(args));
    Ran ran = Ran.loadgen(temp, environment, all);
    assertThat(ran.err()).isEmpty();
    assertThat(ran.exitCode()).isZero();
    return ran.out();
  }

  /** Without their sources. */
  private static List<String> settings(String printed) {
    return printed.lines().skip(1).map(line -> line.replaceFirst("\\s+# [^#]*$", "")).toList();
  }
}
