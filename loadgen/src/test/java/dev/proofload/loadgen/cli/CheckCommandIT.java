package dev.proofload.loadgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run of the real bridge, saved and judged again. */
@Timeout(180)
class CheckCommandIT {
  @TempDir Path folder;

  @Test
  void aSavedRunIsJudgedAsItWasWhileItRan() throws IOException {
    Ran ran = Ran.run(folder, "--history", "--transport", "mixed");
    JsonNode online = ran.report().get("checks");

    Ran again = check("--json", "--output", folder.toString());
    JsonNode offline = new ObjectMapper().readTree(again.out());

    assertThat(again.exitCode()).as(again.err()).isEqualTo(ran.exitCode());
    assertThat(Ran.loadgen(folder, List.of("check", folder.toString())).exitCode())
        .isEqualTo(ran.exitCode());
    assertThat(offline.get("checks")).isEqualTo(online);
    assertThat(offline.get("complete").booleanValue()).isTrue();
    assertThat(offline.get("users").intValue()).isEqualTo(20);
    assertThat(new ObjectMapper().readTree(Files.readString(folder.resolve("check.json"))))
        .isEqualTo(offline);
    assertThat(folder.resolve("check.md")).content().contains("### Verdicts");
    assertThat(check().out()).contains("isolation").contains("history ");
  }

  @Test
  void whatAKilledRunLeftIsJudgedAsFarAsItGoes() throws IOException {
    Ran.run(folder, "--history", "--checks", "none");
    byte[] bytes = Files.readAllBytes(history());
    Files.write(history(), Arrays.copyOf(bytes, bytes.length - 7));

    Ran again = check("--json");

    assertThat(again.exitCode()).isEqualTo(1);
    assertThat(again.err()).contains("ends early, at byte " + (bytes.length - 7));
    JsonNode json = new ObjectMapper().readTree(again.out());
    assertThat(json.get("complete").booleanValue()).isFalse();
    for (JsonNode check : json.get("checks")) {
      assertThat(check.get("reason").textValue()).endsWith("the history ends early");
      assertThat(check.get("violations").longValue()).isZero();
    }
  }

  @Test
  void withoutChecksNothingPassesForChecked() throws IOException {
    Ran ran = Ran.run(folder, "--checks", "none");

    assertThat(ran.exitCode()).isZero();
    for (JsonNode check : ran.report().get("checks")) {
      assertThat(check.get("verdict").textValue()).isEqualTo("unknown");
      assertThat(check.get("reason").textValue()).isEqualTo("not checked, as --checks none says");
    }
  }

  private Path history() {
    return folder.resolve("history.plh");
  }

  private Ran check(String... options) {
    List<String> args = new ArrayList<>(List.of("check", history().toString()));
    args.addAll(List.of(options));
    return Ran.loadgen(folder, args);
  }
}
