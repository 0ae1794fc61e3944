package dev.proofload.bridge.crisis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proofload.bridge.VirtualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CrisisRegisterTest {
  private static final Duration WINDOW = Duration.ofMinutes(5);
  private static final Duration NANO = Duration.ofNanos(1);

  private final VirtualTime time = new VirtualTime();
  private final CrisisRegister register = new CrisisRegister(3, WINDOW, time);

  private boolean flagged() {
    return register.turn("ada", true);
  }

  private void calm() {
    assertThat(register.turn("ada", false)).isFalse();
  }

  private void deliver() {
    assertThat(flagged()).isFalse();
    assertThat(flagged()).isFalse();
    assertThat(flagged()).isTrue();
  }

  @Test
  void theThirdFlaggedTurnDeliversAndNoneBefore() {
    deliver();
  }

  @Test
  void aCalmTurnEndsTheStreak() {
    flagged();
    flagged();
    calm();

    deliver();
  }

  @Test
  void usersDoNotCountForEachOther() {
    flagged();
    flagged();

    assertThat(register.turn("bob", true)).isFalse();
    assertThat(flagged()).isTrue();
  }

  @Test
  void threeTurnsExactlyTheWindowApartCount() {
    flagged();
    flagged();
    time.pass(WINDOW);

    assertThat(flagged()).isTrue();
  }

  @Test
  void threeTurnsMoreThanTheWindowApartDoNot() {
    flagged();
    flagged();
    time.pass(WINDOW.plus(NANO));

    assertThat(flagged()).isFalse();
  }

  /** Was: a streak slower than the window never delivered. */
  @Test
  void aSlowStreakDeliversAsSoonAsItsLatestThreeTurnsLieWithinTheWindow() {
    for (int i = 0; i < 5; i++) {
      assertThat(flagged()).isFalse();
      time.pass(Duration.ofMinutes(4));
    }
    assertThat(flagged()).isFalse();
    time.pass(Duration.ofMinutes(1));

    assertThat(flagged()).isTrue();
  }

  @Test
  void afterADeliveryTheStreakIsQuietForTheWindowAndThenDeliversAtOnce() {
    deliver();
    time.pass(WINDOW.minus(NANO));
    assertThat(flagged()).isFalse();
    time.pass(NANO);
    assertThat(flagged()).isTrue();

    // A redelivery counts from itself.
    time.pass(WINDOW.minus(NANO));
    assertThat(flagged()).isFalse();
    time.pass(NANO);
    assertThat(flagged()).isTrue();
  }

  /** Was: a second episode never delivered. */
  @Test
  void aNewStreakOfThreeDeliversAgainAtAnyTime() {
    deliver();
    calm();

    deliver();
  }

  @Test
  void turnsThatWereTooEarlyToDeliverAgainDoNotPutItOff() {
    deliver();
    time.pass(Duration.ofMinutes(4));
    flagged();
    time.pass(Duration.ofMinutes(1));

    assertThat(flagged()).isTrue();
  }

  @Test
  void aSweepFreesOnlyWhatCannotMatter() {
    flagged();
    register.turn("bob", true);
    register.turn("bob", true);
    register.turn("bob", true);
    time.pass(WINDOW);
    register.sweep();
    assertThat(register.size()).isEqualTo(2);

    time.pass(NANO);
    register.sweep();

    // Ada's turn is too old to count; Bob's delivery still tells when the next is due.
    assertThat(register.size()).isEqualTo(1);
    assertThat(register.turn("bob", true)).isTrue();
  }

  @Test
  void aCalmTurnFreesTheState() {
    flagged();
    calm();

    assertThat(register.size()).isZero();
  }

  @Test
  void turnsAndWindowCanBeChosen() {
    CrisisRegister atOnce = new CrisisRegister(1, Duration.ofSeconds(1), time);
    assertThat(atOnce.turn("ada", true)).isTrue();
    assertThat(atOnce.turn("ada", true)).isFalse();
    time.pass(Duration.ofSeconds(1));
    assertThat(atOnce.turn("ada", true)).isTrue();

    CrisisRegister second = new CrisisRegister(2, Duration.ofSeconds(1), time);
    assertThat(second.turn("ada", true)).isFalse();
    assertThat(second.turn("ada", true)).isTrue();
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertThatThrownBy(() -> new CrisisRegister(0, WINDOW, time)).hasMessageContaining("0");
    assertThatThrownBy(() -> new CrisisRegister(3, Duration.ZERO, time))
        .hasMessageContaining("PT0S");
  }
}
