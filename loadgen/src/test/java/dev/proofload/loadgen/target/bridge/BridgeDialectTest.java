package dev.proofload.loadgen.target.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.target.ByteSink;
import dev.proofload.loadgen.target.HttpCall;
import dev.proofload.loadgen.workload.Marker;
import dev.proofload.loadgen.workload.MessageText;
import dev.proofload.loadgen.workload.Names;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.OperationKind;
import dev.proofload.loadgen.workload.Rendezvous;
import dev.proofload.loadgen.workload.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BridgeDialectTest {
  private static final ObjectMapper STRICT =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final int SIZE = 120;

  private final Names names = Names.plain("abcd1234", 7);
  private final MessageText text = new MessageText(SIZE);
  private final BridgeDialect dialect = new BridgeDialect(names, text);
  private final ByteSink sink = new ByteSink();

  @Property(tries = 300)
  void aMessageIsTheDocumentedObject(
      @ForAll @IntRange(max = 2) int user,
      @ForAll @IntRange(max = 999_999_999) int sequence,
      @ForAll int nonce,
      @ForAll @IntRange(max = 7) int room,
      @ForAll int phrase,
      @ForAll @IntRange int name,
      @ForAll boolean crisis) {
    Operation operation = new Operation(user);
    OperationKind kind = crisis ? OperationKind.CRISIS : OperationKind.CHAT;
    operation.set(kind, sequence, nonce, room, phrase, Rendezvous.NONE);
    operation.name(name);
    sink.clear();
    assertThat(dialect.http(operation, sink)).isEqualTo(new HttpCall("POST", "/bridge/chat"));
    JsonNode body = written();
    assertThat(fields(body)).containsExactlyInAnyOrder("user_id", "username", "message", "room");
    assertThat(body.get("user_id").textValue()).isEqualTo(names.id(user));
    assertThat(body.get("username").textValue()).isEqualTo(names.username(user, name));
    assertThat(body.get("room").textValue()).isEqualTo(names.room(room));
    assertSays(operation, body.get("message").textValue());
  }

  @Property(tries = 300)
  void aChatFrameIsTheDocumentedObject(
      @ForAll @IntRange(max = 999_999_999) int sequence, @ForAll int nonce, @ForAll int phrase) {
    Operation operation = new Operation(1);
    operation.set(OperationKind.CHAT, sequence, nonce, 2, phrase, Rendezvous.NONE);
    sink.clear();
    dialect.frame(operation, sink);
    JsonNode frame = written();
    assertThat(fields(frame)).containsExactlyInAnyOrder("type", "message");
    assertThat(frame.get("type").textValue()).isEqualTo("chat");
    assertSays(operation, frame.get("message").textValue());
  }

  @Test
  void aMessageThatStaysWhereItIsNamesNoRoom() {
    dialect.http(operation(OperationKind.CHAT, Operation.NO_ROOM), sink);
    assertThat(fields(written())).containsExactlyInAnyOrder("user_id", "message");
  }

  @Test
  void moveAndLookFrames() throws IOException {
    dialect.frame(operation(OperationKind.MOVE, 7), sink);
    assertThat(written())
        .isEqualTo(STRICT.readTree("{\"type\": \"move\", \"room\": \"Meeting abcd1234\"}"));
    sink.clear();
    dialect.frame(operation(OperationKind.LOOK, 7), sink);
    assertThat(written()).isEqualTo(STRICT.readTree("{\"type\": \"chat\", \"message\": \"look\"}"));
  }

  @Test
  void aReplyInPiecesIsAskedForOverASocketAlone() throws IOException {
    Operation operation = operation(OperationKind.STREAMED, Operation.NO_ROOM);
    dialect.frame(operation, sink);
    assertThat(written().get("type").textValue()).isEqualTo("chat");
    assertThat(written().get("stream").booleanValue()).isTrue();
    assertSays(operation, written().get("message").textValue());
    sink.clear();
    dialect.http(operation, sink);
    assertThat(written().has("stream")).isFalse();
  }

  @Test
  void aLookMovesNobodyAndSessionsHaveNoBody() throws IOException {
    Operation look = operation(OperationKind.LOOK, 0);
    look.name(0);
    dialect.http(look, sink);
    assertThat(written())
        .isEqualTo(
            STRICT.readTree(
                """
                {"user_id": "lg-abcd1234-00001", "username": "Guest-00001", "message": "look"}
                """));
    sink.clear();
    assertThat(dialect.http(operation(OperationKind.SESSIONS, Operation.NO_ROOM), sink))
        .isEqualTo(new HttpCall("GET", "/bridge/sessions"));
    assertThat(sink.length()).isZero();
  }

  @Property(tries = 200)
  void aCommandStandsBeforeItsText(
      @ForAll("heard") OperationKind kind, @ForAll @IntRange(max = 40) int target) {
    Names confusable = Names.confusable("abcd1234", 7);
    Operation operation = operation(kind, 3);
    operation.aim(target);
    sink.clear();
    new BridgeDialect(confusable, text).http(operation, sink);
    String message = written().get("message").textValue();
    String command =
        switch (kind) {
          case SAY -> "say ";
          case EMOTE -> "emote ";
          default -> "whisper " + confusable.id(target) + " ";
        };
    assertThat(message).startsWith(command);
    assertSays(operation, message.substring(command.length()));
    assertThat(written().get("room").textValue()).isEqualTo("Garden");
  }

  @Provide
  Arbitrary<OperationKind> heard() {
    return Arbitraries.of(OperationKind.SAY, OperationKind.EMOTE, OperationKind.WHISPER);
  }

  @Test
  void whoGoesNamesTheRoomInTheMessage() throws IOException {
    dialect.http(operation(OperationKind.GO, 7), sink);
    assertThat(written())
        .isEqualTo(
            STRICT.readTree(
                "{\"user_id\": \"lg-abcd1234-00001\", \"message\": \"go Meeting abcd1234\"}"));
    sink.clear();
    dialect.http(operation(OperationKind.WHO, 7), sink);
    assertThat(written())
        .isEqualTo(STRICT.readTree("{\"user_id\": \"lg-abcd1234-00001\", \"message\": \"who\"}"));
  }

  @Test
  void readsHaveTheirPaths() {
    Operation operation = operation(OperationKind.DRAIN, Operation.NO_ROOM);
    operation.aim(2);
    assertThat(dialect.http(operation, sink))
        .isEqualTo(new HttpCall("GET", "/bridge/room_events/lg-abcd1234-00002"));
    operation.set(OperationKind.HISTORY, 1, 2, Operation.NO_ROOM, 0, Rendezvous.NONE);
    operation.aim(2);
    assertThat(dialect.http(operation, sink))
        .isEqualTo(new HttpCall("GET", "/bridge/history/lg-abcd1234-00002"));
    assertThat(dialect.http(operation(OperationKind.ROOMS, Operation.NO_ROOM), sink))
        .isEqualTo(new HttpCall("GET", "/bridge/rooms"));
    assertThat(dialect.http(operation(OperationKind.STREAMS, Operation.NO_ROOM), sink))
        .isEqualTo(new HttpCall("GET", "/bridge/streams"));
    assertThat(sink.length()).isZero();
  }

  @Property(tries = 200)
  void anyIdStandsPercentEncodedInAPath(@ForAll @IntRange(max = 40) int user) {
    Names confusable = Names.confusable("abcd1234", 7);
    String path = new BridgeDialect(confusable, text).webSocketPath(user);
    assertThat(path).matches("/bridge/ws/[A-Za-z0-9._~%-]+");
    assertThat(URLDecoder.decode(path, UTF_8)).isEqualTo("/bridge/ws/" + confusable.id(user));
  }

  @Test
  void aReplyToWhatCameOverHttpAnswersNoFrame() {
    String reply = "{\"type\":\"chat_response\",\"message\":\"m\",\"user_id\":\"u\"}";
    Operation chat = operation(OperationKind.CHAT, 2);
    chat.via(Transport.WS);
    assertThat(frame(chat, reply)).as("nothing went over HTTP").isEqualTo(Observation.Type.ANSWER);
    dialect.http(operation(OperationKind.CHAT, 2), sink);
    assertThat(frame(chat, reply)).isEqualTo(Observation.Type.DELIVERY);
    assertThat(frame(chat, reply.replace("user_id", "other"))).isEqualTo(Observation.Type.ANSWER);
    chat.via(Transport.HTTP);
    assertThat(frame(chat, reply.replace("user_id", "other"))).isEqualTo(Observation.Type.DELIVERY);
  }

  private Observation.Type frame(Operation inFlight, String frame) {
    byte[] bytes = frame.getBytes(UTF_8);
    Observation seen = new Observation();
    dialect.readFrame(1, inFlight, bytes, bytes.length, seen);
    return seen.type();
  }

  @Test
  void whatIsWrittenIsAppended() {
    sink.put("before".getBytes(UTF_8));
    dialect.frame(operation(OperationKind.LOOK, 0), sink);
    assertThat(new String(sink.array(), 0, sink.length(), UTF_8)).startsWith("before{\"type\"");
  }

  @Test
  void aWebSocketPathNamesTheUser() {
    assertThat(dialect.webSocketPath(2)).isEqualTo("/bridge/ws/lg-abcd1234-00002");
  }

  @Test
  void readsTheHealthOfABridge() {
    assertThat(dialect.greeting()).isEqualTo(new HttpCall("GET", "/bridge/health"));
    assertThat(greet(200, "{\"status\":\"ok\",\"ws_port\":4005}")).isEqualTo(4005);
    assertThat(greet(200, "{\"status\":\"ok\"}")).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "404 | {} | status 404",
        "301 | {\"status\":\"ok\"} | status 301",
        "200 | <html> | did not answer with JSON",
        "200 | {\"status\":\"ok\" | did not answer with JSON",
        "200 | ^^ | does not say",
        "200 | [] | does not say",
        "200 | null | does not say",
        "200 | {\"status\":\"starting\"} | does not say",
        "200 | {\"status\":{\"ok\":true}} | does not say",
        "200 | {\"status\":\"ok\",\"ws_port\":70000} | no possible ws_port: 70000",
        "200 | {\"status\":\"ok\",\"ws_port\":-1} | no possible ws_port: -1"
      })
  void refusesWhatIsNoBridgeAndSaysWhy(int status, String body, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> greet(status, body))
        .withMessageStartingWith("/bridge/health")
        .withMessageContaining(why);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":"})
  void refusesABottomlessHealth(String opening) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> greet(200, opening.repeat(100_000)))
        .withMessageContaining("JSON");
  }

  @Property(tries = 500)
  void anyHealthIsAPortOrARefusal(@ForAll byte[] body, @ForAll int status) {
    try {
      assertThat(dialect.readGreeting(status, body)).isBetween(0, 65_535);
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageStartingWith("/bridge/health");
    }
  }

  private int greet(int status, String body) {
    return dialect.readGreeting(status, body.getBytes(UTF_8));
  }

  private void assertSays(Operation operation, String message) {
    assertThat(Marker.isOf(operation, message, 0)).isTrue();
    String said = message.substring(Marker.LENGTH);
    if (MessageText.isLong(operation)) {
      assertThat(said).isEqualTo(" " + text.longText());
      return;
    }
    assertThat(message.getBytes(UTF_8)).hasSize(SIZE);
    List<String> choice = text.texts(operation.kind());
    assertThat(said).isEqualTo(" " + choice.get(MessageText.index(operation, choice.size())));
  }

  private JsonNode written() {
    try {
      return STRICT.readTree(new String(sink.array(), 0, sink.length(), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Operation operation(OperationKind kind, int room) {
    Operation operation = new Operation(1);
    operation.set(kind, 5, 6, room, 7, Rendezvous.NONE);
    return operation;
  }

  private static Set<String> fields(JsonNode object) {
    Set<String> names = new HashSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
