package dev.proofload.loadgen.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.loadgen.record.KindMeasurement;
import dev.proofload.loadgen.record.Measurements;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.record.RunInfo;
import dev.proofload.loadgen.record.RunRecord;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalSummaryTest {
  private final TerminalSummary plain = new TerminalSummary(false);

  @Test
  void partsStandInTheirOrder() {
    String text = plain.render(Runs.full(), Runs.valid(), List.of());
    assertThat(text)
        .containsSubsequence("VALID", "latency", "throughput", "outcomes", "machine")
        .endsWith("\n")
        .doesNotContain("\u001b");
    assertThat(text.lines().toList().getFirst()).startsWith("VALID").contains("isolation", "400");
  }

  @Test
  void whatWasJudgedIsToldKindByKind() {
    assertThat(plain.render(Runs.full(), Runs.valid(), List.of()))
        .contains("VALID     isolation  400 judged (1,200 look, 390 chat)\n")
        .contains("VALID     crisis     3 judged\n");
  }

  @Test
  void latencyHasARowForAllAndOneForEachKind() {
    List<String> lines = plain.render(Runs.full(), Runs.valid(), List.of()).lines().toList();
    assertThat(cells(lines, "latency"))
        .containsExactly("latency", "count", "p50", "p90", "p95", "p99", "p99.9", "max");
    assertThat(cells(lines, "all messages"))
        .containsExactly(
            "all messages", "400", "200 us", "360 us", "380 us", "396 us", "400 us", "400 us");
    assertThat(cells(lines, "  look")).startsWith("look", "10", "395 us");
    assertThat(lines.indexOf(line(lines, "  chat")))
        .isGreaterThan(lines.indexOf(line(lines, "all messages")));
  }

  @Test
  void streamsAreTold() {
    RunRecord run = Runs.streams();
    String all = "/" + run.info().users();
    assertThat(plain.render(run, Runs.valid(), List.of()))
        .contains("connections " + run.info().users() + all + " established, ")
        .contains(all + " alive at the end; target memory 100 MiB before, ")
        .contains(": 24.0 KiB a connection, garbage included\n")
        .contains(
            "streams     dropped 0 control, 0 critical, 0 important, 1,000 bulk; sent 20 control,")
        .contains(" at most 2 backpressure at once; 3 closed\n");
  }

  @Test
  void whoDoesNotReadAsItShouldStandsApart() {
    List<String> lines = plain.render(Runs.streams(), Runs.valid(), List.of()).lines().toList();
    assertThat(line(lines, "note: latency, throughput and outcomes are those of"))
        .contains("who read as they should", "those of the other 2 stand apart");
    assertThat(cells(lines, "other readers"))
        .containsExactly("other readers", "users", "ok", "refused", "errors", "p50", "p99", "max");
    assertThat(cells(lines, "  slow")).startsWith("slow", "1", "1", "0", "0", "2.00 s");
    assertThat(cells(lines, "  stalled"))
        .containsExactly("stalled", "1", "0", "0", "2", "-", "-", "-");
    assertThat(cells(lines, "  first piece")).startsWith("first piece", "1", "120 us");
  }

  @Test
  void columnsAreAligned() {
    List<String> lines = plain.render(Runs.full(), Runs.valid(), List.of()).lines().toList();
    int right = line(lines, "latency").length();
    assertThat(line(lines, "all messages")).hasSize(right);
    assertThat(line(lines, "  sessions")).hasSize(right);
  }

  @Test
  void fewSamplesAreOwnedUpTo() {
    assertThat(plain.render(Runs.full(), Runs.valid(), List.of()))
        .contains("p99 from 400 samples: one in a hundred is 4 answers");
    assertThat(plain.render(only(60), Runs.valid(), List.of()))
        .contains("p99 from 60 samples: one in a hundred is less than one answer");
    assertThat(plain.render(only(100), Runs.valid(), List.of()))
        .contains("one in a hundred is 1 answer\n");
    assertThat(plain.render(only(1_000), Runs.valid(), List.of())).doesNotContain("note:");
  }

  @Test
  void aKindOfFewSamplesIsNamedWhereAllTogetherAreEnough() {
    RunRecord few = only(1_000);
    KindMeasurement look = Runs.kind("look", true, Map.of(Outcome.OK, 20L), 1, 20);
    RunRecord both =
        new RunRecord(
            few.info(),
            few.machine(),
            new Measurements(
                1_000_000_000L, List.of(few.measurements().kinds().getFirst(), look), List.of()),
            few.usage());
    assertThat(plain.render(both, Runs.valid(), List.of()))
        .contains("p99 from fewer than 1,000 samples: look (20)");
  }

  @Test
  void throughputAndCostAreAMessage() {
    assertThat(plain.render(Runs.full(), Runs.valid(), List.of()))
        .contains("3,980 msg/s: 398 messages done in 100 ms")
        .contains("generator 10.0 us of CPU a message, target 20.0 us of CPU a message")
        .contains("target memory 84.1 MiB");
  }

  @Test
  void outcomesAreToldApart() {
    List<String> lines = plain.render(Runs.full(), Runs.valid(), List.of()).lines().toList();
    List<String> after = lines.subList(lines.indexOf(line(lines, "outcomes")), lines.size());
    assertThat(cells(after, "outcomes"))
        .containsExactly(
            "outcomes", "ok", "refused", "connect", "reset", "timeout", "status", "bad_answer");
    assertThat(cells(after, "  chat")).containsExactly("chat", "390", "0", "0", "0", "2", "0", "0");
    assertThat(cells(after, "  look")).containsExactly("look", "8", "2", "0", "0", "0", "0", "0");
  }

  @Test
  void aViolationShowsItsFirstWitnessAndAnUnknownItsReason() {
    String text = plain.render(Runs.full(), Runs.violated(), List.of());
    assertThat(text)
        .contains("VIOLATED  isolation  2 wrong of 400 judged")
        .contains("u2 was shown what only u1 said")
        .contains("u1 chat 1.00 ms to 2.50 ms, ok: said \"hello\", saw \"hi\"")
        .contains("UNKNOWN   crisis     0 judged; no crisis user took part")
        .doesNotContain("and once more");
  }

  @Test
  void anAnswerCannotDriveTheTerminal() {
    assertThat(plain.render(Runs.full(), Runs.violated(), List.of()))
        .doesNotContain("\u001b", "\u202e")
        .contains("\\u{1b}[31m");
  }

  @Test
  void coloursOnlyTheVerdicts() {
    String text = new TerminalSummary(true).render(Runs.full(), Runs.violated(), List.of());
    assertThat(text).contains("\u001b[1;31mVIOLATED\u001b[0m", "\u001b[33mUNKNOWN");
    assertThat(text.replaceAll("\u001b\\[[0-9;]*m", ""))
        .isEqualTo(plain.render(Runs.full(), Runs.violated(), List.of()));
  }

  @Test
  void aRunCutShortSaysSoFirst() {
    assertThat(plain.render(Runs.empty(), List.of(), List.of()))
        .startsWith("interrupted: ")
        .contains("nothing was checked", "nothing was sent", "0 msg/s");
    assertThat(plain.render(Runs.lost(), Runs.valid(), List.of()))
        .startsWith("the target was lost");
  }

  private static RunRecord only(int messages) {
    return new RunRecord(
        Runs.info(RunInfo.Ending.COMPLETED),
        Runs.machine(),
        new Measurements(
            1_000_000_000L,
            List.of(Runs.kind("chat", true, Map.of(Outcome.OK, (long) messages), 1, messages)),
            List.of()),
        Runs.full().usage());
  }

  private static String line(List<String> lines, String start) {
    return lines.stream().filter(line -> line.startsWith(start)).findFirst().orElseThrow();
  }

  private static List<String> cells(List<String> lines, String start) {
    return List.of(line(lines, start).strip().split(" {2,}"));
  }
}
