package dev.proofload.loadgen.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.OperationKind;
import dev.proofload.loadgen.workload.Rendezvous;
import dev.proofload.loadgen.workload.ServerRules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the check of isolation makes of a user's history. */
class HistoryLinesTest {
  private final Story story = new Story();
  private final Evictions evictions = new Evictions(ServerRules.documented(), 3);
  private final IsolationCheck check = new IsolationCheck(story.steps, evictions);
  private final Observation seen = new Observation();

  /** User 1's history, as a list of user and number: u1.5 said, a1.5 answered, u or a neither. */
  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "u1.0 a1.0 u1.1 a1.1 u1.7 a1.7, ''",
    "a1.3 u1.4 a1.4, ''",
    "u a u1.2 a u a, ''",
    "a1.3 a1.2, ''",
    "u1.0 a1.0 u2.1, which holds what lg-abcd1234-00002 wrote",
    "u1.0 a2.0, which holds what lg-abcd1234-00002 wrote",
    "u1.0 a1.0 u1.0, which holds operation 0 twice",
    "u1.0 a1.0 u u1.0, which holds operation 0 twice",
    "u1.1 a1.1 u1.0 a1.0, which holds operation 0 after operation 1",
    "u1.0 a1.0 u1.1 a1.0, which answers with operation 0 what was another",
    "u1.0 a1.0 u a1.0, which answers with operation 0 what was another",
  })
  void linesFitOnTopOfEachOther(String lines, String wrong) {
    fill(lines);
    Story.ok(check, story.history(1), seen);
    assertThat(check.result().judged()).isEqualTo(1);
    if (wrong.isEmpty()) {
      assertThat(check.result().verdict()).isEqualTo(Verdict.VALID);
    } else {
      assertThat(check.result().witnesses().getFirst().sentence())
          .isEqualTo("onlooker read the history of lg-abcd1234-00001, " + wrong);
    }
  }

  @Test
  void theLineIsShownThatIsWrong() {
    fill("u1.0 a1.0 u2.5 a1.1");
    Story.ok(check, story.history(1), seen);
    assertThat(check.result().witnesses().getFirst().operations().getFirst().saw())
        .isEqualTo(Story.marker(story.chat(2, 5)));
  }

  @Test
  void aHistoryOfAnotherIsFoundByItsName() {
    seen.userId(story.id(2));
    Story.ok(check, story.history(1), seen);
    assertThat(check.result().violations()).isEqualTo(1);
  }

  @Test
  void whatIsNotOfferedIsNotJudged() {
    Story.ended(check, story.history(1), Outcome.STATUS, seen);
    Story.ended(check, story.history(1), Outcome.REFUSED, seen);
    assertThat(check.result().verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({
    "chat, u1.0 a1.0 u1.1 a1.1, false",
    "chat, a u1.0 a1.0, true",
    "chat, u1.0 a1.0, false",
    "chat, '', false",
    "look, a u1.0 a1.0, false",
    "lost, a u1.0 a1.0, false",
    "late, a u1.0 a1.0, false",
  })
  void theLatestMessageIsInIt(String latest, String lines, boolean forgotten) {
    Operation first = story.chat(1, 0);
    Story.ok(check, first, story.echo(first));
    Operation second = story.chat(1, 1);
    switch (latest) {
      case "look" -> Story.ok(check, story.look(1), story.view(1, "no one else"));
      case "lost" -> Story.ended(check, second, Outcome.TIMEOUT, Story.nothing());
      case "late" -> check.completed(second, Outcome.OK, 1_000, 4_000, story.echo(second));
      default -> Story.ok(check, second, story.echo(second));
    }
    fill(lines);
    check.completed(story.history(1), Outcome.OK, 4_000, 5_000, seen);
    CheckResult result = check.result();
    assertThat(result.violations()).isEqualTo(forgotten ? 1 : 0);
    if (forgotten) {
      Witness witness = result.witnesses().getFirst();
      assertThat(witness.sentence())
          .isEqualTo(
              "the history of lg-abcd1234-00001 does not hold its latest message, operation 1");
      assertThat(witness.operations())
          .extracting(Witness.Step::kind)
          .containsExactly("chat", "history");
      evictions.listed(100);
      assertThat(check.result().verdict()).isEqualTo(Verdict.VALID);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "u1.10 a1.10 u1.12 a1.12, 11",
    "u1.10 a1.10 u1.11 a1.11 u1.12 a1.12, -1",
    "a1.10 u1.11 a1.11 u1.12 a1.12, -1",
    "a1.10 u1.12 a1.12, 11",
    "u1.11 a1.11 u1.12 a1.12, -1",
    "u1.12 a1.12, -1",
    "u1.0 a1.0 u1.12 a1.12, 4",
    "u1.3 a1.3 u1.12 a1.12, 4",
    "u1.4 a1.4 u1.12 a1.12, 5",
  })
  void nothingIsLeftOutInBetween(String lines, int missing) {
    for (int i = 0; i <= 19; i++) {
      Operation chat = story.chat(1, i);
      check.completed(chat, Outcome.OK, 4_000, 5_000, story.echo(chat));
    }
    fill(lines);
    check.completed(story.history(1), Outcome.OK, 3_000, 6_000, seen);
    assertThat(check.result().violations()).isEqualTo(missing < 0 ? 0 : 1);
    if (missing >= 0) {
      assertThat(check.result().witnesses().getFirst().sentence())
          .isEqualTo(
              "onlooker read the history of lg-abcd1234-00001, which lacks operation " + missing);
    }
  }

  @Test
  void whatTookNoEffectOrHoldsNoMarkerIsNotMissed() {
    for (int i = 0; i < 3; i++) {
      Story.ended(check, story.chat(1, 3 * i), Outcome.REFUSED, story.answer(1, ""));
      Operation go = story.operation(OperationKind.GO, 1, 3 * i + 1, Rendezvous.NONE);
      Story.ok(check, go, story.answer(1, "You go."));
      Operation emote = story.operation(OperationKind.EMOTE, 1, 3 * i + 2, Rendezvous.NONE);
      Story.ok(check, emote, story.answer(1, "You wave."));
    }
    fill("u1.2 a u a u1.8 a");
    Story.ok(check, story.history(1), seen);
    assertThat(check.result().witnesses().getFirst().sentence()).endsWith("lacks operation 5");
    assertThat(check.result().violations()).isEqualTo(1);
  }

  private void fill(String lines) {
    for (String line : lines.isEmpty() ? new String[0] : lines.split(" ")) {
      String text = "look";
      if (line.length() > 1) {
        String[] parts = line.substring(1).split("\\.", 2);
        text = Story.marker(story.chat(Integer.parseInt(parts[0]), Integer.parseInt(parts[1])));
      }
      seen.lines().add(new Observation.Line(line.startsWith("u"), text, "Tower"));
    }
  }
}
