package dev.proofload.loadgen.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.OperationKind;
import dev.proofload.loadgen.workload.Rendezvous;
import dev.proofload.loadgen.workload.ServerRules;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a right server could have answered user 0, one operation each second, from second to second.
 */
class LegalityTest {
  private static final long SECOND = 1_000_000_000;
  private static final Duration WINDOW = Duration.ofSeconds(30);

  private final Story story = new Story();
  private int sequence;
  private long seconds;

  private static ServerRules rules(int limit) {
    return new ServerRules(
        OptionalInt.of(limit), Optional.of(WINDOW), 2, Duration.ofSeconds(60), OptionalLong.of(9));
  }

  private Legality legality(int limit) {
    return new Legality(story.steps, rules(limit), 0, false);
  }

  private Legality small(int limit) {
    return new Legality(story.steps, rules(limit), 0, true);
  }

  private Operation operation(OperationKind kind, int room) {
    Operation operation = new Operation(0);
    operation.set(kind, sequence, sequence, room, 0, Rendezvous.NONE);
    sequence++;
    return operation;
  }

  private Legal ended(Legality legality, Operation operation, Outcome outcome, Observation seen) {
    long start = 1_000 + seconds * SECOND;
    seconds++;
    return legality.completed(operation, outcome, start, start + SECOND / 10, seen);
  }

  private Legal chat(Legality legality, Outcome outcome) {
    Operation operation = operation(OperationKind.CHAT, Operation.NO_ROOM);
    return ended(legality, operation, outcome, story.answer(0, "text"));
  }

  private Legal chat(Legality legality) {
    return chat(legality, Outcome.OK);
  }

  private Legal counted(Legality legality, int count) {
    Operation operation = operation(OperationKind.CHAT, Operation.NO_ROOM);
    return ended(legality, operation, Outcome.OK, story.counted(0, count));
  }

  private Legal crisis(Legality legality, boolean help) {
    Operation operation = operation(OperationKind.CRISIS, Operation.NO_ROOM);
    return ended(legality, operation, Outcome.OK, help ? story.help(0) : story.answer(0, "I see"));
  }

  private Legal in(Legality legality, OperationKind kind, int asked, String told) {
    Observation seen = story.answer(0, "text");
    seen.room(told);
    return ended(legality, operation(kind, asked), Outcome.OK, seen);
  }

  @Test
  void aBucketHoldsWhatWasNotTaken() {
    Legality legality = legality(3);
    assertThat(chat(legality).tokens()).contains(new Legal.Range(3, 3));
    assertThat(chat(legality).tokens()).contains(new Legal.Range(2, 2));
    Legal third = chat(legality);
    assertThat(third.tokens()).contains(new Legal.Range(1, 1));
    assertThat(third.broken()).isEmpty();
    Legal fourth = chat(legality);
    assertThat(fourth.tokens()).contains(new Legal.Range(0, 0));
    assertThat(fourth.broken()).containsExactly("rate_limit");
  }

  @Test
  void whoIsRefusedMustHaveHadNothing() {
    Legality legality = legality(3);
    for (int i = 0; i < 3; i++) {
      chat(legality);
    }
    assertThat(chat(legality, Outcome.REFUSED).broken()).isEmpty();
    seconds += 40;
    Legal full = chat(legality, Outcome.REFUSED);
    assertThat(full.tokens()).contains(new Legal.Range(3, 3));
    assertThat(full.broken()).containsExactly("rate_limit");
  }

  @Test
  void nobodyIsRefusedWithoutALimit() {
    Legality off = legality(0);
    Legal admitted = chat(off);
    assertThat(admitted.tokens()).isEmpty();
    assertThat(admitted.broken()).isEmpty();
    assertThat(chat(off, Outcome.REFUSED).broken()).containsExactly("rate_limit");
    Legality unknown = new Legality(story.steps, ServerRules.documented(), 0, false);
    assertThat(chat(unknown, Outcome.REFUSED).broken()).isEmpty();
    assertThat(chat(unknown).tokens()).isEmpty();
  }

  @Test
  void aLimitOfWhichTheWindowIsNotToldProvesNothing() {
    ServerRules rules =
        new ServerRules(
            OptionalInt.of(1), Optional.empty(), 3, Duration.ofMinutes(5), OptionalLong.empty());
    Legality legality = new Legality(story.steps, rules, 0, false);
    assertThat(chat(legality).tokens()).isEmpty();
    assertThat(chat(legality, Outcome.REFUSED).broken()).isEmpty();
  }

