package dev.proofload.loadgen.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.loadgen.gate.Metric;
import dev.proofload.loadgen.gate.RateSearch;
import dev.proofload.loadgen.gate.RateSearch.Outcome;
import dev.proofload.loadgen.gate.Threshold;
import dev.proofload.loadgen.record.Measurements;
import dev.proofload.loadgen.record.RunRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class FindMaxPageTest {
  private final RateSearch search = new RateSearch(100, 1_000, 1);
  private final List<RateTrial> trials = new ArrayList<>();

  @Test
  void aRateThatHoldsIsDrawnByTheStepsInWhichItHeld() {
    tried(100, Outcome.HELD, 5);
    tried(200, Outcome.MISSED, 9_000);
    tried(200, Outcome.HELD, 7);
    tried(400, Outcome.MISSED, 50);
    tried(400, Outcome.INVALID, 800);
    tried(200, Outcome.HELD, 6);
    Chart chart = FindMaxPage.chart(search, trials);
    assertThat(chart.at()).containsExactly(100.0, 200.0, 400.0);
    assertThat(chart.lines().getFirst().name()).isEqualTo("p50");
    assertThat(micros(chart.lines().getFirst())).containsExactly(5L, 7L, 50L);
    assertThat(chart.marks()).hasSize(1).first().extracting(Chart.Mark::from).isEqualTo(400.0);
  }

  @Test
  void aRateOfWhichNothingIsKnownIsDrawnToo() {
    tried(100, Outcome.HELD, 5);
    tried(200, Outcome.INVALID, 60);
    tried(200, Outcome.INVALID, 70);
    assertThat(micros(FindMaxPage.chart(search, trials).lines().getFirst()))
        .containsExactly(5L, 70L);
  }

  @Test
  void whatWasWantedIsALine() {
    tried(100, Outcome.HELD, 5);
    tried(200, Outcome.HELD, 6);
    Chart.Line wanted = FindMaxPage.chart(search, trials).lines().getLast();
    assertThat(wanted.name()).isEqualTo("wanted: p99<20us");
    assertThat(micros(wanted)).containsExactly(20L, 20L);
  }

  @Test
  void thePageTellsWhyARateDoesNotHold() {
    tried(100, Outcome.HELD, 5);
    tried(200, Outcome.MISSED, 6);
    String page = FindMaxPage.render("search", "It <b>.", search, trials, List.of("a"), List.of());
    assertThat(page).contains("It &lt;b&gt;.", "<li>200/s: MISSED at &lt;200&gt;</li>");
    assertThat(page).doesNotContain("<li>100/s");
  }

  private void tried(double rate, Outcome outcome, int micros) {
    OptionalDouble asked = search.next();
    assertThat(asked).hasValue(rate);
    search.tried(rate, outcome);
    RunRecord full = Runs.full();
    RunRecord run =
        new RunRecord(
            full.info(),
            full.machine(),
            new Measurements(
                1_000_000_000L,
                List.of(
                    Runs.kind(
                        "chat",
                        true,
                        Map.of(dev.proofload.loadgen.record.Outcome.OK, 1L),
                        micros,
                        micros)),
                List.of()),
            full.usage());
    trials.add(
        new RateTrial(
            rate,
            outcome,
            outcome == Outcome.HELD ? "" : outcome + " at <" + Math.round(rate) + ">",
            run,
            Threshold.all(
                Threshold.parseAll(List.of("errors==0", "p99<20us"), Metric.all(List.of("chat"))),
                run)));
  }

  private static List<Long> micros(Chart.Line line) {
    return line.values().stream().map(millis -> Math.round(millis * 1e3)).toList();
  }
}
