package dev.proofload.loadgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.proofload.loadgen.report.ReportSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The search for the highest rate, against the real bridge. */
@Timeout(120)
class FindMaxIT {
  private static final List<String> SHORT =
      List.of("--step-time", "1s", "--step-warmup", "0s", "--warmup", "0s", "--users", "10");

  @TempDir Path folder;

  @Test
  void theHighestRateThatIsTriedHolds() throws IOException {
    Ran ran = find("--from", "50/s", "--up-to", "100/s", "--slo", "p50<5s", "--slo", "errors==0");
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("holds up to 100/s", "that was the highest rate to be tried");
    assertThat(ran.err()).contains("Step 1: 50/s for 1s", "Step 3: 100/s");
    JsonNode found = found();
    assertThat(found.get("highest_rate_per_sec").doubleValue()).isEqualTo(100);
    assertThat(found.get("limit_rate_per_sec").isNull()).isTrue();
    assertThat(found.get("limited_by").isNull()).isTrue();
    assertThat(found.get("steps")).hasSize(3);
    for (JsonNode step : found.get("steps")) {
      assertThat(step.get("outcome").textValue()).isEqualTo("held");
      assertThat(step.get("done").longValue()).isEqualTo(step.get("due").longValue());
    }
    assertThat(found.get("steps").get(2).get("due").longValue()).isEqualTo(100);
    for (int step = 1; step <= 3; step++) {
      ReportSchema.validate(folder.resolve("step-0" + step + ".json"));
    }
    assertThat(Files.readString(folder.resolve("find-max.md"))).contains("holds up to 100");
    assertThat(Files.readString(folder.resolve("find-max.html")))
        .contains(
            "holds up to 100/s", "<svg class=\"still\"", "Response time by operations a second");
  }

  @Test
  void whereNoRateHoldsTheExitCodeIsFour() throws IOException {
    Ran ran = find("--from", "2/s", "--slo", "max<1ns", "--json");
    assertThat(ran.exitCode()).as(ran.err()).isEqualTo(4);
    JsonNode found = new ObjectMapper().readTree(ran.out());
    assertThat(found).isEqualTo(found());
    assertThat(found.get("highest_rate_per_sec").isNull()).isTrue();
    assertThat(found.get("limit_rate_per_sec").doubleValue()).isEqualTo(1);
    assertThat(found.get("limited_by").textValue()).isEqualTo("slo");
    assertThat(found.get("steps")).hasSize(4);
    assertThat(found.get("steps").get(0).get("why").textValue()).contains("max<1ns: ");
  }

  @Test
  void aServerThatRefusesIsNotFast() throws IOException {
    Ran ran = find("--from", "1000/s", "--up-to", "1000/s", "--slo", "p50<5s", "--rate-limit", "5");
    assertThat(found().get("steps").get(0).get("why").textValue())
        .contains("% of what was due was done");
    assertThat(found().get("steps").get(0).get("outcome").textValue()).isEqualTo("missed");
    assertThat(ran.exitCode()).isIn(0, 4);
  }

  private Ran find(String... args) {
    List<String> all = new ArrayList<>(List.of("find-max", "--output", folder.toString()));
    all.addAll(SHORT);
    all.addAll(List.of(args));
    return Ran.loadgen(folder, all);
  }

  private JsonNode found() throws IOException {
    return new ObjectMapper().readTree(Files.readString(folder.resolve("find-max.json")));
  }
}
