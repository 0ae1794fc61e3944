package dev.proofload.loadgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The story of one user of the real bridge. */
@Timeout(180)
class ReplayCommandIT {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"http", "ws"})
  void aUsersTurnsAreToldInOrderNextToWhatWasLegal(String transport) throws IOException {
    Ran ran =
        Ran.run(folder, "--history", "--transport", transport, "--users", "3", "--mix", "chat");
    assertThat(ran.exitCode()).as(ran.err()).isZero();

    List<JsonNode> rows = new ArrayList<>();
    for (String line : replay("--user", "0", "--json").out().lines().toList()) {
      rows.add(new ObjectMapper().readTree(line));
    }

    long expected = 0;
    for (JsonNode row : rows) {
      assertThat(row.get("wrong")).as("%s", row).isEmpty();
      JsonNode most = row.at("/legal/session_messages_max");
      if (!most.isMissingNode()) {
        expected += 2;
        assertThat(most.longValue()).isEqualTo(expected);
        assertThat(row.get("via").textValue()).isEqualTo(transport);
        assertThat(row.at("/saw/room")).isEqualTo(row.at("/legal/room"));
      }
      JsonNode text = row.at("/saw/text");
      if (row.get("kind").textValue().equals("chat")) {
        String said = row.get("said").textValue();
        assertThat(text.textValue()).contains(said.substring(said.indexOf("#pl")));
      }
    }
    assertThat(expected).isEqualTo(40);
    assertThat(rows).anyMatch(row -> row.at("/legal/help").asText().equals("yes"));
    assertThat(replay("--user", "0").out()).contains("crisis 3: help");
  }

  private Ran replay(String... options) {
    List<String> args =
        new ArrayList<>(
            List.of("replay", "--history", folder.resolve("history.plh").toString(), "--quiet"));
    args.addAll(List.of(options));
    return Ran.loadgen(folder, args);
  }
}
