package dev.proofload.loadgen.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.loadgen.testkit.Plans;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatScriptTest {
  private record Step(
      OperationKind kind,
      int sequence,
      int nonce,
      int room,
      int phrase,
      Rendezvous rendezvous,
      Transport transport,
      int nameNumber,
      int target) {}

  @Property(tries = 300)
  void sendsExactlyAsManyMessagesAsPlanned(
      @ForAll @IntRange(min = 1, max = 60) int messages,
      @ForAll @IntRange(min = 0, max = 7) int rooms,
      @ForAll @IntRange(min = 0, max = 3) int user,
      @ForAll Transport transport) {
    LoadPlan plan =
        Plans.plan().messages(messages).rooms(rooms).crisisUsers(2).transport(transport).make();
    List<Step> steps = play(plan, user);
    assertThat(messages(steps)).hasSize(messages);
    for (int i = 0; i < steps.size(); i++) {
      assertThat(steps.get(i).sequence()).isEqualTo(i);
    }
  }

  @Property(tries = 200)
  void messageIGoesToRoomIModRooms(
      @ForAll @IntRange(min = 1, max = 60) int messages,
      @ForAll @IntRange(min = 1, max = 7) int rooms,
      @ForAll @IntRange(min = 0, max = 3) int user,
      @ForAll Transport transport) {
    LoadPlan plan = Plans.plan().messages(messages).rooms(rooms).transport(transport).make();
    int index = 0;
    for (Step step : play(plan, user)) {
      boolean meets =
          step.rendezvous() == Rendezvous.ARRIVE || step.rendezvous() == Rendezvous.LOOK;
      assertThat(step.room()).isEqualTo(meets ? rooms : index % rooms);
      if (step.kind().isMessage()) {
        index++;
      }
    }
  }

  @Property(tries = 200)
  void overWebSocketAMoveGoesAheadWheneverTheRoomChanges(
      @ForAll @IntRange(min = 1, max = 60) int messages,
      @ForAll @IntRange(min = 0, max = 7) int rooms,
      @ForAll @IntRange(min = 0, max = 3) int user) {
    LoadPlan plan = Plans.plan().messages(messages).rooms(rooms).transport(Transport.WS).make();
    int current = Operation.NO_ROOM;
    for (Step step : play(plan, user)) {
      if (step.kind() == OperationKind.MOVE) {
        assertThat(step.room()).isNotEqualTo(current).isGreaterThanOrEqualTo(0);
        current = step.room();
      } else if (step.room() != Operation.NO_ROOM) {
        assertThat(step.room()).isEqualTo(current);
      }
    }
  }

  @Test
  void usersGoRoundInCrowds() {
    LoadPlan plan = Plans.plan().users(350).rooms(3).make();
    for (int user : new int[] {0, 99, 100, 250, 349}) {
      ChatScript script = new ChatScript(plan, ServerRules.documented(), user);
      Operation operation = new Operation(user);
      for (int message = 0; message < 5; message++) {
        assertThat(script.next(operation, 0)).isTrue();
        assertThat(operation.room()).isEqualTo((user / 100 + message) % 3);
      }
    }
  }

  @Test
  void overHttpTheRoomTravelsWithTheMessage() {
    assertThat(play(Plans.plan().make(), 2))
        .extracting(Step::kind)
        .doesNotContain(OperationKind.MOVE)
        .hasSize(20);
  }

  @Test
  void inAMixedRunUsersTakeTurnsAtTheTransports() {
    LoadPlan plan = Plans.plan().transport(Transport.MIXED).make();
    assertThat(play(plan, 3)).extracting(Step::transport).containsOnly(Transport.HTTP);
    assertThat(play(plan, 3)).extracting(Step::kind).doesNotContain(OperationKind.MOVE);
    assertThat(play(plan, 1)).extracting(Step::transport).containsOnly(Transport.WS);
    assertThat(play(plan, 1)).extracting(Step::kind).contains(OperationKind.MOVE);
    assertThat(messages(play(plan, 2)))
        .extracting(Step::transport)
        .startsWith(Transport.HTTP, Transport.WS, Transport.HTTP, Transport.WS);
  }

  @Test
  void withoutRoomsNobodyMovesButToTheMeeting() {
    List<Step> steps = play(Plans.plan().rooms(0).transport(Transport.WS).make(), 2);
    assertThat(steps)
        .filteredOn(step -> step.kind() == OperationKind.MOVE)
        .singleElement()
        .extracting(Step::rendezvous)
        .isEqualTo(Rendezvous.ARRIVE);
    assertThat(steps)
        .filteredOn(step -> step.rendezvous() == Rendezvous.NONE)
        .allSatisfy(step -> assertThat(step.room()).isEqualTo(Operation.NO_ROOM));
  }

  @Property(tries = 200)
  void aCrisisIsThreeMessagesInARowAfterAQuarter(
      @ForAll @IntRange(min = 4, max = 80) int messages,
      @ForAll @IntRange(min = 0, max = 7) int rooms,
      @ForAll Transport transport) {
    LoadPlan plan = Plans.plan().messages(messages).rooms(rooms).transport(transport).make();
    List<Integer> at = new ArrayList<>();
    List<Step> said = messages(play(plan, 0));
    for (int i = 0; i < said.size(); i++) {
      if (said.get(i).kind() == OperationKind.CRISIS) {
        at.add(i);
      }
    }
    int first = (messages + 3) / 4;
    assertThat(at).containsExactly(first, first + 1, first + 2);
  }

  @ParameterizedTest
  @CsvSource({"1,0", "2,1", "3,2", "4,3", "5,3"})
  void tooFewMessagesCutTheCrisisShort(int messages, int crisisMessages) {
    assertThat(play(Plans.plan().messages(messages).make(), 0))
        .filteredOn(step -> step.kind() == OperationKind.CRISIS)
        .hasSize(crisisMessages);
  }

  @Test
  void onlyTheFirstUsersGoThroughACrisis() {
    LoadPlan plan = Plans.plan().crisisUsers(2).make();
    for (int user = 0; user < plan.users(); user++) {
      assertThat(play(plan, user))
          .filteredOn(step -> step.kind() == OperationKind.CRISIS)
          .hasSize(user == 0 ? 3 : user == 1 ? 4 : 0);
    }
  }

  @Property(tries = 200)
  void aMeetingIsArriveLookLeaveInARow(
      @ForAll @IntRange(min = 8, max = 80) int messages,
      @ForAll @IntRange(min = 0, max = 7) int rooms,
      @ForAll @IntRange(min = 0, max = 3) int user,
      @ForAll Transport transport) {
    LoadPlan plan = Plans.plan().messages(messages).rooms(rooms).transport(transport).make();
    List<Step> steps = play(plan, user);
    List<Step> met = steps.stream().filter(step -> step.rendezvous() != Rendezvous.NONE).toList();
    assertThat(met)
        .extracting(Step::rendezvous)
        .containsExactly(Rendezvous.ARRIVE, Rendezvous.LOOK, Rendezvous.LEAVE);
    int first = met.getFirst().sequence();
    assertThat(met).extracting(Step::sequence).containsExactly(first, first + 1, first + 2);
    assertThat(met.get(1).kind()).isEqualTo(OperationKind.LOOK);
    assertThat(messages(steps.subList(0, first)).size())
        .as("not before half of the messages")
        .isGreaterThanOrEqualTo(messages / 2);
  }

  @Test
  void aRunTooShortForTheMeetingLeavesItOut() {
    assertThat(play(Plans.plan().messages(1).make(), 2))
        .extracting(Step::rendezvous)
        .containsExactly(Rendezvous.NONE);
    assertThat(play(Plans.plan().messages(3).make(), 2))
        .extracting(Step::rendezvous)
        .containsExactly(Rendezvous.NONE, Rendezvous.NONE, Rendezvous.ARRIVE);
    assertThat(play(Plans.plan().messages(4).make(), 2))
        .extracting(Step::rendezvous)
        .containsExactly(Rendezvous.NONE, Rendezvous.NONE, Rendezvous.ARRIVE, Rendezvous.LOOK);
  }

  @Test
  void oneUserAloneMeetsNobodyAndAFewHundredAreEnough() {
    assertThat(ChatScript.meetingSize(Plans.plan().users(1).make())).isZero();
    assertThat(ChatScript.meetingSize(Plans.plan().users(2).make())).isEqualTo(2);
    LoadPlan many = Plans.plan().users(1000).make();
    assertThat(ChatScript.meetingSize(many)).isEqualTo(ChatScript.MAX_MEETING);
    assertThat(play(many, ChatScript.MAX_MEETING - 1))
        .extracting(Step::rendezvous)
        .contains(Rendezvous.LOOK);
    assertThat(play(many, ChatScript.MAX_MEETING))
        .extracting(Step::rendezvous)
        .containsOnly(Rendezvous.NONE);
    assertThat(play(Plans.plan().users(1).make(), 0))
        .extracting(Step::rendezvous)
        .containsOnly(Rendezvous.NONE);
  }

  @Test
  void progressByTimeMayJumpAndStillTheCrisisComesWholeAndFirst() {
    LoadPlan plan = Plans.plan().unbounded().duration(Duration.ofSeconds(1)).make();
    ChatScript script = new ChatScript(plan, ServerRules.documented(), 0);
    Operation operation = new Operation(0);
    List<OperationKind> kinds = new ArrayList<>();
    List<Rendezvous> rendezvous = new ArrayList<>();
    double[] progress = {0, 0.1, 0.9, 0.9, 0.95, 0.96, 0.97, 1, 1, 1};
    for (double now : progress) {
      assertThat(script.next(operation, now)).isTrue();
      kinds.add(operation.kind());
      rendezvous.add(operation.rendezvous());
    }
    assertThat(kinds.subList(2, 5)).containsOnly(OperationKind.CRISIS);
    assertThat(kinds.subList(5, 10)).doesNotContain(OperationKind.CRISIS);
    assertThat(rendezvous.subList(5, 8))
        .containsExactly(Rendezvous.ARRIVE, Rendezvous.LOOK, Rendezvous.LEAVE);
  }

  @Test
  void whoIsDoneLeavesTheOperationUntouched() {
    ChatScript script =
        new ChatScript(Plans.plan().messages(1).make(), ServerRules.documented(), 0);
    Operation operation = new Operation(0);
    assertThat(script.next(operation, 0)).isTrue();
    int nonce = operation.nonce();
    assertThat(script.next(operation, 1)).isFalse();
    assertThat(operation.sequence()).isZero();
    assertThat(operation.nonce()).isEqualTo(nonce);
  }

  @Property(tries = 100)
  void theSeedFixesEverything(@ForAll long seed, @ForAll @IntRange(min = 0, max = 3) int user) {
    LoadPlan plan = Plans.plan().seed(seed).make();
    assertThat(play(plan, user)).isEqualTo(play(plan, user));
    assertThat(play(Plans.plan().seed(seed + 1).make(), user)).isNotEqualTo(play(plan, user));
    assertThat(play(plan, (user + 1) % 4)).isNotEqualTo(play(plan, user));
  }

  @Test
  void crisisUsersTakeTurnsAtThePaces() {
    LoadPlan plan = Plans.plan().crisisUsers(4).messages(28).mix(KindMix.DEFAULT).make();
    assertThat(crisis(plan, 0)).isEqualTo("!!!.");
    assertThat(crisis(plan, 1)).isEqualTo("!!!!.");
    assertThat(crisis(plan, 2)).isEqualTo("!!.!!!.");
    assertThat(crisis(plan, 3)).isEqualTo("!!!.!!!.");
  }

  @Test
  void aNewUserBeginsItsCrisisAnewAndNamesItsRoomAgain() {
    LoadPlan plan = Plans.plan().transport(Transport.WS).rooms(1).crisisUsers(1).make();
    ChatScript script = new ChatScript(plan, ServerRules.documented(), 0);
    Operation next = new Operation(0);
    List<OperationKind> kinds = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      if (i == 4) {
        script.renewed();
      }
      assertThat(script.next(next, 0.3)).isTrue();
      kinds.add(next.kind());
    }
    assertThat(kinds)
        .containsExactly(
            OperationKind.MOVE,
            OperationKind.CRISIS,
            OperationKind.CRISIS,
            OperationKind.CRISIS,
            OperationKind.MOVE,
            OperationKind.CHAT,
            OperationKind.CHAT,
            OperationKind.CHAT,
            OperationKind.CHAT);
    ChatScript early = new ChatScript(plan, ServerRules.documented(), 0);
    assertThat(early.next(next, 0.3)).isTrue();
    assertThat(early.next(next, 0.3)).isTrue();
    early.renewed();
    kinds.clear();
    for (int i = 0; i < 5; i++) {
      assertThat(early.next(next, 0.3)).isTrue();
      kinds.add(next.kind());
    }
    assertThat(kinds)
        .containsExactly(
            OperationKind.MOVE,
            OperationKind.CRISIS,
            OperationKind.CRISIS,
            OperationKind.CRISIS,
            OperationKind.CHAT);
  }

  @Property(tries = 200)
  void whatIsTakenBackIsSaidLater(
      @ForAll @IntRange(min = 4, max = 60) int messages,
      @ForAll @IntRange(min = 0, max = 200) int at,
      @ForAll Transport transport) {
    LoadPlan plan =
        Plans.plan().messages(messages).transport(transport).mix(KindMix.DEFAULT).make();
    ChatScript script = new ChatScript(plan, ServerRules.documented(), 0);
    Operation next = new Operation(0);
    int done = 0;
    int crisis = 0;
    List<Rendezvous> met = new ArrayList<>();
    for (int i = 0; script.next(next, (double) done / messages); i++) {
      assertThat(next.sequence()).isEqualTo(i);
      if (i == at) {
        script.takeBack();
        continue;
      }
      done += next.kind().isMessage() ? 1 : 0;
      crisis += next.kind() == OperationKind.CRISIS ? 1 : 0;
      if (next.rendezvous() != Rendezvous.NONE) {
        met.add(next.rendezvous());
      }
    }
    assertThat(done).isEqualTo(messages);
    assertThat(crisis).isEqualTo(3);
    assertThat(met).doesNotHaveDuplicates();
  }

  @Test
  void theMixIsDrawnInItsShares() {
    LoadPlan plan = Plans.plan().users(2).messages(20_000).mix(KindMix.DEFAULT).make();
    List<Step> steps = play(plan, 1);
    assertThat(count(steps, OperationKind.SAY)).isBetween(1_400L, 1_800L);
    assertThat(count(steps, OperationKind.LOOK)).isBetween(850L, 1_150L);
    assertThat(count(steps, OperationKind.DRAIN)).isBetween(850L, 1_150L);
    assertThat(count(steps, OperationKind.WHO)).isBetween(100L, 300L);
    assertThat(steps)
        .filteredOn(step -> step.kind() == OperationKind.WHISPER)
        .hasSizeBetween(300, 500)
        .allSatisfy(step -> assertThat(step.target()).isZero());
    assertThat(steps)
        .filteredOn(step -> step.kind() == OperationKind.DRAIN)
        .allSatisfy(step -> assertThat(step.target()).isEqualTo(1));
    assertThat(steps.getFirst().kind()).isNotEqualTo(OperationKind.DRAIN);
  }

  @Test
  void whoHasASocketFetchesNothing() {
    for (Transport transport : List.of(Transport.WS, Transport.BOTH)) {
      LoadPlan plan = Plans.plan().messages(500).transport(transport).mix(KindMix.DEFAULT).make();
      assertThat(count(play(plan, 2), OperationKind.DRAIN)).isZero();
    }
  }

  @Test
  void theNameRisesWithEveryMoveOverHttpAndStaysWhereThereIsOnlyChat() {
    LoadPlan plan = Plans.plan().messages(500).mix(KindMix.DEFAULT).make();
    int room = Operation.NO_ROOM;
    int name = 0;
    for (Step step : messages(play(plan, 2))) {
      boolean moves =
          step.kind() != OperationKind.LOOK
              && step.kind() != OperationKind.WHO
              && step.room() != room;
      room = moves ? step.room() : room;
      name += moves ? 1 : 0;
      assertThat(step.nameNumber()).isEqualTo(name);
    }
    assertThat(name).isGreaterThan(300);
    assertThat(play(Plans.plan().make(), 2)).extracting(Step::nameNumber).containsOnly(0);
    assertThat(play(Plans.plan().transport(Transport.WS).mix(KindMix.DEFAULT).make(), 2))
        .extracting(Step::nameNumber)
        .containsOnly(Operation.NO_NAME);
  }

  @Test
  void whoIsDrivenOverItsLimitGoesOnUntilItIsRefusedThreeTimes() {
    ChatScript script = limited(Transport.HTTP);
    Operation next = new Operation(0);
    script.close(ClosingPart.OVER_LIMIT_IN_CRISIS);
    for (int i = 0; i < 70; i++) {
      assertThat(script.next(next, 1)).isTrue();
      assertThat(next.kind()).isEqualTo(OperationKind.CHAT);
      assertThat(next.room()).isEqualTo(Operation.NO_ROOM);
    }
    script.refused();
    assertThat(script.next(next, 1)).isTrue();
    assertThat(next.kind()).as("in a mix of nothing but chat").isEqualTo(OperationKind.CHAT);
    assertThat(next.room()).isNotEqualTo(Operation.NO_ROOM);
    for (int i = 0; i < 3; i++) {
      script.refused();
      assertThat(script.next(next, 1)).isTrue();
      assertThat(next.kind()).isEqualTo(OperationKind.CRISIS);
    }
    script.refused();
    assertThat(script.next(next, 1)).isFalse();
  }

  @Test
  void whoIsNeverRefusedStopsInTheEnd() {
    ChatScript script = limited(Transport.WS);
    Operation next = new Operation(0);
    script.close(ClosingPart.OVER_LIMIT);
    int sent = 0;
    while (script.next(next, 1)) {
      assertThat(next.transport()).isEqualTo(Transport.WS);
      sent++;
    }
    assertThat(sent).isBetween(120, 200);
  }

  @Test
  void onceOverItsLimitItSpeaksToAnotherRoom() {
    LoadPlan plan = Plans.plan().mix(KindMix.DEFAULT).make();
    ChatScript script = new ChatScript(plan, ServerRules.documented(), 0);
    Operation next = new Operation(0);
    do {
      assertThat(script.next(next, 0)).isTrue();
    } while (next.room() == Operation.NO_ROOM);
    int room = next.room();
    script.close(ClosingPart.OVER_LIMIT);
    assertThat(script.next(next, 1)).isTrue();
    assertThat(next.room()).isEqualTo(Operation.NO_ROOM);
    script.refused();
    assertThat(script.next(next, 1)).isTrue();
    assertThat(next.kind()).isEqualTo(OperationKind.SAY);
    assertThat(next.room()).isNotIn(Operation.NO_ROOM, room);
  }

  @Test
  void inTheEndEverybodyFetchesOrLooksOnceMore() {
    ChatScript script = limited(Transport.BOTH);
    Operation next = new Operation(0);
    script.close(ClosingPart.FETCH);
    assertThat(script.next(next, 1)).as("the server has never heard of it").isFalse();
    script.close(ClosingPart.ONE_MORE);
    assertThat(script.next(next, 1)).isTrue();
    assertThat(next.kind()).isEqualTo(OperationKind.CHAT);
    script.close(ClosingPart.FETCH);
    assertThat(script.next(next, 1)).isTrue();
    assertThat(next.kind()).isEqualTo(OperationKind.DRAIN);
    assertThat(next.transport()).isEqualTo(Transport.HTTP);
    assertThat(next.target()).isZero();
    assertThat(script.next(next, 1)).isFalse();
    script.close(ClosingPart.FENCE);
    assertThat(script.next(next, 1)).isTrue();
    assertThat(next.kind()).isEqualTo(OperationKind.LOOK);
    assertThat(next.transport()).isEqualTo(Transport.WS);
    assertThat(script.next(next, 1)).isFalse();
  }

  @Test
  void aLookOverASocketCarriesNoName() {
    ChatScript script = limited(Transport.BOTH);
    Operation next = new Operation(0);
    script.close(ClosingPart.FENCE);
    assertThat(script.next(next, 1)).isTrue();
    assertThat(next.transport()).isEqualTo(Transport.WS);
    assertThat(next.nameNumber()).isEqualTo(Operation.NO_NAME);
  }

  private static ChatScript limited(Transport transport) {
    ServerRules rules =
        new ServerRules(
            OptionalInt.of(60),
            Optional.of(Duration.ofSeconds(60)),
            3,
            Duration.ofSeconds(300),
            OptionalLong.empty());
    return new ChatScript(Plans.plan().transport(transport).make(), rules, 0);
  }

  /** Flagged messages as exclamation marks, from the first on to one calm after the last. */
  private static String crisis(LoadPlan plan, int user) {
    StringBuilder said = new StringBuilder();
    for (Step step : messages(play(plan, user))) {
      said.append(step.kind() == OperationKind.CRISIS ? '!' : '.');
    }
    return said.substring(said.indexOf("!"), said.lastIndexOf("!") + 2);
  }

  private static long count(List<Step> steps, OperationKind kind) {
    return steps.stream().filter(step -> step.kind() == kind).count();
  }

  private static List<Step> messages(List<Step> steps) {
    return steps.stream().filter(step -> step.kind().isMessage()).toList();
  }

  /** The whole script of a user, told of its progress by messages. */
  private static List<Step> play(LoadPlan plan, int user) {
    ChatScript script = new ChatScript(plan, ServerRules.documented(), user);
    Operation next = new Operation(user);
    List<Step> steps = new ArrayList<>();
    int total = plan.messages().orElseThrow();
    int messages = 0;
    while (script.next(next, (double) messages / total)) {
      if (next.kind().isMessage()) {
        messages++;
      }
      steps.add(
          new Step(
              next.kind(),
              next.sequence(),
              next.nonce(),
              next.room(),
              next.phrase(),
              next.rendezvous(),
              next.transport(),
              next.nameNumber(),
              next.target()));
    }
    return steps;
  }
}
