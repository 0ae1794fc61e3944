package dev.proofload.loadgen.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.proofload.loadgen.check.Legal;
import dev.proofload.loadgen.check.ReplayRow;
import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.PerClass;
import dev.proofload.loadgen.record.StreamList;
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
  void whatComesOverAStreamIsTold() throws IOException {
    seen.type(Observation.Type.DELTA);
    seen.replyId("r7");
    seen.index(3);
    seen.text("four ");
    assertThat(saw()).contains("piece 3 of reply r7: four ");
    assertThat(json().at("/saw/index").intValue()).isEqualTo(3);
    assertThat(json().at("/saw/reply_id").textValue()).isEqualTo("r7");

    seen.reset();
    seen.type(Observation.Type.DELTAS_DROPPED);
    seen.dropped(12);
    assertThat(saw()).contains("12 pieces dropped");
    assertThat(json().at("/saw/dropped_deltas").intValue()).isEqualTo(12);

    seen.reset();
    seen.type(Observation.Type.CLOSED);
    seen.closeCode(1013);
    assertThat(saw()).contains("closed with 1013");
    assertThat(json().at("/saw/close_code").intValue()).isEqualTo(1013);
    seen.closeCode(Observation.NO_CLOSE_FRAME);
    assertThat(saw()).contains("cut off, as it noticed now");
  }

  @Test
  void lateRepliesAreTold() throws IOException {
    seen.lateReplies().add(new Observation.LateReply(0, 5, false, "u3", "r7", true, "call 988"));
    seen.lateReplies()
        .add(new Observation.LateReply(0, 6, true, "u3", "", false, "too many messages"));
    assertThat(saw())
        .contains("late reply seq 5, help: call 988 | late refusal seq 6: too many messages");
    assertThat(json().at("/saw/late_replies/0/seq").intValue()).isEqualTo(5);
    assertThat(json().at("/saw/late_replies/0/crisis_detected").booleanValue()).isTrue();
    assertThat(json().at("/saw/late_replies/0/reply_id").textValue()).isEqualTo("r7");
    assertThat(json().at("/saw/late_replies/1/type").textValue()).isEqualTo("refusal");
  }

  @Test
  void aLookAtTheStreamsIsTold() throws IOException {
    PerClass counts = new PerClass(1, 2, 3, PerClass.NOT_SAID);
    seen.streams(
        new StreamList(
            List.of(),
            4,
            9,
            new StreamList.Totals(counts, counts, counts, counts, counts),
            StreamList.Limits.UNTOLD));
    assertThat(saw())
        .contains("4 streams, 9 closed, queued 1/2/3/?", "(control/critical/important/bulk)");
    assertThat(json().at("/saw/streams/open").intValue()).isEqualTo(4);
    assertThat(json().at("/saw/streams/dropped/important").intValue()).isEqualTo(3);
    assertThat(json().at("/saw/streams/dropped/bulk").isMissingNode()).isTrue();
  }

  private String saw() {
    return new ReplayTable(true).row(row(List.of()));
  }

  private JsonNode json() throws IOException {
    return new ObjectMapper().readTree(ReplayJson.row(row(List.of())));
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
