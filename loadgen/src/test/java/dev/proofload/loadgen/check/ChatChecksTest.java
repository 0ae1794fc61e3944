package dev.proofload.loadgen.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.loadgen.record.HistoryListener;
import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.OperationKind;
import dev.proofload.loadgen.workload.Rendezvous;
import dev.proofload.loadgen.workload.ServerRules;
import dev.proofload.loadgen.workload.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Whatever is told to all checks is told to each of them. */
class ChatChecksTest {
  private static final ServerRules RULES =
      new ServerRules(
          OptionalInt.of(2),
          Optional.of(Duration.ofMinutes(10)),
          1,
          Duration.ofMinutes(5),
          OptionalLong.of(6));

  private final Story story = new Story();
  private final ChatChecks chat = ChatChecks.of(story.steps, RULES, 5, 1);
  private final ChatChecks streams = ChatChecks.ofStreams(story.steps, RULES, 5, 1);

  @Test
  void theVerdictsStandInTheOrderOfTheReport() {
    assertThat(names(chat))
        .containsExactly("isolation", "sessions", "rooms", "say", "crisis", "rate_limit");
    assertThat(names(streams))
        .containsExactly("priorities", "isolation", "sessions", "rooms", "say", "crisis");
  }

  @Test
  void eachCheckIsToldOfOperations() {
    // Somebody else's words, a streak of one without help, and a third message from a bucket of
    // two.
    chat.completed(story.chat(0, 1), Outcome.OK, 1_500, 1_600, story.echo(story.chat(1, 7)));
    chat.completed(story.crisis(2, 1), Outcome.OK, 1_500, 1_600, story.answer(2, "I see"));
    for (int i = 0; i < 3; i++) {
      Operation operation = story.chat(3, i);
      chat.completed(operation, Outcome.OK, 1_700 + 10 * i, 1_705 + 10 * i, story.echo(operation));
    }
    assertThat(violated(chat)).containsExactly("isolation", "crisis", "rate_limit");
  }

  @Test
  void eachCheckIsToldWhatCameUnasked() {
    Operation operation = story.chat(0, 1);
    operation.via(Transport.HTTP);
    streams.delivered(0, 1_400, greeting());
    streams.completed(operation, Outcome.OK, 1_500, 1_600, story.echo(operation));
    // Once the socket that was greeted, twice, and to one who never used crisis language.
    streams.delivered(0, 1_650, story.pushed(story.echo(operation)));
    streams.delivered(0, 1_660, story.pushed(story.echo(operation)));
    streams.delivered(1, 1_700, greeting());
    streams.delivered(1, 1_710, story.pushed(story.help(1)));
    streams.settled(2_000);
    streams.ended(true);
    assertThat(violated(streams)).contains("isolation", "crisis");
  }

  @Test
  void eachCheckIsToldWhatIsSettled() {
    Operation operation = story.chat(0, 1);
    chat.completed(operation, Outcome.OK, 1_500, 1_600, story.echo(operation));
    Operation list = onlooker(OperationKind.SESSIONS);
    chat.completed(list, Outcome.OK, 1_700, 1_800, story.sessions(2, 1));
    Operation rooms = onlooker(OperationKind.ROOMS);
    chat.completed(rooms, Outcome.OK, 1_700, 1_800, inTheTower());
    assertThat(violated(chat)).isEmpty();
    chat.settled(1_900);
    assertThat(violated(chat)).contains("sessions", "rooms");
  }

  @Test
  void eachCheckIsToldOfTheEnd() {
    Operation say = story.operation(OperationKind.SAY, 0, 1, Rendezvous.NONE);
    Operation other = story.operation(OperationKind.CHAT, 1, 1, Rendezvous.NONE);
    Operation after = story.operation(OperationKind.CHAT, 1, 2, Rendezvous.NONE);
    Operation drain = story.drain(1, 1);
    for (ChatChecks checks : List.of(chat, streams)) {
      checks.completed(other, Outcome.OK, 1_100, 1_200, story.echo(other));
      checks.completed(say, Outcome.OK, 1_300, 1_400, story.echo(say));
      checks.completed(after, Outcome.OK, 1_500, 1_600, story.echo(after));
      checks.completed(drain, Outcome.OK, 1_700, 1_800, story.answer(1, ""));
      Operation rooms = onlooker(OperationKind.ROOMS);
      checks.completed(rooms, Outcome.OK, 1_850, 1_900, inTheTower());
      assertThat(violated(checks)).doesNotContain("say", "rooms");
      checks.ended(true);
      assertThat(violated(checks)).contains("say", "rooms");
    }
  }

  @Test
  void eachPartIsToldByItself() {
    Operation operation = story.chat(0, 1);
    for (HistoryListener part : chat.parts()) {
      part.completed(operation, Outcome.OK, 1_500, 1_600, story.echo(operation));
      part.completed(story.crisis(2, 1), Outcome.OK, 1_500, 1_600, story.answer(2, "I see"));
      part.delivered(0, 1_700, story.pushed(story.echo(story.chat(1, 9))));
      part.settled(2_000);
      part.ended(true);
    }
    assertThat(chat.parts()).hasSize(2);
    assertThat(violated(chat)).containsExactly("isolation", "crisis");
  }

  @Test
  void countsUsersAndSeesWhenSessionsMayBeThrownOut() {
    assertThat(chat.users()).isEqualTo(5);
    assertThat(chat.evictionsPossible()).isFalse();
    Operation operation = story.chat(5, 1);
    chat.completed(operation, Outcome.OK, 1_500, 1_600, story.echo(operation));
    assertThat(chat.users()).isEqualTo(6);
    assertThat(chat.evictionsPossible()).isFalse();
    Operation another = story.chat(6, 1);
    chat.completed(another, Outcome.OK, 1_700, 1_800, story.echo(another));
    assertThat(chat.users()).isEqualTo(7);
    assertThat(chat.evictionsPossible()).isTrue();
  }

  private Observation greeting() {
    Observation seen = new Observation();
    seen.type(Observation.Type.GREETING);
    return seen;
  }

  private static Operation onlooker(OperationKind kind) {
    Operation operation = new Operation(Operation.NOBODY);
    operation.set(kind, 1, 0, Operation.NO_ROOM, 0, Rendezvous.NONE);
    return operation;
  }

  /** A list of all rooms by which user 0 never left the first. */
  private Observation inTheTower() {
    Observation seen = story.answer(0, "");
    seen.userId("");
    Observation.Occupant one = new Observation.Occupant(story.id(0), story.names.username(0));
    seen.rooms().add(new Observation.Room("Tower", 1, List.of(one)));
    seen.totalRooms(1);
    seen.totalUsers(1);
    return seen;
  }

  private static List<String> names(ChatChecks checks) {
    return checks.results().stream().map(CheckResult::name).toList();
  }

  private static List<String> violated(ChatChecks checks) {
    return checks.results().stream()
        .filter(result -> result.verdict() == Verdict.VIOLATED)
        .map(CheckResult::name)
        .toList();
  }
}
