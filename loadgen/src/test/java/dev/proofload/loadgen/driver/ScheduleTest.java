package dev.proofload.loadgen.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
  @Property
  void aClosedModelThinksAfterEachAnswer(
      @ForAll @LongRange(max = 3_600_000_000_000L) long think,
      @ForAll @LongRange(min = -1L << 61, max = 1L << 61) long ready,
      @ForAll @IntRange int user,
      @ForAll @LongRange long index) {
    ClosedModel model = ClosedModel.thinking(Duration.ofNanos(think));
    assertThat(model.intendedNanos(user, index, 7, ready)).isEqualTo(ready + think);
    assertThat(model.latencyFromIntended()).isFalse();
  }

  @Test
  void nobodyThinksBackwards() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ClosedModel(-1))
        .withMessageContaining("-1 ns");
  }

  @Test
  void pacedUsersSendEvenlyApartAndNeverDrift() {
    PacedUsers paced = new PacedUsers(3, 1_000);
    List<Long> due = new ArrayList<>();
    for (long index = 0; index < 1_000_000; index += 333_333) {
      for (int user = 0; user < 3; user++) {
        due.add(paced.intendedNanos(user, index, 5, 99));
      }
    }
    for (int i = 0; i < due.size(); i++) {
      long number = i / 3 * 333_333L * 3 + i % 3;
      assertThat(due.get(i)).isEqualTo(5 + number * 1_000_000);
    }
    assertThat(paced.latencyFromIntended()).isTrue();
  }

  @Property
  void whenAnOperationIsDueDependsOnItsNumberAlone(
      @ForAll @IntRange(min = 1, max = 100) int users,
      @ForAll @LongRange(max = 1_000_000) long index,
      @ForAll long ready) {
    PacedUsers paced = new PacedUsers(users, 8_000);
    assertThat(paced.intendedNanos(0, index, 0, ready))
        .isEqualTo(paced.intendedNanos(0, index, 0, 0));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY, 2e9})
  void aRateThatIsNoneIsRefused(double rate) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PacedUsers(1, rate))
        .withMessageContaining(Double.toString(rate));
  }

  @Test
  void paceNeedsUsers() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PacedUsers(0, 1))
        .withMessageContaining(": 0");
  }
}
