package dev.proofload.loadgen.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.PerClass;
import dev.proofload.loadgen.record.Priority;
import dev.proofload.loadgen.record.StreamList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamUserTest {
  private static final PerClass NONE = new PerClass(0, 0, 0, 0);

  private final StreamUser user = new StreamUser(4, "four");

  @Test
  void aSocketIsOpenFromItsGreetingToItsEnd() {
    assertThat(user.isOpen()).isFalse();
    assertThat(user.isClosed()).as("there was none").isFalse();
    assertThat(user.socket()).isZero();
    user.opened(10);
    assertThat(user.isOpen()).isTrue();
    assertThat(user.isClosed()).isFalse();
    assertThat(user.socket()).isEqualTo(1);
    assertThat(user.wasOpenBefore(10)).isFalse();
    assertThat(user.wasOpenBefore(11)).isTrue();
    assertThat(user.mayHaveGotThem).isTrue();
    user.closed(20);
    assertThat(user.isOpen()).isFalse();
    assertThat(user.isClosed()).isTrue();
    assertThat(user.wasOpenBefore(30)).isFalse();
    assertThat(user.closedNanos()).isEqualTo(20);
    assertThat(user.mayHaveGotThem).isFalse();
    user.opened(30);
    assertThat(user.socket()).isEqualTo(2);
    assertThat(user.isClosed()).isFalse();
  }

  @Test
  void anotherSocketBeginsAnew() {
    user.opened(10);
    user.received.add(Priority.BULK);
    user.receivedBefore.add(Priority.BULK);
    user.uncounted = true;
    user.lastReply = 3;
    user.lastEvent = 3;
    user.lastLate = 3;
    user.announced = 3;
    user.fetched = 3;
    user.gapNanos = 3;
    user.pieces.piece("r", 5, "x");
    assertThat(user.isListed(row(1), look(11), false)).isTrue();
    user.closed(20);
    user.opened(30);
    for (Priority one : Priority.values()) {
      assertThat(user.received.of(one)).isZero();
      assertThat(user.receivedBefore.of(one)).isZero();
    }
    assertThat(user.uncounted).isFalse();
    assertThat(user.lastReply).isNegative();
    assertThat(user.lastEvent).isEqualTo(Observation.NOT_SAID);
    assertThat(user.lastLate).isEqualTo(Observation.NOT_SAID);
    assertThat(user.announced).isZero();
    assertThat(user.fetched).isZero();
    assertThat(user.gapNanos).isZero();
    assertThat(user.pieces.missing()).isZero();
    assertThat(user.row).isNull();
    assertThat(user.rowLook).isNull();
  }

  @Test
  void framesAreCountedByClass() {
    StreamUser.Received received = new StreamUser.Received();
    int count = 0;
    for (Priority one : Priority.values()) {
      count++;
      for (int i = 0; i < count; i++) {
        received.add(one);
      }
    }
    StreamUser.Received copy = new StreamUser.Received();
    copy.set(received);
    received.add(Priority.CONTROL);
    count = 0;
    for (Priority one : Priority.values()) {
      count++;
      assertThat(copy.of(one)).isEqualTo(count);
    }
    assertThat(received.of(Priority.CONTROL)).isEqualTo(copy.of(Priority.CONTROL) + 1);
  }

  @Test
  void whatIsUnsureIsForgottenWhenThereIsTooMuch() {
    for (int i = 0; i < 1_024; i++) {
      user.unsure(i);
    }
    assertThat(user.isUnsure(0)).isTrue();
    assertThat(user.isUnsure(1_023)).isTrue();
    assertThat(user.isUnsure(1_024)).isFalse();
    user.unsure(1_024);
    assertThat(user.isUnsure(1_024)).isTrue();
    assertThat(user.isUnsure(0)).isFalse();
  }

  @Test
  void theFirstStreamOfAUserIsItsFirstSockets() {
    assertThat(user.isListed(row(1), look(100), false)).as("no socket").isFalse();
    user.opened(10);
    assertThat(user.isListed(row(1), look(10), false)).as("asked for before").isFalse();
    StreamLooks.Look look = look(11);
    StreamList.Row row = row(1);
    assertThat(user.isListed(row, look, false)).isTrue();
    assertThat(user.row).isSameAs(row);
    assertThat(user.rowLook).isSameAs(look);
    assertThat(user.isListed(row(1), look(12), false)).isTrue();
  }

  @Test
  void anotherStreamMixesThemUp() {
    user.opened(10);
    user.isListed(row(1), look(11), false);
    assertThat(user.isListed(row(2), look(12), false)).isFalse();
    assertThat(user.row).isNull();
    assertThat(user.isListed(row(1), look(13), false)).isFalse();
  }

  @Test
  void aConnectionThatFailedMixesThemUp() {
    user.opened(10);
    user.mayHaveAnotherStream();
    assertThat(user.isListed(row(1), look(11), true)).isFalse();
  }

  @Test
  void theSecondSocketHasAnotherStream() {
    user.opened(10);
    user.isListed(row(1), look(11), false);
    user.closed(20);
    user.opened(30);
    assertThat(user.isListed(row(1), look(31), false)).as("perhaps the first").isFalse();
    assertThat(user.isListed(row(2), look(32), false)).isTrue();
    assertThat(user.isListed(row(2), look(33), false)).isTrue();
  }

  @Test
  void theSecondSocketMayBeKnownByThatNoneWasThereInBetween() {
    user.opened(10);
    user.closed(20);
    user.opened(30);
    assertThat(user.isListed(row(7), look(31), false)).isFalse();
    assertThat(user.isListed(row(7), look(32), true)).isTrue();
  }

  private static StreamList.Row row(long stream) {
    return new StreamList.Row(stream, "four", "", 0, 0, NONE, NONE, NONE, NONE);
  }

  private static StreamLooks.Look look(long start) {
    return new StreamLooks.Look(
        0,
        start,
        start + 1,
        new StreamList(List.of(), 0, 0, StreamList.Totals.UNTOLD, StreamList.Limits.UNTOLD));
  }
}
