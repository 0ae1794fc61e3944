package dev.proofload.loadgen.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.proofload.loadgen.record.RunRecord;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the reports say of the generator itself. */
class GeneratorReportTest {
  private static final String WHY =
      "the generator was the bottleneck in 5 of 5 seconds: its processors were taken by others:"
          + " other programs used 0.60 of its 1";

  @Test
  void anInvalidRunSaysSoFirst() {
    String text = new TerminalSummary(false).render(Runs.starved(), Runs.valid(), List.of());
    assertThat(text).startsWith("INVALID   " + WHY);
    assertThat(text)
        .contains(
            "generator   of 1 processor it used 0.40, the target 0.25, others 0.60, other machines"
                + " (steal) 0.00; its control group allows it 0.50 and stopped it in 5% of its"
                + " periods; its event loops were late by 3.00 ms (p50), 3.00 ms (p99),"
                + " 3.00 ms (max); 7 pauses of more than 10 ms; at 8% of what it can send here"
                + " (calibrated 2026-03-01)\n")
        .contains("note: the generator: it stood still for 120 ms at 1.5 s\n");
    assertThat(new TerminalSummary(true).render(Runs.starved(), Runs.valid(), List.of()))
        .startsWith("\u001b[1;31mINVALID \u001b[0m");
    String markdown = MarkdownReport.render(Runs.starved(), Runs.valid(), List.of());
    assertThat(markdown.lines().findFirst().orElseThrow()).contains(": invalid; all 2 checks");
    assertThat(markdown).containsSubsequence("**Invalid:** the generator was", "### Verdicts");
  }

  @Test
  void aRunThatNobodyWatchedSaysNothingOfIt() {
    RunRecord full = Runs.full();
    assertThat(new TerminalSummary(false).render(full, Runs.valid(), List.of()))
        .doesNotContain("generator  ", "INVALID");
    assertThat(MarkdownReport.render(full, Runs.valid(), List.of()))
        .doesNotContain("Generator:", "nvalid:");
  }

  @Test
  void programsGetTheSeries() throws JsonProcessingException {
    JsonNode generator =
        new ObjectMapper()
            .readTree(JsonReport.render(Runs.starved(), Runs.valid(), List.of()))
            .get("generator");
    assertThat(generator.get("validity").textValue()).isEqualTo("invalid");
    assertThat(generator.get("sentence").textValue()).startsWith(WHY);
    assertThat(generator.get("notes")).hasSize(1);
    assertThat(generator.get("pause_count").intValue()).isEqualTo(7);
    assertThat(generator.at("/pauses/0/length_ms").doubleValue()).isEqualTo(120);
    assertThat(generator.get("ceiling_share").doubleValue())
        .isEqualTo(406 / 5.0 / 1_000, within(1e-9));
    assertThat(generator.get("series")).hasSize(5);
    JsonNode second = generator.at("/series/1");
    assertThat(second.get("start_sec").doubleValue()).isEqualTo(1);
    assertThat(second.get("loop_lag_p99_ms").doubleValue()).isEqualTo(3);
    assertThat(second.get("service_p99_ms").doubleValue()).isEqualTo(4);
    assertThat(second.get("send_lag_p99_ms").isNull()).isTrue();
    assertThat(second.get("other_cpus").doubleValue()).isEqualTo(0.6);
    assertThat(second.get("iowait_cpus").isNull()).isTrue();
    assertThat(second.get("quota_cpus").doubleValue()).isEqualTo(0.5);
    assertThat(second.get("quota_stopped_share").doubleValue()).isEqualTo(0.05);
    assertThat(second.get("connections").intValue()).isEqualTo(20);
  }
}
