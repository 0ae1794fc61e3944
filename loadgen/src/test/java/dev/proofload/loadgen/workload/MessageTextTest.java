package dev.proofload.loadgen.workload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.CharBuffer;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTextTest {
  /** Wider than what the bridge promises to match: no everyday text comes even near. */
  private static final Pattern NEAR_CRISIS =
      Pattern.compile(
          "suicid|kill|my life|to die|wanna|want to (live|be)|self.?harm|cut+(ing)? my",
          Pattern.CASE_INSENSITIVE);

  private static final List<Pattern> GROUPS =
      List.of(
          Pattern.compile("suicidal|kill(ing)? myself|end my life"),
          Pattern.compile("want to die|wanna die|don't want to (live|be alive)"),
          Pattern.compile("self-harm|cut(ting)? myself"));

  @Test
  void isOfItsSizeInBytesForEverySize() {
    IntStream.concat(IntStream.rangeClosed(64, 700), IntStream.of(4096, 59_999, 60_000))
        .forEach(
            size -> {
              MessageText text = new MessageText(size);
              for (OperationKind kind : List.of(OperationKind.CHAT, OperationKind.CRISIS)) {
                assertThat(text.texts(kind))
                    .isNotEmpty()
                    .allSatisfy(
                        said ->
                            assertThat(Marker.LENGTH + 1 + said.getBytes(UTF_8).length)
                                .isEqualTo(size));
              }
            });
  }

  @Test
  void theLongTextIsLongWhateverTheSizeOfOthers() {
    assertThat(new MessageText(500).longText().getBytes(UTF_8))
        .hasSize(MessageText.LONG_SIZE - Marker.LENGTH - 1);
    assertThat(new MessageText(60_000).longText().getBytes(UTF_8))
        .hasSize(60_000 - Marker.LENGTH - 1);
  }

  @Test
  void noCharacterIsCutInTwo() {
    for (int size = MessageText.MIN_SIZE; size < 400; size++) {
      for (String said : new MessageText(size).texts(OperationKind.CHAT)) {
        assertThatCode(() -> UTF_8.newEncoder().encode(CharBuffer.wrap(said)))
            .doesNotThrowAnyException();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 65, 80, 100, 480, 4096})
  void everydayTextsAreFarFromCrisisLanguage(int size) {
    assertThat(new MessageText(size).texts(OperationKind.CHAT))
        .allSatisfy(said -> assertThat(said).doesNotContainPattern(NEAR_CRISIS));
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 65, 80, 100, 480, 60_000})
  void eachCrisisTextMatchesOneDocumentedGroup(int size) {
    List<String> texts = new MessageText(size).texts(OperationKind.CRISIS);
    assertThat(texts).hasSameSizeAs(GROUPS);
    for (int i = 0; i < texts.size(); i++) {
      String said = texts.get(i);
      assertThat(GROUPS.stream().filter(group -> group.matcher(said).find()))
          .containsExactly(GROUPS.get(i));
    }
  }

  @Test
  void everydayTextsNeedEscapingAndMoreThanOneByte() {
    String all = String.join("", new MessageText(100).texts(OperationKind.CHAT));
    assertThat(all).contains("\"", "\\", "é", "茶", "🙂");
  }

  @ParameterizedTest
  @EnumSource(names = {"LOOK", "MOVE", "SESSIONS"})
  void commandsSayNothingOfTheirOwn(OperationKind kind) {
    assertThat(new MessageText(100).texts(kind)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {63, 0, -1, Integer.MIN_VALUE})
  void tooSmallIsRefused(int size) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MessageText(size))
        .withMessageContaining(Integer.toString(size))
        .withMessageContaining("64");
  }

  @Property
  void anyPhraseChoosesAText(@ForAll int phrase, @ForAll @IntRange(min = 1, max = 20) int texts) {
    Operation operation = new Operation(0);
    operation.set(OperationKind.CHAT, 0, 0, Operation.NO_ROOM, phrase, Rendezvous.NONE);
    assertThat(MessageText.index(operation, texts)).isBetween(0, texts - 1);
  }
}