  @Test
  void aSessionHoldsTwoMessagesForEachTurn() {
    Legality legality = legality(0);
    Legal first = counted(legality, 2);
    assertThat(first.messages()).contains(new Legal.Range(2, 2));
    assertThat(first.broken()).isEmpty();
    Legal second = counted(legality, 6);
    assertThat(second.messages()).contains(new Legal.Range(4, 4));
    assertThat(second.broken()).containsExactly("isolation");
    assertThat(chat(legality, Outcome.REFUSED).messages()).isEmpty();
    assertThat(counted(legality, 6).broken()).isEmpty();
  }

  @Test
  void anUnknownTurnMayCountOrNot() {
    Legality legality = legality(0);
    counted(legality, 2);
    assertThat(chat(legality, Outcome.TIMEOUT).messages()).isEmpty();
    Legal after = counted(legality, 6);
    assertThat(after.messages()).contains(new Legal.Range(4, 6));
    assertThat(after.broken()).isEmpty();
    assertThat(after.lostAfter()).isEqualTo(1);
  }

  @Test
  void aSessionBeginsAnewOnlyWhereItMayBeThrownOut() {
    Legality roomy = legality(0);
    counted(roomy, 2);
    counted(roomy, 4);
    Legal lost = counted(roomy, 2);
    assertThat(lost.broken()).containsExactly("isolation");
    assertThat(lost.mayBeginAnew()).isFalse();
    Legality small = small(0);
    counted(small, 2);
    counted(small, 4);
    Legal anew = counted(small, 2);
    assertThat(anew.broken()).isEmpty();
    assertThat(anew.mayBeginAnew()).isTrue();
    assertThat(counted(small, 4).messages()).contains(new Legal.Range(4, 4));
    assertThat(counted(small, 9).broken()).containsExactly("isolation");
  }

  @Test
  void everybodyBeginsInTheTowerAndGoesWhereItSays() {
    Legality legality = legality(0);
    Legal first = in(legality, OperationKind.CHAT, Operation.NO_ROOM, "Tower");
    assertThat(first.room()).isEqualTo("Tower");
    assertThat(first.broken()).isEmpty();
    Legal moved = in(legality, OperationKind.CHAT, 2, story.names.room(2));
    assertThat(moved.room()).isEqualTo(story.names.room(2));
    assertThat(moved.broken()).isEmpty();
    Legal elsewhere = in(legality, OperationKind.LOOK, Operation.NO_ROOM, "Tower");
    assertThat(elsewhere.room()).isEqualTo(story.names.room(2));
    assertThat(elsewhere.broken()).containsExactly("rooms");
    assertThat(in(legality, OperationKind.LOOK, Operation.NO_ROOM, "").broken()).isEmpty();
  }

  @Test
  void whoWasThrownOutIsInTheTower() {
    Legality small = small(0);
    in(small, OperationKind.CHAT, 2, story.names.room(2));
    Legal wrong = in(small, OperationKind.LOOK, Operation.NO_ROOM, story.names.room(3));
    assertThat(wrong.broken()).containsExactly("rooms");
    assertThat(in(small, OperationKind.LOOK, Operation.NO_ROOM, "Tower").broken()).isEmpty();
    Legal after = in(small, OperationKind.LOOK, Operation.NO_ROOM, "Tower");
    assertThat(after.room()).isEqualTo("Tower");
    assertThat(in(small, OperationKind.CHAT, 2, "Tower").broken()).containsExactly("rooms");
  }

  @Test
  void anotherUsersRoomSaysNothingOfOnesOwn() {
    Legality legality = legality(0);
    Observation seen = story.answer(1, "text");
    seen.room(story.names.room(3));
    Operation operation = operation(OperationKind.CHAT, Operation.NO_ROOM);
    assertThat(ended(legality, operation, Outcome.OK, seen).broken()).isEmpty();
  }

  @Test
  void helpIsDueOnTheSecondInARow() {
    Legality legality = legality(0);
    Legal first = crisis(legality, false);
    assertThat(first.help()).contains(new Legal.Help(1, Legal.Due.NO));
    assertThat(first.broken()).isEmpty();
    Legal second = crisis(legality, true);
    assertThat(second.help()).contains(new Legal.Help(2, Legal.Due.YES));
    assertThat(second.broken()).isEmpty();
    Legal third = crisis(legality, false);
    assertThat(third.help()).contains(new Legal.Help(3, Legal.Due.NO));
    assertThat(third.broken()).isEmpty();
    Legal calm = chat(legality);
    assertThat(calm.help()).contains(new Legal.Help(0, Legal.Due.NO));
    assertThat(crisis(legality, false).help()).contains(new Legal.Help(1, Legal.Due.NO));
  }

