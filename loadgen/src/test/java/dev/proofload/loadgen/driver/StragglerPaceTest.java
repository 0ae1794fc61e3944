package dev.proofload.loadgen.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.loadgen.testkit.Plans;
import dev.proofload.loadgen.workload.Arrivals;
import dev.proofload.loadgen.workload.LoadPlan;
import dev.proofload.loadgen.workload.OpenLoad;
import dev.proofload.loadgen.workload.RateProfile;
import dev.proofload.loadgen.workload.Readers;
import dev.proofload.loadgen.workload.Transport;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StragglerPaceTest {
  private static final long MILLI = 1_000_000;

  /** Of ten users the last six do not read as they should: two slow, two stalled, two churning. */
  private static final Readers READERS = new Readers(2, 2, 2);

  private static final int SLOW_ASKER = 5;
  private static final int SLOW_SPEAKER = 4;
  private static final int STALLED_ASKER = 7;
  private static final int STALLED_SPEAKER = 6;
  private static final int CHURNING = 8;

  @Test
  void inAClosedLoadWhoAsksGoesOnAtOnce() {
    assertThat(pause(closed(), SLOW_ASKER)).isZero();
    assertThat(pause(closed(), STALLED_ASKER)).isZero();
    assertThat(pause(closed(), STALLED_SPEAKER)).isZero();
  }

  @Test
  void whoSpeaksFillsItsQueue() {
    assertThat(pause(closed(), SLOW_SPEAKER)).isEqualTo(50 * MILLI);
    assertThat(pauseOnceStopped(closed(), STALLED_SPEAKER)).isEqualTo(50 * MILLI);
  }

  @Test
  void whoAsksAndHasStoppedReadingSaysNothingMoreWhileItLooksUp() {
    assertThat(pauseOnceStopped(closed(), STALLED_ASKER)).isEqualTo(1_000 * MILLI);
    assertThat(pauseOnceStopped(open(2), STALLED_ASKER)).isEqualTo(2_000 * MILLI);
  }

  @Test
  void oneOfAKindFillsItsQueueAndTheOthersDoNot() {
    LoadPlan many = plan().users(1_000).readers(new Readers(100, 100, 0)).messages(10).make();
    assertThat(pause(many, 800)).isEqualTo(50 * MILLI);
    assertThat(pause(many, 802)).isEqualTo(1_000 * MILLI);
    assertThat(pauseOnceStopped(many, 900)).isEqualTo(50 * MILLI);
    assertThat(pauseOnceStopped(many, 902)).isEqualTo(1_000 * MILLI);
  }

  @Test
  void whoChurnsStaysAwayForAWhile() {
    assertThat(pause(closed(), CHURNING)).isEqualTo(200 * MILLI);
  }

  @Test
  void nobodyThinksLessThanThePlanSays() {
    LoadPlan thinking = plan().thinkTime(Duration.ofSeconds(2)).make();
    for (int slot = SLOW_SPEAKER; slot <= CHURNING; slot++) {
      assertThat(pause(thinking, slot)).isEqualTo(2_000 * MILLI);
    }
    assertThat(pauseOnceStopped(thinking, STALLED_SPEAKER)).isEqualTo(2_000 * MILLI);
  }

  @Test
  void inAnOpenLoadEachSaysWhatAHealthyUserDoes() {
    assertThat(pause(open(2), SLOW_ASKER)).isEqualTo(2_000 * MILLI);
    assertThat(pause(open(2), STALLED_ASKER)).isEqualTo(2_000 * MILLI);
    assertThat(pause(open(2), STALLED_SPEAKER)).isEqualTo(2_000 * MILLI);
    assertThat(pause(open(2), CHURNING)).isEqualTo(2_000 * MILLI);
    assertThat(pause(open(400), CHURNING)).isEqualTo(200 * MILLI);
    assertThat(pauseOnceStopped(open(2), STALLED_SPEAKER)).isEqualTo(50 * MILLI);
  }

  @Test
  void inAnOpenLoadTheyDoNotBeginTogether() {
    Pace one = new StragglerPace(open(2), SLOW_ASKER);
    Pace other = new StragglerPace(open(2), STALLED_ASKER);
    long first = one.nextNanos(5, 5);
    long second = other.nextNanos(5, 5);
    assertThat(first).isBetween(5L, 5 + 2_000 * MILLI);
    assertThat(second).isBetween(5L, 5 + 2_000 * MILLI);
    assertThat(Math.abs(first - second)).isGreaterThan(100 * MILLI);
  }

  private static long pause(LoadPlan plan, int slot) {
    return pause(new StragglerPace(plan, slot));
  }

  private static long pauseOnceStopped(LoadPlan plan, int slot) {
    StragglerPace pace = new StragglerPace(plan, slot);
    pace.stopsReading();
    return pause(pace);
  }

  /** Between an answer and the next message, once it has begun. */
  private static long pause(Pace pace) {
    pace.nextNanos(0, 0);
    long ready = 77 * MILLI;
    return pace.nextNanos(0, ready) - ready;
  }

  private static LoadPlan closed() {
    return plan().make();
  }

  private static LoadPlan open(double rate) {
    Duration minute = Duration.ofMinutes(1);
    OpenLoad load = new OpenLoad(RateProfile.constant(rate, minute), Arrivals.CONSTANT);
    return plan().unbounded().duration(minute).open(load).make();
  }

  private static Plans plan() {
    return Plans.plan().users(10).readers(READERS).transport(Transport.WS);
  }
}
