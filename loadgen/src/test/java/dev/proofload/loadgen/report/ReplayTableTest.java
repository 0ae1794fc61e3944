package dev.proofload.loadgen.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.proofload.loadgen.check.Legal;
import dev.proofload.loadgen.check.ReplayRow;
import dev.proofload.loadgen.record.Observation;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReplayTableTest {
  private static final String MARKER = "#pl000003-000000017-9f3a8c21#";

  private final Observation seen = new Observation();

  @Test
  void whatWasSeenStandsNextToWhatWasLegal() {
    seen.room("Garden");
    seen.messageCount(8);
    seen.text(MARKER + " hello");
    String row = new ReplayTable(false).row(row(List.of()));
    assertThat(row)
        .startsWith("   1.500000     500 us    17     chat")
        .contains("in Garden: #3.17# hello", "in Garden; 8 messages; #3.17# hello")
        .contains("in Garden; 8 messages; crisis 2: no help; 0 to 1 t")
        .doesNotContain(MARKER);
  }

  @Test
  void wideShowsAllOfIt() {
    seen.text(MARKER + " " + "long ".repeat(50));
    assertThat(new ReplayTable(true).row(row(List.of())))
        .contains(MARKER + " " + "long ".repeat(49) + "long")
        .endsWith("0 to 1 token, or refused");
  }

  @Test
  void whatIsWrongIsMarkedAndNamed() {
    assertThat(new ReplayTable(false).row(row(List.of("rooms", "crisis"))))
        .startsWith("!  1.500000")
        .contains("not rooms, crisis; in Garden");
  }

  @Test
  void theServerCanNeitherDriveTheTerminalNorBreakTheLine() {
    seen.text(Runs.HOSTILE);
    assertThat(new ReplayTable(true).row(row(List.of())))
        .doesNotContain("\u001b", "\n", "\u202e")
        .contains("\\u{1b}[31m");
  }

  @Test
  void columnsStayInLineWhereCharactersAreWide() {
    seen.text("お茶はいかがですか。".repeat(9));
    String wide = new ReplayTable(false).row(row(List.of()));
    seen.text("x".repeat(99));
    String narrow = new ReplayTable(false).row(row(List.of()));
    assertThat(Cells.width(wide.substring(0, wide.indexOf("in Garden; 8"))))
        .isEqualTo(narrow.indexOf("in Garden; 8"));
  }

  @Test
  void textIsCutWhereACharacterEnds() {
    assertThat(Cells.cut("abc", 3)).isEqualTo("abc");
    assertThat(Cells.cut("abcd", 3)).isEqualTo("ab…");
    assertThat(Cells.cut("お茶は", 4)).isEqualTo("お…");
    assertThat(Cells.width(Cells.pad("お", 5))).isEqualTo(5);
  }

  @Test
  void jsonHoldsAllThatWasSaidOnOneLine() throws IOException {
    seen.room("Garden");
    seen.crisis(true);
    seen.text("two\nlines");
    seen.events().add(new Observation.Event(true, 4, "u2", "", "Tower", "psst"));
    String line = ReplayJson.row(row(List.of("rooms")));
    assertThat(line).doesNotContain("\n");
    JsonNode json = new ObjectMapper().readTree(line);
    assertThat(json.at("/start_ms").doubleValue()).isEqualTo(1499.5);
    assertThat(json.at("/saw/room").textValue()).isEqualTo("Garden");
    assertThat(json.at("/saw/text").textValue()).isEqualTo("two\nlines");
    assertThat(json.at("/saw/events/0/type").textValue()).isEqualTo("whisper");
    assertThat(json.at("/saw/session_messages").isMissingNode()).isTrue();
    assertThat(json.at("/legal/session_messages_min").longValue()).isEqualTo(8);
    assertThat(json.at("/legal/tokens_max").longValue()).isEqualTo(1);
    assertThat(json.at("/legal/help").textValue()).isEqualTo("no");
    assertThat(json.at("/wrong/0").textValue()).isEqualTo("rooms");
    assertThat(json.at("/witnesses/0/sentence").textValue()).isEqualTo("why");
  }

  @Test
  void theSummarySaysWhyRowsAreMarked() {
    ReplaySummary summary = new ReplaySummary();
    assertThat(summary.text()).isEqualTo("\n0 operations, 0 that came unasked; none marked\n");
    summary.add(row(List.of()));
    summary.add(row(List.of("rooms")));
    assertThat(summary.text())
        .isEqualTo("\n! rooms: why\n2 operations, 0 that came unasked; 1 marked\n");
  }

  private ReplayRow row(List<String> wrong) {
    Legal legal =
        new Legal(
            "Garden",
            Optional.of(new Legal.Range(8, 8)),
            Optional.of(new Legal.Range(0, 1)),
            Optional.of(new Legal.Help(2, Legal.Due.NO)),
            false,
            Legal.NOT_LOST,
            wrong);
    List<ReplayRow.Finding> findings =
        wrong.isEmpty() ? List.of() : List.of(new ReplayRow.Finding("rooms", "why"));
    return new ReplayRow(
        "u1",
        "u1",
        "chat",
        "ok",
        "http",
        17,
        1_499_500_000L,
        1_500_000_000L,
        "in Garden: " + MARKER + " hello",
        seen,
        legal,
        wrong,
        findings);
  }
}
