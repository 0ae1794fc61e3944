package dev.proofload.loadgen.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MarkdownReportTest {
  @Test
  void theHeadlineSaysItAll() {
    assertThat(
            MarkdownReport.render(Runs.full(), Runs.valid(), List.of())
                .lines()
                .findFirst()
                .orElseThrow())
        .isEqualTo(
            "## chat-20x20: all 2 checks valid; 402 messages, 5 errors, 3,980 msg/s, p99 396 us");
    assertThat(MarkdownReport.render(Runs.full(), Runs.violated(), List.of()))
        .startsWith("## chat-20x20: checks: 1 violated, 1 unknown; ");
  }

  @Test
  void tablesHoldWhatWasFound() {
    String text = MarkdownReport.render(Runs.full(), Runs.violated(), List.of());
    assertThat(text)
        .contains("| isolation | violated |  |  | 400 | 2 |\n")
        .contains("| crisis | unknown | no crisis user took part |  | 0 | 0 |\n")
        .contains("| all messages | 400 | 200 us | 360 us | 380 us | 396 us | 400 us | 400 us |\n")
        .contains("| chat | 392 | 390 | 0 | 0 | 0 | 2 | 0 | 0 |\n")
        .contains("one in a hundred is 4 answers");
  }

  @Test
  void whatWasJudgedIsToldKindByKind() {
    assertThat(MarkdownReport.render(Runs.full(), Runs.valid(), List.of()))
        .contains("| isolation | valid |  | 1,200 look, 390 chat | 400 | 0 |\n");
  }

  @Test
  void everyRowHasTheCellsOfItsHeader() {
    List<String> lines =
        MarkdownReport.render(Runs.full(), Runs.violated(), List.of()).lines().toList();
    int rows = 0;
    for (int i = 1; i < lines.size(); i++) {
      if (lines.get(i).startsWith("|") && lines.get(i - 1).startsWith("|")) {
        assertThat(cells(lines.get(i))).as(lines.get(i)).isEqualTo(cells(lines.get(i - 1)));
        rows++;
      }
    }
    assertThat(rows).isGreaterThan(10);
  }

  @Test
  void streamsAreToldAndOtherReadersStandApart() {
    String text = MarkdownReport.render(Runs.streams(), Runs.valid(), List.of());
    assertThat(text)
        .contains("\nConnections: 20/20 established, 19/20 alive at the end; ")
        .contains("\nStreams: dropped 0 control, 0 critical, 0 important, 1,000 bulk; ")
        .contains("\n| first piece | 1 | 120 us |")
        .contains("\nNote: latency, throughput and outcomes are those of the 18 users who read")
        .contains("\n| slow | 1 | 1 | 0 | 0 | 2.00 s |");
  }

  @Test
  void witnessesStandInWordsWithTheirOperations() {
    String text = MarkdownReport.render(Runs.full(), Runs.violated(), List.of());
    assertThat(text)
        .contains("**isolation:** u2 was shown what only u1 said\n", "and once more")
        .contains(
            "| <code>u1</code> | chat | 1.00 ms to 2.50 ms | ok | <code>hello</code> |"
                + " <code>hi</code> |\n")
        .doesNotContain("<b>", "\u001b", "\u202e");
  }

  @Test
  void itTellsHowToRepeat() {
    assertThat(MarkdownReport.render(Runs.full(), Runs.valid(), List.of()))
        .contains("```\nbin/loadgen run --users 20 --messages 20\n```\n")
        .contains("Some CPU, 2 CPUs, 4.00 GiB, Some OS 12, amd64, JDK Some Vendor 25")
        .contains("commit 0123456789ab, seed -7")
        .doesNotContain("Witnesses");
  }

  @Test
  void aRunCutShortSaysSo() {
    assertThat(MarkdownReport.render(Runs.empty(), List.of(), List.of()))
        .contains("**Cut short:** interrupted", "Nothing was checked.", "Nothing was sent.")
        .contains("| all messages | 0 | - |");
  }

  private static long cells(String row) {
    return row.chars().filter(c -> c == '|').count();
  }
}
