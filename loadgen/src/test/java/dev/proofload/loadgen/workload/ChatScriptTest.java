package dev.proofload.loadgen.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.loadgen.testkit.Plans;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatScriptTest {
  private record Step(
      OperationKind kind, int sequence, int nonce, int room, int phrase, Rendezvous rendezvous) {}

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
  void overHttpTheRoomTravelsWithTheMessage() {
    assertThat(play(Plans.plan().make(), 2))
        .extracting(Step::kind)
        .doesNotContain(OperationKind.MOVE)
        .hasSize(20);
  }

  @Test
  void inAMixedRunEverySecondUserMovesByFrames() {
    LoadPlan plan = Plans.plan().transport(Transport.MIXED).make();
    assertThat(play(plan, 2)).extracting(Step::kind).doesNotContain(OperationKind.MOVE);
    assertThat(play(plan, 3)).extracting(Step::kind).contains(OperationKind.MOVE);
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
          .hasSize(user < 2 ? 3 : 0);
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
    ChatScript script = new ChatScript(plan, 0);
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
    ChatScript script = new ChatScript(Plans.plan().messages(1).make(), 0);
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

  private static List<Step> messages(List<Step> steps) {
    return steps.stream().filter(step -> step.kind().isMessage()).toList();
  }

  /** The whole script of a user, told of its progress by messages. */
  private static List<Step> play(LoadPlan plan, int user) {
    ChatScript script = new ChatScript(plan, user);
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
              next.rendezvous()));
    }
    return steps;
  }
}
