package dev.proofload.loadgen.target.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.PerClass;
import dev.proofload.loadgen.record.StreamList;
import dev.proofload.loadgen.workload.OperationKind;
import java.util.List;
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
    chat(200, CHAT);
    assertThat(seen.type()).isEqualTo(Observation.Type.ANSWER);
    assertThat(seen.text()).isEqualTo("hi \"you\" éé");
    assertThat(seen.userId()).isEqualTo("u1");
    assertThat(seen.room()).isEqualTo("Tower");
    assertThat(seen.messageCount()).isEqualTo(4);
    assertThat(seen.crisis()).isFalse();
    assertThat(seen.occupantsSaid()).isTrue();
    assertThat(seen.occupants())
        .containsExactly(new Observation.Occupant("u1", "A"), new Observation.Occupant("u2", "B"));
    assertThat(seen.userId()).as("its own, not an occupant's").isEqualTo("u1");
  }

  @Test
  void readsThatHelpIsOffered() {
    chat(200, CHAT.replace("false", "true"));
    assertThat(seen.crisis()).isTrue();
  }

  @Test
  void forgetsTheAnswerBefore() {
    chat(200, CHAT.replace("false", "true"));
    chat(500, "{}");
    assertThat(seen.text()).isEmpty();
    assertThat(seen.crisis()).isFalse();
    assertThat(seen.occupants()).isEmpty();
    assertThat(seen.occupantsSaid()).isFalse();
    assertThat(seen.messageCount()).isEqualTo(Observation.NOT_SAID);
  }

  @Test
  void aRefusalMayCarryHelp() {
    chat(
        429,
        "{\"error\":\"rate limit exceeded\",\"user_id\":\"u1\",\"crisis_detected\":true,"
            + "\"response\":\"call\"}");
    assertThat(seen.type()).isEqualTo(Observation.Type.REFUSAL);
    assertThat(seen.crisis()).isTrue();
    assertThat(seen.text()).isEqualTo("call");
  }

  @Test
  void aFieldThatTheAnswerIsNotToHaveIsNotItsText() {
    chat(200, CHAT.replace("\"new_field\"", "\"message\": \"fine\", \"new_field\""));
    assertThat(seen.text()).isEqualTo("hi \"you\" éé");
    chat(429, "{\"error\":\"rate limit exceeded\",\"message\":\"slow down\"}");
    assertThat(seen.text()).isEmpty();
    frame(
        OperationKind.CHAT,
        "{\"type\":\"chat_response\",\"message\":\"hi\",\"response\":\"fine\"}");
    assertThat(seen.text()).isEqualTo("hi");
    frame(
        OperationKind.CHAT,
        "{\"response\":\"call\",\"message\":\"slow down\",\"retry_after_ms\":5,\"type\":\"error\"}");
    assertThat(seen.text()).isEqualTo("call");
  }

  @Test
  void theWaitNeedNotBeAWholeNumber() {
    frame(OperationKind.CHAT, "{\"type\":\"error\",\"error\":\"no\",\"retry_after_ms\":12.5}");
    assertThat(seen.type()).isEqualTo(Observation.Type.REFUSAL);
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
    chat(status, body);
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
    chat(200, body);
    assertThat(seen.type()).isEqualTo(Observation.Type.GARBAGE);
    assertThat(seen.problem()).isNotEmpty();
  }

  @Test
  void aServerNeedNotCountMessages() {
    chat(200, "{\"response\":\"a\",\"user_id\":\"u\"}");
    assertThat(seen.type()).isEqualTo(Observation.Type.ANSWER);
    assertThat(seen.messageCount()).isEqualTo(Observation.NOT_SAID);
  }

  @Test
  void a429OfAnotherFormIsGarbage() {
    chat(429, "slow down");
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

  @Test
  void readsAllRooms() {
    read(
        reader::readRooms,
        200,
        """
        {"rooms": {"Tower": {"occupants": [{"user_id": "u1", "username": "A", "last_active": "now"}],
         "count": 1}, "Empty \\"one\\"": {"occupants": []}}, "total_rooms": 2, "total_users": 1}
        """);
    assertThat(seen.type()).isEqualTo(Observation.Type.ANSWER);
    assertThat(seen.rooms())
        .containsExactly(
            new Observation.Room("Tower", 1, List.of(new Observation.Occupant("u1", "A"))),
            new Observation.Room("Empty \"one\"", Observation.NOT_SAID, List.of()));
    assertThat(seen.totalRooms()).isEqualTo(2);
    assertThat(seen.totalUsers()).isEqualTo(1);
  }

  @Test
  void readsADrain() {
    read(
        reader::readDrain,
        200,
        """
        {"user_id": "u1", "count": 2, "dropped_events": 3, "events": [
          {"type": "room_broadcast", "seq": 4, "from_user": "u2", "from_username": "B",
           "room": "Tower", "message": "B says", "timestamp": "t", "more": [1]},
          {"type": "whisper"}]}
        """);
    assertThat(seen.type()).isEqualTo(Observation.Type.ANSWER);
    assertThat(seen.userId()).isEqualTo("u1");
    assertThat(seen.dropped()).isEqualTo(3);
    assertThat(seen.events())
        .containsExactly(
            new Observation.Event(false, 4, "u2", "B", "Tower", "B says"),
            new Observation.Event(true, Observation.NOT_SAID, "", "", "", ""));
  }

  @Test
  void repliesThatWaitedAreNoEvents() {
    read(
        reader::readDrain,
        200,
        """
        {"user_id": "u1", "events": [
          {"type": "whisper", "seq": 4, "message": "m"},
          {"type": "chat_response", "seq": 5, "message": "r", "user_id": "u1", "reply_id": "a7",
           "crisis_detected": true, "room": "Tower", "occupants": [{"user_id": "u1"}]},
          {"type": "error", "seq": 6, "error": "too soon", "crisis_detected": true, "response": "call"},
          {"type": "chat_response", "seq": 7, "message": "s", "reply_id": 8, "crisis_detected": false}]}
        """);
    assertThat(seen.events()).containsExactly(new Observation.Event(true, 4, "", "", "", "m"));
    assertThat(seen.lateReplies())
        .containsExactly(
            new Observation.LateReply(1, 5, false, "u1", "a7", true, "r"),
            new Observation.LateReply(1, 6, true, "", "", true, "call"),
            new Observation.LateReply(1, 7, false, "", "8", false, "s"));
  }

  @Test
  void readsAllStreams() {
    read(
        reader::readStreams,
        200,
        """
        {"streams": [{"stream_id": 7, "user_id": "u1", "state": "slow", "fill": 0.013,
           "queued": {"control": 0, "critical": 1, "important": 12, "bulk": 2}, "queued_messages": 15,
           "queued_bytes": 6120, "produced": {"critical": 5}, "sent": {"critical": 4, "more": {}},
           "dropped": 3, "send_mean_ms": 0.04, "opened_at": "now"}, {"user_id": "u2", "stream_id": 8}],
         "total": 2, "states": {"connected": 1, "closed": 9},
         "totals": {"returned": {"control": 0, "critical": 2, "important": 3, "bulk": 0}, "bytes_sent": 1},
         "limits": {"messages": 1000, "bytes": 1048576, "control_messages": 100}}
        """);
    assertThat(seen.type()).isEqualTo(Observation.Type.ANSWER);
    PerClass none = PerClass.UNTOLD;
    assertThat(seen.streams())
        .contains(
            new StreamList(
                List.of(
                    new StreamList.Row(
                        7,
                        "u1",
                        "slow",
                        15,
                        6120,
                        new PerClass(0, 1, 12, 2),
                        only(5),
                        only(4),
                        none),
                    new StreamList.Row(
                        8, "u2", "", PerClass.NOT_SAID, PerClass.NOT_SAID, none, none, none, none)),
                2,
                9,
                new StreamList.Totals(none, none, none, none, new PerClass(0, 2, 3, 0)),
                new StreamList.Limits(1000, 1048576, 100)));
    read(reader::readStreams, 404, "{\"error\": \"no such path\"}");
    assertThat(seen.type()).isEqualTo(Observation.Type.FAILURE);
    assertThat(seen.streams()).isEmpty();
  }

  private static PerClass only(long critical) {
    long none = PerClass.NOT_SAID;
    return new PerClass(none, critical, none, none);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"streams\":[{\"user_id\":\"u\"}]}",
        "{\"streams\":[{\"stream_id\":1}]}",
        "{\"streams\":[{\"stream_id\":1,\"user_id\":\"u\",\"queued\":{\"bulk\":1}]}",
        "{\"streams\":[7]}",
        "{\"streams\":[]",
        "{\"streams\":{}}"
      })
  void streamsOfAnotherFormAreGarbage(String body) {
    read(reader::readStreams, 200, body);
    assertThat(seen.type()).isEqualTo(Observation.Type.GARBAGE);
    assertThat(seen.streams()).isEmpty();
  }

  @Test
  void piecesOfAReplyAreTold() {
    frame(
        OperationKind.STREAMED,
        "{\"type\":\"chat_delta\",\"reply_id\":\"r1\",\"index\":3,\"delta\":\"two \"}");
    assertThat(seen.type()).isEqualTo(Observation.Type.DELTA);
    assertThat(seen.replyId()).isEqualTo("r1");
    assertThat(seen.index()).isEqualTo(3);
    assertThat(seen.text()).isEqualTo("two ");
    frame(null, "{\"type\":\"deltas_dropped\",\"dropped\":12}");
    assertThat(seen.type()).isEqualTo(Observation.Type.DELTAS_DROPPED);
    assertThat(seen.dropped()).isEqualTo(12);
    frame(
        OperationKind.STREAMED,
        "{\"type\":\"chat_response\",\"message\":\"m\",\"reply_id\":\"r1\"}");
    assertThat(seen.type()).isEqualTo(Observation.Type.ANSWER);
    assertThat(seen.replyId()).isEqualTo("r1");
    assertThat(seen.index()).isEqualTo(Observation.NOT_SAID);
  }

  @ParameterizedTest
  @EnumSource(names = {"CHAT", "STREAMED", "CRISIS", "MOVE"})
  void aLateReplyAnswersNothingThatIsInFlight(OperationKind inFlight) {
    frame(
        inFlight,
        "{\"type\":\"chat_response\",\"seq\":3,\"message\":\"m\",\"crisis_detected\":true}");
    assertThat(seen.type()).isEqualTo(Observation.Type.LATE_REPLY);
    assertThat(seen.text()).isEqualTo("m");
    assertThat(seen.lateReplies())
        .containsExactly(new Observation.LateReply(0, 3, false, "", "", true, "m"));
    frame(
        inFlight,
        "{\"type\":\"error\",\"seq\":4,\"retry_after_ms\":5,\"crisis_detected\":true,"
            + "\"response\":\"call\"}");
    assertThat(seen.type()).isEqualTo(Observation.Type.LATE_REPLY);
    assertThat(seen.lateReplies())
        .containsExactly(new Observation.LateReply(0, 4, true, "", "", true, "call"));
  }

  @Test
  void nobodyThereIsAnAnswerToADrainAndNoSuchPathIsNone() {
    read(reader::readDrain, 404, "{\"error\": \"session not found\"}");
    assertThat(seen.type()).isEqualTo(Observation.Type.ANSWER);
    assertThat(seen.events()).isEmpty();
    read(reader::readDrain, 404, "{\"error\": \"no such path\"}");
    assertThat(seen.type()).isEqualTo(Observation.Type.FAILURE);
    read(reader::readDrain, 404, "<html>");
    assertThat(seen.type()).isEqualTo(Observation.Type.FAILURE);
  }

  @Test
  void readsAHistory() {
    read(
        reader::readHistory,
        200,
        """
        {"user_id": "u1", "count": 2, "messages": [
          {"role": "user", "content": "hi", "timestamp": "t", "room": "Tower"},
          {"role": "assistant", "content": "ho", "room": 5}]}
        """);
    assertThat(seen.type()).isEqualTo(Observation.Type.ANSWER);
    assertThat(seen.lines())
        .containsExactly(
            new Observation.Line(true, "hi", "Tower"), new Observation.Line(false, "ho", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"rooms\":[]}",
        "{\"rooms\":{\"Tower\":[]}}",
        "{\"rooms\":{\"Tower\":{}}}",
        "{\"rooms\":{\"Tower\":{\"occupants\":[]}",
        "{\"events\":{}}",
        "{\"events\":[1]}",
        "{\"events\":[{\"seq\":99999999999999999999}]}",
        "{\"events\":[{\"message\":\"m\"}",
        "{\"messages\":{}}",
        "{\"messages\":[null]}",
        "{\"messages\":[{\"role\":\"user\"}"
      })
  void aListOfAnotherFormIsGarbage(String body) {
    for (ListAnswer list : lists()) {
      read(list, 200, body);
      assertThat(seen.type()).isEqualTo(Observation.Type.GARBAGE);
      assertThat(seen.events()).isEmpty();
      assertThat(seen.rooms()).isEmpty();
    }
  }

  @Test
  void aListMayFail() {
    for (ListAnswer list : lists()) {
      read(list, 500, "{\"error\": \"session not found\"}");
      assertThat(seen.type()).isEqualTo(Observation.Type.FAILURE);
      assertThat(seen.problem()).isEqualTo("status 500");
    }
  }

  private interface ListAnswer {
    void read(int status, byte[] body, int length, Observation into);
  }

  private List<ListAnswer> lists() {
    return List.of(reader::readRooms, reader::readDrain, reader::readHistory, reader::readStreams);
  }

  private void read(ListAnswer list, int status, String body) {
    byte[] bytes = body.getBytes(UTF_8);
    list.read(status, bytes, bytes.length, seen);
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
    assertThat(seen.events())
        .containsExactly(new Observation.Event(false, Observation.NOT_SAID, "", "", "", "m"));
    frame(
        null,
        """
        {"type": "whisper", "seq": 7, "from_user": "u2", "from_username": "B", "room": "Tower",
         "message": "B whispers: \\"m\\"", "timestamp": "now"}
        """);
    assertThat(seen.events())
        .containsExactly(new Observation.Event(true, 7, "u2", "B", "Tower", "B whispers: \"m\""));
    assertThat(seen.text()).isEqualTo("B whispers: \"m\"");
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
  void aFrameListsOccupants() {
    String frame =
        "{\"type\":\"chat_response\",\"message\":\"m\",\"occupants\":"
            + "[{\"user_id\":\"u1\",\"username\":\"A\"},7,[{}],null]}";
    frame(OperationKind.LOOK, frame);
    assertThat(seen.occupants()).containsExactly(new Observation.Occupant("u1", "A"));
    assertThat(seen.occupantsSaid()).isTrue();
    frame(OperationKind.CHAT, "{\"type\":\"chat_response\",\"message\":\"m\",\"occupants\":7}");
    assertThat(seen.occupantsSaid()).isFalse();
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
    reader.readChat(200, body, CHAT.getBytes(UTF_8).length, seen);
    assertThat(seen.type()).isEqualTo(Observation.Type.ANSWER);
  }

  private void chat(int status, String body) {
    byte[] bytes = body.getBytes(UTF_8);
    reader.readChat(status, bytes, bytes.length, seen);
  }

  private void sessions(int status, String body) {
    byte[] bytes = body.getBytes(UTF_8);
    reader.readSessions(status, bytes, bytes.length, seen);
  }

  private void frame(@Nullable OperationKind inFlight, String frame) {
    byte[] bytes = frame.getBytes(UTF_8);
    reader.readFrame(inFlight, false, bytes, bytes.length, seen);
  }
}
