package dev.proofload.loadgen.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.loadgen.workload.OperationKind;
import dev.proofload.loadgen.workload.Rendezvous;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ListedTurnsTest {
  private final Story story = new Story();

  private record Turn(int sequence, OperationKind kind, long start, long end) {}

  @Property(tries = 500)
  void turnsAreCountedAsInAListOfAllOfThem(@ForAll long seed) {
    Random random = new Random(seed);
    ListedTurns turns = new ListedTurns();
    List<Turn> all = new ArrayList<>();
    long now = 1_000;
    long needed = Long.MIN_VALUE;
    int unknown = 0;
    for (int i = 0; i < 40; i++) {
      if (random.nextInt(10) == 0) {
        turns.unknownTurn();
        unknown++;
      } else {
        long start = now + random.nextInt(3);
        now = start + random.nextInt(4);
        needed = random.nextInt(3) == 0 ? Math.max(needed, now - random.nextInt(30)) : needed;
        OperationKind kind = random.nextBoolean() ? OperationKind.SAY : OperationKind.CHAT;
        all.add(new Turn(i, kind, start, now));
        turns.turn(story.operation(kind, 1, i, Rendezvous.NONE), start, now, needed);
      }
      for (long nanos = Math.max(needed, now - 40); nanos < now + 3; nanos++) {
        long asked = nanos;
        List<Turn> before = all.stream().filter(turn -> turn.end() < asked).toList();
        assertThat(turns.before(nanos)).isEqualTo(before.size());
        assertThat(turns.upTo(nanos))
            .isEqualTo(unknown + all.stream().filter(turn -> turn.start() <= asked).count());
        if (before.isEmpty()) {
          assertThat(turns.latestBefore(nanos, 1, story.steps)).isEmpty();
        } else {
          Turn latest = before.getLast();
          Witness.Step step = turns.latestBefore(nanos, 1, story.steps).orElseThrow();
          assertThat(step.said()).isEqualTo("operation " + latest.sequence());
          assertThat(step.kind()).isEqualTo(latest.kind().label());
          assertThat(step.startNanos()).isEqualTo(latest.start() - 1_000);
          assertThat(step.endNanos()).isEqualTo(latest.end() - 1_000);
        }
      }
    }
  }

  @Test
  void theListThatShowedMostIsKept() {
    ListedTurns turns = new ListedTurns();
    assertThat(turns.listedBefore(Long.MAX_VALUE)).isZero();
    turns.listed(4, 7, 10, 20);
    turns.listed(4, 8, 30, 40);
    turns.listed(2, 9, 50, 60);
    assertThat(turns.listedBefore(20)).isZero();
    assertThat(turns.listedBefore(21)).isEqualTo(4);
    assertThat(turns.mostListedSequence()).isEqualTo(7);
    assertThat(turns.mostListedStartNanos()).isEqualTo(10);
    assertThat(turns.mostListedEndNanos()).isEqualTo(20);
    turns.listed(6, 10, 70, 80);
    assertThat(turns.listedBefore(81)).isEqualTo(6);
    assertThat(turns.mostListedSequence()).isEqualTo(10);
  }
}
