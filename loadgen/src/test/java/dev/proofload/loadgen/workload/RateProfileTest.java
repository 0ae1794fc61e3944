package dev.proofload.loadgen.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateProfileTest {
  private static final double SECOND = 1e9;

  @Test
  void aRampReachesItsRateEvenly() {
    RateProfile ramp = profile(new RateStage(Duration.ofSeconds(10), 0, 100));
    assertThat(ramp.operations()).isEqualTo(500);
    // 500 (t / 10)^2 operations are due by t.
    assertThat(ramp.nanosUntil(0)).isZero();
    assertThat(ramp.nanosUntil(5)).isEqualTo(Math.round(SECOND));
    assertThat(ramp.nanosUntil(125)).isEqualTo(Math.round(5 * SECOND));
    assertThat(ramp.nanosUntil(499.999)).isLessThan(Math.round(10 * SECOND));
    assertThat(ramp.nanosUntil(500)).isEqualTo(RateProfile.NEVER);
  }

  @Test
  void stagesFollowEachOther() {
    RateProfile profile =
        profile(
            new RateStage(Duration.ofSeconds(2), 10, 10),
            new RateStage(Duration.ofSeconds(3), 0, 0),
            new RateStage(Duration.ofSeconds(2), 20, 0));
    assertThat(profile.length()).isEqualTo(Duration.ofSeconds(7));
    assertThat(profile.highest()).isEqualTo(20);
    assertThat(profile.operations()).isEqualTo(40);
    assertThat(profile.nanosUntil(19)).isEqualTo(1_900_000_000L);
    assertThat(profile.nanosUntil(20)).isEqualTo(5_000_000_000L);
    assertThat(profile.nanosUntil(35)).isEqualTo(6_000_000_000L);
    assertThat(profile.nanosUntil(40)).isEqualTo(RateProfile.NEVER);
  }

  @Test
  void aWarmUpHasTheFirstRateOrTheHighestIfThatIsNone() {
    RateStage up = new RateStage(Duration.ofSeconds(1), 0, 50);
    assertThat(profile(up).after(Duration.ofSeconds(2)).stages())
        .containsExactly(new RateStage(Duration.ofSeconds(2), 50, 50), up);
    RateStage down = new RateStage(Duration.ofSeconds(1), 30, 0);
    assertThat(profile(down).after(Duration.ofSeconds(2)).stages())
        .containsExactly(new RateStage(Duration.ofSeconds(2), 30, 30), down);
    assertThat(profile(down).after(Duration.ZERO)).isEqualTo(profile(down));
  }

  @Property
  void timeGoesOnAndTheAreaUnderTheRateIsTheNumber(
      @ForAll("profiles") RateProfile profile, @ForAll @DoubleRange(max = 0.99) double part) {
    double count = part * profile.operations();
    long nanos = profile.nanosUntil(count);
    assertThat(nanos).isBetween(0L, profile.length().toNanos());
    assertThat(profile.nanosUntil(count * 0.9)).isLessThanOrEqualTo(nanos);
    double slack = 1e-6 * profile.operations() + profile.highest() * 2e-9;
    assertThat(area(profile, nanos)).isCloseTo(count, within(slack));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY, 2e9})
  void aRateThatIsNoneIsRefused(double rate) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RateProfile.constant(rate, Duration.ofSeconds(1)))
        .withMessageContaining(Double.toString(rate));
  }

  @Test
  void aProfileIsOfSomething() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RateProfile(List.of()))
        .withMessageContaining("a stage");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RateProfile.constant(0, Duration.ofSeconds(1)))
        .withMessageContaining("more than 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RateProfile.constant(1, Duration.ZERO))
        .withMessageContaining("1ms to 7d");
  }

  @Provide
  Arbitrary<RateProfile> profiles() {
    Arbitrary<Double> rates =
        Arbitraries.oneOf(Arbitraries.just(0.0), Arbitraries.doubles().between(0.01, 100_000));
    Arbitrary<RateStage> stages =
        Combinators.combine(Arbitraries.integers().between(1, 100_000), rates, rates)
            .as((millis, from, to) -> new RateStage(Duration.ofMillis(millis), from, to));
    return stages
        .list()
        .ofMinSize(1)
        .ofMaxSize(5)
        .filter(list -> list.stream().mapToDouble(RateStage::operations).sum() > 0)
        .map(RateProfile::new);
  }

  /** By other means: the trapezium under each stage up to that time. */
  private static double area(RateProfile profile, long nanos) {
    double left = nanos / SECOND;
    double area = 0;
    for (RateStage stage : profile.stages()) {
      double length = stage.length().toNanos() / SECOND;
      double here = Math.min(left, length);
      double end = stage.from() + (stage.to() - stage.from()) * here / length;
      area += (stage.from() + end) / 2 * here;
      left -= here;
    }
    return area;
  }

  private static RateProfile profile(RateStage... stages) {
    return new RateProfile(List.of(stages));
  }
}
