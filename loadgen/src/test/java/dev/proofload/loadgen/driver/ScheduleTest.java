package dev.proofload.loadgen.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.proofload.loadgen.testkit.Plans;
import dev.proofload.loadgen.workload.Arrivals;
import dev.proofload.loadgen.workload.LoadPlan;
import dev.proofload.loadgen.workload.OpenLoad;
import dev.proofload.loadgen.workload.RateProfile;
import dev.proofload.loadgen.workload.RateStage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScheduleTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Property
  void aClosedModelThinksAfterEachAnswer(
      @ForAll @LongRange(max = 3_600_000_000_000L) long think,
      @ForAll @LongRange(min = -1L << 61, max = 1L << 61) long ready,
      @ForAll @IntRange int user) {
    ClosedModel model = ClosedModel.thinking(Duration.ofNanos(think));
    assertThat(model.of(user).nextNanos(7, ready)).isEqualTo(ready + think);
    assertThat(model.isOpen()).isFalse();
  }

  @Test
  void nobodyThinksBackwards() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ClosedModel(-1))
        .withMessageContaining("-1 ns");
  }

  @Test
  void anEvenRateNeverDrifts() {
    OpenModel model = open(3, RateProfile.constant(1_000, MINUTE), Arrivals.CONSTANT, 1);
    for (int user = 0; user < 3; user++) {
      List<Long> due = due(model, user, 5);
      assertThat(due).hasSize(20_000);
      for (int i = 0; i < due.size(); i++) {
        assertThat(due.get(i)).isEqualTo(5 + (i * 3L + user) * 1_000_000);
      }
    }
    assertThat(model.isOpen()).isTrue();
  }

  @Property(tries = 50)
  void whenAnOperationIsDueDependsOnItsNumberAlone(
      @ForAll @IntRange(min = 1, max = 20) int users,
      @ForAll Arrivals arrivals,
      @ForAll long seed,
      @ForAll List<Long> ready) {
    OpenModel model = open(users, RateProfile.constant(8_000, MINUTE), arrivals, seed);
    Pace one = model.of(0);
    Pace other = model.of(0);
    for (long now : ready) {
      assertThat(one.nextNanos(0, now)).isEqualTo(other.nextNanos(0, 0));
    }
  }

  @ParameterizedTest
  @EnumSource
  void allUsersTogetherKeepTheRate(Arrivals arrivals) {
    List<Long> all = all(open(20, RateProfile.constant(5_000, MINUTE), arrivals, 42));
    assertThat(all).isSorted();
    assertThat((double) all.size())
        .isCloseTo(300_000, within(arrivals == Arrivals.POISSON ? 2_500.0 : 20.0));
    // A second of it, as of every other.
    long second = all.stream().filter(nanos -> nanos / 1_000_000_000L == 30).count();
    assertThat((double) second)
        .isCloseTo(5_000, within(arrivals == Arrivals.POISSON ? 400.0 : 20.0));
  }

  /**
   * The variance of counts is their mean in a Poisson process, and next to nothing in an even one.
   */
  @ParameterizedTest
  @EnumSource
  void arrivalsAreAsRandomAsTheyAreSaidToBe(Arrivals arrivals) {
    List<Long> all = all(open(10, RateProfile.constant(1_000, MINUTE), arrivals, 7));
    int[] counts = new int[6_000];
    all.forEach(nanos -> counts[(int) (nanos / 10_000_000L)]++);
    double mean = 10;
    double variance = 0;
    for (int count : counts) {
      variance += (count - mean) * (count - mean) / counts.length;
    }
    double expected = arrivals == Arrivals.POISSON ? 10 : 0;
    assertThat(variance).isCloseTo(expected, within(1.0));
  }

  @Test
  void aWarmUpRunsAtTheFirstRateAndIsNoPartOfTheStages() {
    LoadPlan plan =
        Plans.plan()
            .users(2)
            .unbounded()
            .duration(Duration.ofSeconds(10))
            .warmup(Duration.ofSeconds(5))
            .open(
                new OpenLoad(
                    new RateProfile(List.of(new RateStage(Duration.ofSeconds(10), 100, 300))),
                    Arrivals.CONSTANT))
            .make();
    List<Long> all = all((OpenModel) Schedules.of(plan));
    assertThat(all.stream().filter(nanos -> nanos < 5_000_000_000L)).hasSize(500);
    assertThat(all.stream().filter(nanos -> nanos >= 5_000_000_000L)).hasSize(2_000);
  }

  @Test
  void aPlanWithoutRateIsClosed() {
    assertThat(Schedules.of(Plans.plan().thinkTime(Duration.ofMillis(3)).make()))
        .isEqualTo(new ClosedModel(3_000_000));
  }

  @Test
  void paceNeedsUsers() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> open(0, RateProfile.constant(1, MINUTE), Arrivals.CONSTANT, 1))
        .withMessageContaining(": 0");
  }

  private static OpenModel open(int users, RateProfile profile, Arrivals arrivals, long seed) {
    return new OpenModel(users, profile, arrivals, seed);
  }

  private static List<Long> all(OpenModel model) {
    List<Long> all = new ArrayList<>();
    for (int user = 0; user < model.users(); user++) {
      all.addAll(due(model, user, 0));
    }
    Collections.sort(all);
    return all;
  }

  private static List<Long> due(OpenModel model, int user, long beginNanos) {
    List<Long> due = new ArrayList<>();
    Pace pace = model.of(user);
    for (long at = pace.nextNanos(beginNanos, 0);
        at != Pace.NEVER;
        at = pace.nextNanos(beginNanos, 0)) {
      due.add(at);
    }
    assertThat(due).isSorted();
    return due;
  }
}
