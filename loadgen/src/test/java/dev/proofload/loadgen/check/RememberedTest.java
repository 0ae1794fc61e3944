package dev.proofload.loadgen.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.OperationKind;
import dev.proofload.loadgen.workload.Rendezvous;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RememberedTest {
  private static final int KEPT = 16;

  private final Story story = new Story();
  private final Remembered remembered = new Remembered();

  /** Of so many turns the history holds some: the oldest of the latest that it lacks is told. */
  @Property(tries = 500)
  void theOldestGapAmongTheLatestIsFound(
      @ForAll @IntRange(max = 50) int turns,
      @ForAll @Size(max = 30) List<@IntRange(max = 55) Integer> held) {
    Remembered some = new Remembered();
    for (int i = 0; i < turns; i++) {
      some.turn(story.chat(1, i), i, i);
    }
    SortedSet<Integer> said = new TreeSet<>(held);
    int expected = -1;
    for (int i = Math.max(0, turns - KEPT); i < turns && expected < 0; i++) {
      boolean between = !said.isEmpty() && i > said.first() && i < said.last();
      expected = between && !said.contains(i) ? i : -1;
    }
    assertThat(some.gapIn(lines(said))).isEqualTo(expected);
  }

  @Test
  void whatSaysNothingLeavesNoGap() {
    remembered.turn(of(OperationKind.CHAT, 0), 0, 1);
    remembered.turn(of(OperationKind.GO, 1), 2, 3);
    remembered.turn(of(OperationKind.LOOK, 2), 4, 5);
    remembered.turn(of(OperationKind.CHAT, 3), 6, 7);
    assertThat(remembered.gapIn(lines(List.of(0, 3)))).isEqualTo(-1);
    remembered.turn(of(OperationKind.WHISPER, 4), 8, 9);
    remembered.turn(of(OperationKind.CHAT, 5), 10, 11);
    assertThat(remembered.gapIn(lines(List.of(0, 3, 5)))).isEqualTo(4);
  }

  @Test
  void theLatestIsMissedByWhoAskedLater() {
    remembered.turn(story.chat(1, 4), 10, 20);
    HistoryLines older = lines(List.of(2, 3));
    assertThat(remembered.latestIsMissing(older, 3, 21)).isTrue();
    assertThat(remembered.latestIsMissing(older, 3, 20)).as("it may come first").isFalse();
    assertThat(remembered.latestIsMissing(older, 2, 21)).as("too few lines").isFalse();
    assertThat(remembered.latestIsMissing(lines(List.of(3, 4)), 3, 21)).isFalse();
    assertThat(remembered.latestIsMissing(lines(List.of(4, 5)), 3, 21)).isFalse();
  }

  @Test
  void nobodyKnowsTheLatestAfterOneThatMayHaveTakenEffect() {
    remembered.turn(story.chat(1, 4), 10, 20);
    remembered.unknownTurn(5);
    assertThat(remembered.latestIsMissing(lines(List.of(2, 3)), 3, 30)).isFalse();
    assertThat(remembered.isUnsure(5)).isTrue();
    assertThat(remembered.isUnsure(4)).isFalse();
    remembered.turn(story.chat(1, 6), 30, 40);
    assertThat(remembered.latestIsMissing(lines(List.of(2, 3)), 3, 50)).isTrue();
  }

  @Test
  void onlyWhatIsEchoedIsMissedAsTheLatest() {
    for (OperationKind kind : OperationKind.values()) {
      boolean echoed =
          List.of(
                  OperationKind.CHAT,
                  OperationKind.STREAMED,
                  OperationKind.CRISIS,
                  OperationKind.SAY)
              .contains(kind);
      assertThat(Remembered.isEchoed(kind)).as("%s", kind).isEqualTo(echoed);
      remembered.turn(of(kind, 4), 10, 20);
      assertThat(remembered.latestIsMissing(lines(List.of(2, 3)), 3, 30))
          .as("%s", kind)
          .isEqualTo(echoed);
    }
  }

  @Test
  void theWitnessShowsTheLatest() {
    remembered.turn(of(OperationKind.SAY, 4), 1_010, 1_020);
    Witness.Step read =
        story.steps.of(story.history(1), Outcome.OK, 1_030, 1_040, new Observation());
    Witness witness = remembered.witness(1, story.steps, read);
    assertThat(witness.operations())
        .containsExactly(
            new Witness.Step(story.id(1), "say", 10, 20, "ok", "operation 4", ""), read);
  }

  private Operation of(OperationKind kind, int sequence) {
    return story.operation(kind, 1, sequence, Rendezvous.NONE);
  }

  private HistoryLines lines(Iterable<Integer> sequences) {
    List<Observation.Line> lines = new ArrayList<>();
    for (int sequence : sequences) {
      lines.add(new Observation.Line(true, Story.marker(story.chat(1, sequence)), "Tower"));
    }
    return HistoryLines.read(1, story.steps, lines, sequence -> false);
  }
}
