package dev.proofload.loadgen.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.OperationKind;
import dev.proofload.loadgen.workload.Rendezvous;
import dev.proofload.loadgen.workload.ServerRules;
import dev.proofload.loadgen.workload.Transport;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a replay tells row by row of a history of a few operations. */
class ReplayRowsTest {
  private static final int ANN = 1;
  private static final int BOB = 2;

  private final Story story = new Story();
  private final ChatChecks judged = ChatChecks.of(story.steps, ServerRules.documented(), 3, 0);
  private final List<ReplayRow> rows = new ArrayList<>();

  @Test
  void ownOperationsAreToldWithAllThatIsKnown() {
    Operation chat = story.chat(ANN, 4);
    chat.via(Transport.WS);
    Observation seen = story.echo(chat);
    Replay replay = of(ANN);
    replay.completed(chat, Outcome.OK, 1_010, 1_020, seen);
    assertThat(rows).hasSize(1);
    ReplayRow row = rows.getFirst();
    assertThat(row.owner()).isEqualTo(story.id(ANN));
    assertThat(row.actor()).isEqualTo(story.id(ANN));
    assertThat(row.kind()).isEqualTo("chat");
    assertThat(row.outcome()).isEqualTo("ok");
    assertThat(row.via()).isEqualTo("ws");
    assertThat(row.sequence()).isEqualTo(4);
    assertThat(row.startNanos()).isEqualTo(10);
    assertThat(row.endNanos()).isEqualTo(20);
    assertThat(row.said()).contains(Story.marker(chat));
    assertThat(row.seen()).isSameAs(seen);
    assertThat(row.wrong()).isEmpty();
    assertThat(row.findings()).isEmpty();
  }

  @Test
  void ofOthersOnlyWhatReadsTheUsersIsTold() {
    Replay replay = of(ANN);
    replay.completed(story.chat(BOB, 1), Outcome.OK, 1_000, 1_001, Story.nothing());
    replay.completed(story.history(BOB), Outcome.OK, 1_002, 1_003, Story.nothing());
    replay.completed(story.drain(BOB, BOB), Outcome.OK, 1_004, 1_005, Story.nothing());
    Operation whisper = story.operation(OperationKind.WHISPER, BOB, 3, Rendezvous.NONE);
    whisper.aim(ANN);
    replay.completed(whisper, Outcome.OK, 1_004, 1_005, Story.nothing());
    assertThat(rows).isEmpty();
    replay.completed(story.history(ANN), Outcome.OK, 1_006, 1_007, Story.nothing());
    replay.completed(story.drain(BOB, ANN), Outcome.OK, 1_008, 1_009, Story.nothing());
    assertThat(rows).extracting(ReplayRow::kind).containsExactly("history", "drain");
    assertThat(rows).extracting(ReplayRow::actor).containsExactly("onlooker", story.id(BOB));
    assertThat(rows).extracting(ReplayRow::owner).containsOnly(story.id(ANN));
    assertThat(rows).extracting(ReplayRow::legal).containsOnly(Legal.ANYTHING);
  }

  @Test
  void theOnlookersStoryHoldsItsOwnAlone() {
    Replay replay = of(Operation.NOBODY);
    replay.completed(story.history(ANN), Outcome.OK, 1_006, 1_007, Story.nothing());
    Operation aimless = story.drain(BOB, BOB);
    aimless.aim(Operation.NOBODY);
    replay.completed(aimless, Outcome.OK, 1_008, 1_009, Story.nothing());
    replay.delivered(ANN, 1_010, story.pushed(story.answer(ANN, "text")));
    assertThat(rows).extracting(ReplayRow::kind).containsExactly("history");
  }

  @ParameterizedTest
  @CsvSource({
    "GREETING, greeting",
    "GARBAGE, garbage",
    "DELTA, piece",
    "DELTAS_DROPPED, left out",
    "LATE_REPLY, late reply",
    "CLOSED, closed",
    "DELIVERY, reply",
  })
  void whatCameUnaskedIsCalledByWhatItIs(Observation.Type type, String called) {
    Observation seen = new Observation();
    seen.type(type);
    Replay replay = of(ANN);
    replay.delivered(BOB, 1_010, seen);
    assertThat(rows).isEmpty();
    replay.delivered(ANN, 1_010, seen);
    ReplayRow row = rows.getFirst();
    assertThat(row.outcome()).isEqualTo(called);
    assertThat(row.kind()).isEqualTo("delivery");
    assertThat(row.via()).isEmpty();
    assertThat(row.said()).isEmpty();
    assertThat(row.actor()).isEqualTo(story.id(ANN));
    assertThat(row.sequence()).isEqualTo(ReplayRow.NO_SEQUENCE);
    assertThat(row.startNanos()).isEqualTo(10);
    assertThat(row.endNanos()).isEqualTo(10);
  }

  @Test
  void anEventIsCalledSo() {
    of(ANN).delivered(ANN, 1_010, story.event(BOB, "hello"));
    assertThat(rows.getFirst().outcome()).isEqualTo("event");
  }

  @Test
  void aWitnessStandsWhereItHappened() {
    Operation chat = story.chat(ANN, 4);
    Observation foreign = story.echo(story.chat(BOB, 7));
    judged.completed(chat, Outcome.OK, 1_010, 1_020, foreign);
    judged.ended(true);
    Replay replay = of(ANN);
    replay.delivered(ANN, 1_010, story.pushed(story.answer(ANN, "")));
    replay.completed(chat, Outcome.OK, 1_010, 1_020, foreign);
    replay.completed(story.chat(ANN, 5), Outcome.OK, 1_011, 1_020, story.answer(ANN, ""));
    assertThat(rows.get(0).findings()).as("a delivery at that time").isEmpty();
    assertThat(rows.get(1).wrong()).contains("isolation");
    assertThat(rows.get(1).findings())
        .extracting(ReplayRow.Finding::check)
        .containsExactly("isolation");
    assertThat(rows.get(1).findings().getFirst().sentence()).contains(story.id(BOB));
    assertThat(rows.get(2).findings()).isEmpty();
  }

  private Replay of(int user) {
    return new Replay(story.steps, ServerRules.documented(), 100, user, judged, rows::add);
  }
}
