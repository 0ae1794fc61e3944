package dev.proofload.loadgen.workload;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MarkerTest {
  private static final Pattern FORM = Pattern.compile("#pl([0-9]{6})-([0-9]{9})-([0-9a-f]{8})#");

  @Test
  void looksAsItsDocumentationSays() {
    assertThat(marker(3, 17, 0x9f3a8c21)).isEqualTo("#pl000003-000000017-9f3a8c21#");
    assertThat(marker(3, 17, 0x9f3a8c21)).hasSize(Marker.LENGTH);
  }

  @Property
  void isReadAsItWasWritten(
      @ForAll @IntRange(min = 0, max = LoadPlan.MAX_USERS - 1) int user,
      @ForAll @IntRange(max = 999_999_999) int sequence,
      @ForAll int nonce) {
    String text = marker(user, sequence, nonce);
    assertThat(text).matches(FORM);
    assertThat(Marker.at(text, 0)).isEqualTo(new Marker(user, sequence, nonce, Marker.LENGTH));
    assertThat(Marker.isOf(operation(user, sequence, nonce), text, 0)).isTrue();
  }

  @Property
  void isOfNoOtherOperation(
      @ForAll @IntRange(min = 0, max = 99_998) int user,
      @ForAll @IntRange(min = 0, max = 999_999_998) int sequence,
      @ForAll int nonce) {
    String text = marker(user, sequence, nonce);
    assertThat(Marker.isOf(operation(user + 1, sequence, nonce), text, 0)).isFalse();
    assertThat(Marker.isOf(operation(user, sequence + 1, nonce), text, 0)).isFalse();
    assertThat(Marker.isOf(operation(user, sequence, nonce + 1), text, 0)).isFalse();
    assertThat(Marker.isOf(operation(user, sequence, ~nonce), text, 0)).isFalse();
  }

  @Property
  void isFoundInAnyJunk(
      @ForAll("junk") String before, @ForAll("junk") String after, @ForAll int nonce) {
    String text = before + marker(7, 8, nonce) + after;
    int at = before.length();
    assertThat(candidates(text)).contains(at);
    assertThat(Marker.at(text, at)).isEqualTo(new Marker(7, 8, nonce, at + Marker.LENGTH));
  }

  @Property
  void noTextIsMistakenForOne(@ForAll("junk") String text) {
    assertThat(found(text)).isEqualTo(expected(text));
  }

  @Property
  void oneWrongCharacterIsNoticed(
      @ForAll @IntRange(min = 0, max = Marker.LENGTH - 1) int at,
      @ForAll char wrong,
      @ForAll int nonce) {
    char[] text = marker(12_345, 678, nonce).toCharArray();
    text[at] = wrong;
    String changed = new String(text);
    assertThat(found(changed)).isEqualTo(expected(changed));
    assertThat(Marker.at(changed, 0) != null).isEqualTo(!expected(changed).isEmpty());
  }

  @Property(tries = 100)
  void whatIsCutOffIsNone(
      @ForAll @IntRange(min = 0, max = Marker.LENGTH - 1) int length, @ForAll int nonce) {
    String cut = marker(1, 2, nonce).substring(0, length);
    assertThat(Marker.at(cut, 0)).isNull();
    assertThat(Marker.isOf(operation(1, 2, nonce), cut, 0)).isFalse();
  }

  @Test
  void digitsOfOtherScriptsAreNone() {
    assertThat(Marker.at("#pl00000٣-000000017-9f3a8c21#", 0)).isNull();
    assertThat(Marker.at("#pl000003-000000017-9F3A8C21#", 0)).isNull();
  }

  @Test
  void isWrittenWhereItIsToldAndNowhereElse() {
    byte[] into = "x".repeat(Marker.LENGTH + 4).getBytes(US_ASCII);
    assertThat(Marker.write(operation(1, 2, 3), into, 2)).isEqualTo(2 + Marker.LENGTH);
    String text = new String(into, US_ASCII);
    assertThat(text).startsWith("xx#pl").endsWith("#xx");
  }

  @Provide
  Arbitrary<String> junk() {
    Arbitrary<String> parts =
        Arbitraries.oneOf(
            Arbitraries.strings().ofMaxLength(12),
            Arbitraries.of(
                "#", "#pl", "#pl000003-", "-", "000000017", "9f3a8c21#", "##pl#pl", "000003"),
            Arbitraries.just("#pl000004-000000001-00000000#"));
    return parts.list().ofMaxSize(6).map(list -> String.join("", list));
  }

  private static List<Integer> candidates(String text) {
    List<Integer> at = new ArrayList<>();
    for (int i = Marker.next(text, 0); i >= 0; i = Marker.next(text, i + 1)) {
      at.add(i);
    }
    return at;
  }

  private static List<Marker> found(String text) {
    List<Marker> found = new ArrayList<>();
    for (int at : candidates(text)) {
      Marker marker = Marker.at(text, at);
      if (marker != null) {
        found.add(marker);
      }
    }
    return found;
  }

  /** The same by other means. */
  private static List<Marker> expected(String text) {
    List<Marker> markers = new ArrayList<>();
    Matcher matcher = FORM.matcher(text);
    for (int from = 0; from <= text.length() && matcher.find(from); from = matcher.start() + 1) {
      int sequence = Integer.parseInt(matcher.group(2));
      int nonce = new BigInteger(matcher.group(3), 16).intValue();
      int user = Integer.parseInt(matcher.group(1));
      markers.add(new Marker(user, sequence, nonce, matcher.end()));
    }
    return markers;
  }

  private static String marker(int user, int sequence, int nonce) {
    byte[] into = new byte[Marker.LENGTH];
    Marker.write(operation(user, sequence, nonce), into, 0);
    return new String(into, US_ASCII);
  }

  private static Operation operation(int user, int sequence, int nonce) {
    Operation operation = new Operation(user);
    operation.set(OperationKind.CHAT, sequence, nonce, Operation.NO_ROOM, 0, Rendezvous.NONE);
    return operation;
  }
}
