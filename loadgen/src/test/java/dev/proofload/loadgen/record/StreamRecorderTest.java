package dev.proofload.loadgen.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.proofload.loadgen.workload.Readers;
import dev.proofload.loadgen.workload.Reading;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class StreamRecorderTest {
  private static final Readers READERS = new Readers(2, 0, 1);

  private final StreamRecorder one = new StreamRecorder(READERS);
  private final StreamRecorder other = new StreamRecorder(READERS);

  @Test
  void groupsAreThoseThereAreAndAddUpOverLoops() {
    one.straggler(Reading.SLOW, Outcome.OK, 1_000);
    other.straggler(Reading.SLOW, Outcome.OK, 3_000);
    other.straggler(Reading.CHURNING, Outcome.RESET, 5_000);
    List<StreamsMeasured.Group> groups = StreamRecorder.groups(List.of(one, other), READERS);
    assertThat(groups)
        .extracting(StreamsMeasured.Group::reading)
        .containsExactly("slow", "churning");
    assertThat(groups.getFirst().users()).isEqualTo(2);
    assertThat(groups.getFirst().count(Outcome.OK)).isEqualTo(2);
    assertThat(groups.getFirst().latency().getMaxValue()).isBetween(3_000L, 3_010L);
    assertThat(groups.getLast().count(Outcome.RESET)).isEqualTo(1);
    assertThat(groups.getLast().latency().getTotalCount()).isZero();
  }

  @Test
  void firstPiecesAddUpOverLoops() {
    one.firstDelta(1_000);
    other.firstDelta(2_000);
    Histogram first = StreamRecorder.firstDelta(List.of(one, other, new StreamRecorder(READERS)));
    assertThat(first.getTotalCount()).isEqualTo(2);
  }

  @Test
  void nobodyIsOfAGroupThatThereIsNot() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> one.straggler(Reading.STALLED, Outcome.OK, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> one.straggler(Reading.HEALTHY, Outcome.OK, 1));
  }
}
