package dev.proofload.loadgen.target.bridge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.workload.OperationKind;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever bytes come, they are an observation, and never an exception. */
class HostileAnswersTest {
  private static final String CHAT =
      "{\"response\":\"h\u00e9 \\\"x\\\"\",\"user_id\":\"u1\",\"room\":\"Tower\","
          + "\"crisis_detected\":true,\"session_messages\":4,"
          + "\"room_occupants\":[{\"user_id\":\"u1\",\"username\":\"A\"}]}";
  private static final String SESSIONS =
      "{\"sessions\":[{\"user_id\":\"u1\",\"room\":\"T\",\"message_count\":4}],\"total\":1}";
  private static final String FRAME =
      "{\"type\":\"chat_response\",\"message\":\"h\u00e9\",\"crisis_detected\":false,"
          + "\"occupants\":[{\"user_id\":\"u1\",\"username\":\"A\"}]}";

  private final AnswerReader reader = new AnswerReader();
  private final Observation seen = new Observation();

  @Property(tries = 2000)
  void anyBytesAreAnObservation(@ForAll byte[] bytes, @ForAll int status) {
    readInAllWays(bytes, status);
    assertThat(chat(bytes, 200)).isEqualTo(Observation.Type.GARBAGE);
  }

  @Property(tries = 2000)
  void anyDamageToAnAnswerIsAnObservation(@ForAll("damaged") byte[] bytes) {
    readInAllWays(bytes, 200);
    readInAllWays(bytes, 429);
  }

  @Property(tries = 2000)
  void anyJsonIsAnObservation(@ForAll("json") String json) {
    readInAllWays(json.getBytes(UTF_8), 200);
  }

