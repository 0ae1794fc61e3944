package dev.proofload.loadgen.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.loadgen.gate.Validity.Verdict;
import dev.proofload.loadgen.record.Pause;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ValidityTest {
  static Stream<Arguments> limits() {
    Watched late = Watched.FINE.withLag(0, 12).withLatency(40);
    return Stream.of(
        Arguments.of(
            Watched.STARVED.withStopped(0.6),
            "its control group allows it 0.50 of a processor, and stopped it in 60% of the periods"
                + " for which that holds (limit 10%)"),
        Arguments.of(Watched.STARVED, "its processors were taken by others: other programs used"),
        Arguments.of(
            Watched.FINE.withLag(2, 0).withLatency(4).withSteal(0.5),
            "other virtual machines took 0.50 of its 2 processors (steal; limit 10%)"),
        Arguments.of(
            Watched.FINE.withLag(0, 2).withLatency(4).withBusy(0.97, 1),
            "its busiest event loop worked 97% of the time (limit 90%)"),
        Arguments.of(
            Watched.FINE.withLag(0, 2).withLatency(4).withBusy(0.7, 1.9),
            "it used 1.90 of its 2 processors itself"),
        Arguments.of(late.withPauses(200, 150), "collecting garbage stopped it 15% of the time"),
        Arguments.of(late.withPauses(40, 30), "collecting garbage stopped it 3% of the time"),
        Arguments.of(late.withPauses(200, 0), "it stood still 20% of the time (limit 10%)"),
        Arguments.of(late, "its event loops were held up"),
        Arguments.of(
            Watched.FINE.withOpen(98, 40, 1), "it had 98 files and sockets open and may have 100"),
        Arguments.of(
            Watched.FINE.withOpen(50, 195, 1), "it had 195 connections and local ports for 200"));
  }

  @ParameterizedTest
  @MethodSource("limits")
  void aSustainedLimitIsNamedWithItsValueAndTheWayOut(Watched bad, String why) {
    Validity validity = Validity.of(Watched.run(seconds(7, Watched.FINE, 3, bad)));
    assertThat(validity.verdict()).isEqualTo(Verdict.INVALID);
    assertThat(validity.sentence())
        .startsWith("the generator was the bottleneck in 3 of 10 seconds: ")
        .contains(why)
        .matches(".*: [a-z].*[a-z)]");
  }

  @ParameterizedTest
  @MethodSource("limits")
  void aMomentIsOnlyNoted(Watched bad, String why) {
    Validity validity = Validity.of(Watched.run(seconds(5, Watched.FINE, 2, bad)));
    assertThat(validity.verdict()).isEqualTo(Verdict.NOTED);
    assertThat(validity.sentence()).isEmpty();
    assertThat(validity.notes()).hasSize(1);
    assertThat(validity.notes().getFirst()).startsWith("from 5.0 s for 2.0 s ").contains(why);
  }

  @Test
  void theSentenceTellsHowLateItWas() {
    Validity validity = Validity.of(Watched.run(seconds(1, Watched.FINE, 4, Watched.STARVED)));
    assertThat(validity.sentence())
        .isEqualTo(
            "the generator was the bottleneck in 4 of 5 seconds: its processors were taken by"
                + " others: other programs used 0.60 of its 2, or 30% (limit 12%), and its event loops"
                + " waited 50% of the time for one (limit 5%); it was late by 3.0 ms (p99) where"
                + " answers took 4.0 ms (p99): stop the other programs, or give the generator"
                + " processors of its own (taskset)");
  }

  @Test
  void aGeneratorThatKeepsOutOfTheWayIsValid() {
    assertThat(Validity.of(Watched.run(seconds(0, Watched.FINE, 60, Watched.FINE))))
        .isEqualTo(new Validity(Verdict.VALID, "", List.of()));
  }

  @Test
  void aTargetThatTakesTheProcessorsIsWhatWasMeasured() {
    assertThat(Validity.of(Watched.run(seconds(0, Watched.FINE, 60, Watched.SHARED))).verdict())
        .isEqualTo(Verdict.VALID);
    Validity much =
        Validity.of(Watched.run(seconds(1, Watched.FINE, 9, Watched.SHARED.withLag(15, 15))));
    assertThat(much.verdict()).isEqualTo(Verdict.NOTED);
    assertThat(much.notes().getFirst())
        .startsWith("in 9 of 10 seconds it and the target were short of processors together");
  }

  @Test
  void aDelayThatIsSmallBesideWhatIsMeasuredDoesNotMatter() {
    Watched slow = Watched.STARVED.withLatency(500).withPauses(200, 150).withSteal(1);
    assertThat(Validity.of(Watched.run(seconds(0, Watched.FINE, 20, slow))).verdict())
        .isEqualTo(Verdict.VALID);
  }

  @Test
  void secondsInWhichItsEventLoopsDidNotEvenLookAtTheirClocksAreLate() {
    Watched silent = Watched.STARVED.withLag(0, 0).withLooks(0).withLatency(9_000);
    List<Watched> seconds = seconds(5, Watched.FINE, 4, silent);
    seconds.add(Watched.STARVED.withLag(0, 4_000).withLatency(9_000));
    Validity validity = Validity.of(Watched.run(seconds));
    assertThat(validity.verdict()).isEqualTo(Verdict.INVALID);
    // 4, 3, 2 and 1 s until they look, and 4 s when they do.
    assertThat(validity.sentence()).contains("in 5 of 10 seconds", "late by 3000.0 ms (p99)");
  }

  @Test
  void whereNobodyWatchedTheEventLoopsNothingIsLate() {
    Watched unwatched = Watched.STARVED.withLag(0, 0).withLooks(0);
    assertThat(Validity.of(Watched.run(seconds(0, Watched.FINE, 20, unwatched))).verdict())
        .isEqualTo(Verdict.VALID);
  }

  @Test
  void aControlGroupThatStopsItWithoutMakingItLateDoesNoHarm() {
    assertThat(
            Validity.of(Watched.run(seconds(0, Watched.FINE, 20, Watched.FINE.withStopped(0.05))))
                .verdict())
        .isEqualTo(Verdict.VALID);
    assertThat(
            Validity.of(Watched.run(seconds(0, Watched.FINE, 20, Watched.FINE.withStopped(1))))
                .verdict())
        .isEqualTo(Verdict.VALID);
  }

  @Test
  void openFilesNearTheirLimitDoNoHarmWhileNothingFails() {
    Watched full = Watched.FINE.withOpen(100, 200, 0);
    assertThat(Validity.of(Watched.run(seconds(0, Watched.FINE, 20, full))).verdict())
        .isEqualTo(Verdict.VALID);
  }

  @Test
  void threeSecondsInALongRunAreAMoment() {
    List<Watched> seconds = seconds(1_000, Watched.FINE, 3, Watched.STARVED);
    assertThat(Validity.of(Watched.run(seconds)).verdict()).isEqualTo(Verdict.NOTED);
    seconds = seconds(1_000, Watched.FINE, 11, Watched.STARVED);
    assertThat(Validity.of(Watched.run(seconds)).verdict()).isEqualTo(Verdict.INVALID);
  }

  @Test
  void scatteredSecondsCountIfTheyAreMany() {
    List<Watched> seconds = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      seconds.add(i % 5 == 0 ? Watched.STARVED : Watched.FINE);
    }
    assertThat(Validity.of(Watched.run(seconds)).verdict()).isEqualTo(Verdict.INVALID);
    seconds.addAll(Collections.nCopies(5, Watched.FINE));
    Validity noted = Validity.of(Watched.run(seconds));
    assertThat(noted.verdict()).isEqualTo(Verdict.NOTED);
    assertThat(noted.notes()).hasSize(4);
  }

  @Test
  void manyMomentsAreNotAllListed() {
    List<Watched> seconds = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      seconds.add(i % 10 == 0 ? Watched.STARVED : Watched.FINE);
    }
    Validity noted = Validity.of(Watched.run(seconds));
    assertThat(noted.notes()).hasSize(6).last().isEqualTo("and 5 more such moments");
  }

  @Test
  void aLongPauseIsNoted() {
    Validity noted =
        Validity.of(
            Watched.run(
                seconds(0, Watched.FINE, 9, Watched.FINE),
                new Pause(1_000_000_000L, 99_000_000L),
                new Pause(3_000_000_000L, 120_000_000L)));
    assertThat(noted.verdict()).isEqualTo(Verdict.NOTED);
    assertThat(noted.notes()).containsExactly("it stood still for 120 ms at 3.0 s");
  }

  @Property
  void lessThanFiveSecondsAreNeverInvalid(@ForAll("seconds") @Size(max = 4) List<Watched> run) {
    assertThat(Validity.of(Watched.run(run)).verdict()).isNotEqualTo(Verdict.INVALID);
  }

  @Property
  void moreDelayNeverMakesAnInvalidRunValid(
      @ForAll("seconds") @Size(min = 5, max = 30) List<Watched> run,
      @ForAll @DoubleRange(min = 0, max = 50) double send,
      @ForAll @DoubleRange(min = 0, max = 50) double loop) {
    List<Watched> later =
        run.stream().map(s -> s.withLag(s.sendLag() + send, s.loopLag() + loop)).toList();
    assertThat(Validity.of(Watched.run(later)).verdict())
        .isGreaterThanOrEqualTo(Validity.of(Watched.run(run)).verdict());
  }

  @Property
  void aSlowerTargetNeverMakesARunInvalid(
      @ForAll("seconds") @Size(min = 5, max = 30) List<Watched> run,
      @ForAll @DoubleRange(min = 0, max = 1_000) double more) {
    List<Watched> slower = run.stream().map(s -> s.withLatency(s.latency() + more)).toList();
    boolean before = Validity.of(Watched.run(run)).verdict() == Verdict.INVALID;
    boolean after = Validity.of(Watched.run(slower)).verdict() == Verdict.INVALID;
    assertThat(after && !before).isFalse();
  }

  @Property
  void onlyAnInvalidRunHasASentence(@ForAll("seconds") @Size(max = 30) List<Watched> run) {
    Validity validity = Validity.of(Watched.run(run));
    assertThat(validity.sentence().isEmpty()).isEqualTo(validity.verdict() != Verdict.INVALID);
    assertThat(validity.notes().isEmpty() || validity.verdict() != Verdict.VALID).isTrue();
  }

  @Provide
  Arbitrary<List<Watched>> seconds() {
    Arbitrary<Double> millis = Arbitraries.doubles().between(0, 30);
    Arbitrary<Double> share = Arbitraries.doubles().between(0, 1);
    Arbitrary<Watched> second =
        Combinators.combine(millis, millis, millis, share, share, share, share, share)
            .as(
                (send, loop, latency, busy, wait, others, steal, still) ->
                    Watched.FINE
                        .withLag(send, loop)
                        .withLatency(latency * 4)
                        .withBusy(busy, 2 * busy)
                        .withWait(wait / 2)
                        .withOthers(others / 2)
                        .withSteal(steal / 2)
                        .withPauses(300 * still, 150 * still));
    return Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(1, second),
            net.jqwik.api.Tuple.of(
                1, Arbitraries.of(Watched.FINE, Watched.STARVED, Watched.SHARED)))
        .list();
  }

  private static List<Watched> seconds(int first, Watched some, int then, Watched others) {
    List<Watched> seconds = new ArrayList<>(Collections.nCopies(first, some));
    seconds.addAll(Collections.nCopies(then, others));
    return seconds;
  }
}
