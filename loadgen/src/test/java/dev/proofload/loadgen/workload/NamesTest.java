package dev.proofload.loadgen.workload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URLDecoder;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
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
  private final Names names = Names.plain("abcd1234", 5);

  @Property
  void anIdTellsItsUser(
      @ForAll @AlphaChars @NumericChars @StringLength(min = 4, max = 16) String run,
      @ForAll @IntRange(min = 0, max = LoadPlan.MAX_USERS - 1) int user) {
    Names ofRun = Names.plain(run, 0);
    assertThat(ofRun.user(ofRun.id(user))).isEqualTo(user);
    assertThat(names.user(ofRun.id(user))).isEqualTo(run.equals("abcd1234") ? user : -1);
  }

  @Property
  void noOtherTextIsAnId(@ForAll String text) {
    int user = names.user(text);
    assertThat(user == -1 || names.id(user).equals(text)).isTrue();
  }

  @Property
  void aConfusableIdTellsItsUserToo(
      @ForAll @AlphaChars @NumericChars @StringLength(min = 4, max = 16) String run,
      @ForAll @IntRange(min = 0, max = 999_999) int user) {
    Names ofRun = Names.confusable(run, 0);
    String id = ofRun.id(user);
    assertThat(ofRun.user(id)).isEqualTo(user);
    assertThat(id).hasSizeLessThanOrEqualTo(128).doesNotContainAnyWhitespaces();
    assertThat(id.codePoints()).noneMatch(Character::isISOControl);
    assertThat(ofRun.nameNumber(user, ofRun.username(user))).isZero();
    assertThat(ofRun.nameNumber(user, ofRun.username(user, 17))).isEqualTo(17);
  }

  @Test
  void manyAreEasilyConfusedAndNoTwoAreTheSame() {
    Names ofRun = Names.confusable("abcd1234", 5);
    List<String> ids = IntStream.range(0, 2_000).mapToObj(ofRun::id).toList();
    assertThat(ids).doesNotHaveDuplicates();
    assertThat(IntStream.range(0, 2_000).mapToObj(ofRun::username)).doesNotHaveDuplicates();
    assertThat(ids.stream().map(id -> id.toLowerCase(Locale.ROOT)).distinct())
        .hasSizeLessThan(ids.size());
    assertThat(ids.stream().map(id -> Normalizer.normalize(id, Normalizer.Form.NFC)).distinct())
        .hasSizeLessThan(ids.size());
    assertThat(ids.stream().map(id -> URLDecoder.decode(id, UTF_8)).distinct())
        .hasSizeLessThan(ids.size());
    assertThat(ids.stream().map(id -> id.substring(0, Math.min(100, id.length()))).distinct())
        .hasSizeLessThan(ids.size());
    assertThat(ids).contains("lg-abcd1234-00001", "Lg-abcd1234-00000", "lg-abcd1234-00001%2E");
  }

  @Property
  void noOtherTextIsAConfusableId(
      @ForAll @IntRange(max = 40) int user, @ForAll @IntRange(max = 120) int at, @ForAll char c) {
    Names ofRun = Names.confusable("abcd1234", 5);
    StringBuilder text = new StringBuilder(ofRun.id(user));
    if (at < text.length()) {
      text.setCharAt(at, c);
    } else {
      text.append(c);
    }
    int found = ofRun.user(text.toString());
    assertThat(found == -1 || ofRun.id(found).equals(text.toString())).isTrue();
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
    Names many = Names.plain("abcd1234", 40);
    assertThat(IntStream.rangeClosed(0, 40).mapToObj(many::room)).doesNotHaveDuplicates();
    assertThat(IntStream.range(0, 6).mapToObj(many::room))
        .containsExactly("Tower", "Chapel", "Library", "Garden", "Dungeon", "Room 6");
    assertThat(many.room(many.meetingRoom())).isEqualTo("Meeting abcd1234");
    assertThat(Names.plain("abcd1234", 0).room(0)).isEqualTo("Meeting abcd1234");
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
        .isThrownBy(() -> Names.plain(run, 5))
        .withMessageContaining("run id")
        .withMessageEndingWith(": " + run);
  }
}