  @Test
  void everyPrefixOfAnAnswerIsGarbage() {
    for (String whole : List.of(CHAT, SESSIONS, FRAME)) {
      byte[] bytes = whole.getBytes(UTF_8);
      for (int length = 0; length < bytes.length; length++) {
        byte[] cut = Arrays.copyOf(bytes, length);
        assertThat(chat(cut, 200)).isEqualTo(Observation.Type.GARBAGE);
        reader.readSessions(200, cut, length, seen);
        assertThat(seen.type()).isEqualTo(Observation.Type.GARBAGE);
        reader.readFrame(OperationKind.LOOK, true, cut, length, seen);
        assertThat(seen.type()).isEqualTo(Observation.Type.GARBAGE);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[",
        "{\"a\":",
        "[{\"a\":",
        "{\"response\":[",
        "{\"sessions\":[{\"x\":",
        "{\"room_occupants\":[{\"x\":["
      })
  void bottomlessNestingIsGarbage(String opening) {
    byte[] deep = opening.repeat(200_000).getBytes(UTF_8);
    readInAllWays(deep, 200);
    assertThat(chat(deep, 200)).isEqualTo(Observation.Type.GARBAGE);
  }

  @Test
  void endlessNumbersAndNamesAreAnObservation() {
    for (String body :
        List.of(
            "{\"session_messages\":" + "9".repeat(100_000) + "}",
            "{\"session_messages\":1e" + "9".repeat(2_000) + "}",
            "{\"" + "n".repeat(200_000) + "\":1}",
            "{\"sessions\":[{\"user_id\":\"u\",\"message_count\":" + "9".repeat(5_000) + "}]}")) {
      readInAllWays(body.getBytes(UTF_8), 200);
    }
    assertThat(chat("{\"session_messages\":99999999999}".getBytes(UTF_8), 200))
        .isEqualTo(Observation.Type.GARBAGE);
  }

  @Test
  void invalidUtf8IsGarbage() {
    for (String bytes :
        List.of("\u00ff", "\u00c3(", "\u00ed\u00a0\u0080", "\u00f5\u0080", "\u00e9")) {
      byte[] body = CHAT.replace("h\u00e9", bytes).getBytes(ISO_8859_1);
      assertThat(chat(body, 200)).isEqualTo(Observation.Type.GARBAGE);
    }
  }

  /** The parser guesses at UTF-16 and UTF-32 by itself, and complains of them in its own way. */
  @ParameterizedTest
  @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-32BE", "UTF-32LE"})
  void otherEncodingsAreAnObservationAlsoWhereTheyAreBroken(String encoding) {
    byte[] body = CHAT.getBytes(Charset.forName(encoding));
    readInAllWays(body, 200);
    for (int at = 0; at < body.length; at++) {
      byte[] broken = body.clone();
      broken[at] = (byte) 0xdc;
      readInAllWays(broken, 200);
      readInAllWays(Arrays.copyOf(body, at), 200);
    }
  }

  @Provide
  Arbitrary<byte[]> damaged() {
    Arbitrary<byte[]> whole =
        Arbitraries.of(CHAT, SESSIONS, FRAME).map(text -> text.getBytes(UTF_8));
    return Combinators.combine(
            whole,
            Arbitraries.integers().between(0, 200),
            Arbitraries.bytes(),
            Arbitraries.of(0, 1, 2))
        .as(HostileAnswersTest::damage);
  }

  private static byte[] damage(byte[] whole, int where, byte wrong, int how) {
    int at = where % whole.length;
    byte[] result =
        how == 0 ? whole.clone() : Arrays.copyOf(whole, whole.length + (how == 1 ? 1 : 0));
    if (how == 1) {
      System.arraycopy(whole, at, result, at + 1, whole.length - at);
    }
    if (how == 2) {
      System.arraycopy(whole, 0, result, at, whole.length - at);
    }
    result[at] = wrong;
    return result;
  }

  @Provide
  Arbitrary<String> json() {
    Arbitrary<String> names =
        Arbitraries.of(
                "response",
                "user_id",
                "room",
                "crisis_detected",
                "session_messages",
                "type",
                "room_occupants",
                "occupants",
                "sessions",
                "rooms",
                "events",
                "messages",
                "count",
                "seq",
                "from_user",
                "role",
                "content",
                "message_count",
                "message",
                "error",
                "retry_after_ms",
                "streams",
                "stream_id",
                "queued",
                "critical",
                "totals",
                "limits",
                "reply_id",
                "index",
                "delta",
                "dropped",
                "username",
                "")
            .map(name -> "\"" + name + "\"");
    Arbitrary<String> leaves =
        Arbitraries.of(
            "null",
            "true",
            "false",
            "0",
            "-1",
            "2",
            "1.5",
            "1e9999",
            "99999999999999999999",
            "\"\"",
            "\"u1\"",
            "\"chat_response\"",
            "\"connected\"",
            "\"error\"",
            "\"chat_delta\"",
            "\"deltas_dropped\"",
            "\"\\ud800\"");
    return Arbitraries.lazyOf(
        () -> leaves,
        () ->
            value(names, leaves).list().ofMaxSize(3).map(all -> "[" + String.join(",", all) + "]"),
        () -> object(names, value(names, leaves)),
        () -> object(names, leaves));
  }

  private static Arbitrary<String> value(Arbitrary<String> names, Arbitrary<String> leaves) {
    return Arbitraries.oneOf(
        leaves,
        object(names, leaves),
        object(names, leaves).list().ofMaxSize(3).map(all -> "[" + String.join(",", all) + "]"));
  }

  private static Arbitrary<String> object(Arbitrary<String> names, Arbitrary<String> values) {
    return Combinators.combine(names, values)
        .as((name, value) -> name + ":" + value)
        .list()
        .ofMaxSize(8)
        .map(fields -> "{" + String.join(",", fields) + "}");
  }

  @Property(tries = 500)
  void nothingOfOneAnswerIsLeftInTheNext(
      @ForAll("json") String first, @ForAll @IntRange(min = 200, max = 201) int status) {
    readInAllWays(first.getBytes(UTF_8), status);
    assertThat(chat(CHAT.getBytes(UTF_8), 200)).isEqualTo(Observation.Type.ANSWER);
    assertThat(seen.text()).isEqualTo("h\u00e9 \"x\"");
    assertThat(seen.sessions()).isEmpty();
    assertThat(seen.event()).isFalse();
  }

  private Observation.Type chat(byte[] bytes, int status) {
    reader.readChat(status, bytes, bytes.length, seen);
    return seen.type();
  }

  private void readInAllWays(byte[] bytes, int status) {
    for (OperationKind kind : OperationKind.values()) {
      reader.readChat(status, bytes, bytes.length, seen);
      assertThat(seen.type())
          .isIn(
              Observation.Type.ANSWER,
              Observation.Type.REFUSAL,
              Observation.Type.FAILURE,
              Observation.Type.GARBAGE);
      reader.readFrame(kind, true, bytes, bytes.length, seen);
      assertThat(seen.type()).isNotNull();
    }
    reader.readFrame(null, true, bytes, bytes.length, seen);
    assertThat(seen.type())
        .isNotIn(Observation.Type.ANSWER, Observation.Type.REFUSAL, Observation.Type.FAILURE);
    reader.readSessions(status, bytes, bytes.length, seen);
    assertIsAList();
    reader.readRooms(status, bytes, bytes.length, seen);
    assertIsAList();
    reader.readHistory(status, bytes, bytes.length, seen);
    assertIsAList();
    reader.readStreams(status, bytes, bytes.length, seen);
    assertIsAList();
    reader.readDrain(status, bytes, bytes.length, seen);
    assertIsAList();
    reader.readDrain(404, bytes, bytes.length, seen);
    assertThat(seen.type()).isIn(Observation.Type.ANSWER, Observation.Type.FAILURE);
  }

  private void assertIsAList() {
    assertThat(seen.type())
        .isIn(Observation.Type.ANSWER, Observation.Type.FAILURE, Observation.Type.GARBAGE);
  }
}
