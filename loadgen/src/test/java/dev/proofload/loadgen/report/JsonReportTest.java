package dev.proofload.loadgen.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.proofload.loadgen.check.CheckResult;
import dev.proofload.loadgen.record.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JsonReportTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  static Stream<Arguments> runs() {
    return Stream.of(
        Arguments.of("full", Runs.full(), Runs.valid()),
        Arguments.of("starved", Runs.starved(), Runs.valid()),
        Arguments.of("violated", Runs.full(), Runs.violated()),
        Arguments.of("interrupted before it began", Runs.empty(), List.of()),
        Arguments.of("target lost", Runs.lost(), Runs.violated()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("runs")
  void everyReportIsAsPublished(
      String name, RunRecord run, List<CheckResult> checks, @TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("report.json");
    Files.writeString(file, JsonReport.render(run, checks, List.of()));
    assertThat(file).as(name).isNotEmptyFile();
    ReportSchema.validate(file);
  }

  @Test
  void theSchemaFindsFaults() throws JsonProcessingException {
    ObjectNode report =
        (ObjectNode) MAPPER.readTree(JsonReport.render(Runs.full(), Runs.valid(), List.of()));
    report.put("latency_p99_ms", "1.8 ms");
    report.put("surprise", 1);
    report.remove("machine");
    report.put("started_at", "yesterday");
    assertThat(ReportSchema.faults(report.toString())).hasSize(4);
  }

  @Test
  void theSchemaHoldsVerdictsToTheirCounts() throws JsonProcessingException {
    ObjectNode report =
        (ObjectNode) MAPPER.readTree(JsonReport.render(Runs.full(), Runs.valid(), List.of()));
    ((ObjectNode) report.at("/checks/0")).put("violations", 1);
    ((ObjectNode) report.at("/checks/1")).put("judged", 0);
    assertThat(ReportSchema.faults(report.toString())).hasSize(2);
  }

  @Test
  void theOriginalsKeysStandAtTheTop() throws JsonProcessingException {
    JsonNode report = MAPPER.readTree(JsonReport.render(Runs.full(), Runs.valid(), List.of()));
    assertThat(report.path("users").asInt()).isEqualTo(20);
    assertThat(report.path("messages_per_user").asInt()).isEqualTo(20);
    assertThat(report.path("total_messages").asLong()).isEqualTo(402);
    assertThat(report.path("total_errors").asLong()).isEqualTo(5);
    assertThat(report.path("throughput_msg_per_sec").asDouble()).isEqualTo(3_980.0, within(0.001));
    assertThat(report.path("latency_p50_ms").asDouble()).isEqualTo(0.2, within(0.001));
    assertThat(report.path("latency_p95_ms").asDouble()).isEqualTo(0.38, within(0.001));
    assertThat(report.path("latency_p99_ms").asDouble()).isEqualTo(0.396, within(0.001));
    assertThat(report.path("wall_time_sec").asDouble()).isEqualTo(0.1);
    assertThat(report.path("session_isolation").booleanValue()).isTrue();
    assertThat(report.path("crisis_detection").booleanValue()).isTrue();
    assertThat(report.path("usage").path("generator_cpu_us_per_message").asDouble())
        .isEqualTo(10.0, within(0.001));
    assertThat(report.path("seed").asLong()).isEqualTo(-7);
    assertThat(report.at("/settings/--messages").asText()).isEqualTo("20");
  }

  @Test
  void whatWasJudgedIsToldKindByKind() throws JsonProcessingException {
    JsonNode report = MAPPER.readTree(JsonReport.render(Runs.full(), Runs.valid(), List.of()));
    assertThat(report.at("/checks/0/judged_by_kind")).hasToString("{\"look\":1200,\"chat\":390}");
    assertThat(report.at("/checks/1/judged_by_kind")).hasToString("{}");
  }

  @Test
  void whatWasNotFoundOutIsNull() throws JsonProcessingException {
    JsonNode violated = MAPPER.readTree(JsonReport.render(Runs.full(), Runs.violated(), List.of()));
    assertThat(violated.get("session_isolation").booleanValue()).isFalse();
    assertThat(violated.get("crisis_detection").isNull()).isTrue();
    assertThat(violated.at("/series/1/p99_ms").isNull()).isTrue();
    assertThat(violated.at("/series/0/refused").intValue()).isEqualTo(2);
    assertThat(violated.at("/series/0/throughput_msg_per_sec").doubleValue()).isEqualTo(398);

    JsonNode empty = MAPPER.readTree(JsonReport.render(Runs.empty(), List.of(), List.of()));
    assertThat(empty.get("session_isolation").isNull()).isTrue();
    assertThat(empty.get("latency_p99_ms").isNull()).isTrue();
    assertThat(empty.at("/latency_ms/p99_9").isNull()).isTrue();
    assertThat(empty.at("/latency_ms/count").asLong()).isZero();
    assertThat(empty.get("throughput_msg_per_sec").asDouble()).isZero();
    assertThat(empty.at("/usage/target_rss_bytes").isNull()).isTrue();
    assertThat(empty.get("ending").asText()).isEqualTo("interrupted");
  }

  @Test
  void witnessesKeepEveryCharacter() throws JsonProcessingException {
    JsonNode report = MAPPER.readTree(JsonReport.render(Runs.full(), Runs.violated(), List.of()));
    JsonNode seen = report.at("/checks/0/witnesses/0/operations/1");
    assertThat(seen.path("saw").asText()).isEqualTo(Runs.HOSTILE);
    assertThat(seen.path("start_ms").asDouble()).isEqualTo(2.0);
    assertThat(seen.path("end_ms").asDouble()).isEqualTo(3.0);
  }
}
