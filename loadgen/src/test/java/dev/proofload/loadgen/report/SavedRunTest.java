package dev.proofload.loadgen.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SavedRunTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Property(tries = 150)
  void whatWasWrittenIsReadBackToTheLastDigit(@ForAll long seed) {
    String written = render(RandomRuns.of(seed));

    assertThat(render(SavedRun.parse("report.json", written))).isEqualTo(written);
  }

  @Property(tries = 50)
  void everyReportIsAsPublished(@ForAll long seed) {
    assertThat(ReportSchema.faults(render(RandomRuns.of(seed)))).isEmpty();
  }

  @Property(tries = 150)
  void whatIsCutOffIsRefusedInASentence(
      @ForAll long seed, @ForAll @IntRange(max = 99) int percent) {
    String written = render(RandomRuns.of(seed));
    String cut = written.substring(0, (int) ((written.length() - 2L) * percent / 100));

    assertThatThrownBy(() -> SavedRun.parse("cut.json", cut))
        .isInstanceOf(DamagedReportException.class)
        .hasMessageStartingWith("cut.json is no ");
  }

  @Property(tries = 200)
  void whateverIsChangedThereIsOneSentenceAtMost(
      @ForAll long seed, @ForAll char put, @ForAll int at) {
    StringBuilder text = new StringBuilder(render(RandomRuns.of(seed)));
    text.setCharAt(Math.floorMod(at, text.length()), put);

    String said = "";
    try {
      SavedRun.parse("changed.json", text.toString());
    } catch (DamagedReportException e) {
      said = String.valueOf(e.getMessage());
    }
    assertThat(said).doesNotContain("\n", "Exception").matches("|changed\\.json.*");
  }

  @Test
  void everyCountIsThere() {
    Histogram before = Runs.full().measurements().messageLatency();
    Histogram after =
        SavedRun.parse("r", render(Runs.full())).record().measurements().messageLatency();

    assertThat(after).isEqualTo(before);
    assertThat(after.getValueAtPercentile(12.5)).isEqualTo(before.getValueAtPercentile(12.5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "null", "17", "{}", "{\"schema_version\":\"1\"}"})
  void otherTextIsNoReport(String text) {
    assertThatThrownBy(() -> SavedRun.parse("some.json", text))
        .isInstanceOf(DamagedReportException.class)
        .hasMessageStartingWith("some.json is no report of loadgen");
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        fault(
            "schema_version is 2, this loadgen reads 1: use a newer one",
            r -> r.put("schema_version", 2)),
        fault("users is missing", r -> r.remove("users")),
        fault("users is no whole number: string", r -> r.put("users", "many")),
        fault("users must be 0 to", r -> r.put("users", -1)),
        fault("users must be at most 2147483647", r -> r.put("users", 3_000_000_000L)),
        fault("seed is no whole number: 1.0E300", r -> r.put("seed", 1e300)),
        fault("wall_time_sec is more than 26 days", r -> r.put("wall_time_sec", 1e12)),
        fault("wall_time_sec must not be negative", r -> r.put("wall_time_sec", -1)),
        fault("started_at is no time", r -> r.put("started_at", "yesterday")),
        fault("ending is none of completed, ", r -> r.put("ending", "end")),
        fault(
            "settings.--users is no text: 20",
            r -> r.withObjectProperty("settings").put("--users", 20)),
        fault("machine is no object: string", r -> r.put("machine", "fast")),
        fault("kinds is no list: 1", r -> r.put("kinds", 1)),
        fault("kinds[1].kind stands there twice: chat", r -> kind(r, 1).put("kind", "chat")),
        fault(
            "kinds[0].outcomes.ok must be 0 to",
            r -> kind(r, 0).withObjectProperty("outcomes").put("ok", -5)),
        fault(
            "kinds[0].latency_histogram_ns is damaged: it is no base64",
            r -> kind(r, 0).put("latency_histogram_ns", "?")),
        fault(
            "kinds[0].latency_histogram_ns is damaged: it is no histogram",
            r -> kind(r, 0).put("latency_histogram_ns", "HISTFAAAAA")),
        fault(
            "kinds[0].latency_histogram_ns is damaged: it is of another range",
            r -> kind(r, 0).put("latency_histogram_ns", HistogramText.of(new Histogram(2)))),
        fault(
            "kinds[0].latency_histogram_ns is missing: the report was written before",
            r -> kind(r, 0).remove("latency_histogram_ns")),
        fault(
            "kinds[0].latency_histogram_ns holds 390 values, but 391 were answered",
            r -> kind(r, 0).withObjectProperty("outcomes").put("ok", 391)),
        fault(
            "checks[0].verdict is none of valid, unknown, violated",
            r -> check(r).put("verdict", "good")),
        fault(" contradicts itself: isolation", r -> check(r).put("violations", 1)),
        fault("latency_p99_ms is not what the rest", r -> r.put("latency_p99_ms", 0.1)),
        fault(
            "kinds[1].latency_ms.p50 is not what the rest",
            r -> kind(r, 1).withObjectProperty("latency_ms").put("p50", 0.1)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void aFaultIsNamedWithTheFileAndTheKey(String says, Consumer<ObjectNode> damage)
      throws JsonProcessingException {
    ObjectNode report = (ObjectNode) MAPPER.readTree(render(Runs.full()));
    damage.accept(report);

    assertThatThrownBy(() -> SavedRun.parse("x/report.json", report.toString()))
        .isInstanceOf(DamagedReportException.class)
        .hasMessageStartingWith("x/report.json")
        .hasMessageContaining(says);
  }

  @Test
  void moreKeysAreNoFault() throws JsonProcessingException {
    ObjectNode report = (ObjectNode) MAPPER.readTree(render(Runs.full()));
    report.put("later", 1);

    assertThat(render(SavedRun.parse("r", report.toString()))).isEqualTo(render(Runs.full()));
  }

  private static Arguments fault(String says, Consumer<ObjectNode> damage) {
    return Arguments.of(says, damage);
  }

  private static ObjectNode kind(ObjectNode report, int number) {
    return (ObjectNode) ((ArrayNode) report.get("kinds")).get(number);
  }

  private static ObjectNode check(ObjectNode report) {
    return (ObjectNode) ((ArrayNode) report.get("checks")).get(0);
  }

  private static String render(SavedRun run) {
    return JsonReport.render(run.record(), run.checks(), run.thresholds());
  }

  private static String render(dev.proofload.loadgen.record.RunRecord run) {
    return JsonReport.render(run, Runs.valid(), List.of());
  }
}
