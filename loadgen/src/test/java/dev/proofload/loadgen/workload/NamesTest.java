package dev.proofload.loadgen.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
  private final Names names = new Names("abcd1234", 5);

  @Property
  void anIdTellsItsUser(
      @ForAll @AlphaChars @NumericChars @StringLength(min = 4, max = 16) String run,
      @ForAll @IntRange(min = 0, max = LoadPlan.MAX_USERS - 1) int user) {
    Names ofRun = new Names(run, 0);
    assertThat(ofRun.user(ofRun.id(user))).isEqualTo(user);
    assertThat(names.user(ofRun.id(user))).isEqualTo(run.equals("abcd1234") ? user : -1);
  }

  @Property
  void noOtherTextIsAnId(@ForAll String text) {
    int user = names.user(text);
    assertThat(user == -1 || names.id(user).equals(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "lg-abcd1234-",
        "lg-abcd1234-0001",
        "lg-abcd1234-000001",
        "lg-abcd1234-0000x",
        "lg-abcd1234--0001",
        "lg-abcd1234-+0001",
        "lg-abcd1234-0000١",
        "lg-ABCD1234-00001",
        " lg-abcd1234-00001"
      })
  void whatOnlyLooksLikeAnIdIsNone(String text) {
    assertThat(names.user(text)).isEqualTo(-1);
  }

  @Test
  void roomsHaveTheirOwnNamesAndTheMeetingIsElsewhere() {
    Names many = new Names("abcd1234", 40);
    assertThat(IntStream.rangeClosed(0, 40).mapToObj(many::room)).doesNotHaveDuplicates();
    assertThat(IntStream.range(0, 6).mapToObj(many::room))
        .containsExactly("Tower", "Chapel", "Library", "Garden", "Dungeon", "Room 6");
    assertThat(many.room(many.meetingRoom())).isEqualTo("Meeting abcd1234");
    assertThat(new Names("abcd1234", 0).room(0)).isEqualTo("Meeting abcd1234");
  }

  @Test
  void usersShowTheirNumber() {
    assertThat(names.id(42)).isEqualTo("lg-abcd1234-00042");
    assertThat(names.username(42)).isEqualTo("Guest-00042");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "abc", "seventeenletters1", "ab-cd", "ab cd", "abcdé"})
  void anUnfitRunIdIsRefused(String run) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Names(run, 5))
        .withMessageContaining("run id")
        .withMessageEndingWith(": " + run);
  }
}
