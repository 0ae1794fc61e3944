package dev.proofload.loadgen.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.proofload.loadgen.gate.RateSearch.Outcome;
import dev.proofload.loadgen.gate.RateSearch.Step;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.DoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateSearchTest {
  private static final int FAR_TOO_MANY = 200;

  @Property
  void theAnswerIsWithinThePrecisionBelowWhatTheServerCanDo(
      @ForAll @DoubleRange(min = 3, max = 90_000) double capacity,
      @ForAll @DoubleRange(min = 1, max = 5_000) double from,
      @ForAll @DoubleRange(min = 0.02, max = 0.5) double precision) {
    RateSearch search = new RateSearch(from, 100_000, precision);
    run(search, rate -> rate <= capacity ? Outcome.HELD : Outcome.MISSED);
    double answer = search.answer().orElseThrow();
    assertThat(answer).isLessThanOrEqualTo(capacity);
    assertThat(search.limit().orElseThrow()).isGreaterThan(capacity);
    // Three digits are all that is tried.
    assertThat(search.limit().orElseThrow() / answer).isLessThanOrEqualTo(1 + precision + 0.011);
    assertThat(search.limitedBy()).isEqualTo(Outcome.MISSED);
    assertThat(search.steps()).hasSizeLessThan(50);
  }

  @Property
  void oneHiccupDecidesNothing(
      @ForAll @DoubleRange(min = 100, max = 50_000) double capacity, @ForAll long seed) {
    RateSearch search = new RateSearch(100, 100_000, 0.05);
    Random random = new Random(seed);
    int hiccup = random.nextInt(6);
    run(
        search,
        rate ->
            rate <= capacity && search.steps().size() != hiccup ? Outcome.HELD : Outcome.MISSED);
    double answer = search.answer().orElseThrow();
    assertThat(answer).isBetween(capacity / 1.07, capacity);
  }

  @Property
  void whatHappensByChanceEndsToo(@ForAll long seed) {
    Random random = new Random(seed);
    RateSearch search = new RateSearch(500, 50_000, 0.05);
    List<Outcome> outcomes = List.of(Outcome.HELD, Outcome.MISSED, Outcome.INVALID);
    run(search, rate -> outcomes.get(random.nextInt(outcomes.size())));
    search.answer().ifPresent(answer -> assertThat(search.steps()).contains(held(answer)));
  }

  @Test
  void whereAllHoldsTheHighestIsTheAnswer() {
    RateSearch search = new RateSearch(1_000, 5_000, 0.05);
    run(search, rate -> Outcome.HELD);
    assertThat(search.answer()).hasValue(5_000);
    assertThat(search.limit()).isEmpty();
    assertThat(search.limitedBy()).isEqualTo(Outcome.HELD);
    assertThat(search.steps())
        .containsExactly(held(1_000), held(2_000), held(4_000), held(5_000), held(5_000));
  }

  @Test
  void whereNothingHoldsThereIsNoAnswer() {
    RateSearch search = new RateSearch(10, 100, 0.05);
    run(search, rate -> Outcome.MISSED);
    assertThat(search.answer()).isEmpty();
    assertThat(search.limit()).hasValue(1.25);
  }

  @Test
  void itSaysWhenTheGeneratorWasTheLimit() {
    RateSearch search = new RateSearch(1_000, 100_000, 0.3);
    run(search, rate -> rate <= 4_000 ? Outcome.HELD : Outcome.INVALID);
    assertThat(search.answer()).hasValue(4_000);
    assertThat(search.limitedBy()).isEqualTo(Outcome.INVALID);
  }

  @Test
  void aRateThatMissesTwiceIsNotTheAnswer() {
    RateSearch search = new RateSearch(1_000, 2_000, 0.05);
    search.tried(1_000, Outcome.HELD);
    search.tried(2_000, Outcome.HELD);
    assertThat(search.next()).hasValue(2_000);
    search.tried(2_000, Outcome.MISSED);
    assertThat(search.next()).hasValue(2_000);
    assertThat(search.answer()).isEmpty();
    search.tried(2_000, Outcome.MISSED);
    assertThat(search.next().orElseThrow()).isLessThan(2_000);
  }

  @ParameterizedTest
  @CsvSource({
    "0.5, 100, 0.05",
    "NaN, 100, 0.05",
    "200, 100, 0.05",
    "1, 100, 0",
    "1, 100, 1.5",
    "1, 9, NaN"
  })
  void badNumbersAreRefused(double from, double upTo, double precision) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RateSearch(from, upTo, precision))
        .withMessageContaining("must be");
  }

  private static Step held(double rate) {
    return new Step(rate, Outcome.HELD);
  }

  private static void run(RateSearch search, DoubleFunction<Outcome> server) {
    OptionalDouble next = search.next();
    while (next.isPresent()) {
      assertThat(search.steps()).hasSizeLessThan(FAR_TOO_MANY);
      search.tried(next.getAsDouble(), server.apply(next.getAsDouble()));
      next = search.next();
    }
  }
}
