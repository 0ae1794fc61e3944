package dev.proofload.loadgen.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.loadgen.record.Observation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoomsTextTest {
  private static final String SELF = "u1";

  private final RoomsText text = new RoomsText();
  private final Observation seen = new Observation();

  /** Lists hold users by id, who are called as they are, with a capital. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Hall | u1 | You are in Hall. You see: no one else. | ''",
        "Hall | '' | You are in Hall. You see: no one else. | ''",
        "Hall | u1 u2 | You are in Hall. You see: U2. | ''",
        "Hall | u1 u2 | Well: You are in Hall. You see: U2. And so on | ''",
        "'' | u1 u2 | You are in Hall. You see: U2. | ''",
        "'' | u1 | You are in Hall. You see: no one else. | ''",
        "Hall | u3 u1 u2 u0 | You are in Hall. You see: U0, U2, U3. | ''",
        "Hall | u0 u1 u2 u3 | You are in Hall. You see: U0, U2, U3. | ''",
        "Hall | u0 u3 u2 | You are in Hall. You see: U0, U2, U3. | ''",
        "Hall | u1 u2 | '' | says neither",
        "Hall | u1 u2 | You see: U2. | says neither",
        "Hall | u1 u2 | You are in Hall and see U2. | says neither",
        "Hall | u1 u2 | . You see: U2. You are in Hall | says neither",
        "Hall | u1 u2 | You are in Cave. You see: U2. | names another room than the answer: Hall",
        "Hall | u1 u2 | You are in Hallway. You see: U2. | another room",
        "Hall | u1 u2 | You are in the Hall. You see: U2. | another room",
        "Hall | u1 | You are in Hall. You see: U2. | other names",
        "Hall | u1 u2 | You are in Hall. You see: no one else. | other names",
        "Hall | u1 u2 | You are in Hall. You see: U3. | other names",
        "Hall | u1 u2 | You are in Hall. You see: U2 | other names",
        "Hall | u1 u2 | You are in Hall. You see: U2, U3. | other names",
        "Hall | u1 u2 u3 | You are in Hall. You see: U2. | other names",
        "Hall | u1 u2 u3 | You are in Hall. You see: U2 U3. | other names",
        "Hall | u1 u2 u3 | You are in Hall. You see: U2, U4. | other names",
        "Hall | u1 u2 u3 | You are in Hall. You see: U3, U2. | other names",
        "Hall | u1 u3 u2 | You are in Hall. You see: U3, U2. | other names",
        "'' | u1 u2 | You are in Hall. You see: U3. | other names",
      })
  void textAndListAgree(String room, String list, String words, String wrong) {
    seen.room(room);
    for (String id : list.isEmpty() ? new String[0] : list.split(" ", -1)) {
      seen.occupants().add(new Observation.Occupant(id, id.replace('u', 'U')));
    }
    seen.text(words);
    String found = text.wrongIn(seen, SELF);
    assertThat(found.isEmpty()).as(found).isEqualTo(wrong.isEmpty());
    assertThat(found).contains(wrong);
    assertThat(text.wrongIn(seen, SELF)).as("the same again").isEqualTo(found);
  }
}