  @Test
  void helpThatDoesNotComeIsMissedOnceAndThenNothingIsKnown() {
    Legality legality = legality(0);
    crisis(legality, false);
    Legal missed = crisis(legality, false);
    assertThat(missed.help()).contains(new Legal.Help(2, Legal.Due.YES));
    assertThat(missed.broken()).containsExactly("crisis");
    Legal after = crisis(legality, false);
    assertThat(after.help()).isEmpty();
    assertThat(after.broken()).isEmpty();
    chat(legality);
    assertThat(crisis(legality, false).help()).contains(new Legal.Help(1, Legal.Due.NO));
    assertThat(crisis(legality, true).broken()).isEmpty();
  }

  @Test
  void helpThatIsNotDueIsWrong() {
    Legality legality = legality(0);
    assertThat(chat(legality).help()).isEmpty();
    Legal early = crisis(legality, true);
    assertThat(early.help()).contains(new Legal.Help(1, Legal.Due.NO));
    assertThat(early.broken()).containsExactly("crisis");
    Operation calm = operation(OperationKind.CHAT, Operation.NO_ROOM);
    Legal shown = ended(legality, calm, Outcome.OK, story.help(0));
    assertThat(shown.help()).contains(new Legal.Help(0, Legal.Due.NO));
    assertThat(shown.broken()).containsExactly("crisis");
  }

  @Test
  void helpMayBeDueOrNotWhereTheEdgeOfTheWindowFallsIntoATurn() {
    Legality legality = legality(0);
    crisis(legality, false);
    seconds = 60;
    Legal edge = crisis(legality, false);
    assertThat(edge.help()).contains(new Legal.Help(2, Legal.Due.EITHER));
    assertThat(edge.broken()).isEmpty();
  }

  @Test
  void flagAndTextDisagree() {
    Legality legality = legality(0);
    crisis(legality, false);
    Observation flagOnly = story.answer(0, "I see");
    flagOnly.crisis(true);
    Operation operation = operation(OperationKind.CRISIS, Operation.NO_ROOM);
    assertThat(ended(legality, operation, Outcome.OK, flagOnly).broken()).containsExactly("crisis");
  }

  @ParameterizedTest
  @EnumSource(
      value = Outcome.class,
      names = {"RESET", "TIMEOUT", "STATUS", "BAD_ANSWER"})
  void afterAnUnknownOutcomeLittleIsCertain(Outcome outcome) {
    Legality legality = legality(3);
    assertThat(chat(legality).lostAfter()).isEqualTo(Legal.NOT_LOST);
    Legal unknown = chat(legality, outcome);
    assertThat(unknown.lostAfter()).isEqualTo(Legal.NOT_LOST);
    assertThat(unknown.tokens()).isEmpty();
    assertThat(unknown.room()).isEmpty();
    Legal after = crisis(legality, true);
    assertThat(after.lostAfter()).isEqualTo(1);
    assertThat(after.tokens()).isEmpty();
    assertThat(after.help()).isEmpty();
    assertThat(after.room()).isEmpty();
    assertThat(after.broken()).isEmpty();
    chat(legality, outcome);
    assertThat(chat(legality).lostAfter()).isEqualTo(1);
  }

  @Test
  void whatWasNeverSentChangesNothing() {
    Legality legality = legality(1);
    Legal never = chat(legality, Outcome.CONNECT);
    assertThat(never.messages()).isEmpty();
    assertThat(never.tokens()).isEmpty();
    Legal read = ended(legality, story.drain(0, 0), Outcome.OK, story.answer(0, ""));
    assertThat(read.tokens()).isEmpty();
    assertThat(read.room()).isEmpty();
    assertThat(chat(legality).tokens()).contains(new Legal.Range(1, 1));
  }

  @Test
  void aMoveTakesATokenAndIsNoMessage() {
    Legality legality = legality(2);
    Legal move = in(legality, OperationKind.MOVE, 3, story.names.room(3));
    assertThat(move.tokens()).contains(new Legal.Range(2, 2));
    assertThat(move.messages()).isEmpty();
    assertThat(move.help()).isEmpty();
    assertThat(move.room()).isEqualTo(story.names.room(3));
    assertThat(counted(legality, 2).broken()).isEmpty();
  }

  @Test
  void aGreetingSaysWhereOneIs() {
    Legality legality = small(0);
    in(legality, OperationKind.CHAT, 2, story.names.room(2));
    Observation greeting = new Observation();
    greeting.type(Observation.Type.GREETING);
    Legal greeted = legality.delivered(greeting);
    assertThat(greeted.room()).isEqualTo(story.names.room(2));
    assertThat(greeted.mayBeginAnew()).isTrue();
    assertThat(greeted.lostAfter()).isEqualTo(Legal.NOT_LOST);
    assertThat(legality.delivered(story.event(1, "hello")).room()).isEmpty();
    chat(legality, Outcome.RESET);
    Legal after = legality.delivered(greeting);
    assertThat(after.room()).isEmpty();
    assertThat(after.lostAfter()).isEqualTo(1);
  }
}
