package dev.proofload.loadgen.target.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.target.ByteSink;
import dev.proofload.loadgen.target.Dialect;
import dev.proofload.loadgen.target.HttpCall;
import dev.proofload.loadgen.workload.Marker;
import dev.proofload.loadgen.workload.MessageText;
import dev.proofload.loadgen.workload.Names;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.OperationKind;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The bridge's documented HTTP and WebSocket API. All that can be said is rendered as JSON once, so
 * that a message is put together from a few copies.
 */
public final class BridgeDialect implements Dialect {
  private static final HttpCall CHAT = new HttpCall("POST", "/bridge/chat");
  private static final HttpCall SESSIONS = new HttpCall("GET", "/bridge/sessions");
  private static final HttpCall HEALTH = new HttpCall("GET", "/bridge/health");
  private static final byte[] ROOM = utf8("\",\"room\":\"");
  private static final byte[] END = utf8("\"}");
  private static final byte[] CHAT_FRAME = utf8("{\"type\":\"chat\",\"message\":\"");
  private static final byte[] MOVE_FRAME = utf8("{\"type\":\"move\",\"room\":\"");
  private static final byte[] LOOK = utf8("look");

  private final Names names;
  private final Map<OperationKind, List<byte[]>> texts = new EnumMap<>(OperationKind.class);
  private final byte[][] rooms;
  private final byte[][] openings;
  private final AnswerReader reader = new AnswerReader();

  /**
   * @param users how many there are
   */
  public BridgeDialect(Names names, int users, MessageText text) {
    this.names = names;
    for (OperationKind kind : OperationKind.values()) {
      texts.put(kind, text.texts(kind).stream().map(said -> json(" " + said)).toList());
    }
    rooms = new byte[names.rooms() + 1][];
    for (int room = 0; room < rooms.length; room++) {
      rooms[room] = json(names.room(room));
    }
    openings = new byte[users][];
  }

  @Override
  public HttpCall greeting() {
    return HEALTH;
  }

  @Override
  public int readGreeting(int status, byte[] body) {
    if (status != 200) {
      throw new IllegalArgumentException(HEALTH.path() + " answered with status " + status);
    }
    JsonNode health;
    try {
      health = new ObjectMapper().readTree(body);
    } catch (IOException e) {
      throw new IllegalArgumentException(HEALTH.path() + " did not answer with JSON", e);
    }
    if (!health.path("status").asText().equals("ok")) {
      throw new IllegalArgumentException(HEALTH.path() + " does not say \"status\": \"ok\"");
    }
    int port = health.path("ws_port").asInt(0);
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException(HEALTH.path() + " names no possible ws_port: " + port);
    }
    return port;
  }

  @Override
  public HttpCall http(Operation operation, ByteSink body) {
    if (operation.kind() == OperationKind.SESSIONS) {
      return SESSIONS;
    }
    body.put(opening(operation.user()));
    putMessage(operation, body);
    // A look shows where the user is: one whose move failed must not be moved by looking.
    if (operation.room() != Operation.NO_ROOM && operation.kind() != OperationKind.LOOK) {
      body.put(ROOM);
      body.put(rooms[operation.room()]);
    }
    body.put(END);
    return CHAT;
  }

  @Override
  public void readHttp(Operation operation, int status, byte[] body, int length, Observation into) {
    if (operation.kind() == OperationKind.SESSIONS) {
      reader.readSessions(status, body, length, into);
    } else {
      reader.readChat(operation.kind(), status, body, length, into);
    }
  }

  @Override
  public String webSocketPath(int user) {
    return "/bridge/ws/" + names.id(user);
  }

  @Override
  public void frame(Operation operation, ByteSink frame) {
    if (operation.kind() == OperationKind.MOVE) {
      frame.put(MOVE_FRAME);
      frame.put(rooms[operation.room()]);
    } else {
      frame.put(CHAT_FRAME);
      putMessage(operation, frame);
    }
    frame.put(END);
  }

  @Override
  public void readFrame(@Nullable Operation inFlight, byte[] frame, int length, Observation into) {
    reader.readFrame(inFlight == null ? null : inFlight.kind(), frame, length, into);
  }

  private void putMessage(Operation operation, ByteSink into) {
    if (operation.kind() == OperationKind.LOOK) {
      into.put(LOOK);
      return;
    }
    int at = into.claim(Marker.LENGTH);
    Marker.write(operation, into.array(), at);
    List<byte[]> choice = Objects.requireNonNull(texts.get(operation.kind()));
    into.put(choice.get(MessageText.index(operation, choice.size())));
  }

  private byte[] opening(int user) {
    byte[] opening = openings[user];
    if (opening == null) {
      opening =
          utf8(
              "{\"user_id\":\""
                  + names.id(user)
                  + "\",\"username\":\""
                  + names.username(user)
                  + "\",\"message\":\"");
      openings[user] = opening;
    }
    return opening;
  }

  private static byte[] json(String text) {
    return JsonStringEncoder.getInstance().quoteAsUTF8(text);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }
}
