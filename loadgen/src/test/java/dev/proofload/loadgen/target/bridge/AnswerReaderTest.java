package dev.proofload.loadgen.target.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.workload.OperationKind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerReaderTest {
  private static final String CHAT =
      """
      {"response": "hi \\"you\\" é\\u00e9", "user_id": "u1", "room": "Tower", "crisis_detected": false,
       "session_messages": 4, "room_occupants": [{"user_id": "u1", "username": "A"},
       {"username": "B", "more": {"deep": [1]}, "user_id": "u2"}], "new_field": [{}]}
      """;

  private final AnswerReader reader = new AnswerReader();
  private final Observation seen = new Observation();

  @Test
  void readsAnAnswerToAMessage() {
    chat(OperationKind.CHAT, 200, CHAT);
    assertThat(seen.type()).isEqualTo(Observation.Type.ANSWER);
    assertThat(seen.text()).isEqualTo("hi \"you\" éé");
    assertThat(seen.userId()).isEqualTo("u1");
    assertThat(seen.room()).isEqualTo("Tower");
    assertThat(seen.messageCount()).isEqualTo(4);
    assertThat(seen.crisis()).isFalse();
    assertThat(seen.occupants()).as("only who looks wants to know").isEmpty();
  }

  @Test
  void whoLooksSeesWhoIsThere() {
    chat(OperationKind.LOOK, 200, CHAT);
    assertThat(seen.occupants())
        .containsExactly(new Observation.Occupant("u1", "A"), new Observation.Occupant("u2", "B"));
    assertThat(seen.userId()).as("its own, not an occupant's").isEqualTo("u1");
  }

  @Test
  void readsThatHelpIsOffered() {
    chat(OperationKind.CRISIS, 200, CHAT.replace("false", "true"));
    assertThat(seen.crisis()).isTrue();
  }

  @Test
  void forgetsTheAnswerBefore() {
    chat(OperationKind.LOOK, 200, CHAT.replace("false", "true"));
    chat(OperationKind.CHAT, 500, "{}");
    assertThat(seen.text()).isEmpty();
    assertThat(seen.crisis()).isFalse();
    assertThat(seen.occupants()).isEmpty();
    assertThat(seen.messageCount()).isEqualTo(Observation.NOT_SAID);
  }

  @Test
  void aRefusalMayCarryHelp() {
    chat(
        OperationKind.CRISIS,
        429,
        "{\"error\":\"rate limit exceeded\",\"user_id\":\"u1\",\"crisis_detected\":true,"
            + "\"response\":\"call\"}");
    assertThat(seen.type()).isEqualTo(Observation.Type.REFUSAL);
    assertThat(seen.crisis()).isTrue();
    assertThat(seen.text()).isEqualTo("call");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "500 | {\"error\":\"boom\"} | status 500: boom",
        "400 | {\"error\":5} | status 400",
        "503 | <html>busy</html> | status 503",
        "204 | '' | status 204",
        "302 | [] | status 302",
        "0 | {} | status 0"
      })
  void anyOtherStatusIsAFailureWhateverItsBody(int status, String body, String problem) {
    chat(OperationKind.CHAT, status, body);
    assertThat(seen.type()).isEqualTo(Observation.Type.FAILURE);
    assertThat(seen.problem()).isEqualTo(problem);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "null",
        "5",
        "\"text\"",
        "[]",
        "{}",
        "{} {}",
        "{\"response\":\"a\",\"user_id\":\"u\",\"session_messages\":2}x",
        "{\"response\":\"a\",\"user_id\":\"u\",\"session_messages\":2",
        "{\"response\":\"a\",\"user_id\":\"u\"}",
        "{\"response\":\"a\",\"user_id\":\"\",\"session_messages\":2}",
        "{\"response\":\"a\",\"session_messages\":2}",
        "{\"user_id\":\"u\",\"session_messages\":2}",
        "{\"response\":null,\"user_id\":\"u\",\"session_messages\":2}",
        "{\"response\":[\"a\"],\"user_id\":\"u\",\"session_messages\":2}",
        "{\"response\":\"a\",\"user_id\":7,\"session_messages\":2}",
        "{\"response\":\"a\",\"user_id\":\"u\",\"session_messages\":\"2\"}",
        "{\"response\":\"a\",\"user_id\":\"u\",\"session_messages\":2.0}",
        "{\"response\":\"a\",\"user_id\":\"u\",\"session_messages\":-2}",
        "{\"response\":\"a\",\"user_id\":\"u\",\"session_messages\":4294967298}",
        "{'response':'a'}",
        "{\"response\":\"a\nb\",\"user_id\":\"u\",\"session_messages\":2}"
      })
  void a200ThatIsNotOfThePromisedFormIsGarbage(String body) {
    chat(OperationKind.CHAT, 200, body);
    assertThat(seen.type()).isEqualTo(Observation.Type.GARBAGE);
    assertThat(seen.problem()).isNotEmpty();
  }

  @Test
  void a429OfAnotherFormIsGarbage() {
    chat(OperationKind.CHAT, 429, "slow down");
    assertThat(seen.type()).isEqualTo(Observation.Type.GARBAGE);
  }

  @Test
  void readsAllSessions() {
    sessions(
        200,
        """
        {"total": 2, "sessions": [
          {"user_id": "u1", "room": "Tower", "message_count": 4, "connected_ws": false},
          {"message_count": 5000000000, "user_id": "u2", "extra": {"a": [1, 2]}}], "more": {}}
        """);
    assertThat(seen.type()).isEqualTo(Observation.Type.ANSWER);
    assertThat(seen.sessions())
        .containsExactly(
            new Observation.Session("u1", "Tower", 4),
            new Observation.Session("u2", "", 5_000_000_000L));
    sessions(200, "{\"sessions\":[],\"total\":0}");
    assertThat(seen.sessions()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"sessions\":{}}",
        "{\"sessions\":[1]}",
        "{\"sessions\":[null]}",
        "{\"sessions\":[{}]}",
        "{\"sessions\":[{\"user_id\":\"u\"}]}",
        "{\"sessions\":[{\"message_count\":2}]}",
        "{\"sessions\":[{\"user_id\":1,\"message_count\":2}]}",
        "{\"sessions\":[{\"user_id\":\"u\",\"message_count\":-1}]}",
        "{\"sessions\":[{\"user_id\":\"u\",\"message_count\":\"2\"}]}",
        "{\"sessions\":[{\"user_id\":\"u\",\"message_count\":99999999999999999999}]}",
        "{\"sessions\":[{\"user_id\":\"u\",\"message_count\":2}",
        "{\"sessions\":[{\"user_id\":\"u\",\"message_count\":2},[]]}",
        "{\"sessions\":[]"
      })
  void aListOfSessionsOfAnotherFormIsGarbage(String body) {
    sessions(200, body);
    assertThat(seen.type()).isEqualTo(Observation.Type.GARBAGE);
  }

  @Test
  void sessionsMayFail() {
    sessions(404, "{\"sessions\":[]}");
    assertThat(seen.type()).isEqualTo(Observation.Type.FAILURE);
    assertThat(seen.problem()).isEqualTo("status 404");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "nothing",
      value = {
        "nothing | connected | GREETING",
        "CHAT | chat_response | ANSWER",
        "CRISIS | chat_response | ANSWER",
        "LOOK | chat_response | ANSWER",
        "MOVE | chat_response | DELIVERY",
        "nothing | chat_response | DELIVERY",
        "MOVE | room_changed | ANSWER",
        "CHAT | room_changed | OTHER",
        "nothing | room_changed | OTHER",
        "CHAT | room_broadcast | DELIVERY",
        "nothing | whisper | DELIVERY",
        "CHAT | error | FAILURE",
        "MOVE | error | FAILURE",
        "nothing | error | OTHER",
        "CHAT | something_new | OTHER",
        "CHAT | '' | OTHER"
      })
  void aFrameIsWhatItsTypeSays(
      @Nullable OperationKind inFlight, String type, Observation.Type expected) {
    frame(inFlight, "{\"type\":\"" + type + "\",\"message\":\"m\",\"error\":\"e\"}");
    assertThat(seen.type()).isEqualTo(expected);
  }

  @Test
  void eventsAreTold() {
    frame(OperationKind.CHAT, "{\"type\":\"room_broadcast\",\"message\":\"m\"}");
    assertThat(seen.event()).isTrue();
    frame(OperationKind.CHAT, "{\"type\":\"chat_response\",\"message\":\"m\"}");
    assertThat(seen.event()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = {"CHAT", "MOVE"})
  void aRefusalFrameIsAnErrorWithAWait(OperationKind inFlight) {
    frame(
        inFlight,
        "{\"type\":\"error\",\"error\":\"rate limit exceeded\",\"retry_after_ms\":5,"
            + "\"crisis_detected\":true,\"response\":\"call\"}");
    assertThat(seen.type()).isEqualTo(Observation.Type.REFUSAL);
    assertThat(seen.crisis()).isTrue();
    assertThat(seen.text()).isEqualTo("call");
  }

  @Test
  void aFrameListsOccupantsToWhoLooks() {
    String frame =
        "{\"type\":\"chat_response\",\"message\":\"m\",\"occupants\":"
            + "[{\"user_id\":\"u1\",\"username\":\"A\"},7,[{}],null]}";
    frame(OperationKind.LOOK, frame);
    assertThat(seen.occupants()).containsExactly(new Observation.Occupant("u1", "A"));
    frame(OperationKind.CHAT, frame);
    assertThat(seen.occupants()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "[]",
        "{",
        "{\"type\":\"chat_response\"}",
        "{\"type\":\"chat_response\",\"message\":1}"
      })
  void aFrameOfAnotherFormIsGarbage(String frame) {
    frame(OperationKind.CHAT, frame);
    assertThat(seen.type()).isEqualTo(Observation.Type.GARBAGE);
    assertThat(seen.problem()).isNotEmpty();
  }

  @Test
  void onlyTheGivenLengthIsRead() {
    byte[] body = (CHAT + "}}}").getBytes(UTF_8);
    reader.readChat(OperationKind.CHAT, 200, body, CHAT.getBytes(UTF_8).length, seen);
    assertThat(seen.type()).isEqualTo(Observation.Type.ANSWER);
  }

  private void chat(OperationKind asked, int status, String body) {
    byte[] bytes = body.getBytes(UTF_8);
    reader.readChat(asked, status, bytes, bytes.length, seen);
  }

  private void sessions(int status, String body) {
    byte[] bytes = body.getBytes(UTF_8);
    reader.readSessions(status, bytes, bytes.length, seen);
  }

  private void frame(@Nullable OperationKind inFlight, String frame) {
    byte[] bytes = frame.getBytes(UTF_8);
    reader.readFrame(inFlight, bytes, bytes.length, seen);
  }
}
