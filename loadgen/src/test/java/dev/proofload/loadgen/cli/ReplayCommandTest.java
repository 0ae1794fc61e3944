package dev.proofload.loadgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.proofload.loadgen.bench.SimulatedHistory;
import dev.proofload.loadgen.selftest.fault.Fault;
import dev.proofload.loadgen.selftest.simulation.Settings;
import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayCommandTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void save() throws IOException {
    file = folder.resolve("history.plh");
    SimulatedHistory.save(file, Settings.of(1), SimulatedBridge::sound, 500);
  }

  @Test
  void ofASoundBridgeNothingIsMarked() throws IOException {
    Ran ran = replay("--user", "0");
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("legal").endsWith("none marked\n");
    assertThat(ran.out().lines()).noneMatch(line -> line.startsWith("!"));
    Ran json = replay("--user", "0", "--json");
    for (String line : json.out().lines().toList()) {
      assertThat(new ObjectMapper().readTree(line).get("wrong")).isEmpty();
    }
    assertThat(json.out().lines().count()).isEqualTo(ran.out().lines().count() - 3);
  }

  @Test
  void whatIsWrongIsMarkedForWhoeverStandsInItsWitness() throws IOException {
    Fault fault = Fault.named("truncated-hash").orElseThrow();
    SimulatedHistory.save(file, fault.needs().apply(Settings.of(1)), fault.bridge(), 2_000);
    Ran checked = Ran.loadgen(folder, List.of("check", file.toString(), "--json"));
    String user =
        new ObjectMapper()
            .readTree(checked.out())
            .at("/checks/0/witnesses/0/operations/0/user")
            .textValue();
    Ran ran = replay("--user", user);
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out().lines())
        .anyMatch(line -> line.startsWith("!") && line.contains("not isolation"));
    assertThat(ran.out()).contains("! isolation: " + user);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nobody", "-1", "99999999999", "lg-other-00001", ""})
  void whoIsNoUserIsNamedAndHowToFindOne(String user) {
    Ran ran = replay("--user=" + user);
    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err())
        .contains("there is no user '" + user + "': give an id such as lg-", "an index from 0");
    assertThat(ran.out()).isEmpty();
  }

  @Test
  void anIndexBeyondTheLastIsToldTheRange() {
    Ran ran = replay("--user", "100000");
    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("there is no user '100000': this run had users 0 to ");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    Ran ran = Ran.loadgen(folder, List.of("replay", "--history", "none.plh", "--user", "0"));
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("there is no file none.plh; loadgen run --history writes one");
  }

  @Test
  void aHistoryThatEndsEarlyIsShownAsFarAsItGoes() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 7));
    Ran ran = replay("--user", "0");
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("ends early", "what precedes it was shown");
    assertThat(ran.out()).contains("legal").contains("came unasked");
  }

  private Ran replay(String... args) {
    List<String> all = new ArrayList<>(List.of("replay", "--history", file.toString(), "--quiet"));
    all.addAll(List.of(args));
    return Ran.loadgen(folder, all);
  }
}
