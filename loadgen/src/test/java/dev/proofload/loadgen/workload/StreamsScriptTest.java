package dev.proofload.loadgen.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.loadgen.testkit.Plans;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamsScriptTest {
  private static final Readers STALLED = new Readers(0, 2, 0);

  private final Operation next = new Operation(0);

  private static Plans plans() {
    return Plans.plan().users(6).transport(Transport.WS).mix(StreamsScript.MIX).messages(200);
  }

  private static StreamsScript script(Plans plans, int slot) {
    return new StreamsScript(plans.make(), ServerRules.documented(), slot);
  }

  @Test
  void goesToItsRoomOnceAndStaysThere() {
    StreamsScript script = script(plans(), 4);
    assertThat(script.next(next, 0)).isTrue();
    assertThat(next.kind()).isEqualTo(OperationKind.MOVE);
    assertThat(next.room()).isEqualTo(4);
    int messages = 0;
    while (script.next(next, 0.5)) {
      assertThat(next.kind().isMessage()).isTrue();
      assertThat(next.room()).isEqualTo(Operation.NO_ROOM);
      messages++;
    }
    assertThat(messages).isEqualTo(200);
  }

  @Test
  void chatsAreToBeStreamedAndTheRestIsNot() {
    StreamsScript script = script(plans(), 0);
    List<OperationKind> kinds = new ArrayList<>();
    while (script.next(next, 0.5)) {
      assertThat(next.transport()).isEqualTo(Transport.WS);
      kinds.add(next.kind());
    }
    assertThat(kinds)
        .contains(OperationKind.STREAMED, OperationKind.SAY, OperationKind.CRISIS)
        .doesNotContain(OperationKind.CHAT, OperationKind.DRAIN, OperationKind.GO);
  }

  @Test
  void numbersRiseByOne() {
    StreamsScript script = script(plans(), 0);
    for (int sequence = 0; script.next(next, 0.5); sequence++) {
      assertThat(next.sequence()).isEqualTo(sequence);
    }
  }

  @Test
  void aWhisperKeepsWhomItIsFor() {
    StreamsScript script = script(plans().mix(KindMix.parse("whisper")).crisisUsers(0), 3);
    script.next(next, 0);
    script.next(next, 0);
    assertThat(next.kind()).isEqualTo(OperationKind.WHISPER);
    assertThat(next.target()).isBetween(0, 5).isNotEqualTo(3);
  }

  @Test
  void withoutRoomsNobodyMoves() {
    StreamsScript script = script(plans().rooms(0), 0);
    script.next(next, 0);
    assertThat(next.kind()).isNotEqualTo(OperationKind.MOVE);
  }

  @Test
  void aStalledUserSpeaksOverHttpOnceItDoesNotRead() {
    StreamsScript script =
        script(plans().readers(STALLED).mix(KindMix.CHAT_ONLY).crisisUsers(0), 4);
    script.next(next, 0);
    script.next(next, 0);
    assertThat(next.kind()).isEqualTo(OperationKind.STREAMED);
    script.next(next, Readers.STALL_AT);
    assertThat(next.kind()).isEqualTo(OperationKind.CHAT);
    assertThat(next.transport()).isEqualTo(Transport.HTTP);
    assertThat(next.phrase()).isEqualTo(MessageText.LONG);
  }

  @Test
  void theOtherStalledUsersAskOverTheirSocket() {
    StreamsScript script =
        script(plans().readers(STALLED).mix(KindMix.CHAT_ONLY).crisisUsers(0), 5);
    script.next(next, 0);
    script.next(next, 0);
    assertThat(next.phrase()).isNotEqualTo(MessageText.LONG);
    script.next(next, 1);
    assertThat(next.kind()).isEqualTo(OperationKind.STREAMED);
    assertThat(next.transport()).isEqualTo(Transport.WS);
    assertThat(next.phrase()).isEqualTo(MessageText.LONG);
  }

  @Test
  void theOthersWhoStopReadingSayWhatHealthyUsersSay() {
    Readers many = new Readers(0, 4, 0);
    for (int slot : new int[] {4, 5}) {
      StreamsScript script =
          script(plans().readers(many).mix(KindMix.CHAT_ONLY).crisisUsers(0), slot);
      script.next(next, 0);
      script.next(next, 1);
      assertThat(next.kind().isMessage()).isTrue();
      assertThat(next.phrase()).isNotEqualTo(MessageText.LONG);
    }
  }

  @Test
  void aMoveThatWasTakenBackComesAgain() {
    StreamsScript script = script(plans(), 1);
    script.next(next, 0);
    script.takeBack();
    script.next(next, 0);
    assertThat(next.kind()).isEqualTo(OperationKind.MOVE);
    script.next(next, 0);
    assertThat(next.kind()).isNotEqualTo(OperationKind.MOVE);
  }

  @Test
  void aNewUserGoesToTheRoomAgain() {
    StreamsScript script = script(plans(), 1);
    script.next(next, 0);
    script.next(next, 0);
    script.renewed();
    script.next(next, 0);
    assertThat(next.kind()).isEqualTo(OperationKind.MOVE);
  }

  @Test
  void inTheEndAllFetchOverHttpAndLookOverTheSocket() {
    StreamsScript script = script(plans().readers(STALLED), 4);
    script.next(next, 0);
    script.next(next, 0.5);
    script.close(ClosingPart.FENCE);
    assertThat(script.next(next, 1)).isTrue();
    assertThat(next.kind()).isEqualTo(OperationKind.LOOK);
    assertThat(next.transport()).isEqualTo(Transport.WS);
    script.close(ClosingPart.FETCH);
    assertThat(script.next(next, 1)).isTrue();
    assertThat(next.kind()).isEqualTo(OperationKind.DRAIN);
    assertThat(next.transport()).isEqualTo(Transport.HTTP);
    assertThat(next.target()).isEqualTo(next.user());
  }
}
