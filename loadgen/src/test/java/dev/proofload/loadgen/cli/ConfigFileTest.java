package dev.proofload.loadgen.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigFileTest {
  @TempDir Path folder;

  @Test
  void valuesAreTextsAndKnowTheirLine() throws IOException {
    Path file =
        write(
            """
            # The nightly load.
            users: 0x10          # no number here, but a text
            rate: 2000/s
            quiet: yes
            name: "null"
            threshold:
              - p99<10ms
              - errors==0
            stage: [30s:1000, '1m:5000']
            """);
    assertThat(ConfigFile.read(file))
        .containsExactly(
            setting("users", 2, "0x10"),
            setting("rate", 3, "2000/s"),
            setting("quiet", 4, "yes"),
            setting("name", 5, "null"),
            setting("threshold", 6, "p99<10ms", "errors==0"),
            setting("stage", 9, "30s:1000", "1m:5000"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "users: 5\\nusers: 6 | :2: users is set twice: also at FILE:1",
        "users: | :1: users has no value: write one, or leave it out",
        "users: ~ | :1: users has no value",
        "threshold: [p99<1s, null] | :1: threshold has no value",
        "users:\\n  most: 5 | :2: users must be a value, or a list of values: nothing nested",
        "users: [[5]] | :1: users must be a value, or a list of values: nothing nested",
        "- users | :1: settings are written as 'name: value', one a line",
        "users=5 | :1: settings are written as 'name: value', one a line",
        "[a, b]: 5 | :1: the name of a setting is a word",
        "users: 5\\n rate: 6 | :2: this is not YAML: ",
        "users: 'five | :1: this is not YAML: ",
        "users: 5\\n---\\nusers: 6 | this is not YAML: ",
        "users: *five | :1: this is not YAML: "
      })
  void whatIsWrongIsSaidWithItsLine(String text, String why) throws IOException {
    Path file = write(text.replace("\\n", "\n"));
    assertThatThrownBy(() -> ConfigFile.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(why.replace("FILE", file.toString()));
  }

  @Test
  void anEmptyFileSetsNothing() throws IOException {
    assertThat(ConfigFile.read(write(""))).isEmpty();
    assertThat(ConfigFile.read(write("# nothing yet\n"))).isEmpty();
    assertThat(ConfigFile.read(write("threshold: []\n"))).isEmpty();
  }

  @Test
  void whatCannotBeReadIsSaidInOneSentence() throws IOException {
    Path missing = folder.resolve("missing.yaml");
    assertThatThrownBy(() -> ConfigFile.read(missing))
        .hasMessage("there is no file " + missing + " to read settings from");
    assertThatThrownBy(() -> ConfigFile.read(folder))
        .hasMessage(folder + " is a folder, and no file of settings");
    Path latin = folder.resolve("latin.yaml");
    Files.write(latin, new byte[] {'n', ':', ' ', (byte) 0xe9, '\n'});
    assertThatThrownBy(() -> ConfigFile.read(latin)).hasMessage(latin + " is not written in UTF-8");
    Path large = write("#".repeat((1 << 20) + 1));
    assertThatThrownBy(() -> ConfigFile.read(large))
        .hasMessage(large + " is larger than 1048576 bytes, and no file of settings");
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("load.yaml"), text);
  }

  private Setting setting(String name, int line, String... values) {
    return new Setting(name, List.of(values), folder.resolve("load.yaml") + ":" + line);
  }
}
