package dev.proofload.loadgen.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.proofload.loadgen.check.CheckResult;
import dev.proofload.loadgen.record.Machine;
import dev.proofload.loadgen.record.RunRecord;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Test
  void bothStandSideBySideWithDifferenceAndRatio() {
    String text = comparison(Runs.full(), Runs.valid(), slower(), Runs.violated()).text();

    assertThat(text.lines())
        .contains(
            "verdict        A             B",
            "(loadgen)  VALID         VALID",
            "isolation  VALID  VIOLATED (2)",
            "crisis     VALID       UNKNOWN")
        .anyMatch(line -> line.matches("throughput +3,980 msg/s +1,000 msg/s +-2,980 msg/s +0.251"))
        .anyMatch(line -> line.matches("p99 +396 us +3.90 ms +\\+3.50 ms +9.84\\d"))
        .anyMatch(line -> line.matches("errors +5 +0 +-5 +0.000"))
        .anyMatch(line -> line.matches("service.p50 +- +[0-9.]+ ms +- +-"))
        .anyMatch(line -> line.matches("look.p50 +39\\d us +- +- +-"))
        .anyMatch(line -> line.matches("CPUs +2 +4"))
        .anyMatch(line -> line.startsWith("note: one run each"));
    assertThat(text).doesNotContain("memory             4", "--users");
  }

  @Test
  void programsFindUnitsInTheNames() throws Exception {
    JsonNode json =
        MAPPER.readTree(comparison(Runs.full(), Runs.valid(), slower(), Runs.violated()).json());

    JsonNode p99 = json.at("/metrics/latency_p99_ms");
    assertThat(p99.get("a").doubleValue()).isEqualTo(0.396, within(0.001));
    assertThat(p99.get("difference").doubleValue())
        .isEqualTo(p99.get("b").doubleValue() - p99.get("a").doubleValue());
    assertThat(p99.get("ratio").doubleValue())
        .isEqualTo(p99.get("b").doubleValue() / p99.get("a").doubleValue());
    assertThat(json.at("/metrics/unsent/a").isNull()).isTrue();
    assertThat(json.at("/metrics/target_cpu_us_per_message/a").doubleValue()).isEqualTo(20);
    assertThat(json.at("/metrics/messages/b")).hasToString("60000");
    assertThat(json.at("/a/file").textValue()).isEqualTo("one.json");
    assertThat(json.at("/verdicts/1/b").textValue()).isEqualTo("VIOLATED (2)");
    assertThat(json.at("/differences/0/what").textValue()).isEqualTo("processor");
  }

  @Test
  void markdownSaysTheSame() {
    assertThat(comparison(Runs.full(), Runs.valid(), slower(), Runs.violated()).markdown())
        .startsWith("## chat-20x20 (A) and chat-20x20 (B)\n")
        .contains("| isolation | VALID | VIOLATED (2) |\n")
        .contains("| errors | 5 | 0 | -5 | 0.000 |\n")
        .contains("| CPUs | 2 | 4 |\n");
  }

  @Test
  void aRunDoesNotDifferFromItself() {
    Comparison same = comparison(Runs.full(), Runs.valid(), Runs.full(), Runs.valid());

    assertThat(same.text()).doesNotContain("differs");
    assertThat(same.markdown()).doesNotContain("What differed");
    assertThat(same.text().lines().filter(line -> line.startsWith("p99 ")))
        .allMatch(line -> line.endsWith("0  1.000"));
  }

  @Property(tries = 100)
  void anyTwoCanBeCompared(@ForAll long one, @ForAll long other) throws Exception {
    Comparison comparison =
        new Comparison(
            new Comparison.Side("a", RandomRuns.of(one)),
            new Comparison.Side("b", RandomRuns.of(other)));

    assertThat(comparison.text()).doesNotContain("\u001b", "NaN", "Infinity").endsWith("\n");
    assertThat(comparison.markdown()).doesNotContain("\u001b", "NaN", "Infinity").endsWith("\n");
    assertThat(MAPPER.readTree(comparison.json()).get("metrics").size()).isPositive();
  }

  /** Another machine, another load. */
  private static RunRecord slower() {
    RunRecord open = Runs.open();
    return new RunRecord(
        open.info(),
        new Machine("Other CPU", 4, 4L << 30, "Some OS 12", "amd64", "Some Vendor 25"),
        open.measurements(),
        open.usage(),
        open.offered());
  }

  private static Comparison comparison(
      RunRecord a, List<CheckResult> ofA, RunRecord b, List<CheckResult> ofB) {
    return new Comparison(
        new Comparison.Side("one.json", new SavedRun(a, ofA, List.of())),
        new Comparison.Side("two.json", new SavedRun(b, ofB, List.of())));
  }
}
