package dev.proofload.loadgen.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.workload.Names;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.OperationKind;
import org.junit.jupiter.api.Test;

class RoomsUserTest {
  private static final int NOWHERE = -1;

  private final RoomsUser user = new RoomsUser(3, NOWHERE, 7);

  @Test
  void itBeginsNowhereAndMayBeInTheFirstRoomSinceAnyTime() {
    assertThat(user.room.first()).isZero();
    assertThat(user.room.last()).isEqualTo(1);
    assertThat(user.room.value(0)).isEqualTo(NOWHERE);
    assertThat(user.room.newest()).isEqualTo(7);
    assertThat(user.room.lo(1)).isEqualTo(Register.ALWAYS);
    assertThat(user.room.hi(1)).isEqualTo(Register.NEVER);
    assertThat(user.name.newest()).isEqualTo(Operation.NO_NAME);
    assertThat(user.isKnown()).isFalse();
  }

  @Test
  void itsSessionExistsFromTheFirstTimeThatSomethingWorked() {
    user.exists(50);
    user.exists(40);
    assertThat(user.isKnown()).isTrue();
    assertThat(user.room.hi(1)).isEqualTo(50);
  }

  @Test
  void whoMovedFirstIsWhereItWent() {
    user.room.append(4, OperationKind.CHAT, Outcome.TIMEOUT, 0, 10, 20, Register.ALWAYS);
    user.exists(50);
    assertThat(user.isKnown()).isTrue();
    assertThat(user.room.hi(2)).as("it may still be on its way").isEqualTo(Register.NEVER);
  }

  @Test
  void whoActsAfterItWasLostIsWild() {
    user.acts();
    assertThat(user.isWild()).isFalse();
    assertThat(user.lose()).isTrue();
    assertThat(user.isWild()).isFalse();
    assertThat(user.lose()).isFalse();
    user.acts();
    assertThat(user.isWild()).isTrue();
    user.acts();
    assertThat(user.isWild()).isTrue();
  }

  @Test
  void numbersInNamesAreRead() {
    Names names = Names.plain("abcd1234", 5);
    for (int number : new int[] {0, 3, 12, 3}) {
      assertThat(user.number(names, names.username(3, number))).isEqualTo(number);
      assertThat(user.number(names, names.username(3, number))).isEqualTo(number);
    }
    assertThat(user.number(names, names.username(4, 1))).isEqualTo(Operation.NO_NAME);
  }
}
