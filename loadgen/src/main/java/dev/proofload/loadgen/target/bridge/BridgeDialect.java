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
import dev.proofload.loadgen.workload.Transport;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HexFormat;
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
  private static final HttpCall STREAMS = new HttpCall("GET", "/bridge/streams");
  private static final HttpCall ROOMS = new HttpCall("GET", "/bridge/rooms");
  private static final byte[] USERNAME = utf8("\",\"username\":\"");
  private static final byte[] MESSAGE = utf8("\",\"message\":\"");
  private static final byte[] ROOM = utf8("\",\"room\":\"");
  private static final byte[] END = utf8("\"}");
  private static final byte[] CHAT_FRAME = utf8("{\"type\":\"chat\",\"message\":\"");
  private static final byte[] STREAM_FRAME =
      utf8("{\"type\":\"chat\",\"stream\":true,\"message\":\"");
  private static final byte[] MOVE_FRAME = utf8("{\"type\":\"move\",\"room\":\"");
  private static final byte[] LOOK = utf8("look");
  private static final byte[] WHO = utf8("who");
  private static final byte[] GO = utf8("go ");
  private static final byte[] SAY = utf8("say ");
  private static final byte[] EMOTE = utf8("emote ");
  private static final byte[] WHISPER = utf8("whisper ");
  private static final byte[] BLANK = utf8(" ");
  private static final byte[] NOTHING = {};

  private final Names names;
  private final Map<OperationKind, List<byte[]>> texts = new EnumMap<>(OperationKind.class);
  private final byte[] longText;
  private final byte[][] rooms;
  private @Nullable Rendered[] users = {};
  private final BitSet overHttp = new BitSet();
  private final AnswerReader reader = new AnswerReader();

  /** What never changes of a user. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Rendered(byte[] opening, byte[] name, byte[] id, HttpCall drain) {}

  /** A dialect for users of these names who say these texts. */
  public BridgeDialect(Names names, MessageText text) {
    this.names = names;
    for (OperationKind kind : OperationKind.values()) {
      texts.put(kind, text.texts(kind).stream().map(said -> json(" " + said)).toList());
    }
    longText = json(" " + text.longText());
    rooms = new byte[names.rooms() + 1][];
    for (int room = 0; room < rooms.length; room++) {
      rooms[room] = json(names.room(room));
    }
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
    return switch (operation.kind()) {
      case SESSIONS -> SESSIONS;
      case ROOMS -> ROOMS;
      case STREAMS -> STREAMS;
      case HISTORY ->
          new HttpCall("GET", "/bridge/history/" + inPath(names.id(operation.target())));
      case DRAIN -> rendered(operation.target()).drain();
      case CHAT, STREAMED, CRISIS, LOOK, WHO, SAY, EMOTE, WHISPER, GO, MOVE -> {
        overHttp.set(operation.user());
        putRequest(operation, body);
        yield CHAT;
      }
    };
  }

  @Override
  public void readHttp(Operation operation, int status, byte[] body, int length, Observation into) {
    switch (operation.kind()) {
      case SESSIONS -> reader.readSessions(status, body, length, into);
      case ROOMS -> reader.readRooms(status, body, length, into);
      case STREAMS -> reader.readStreams(status, body, length, into);
      case HISTORY -> reader.readHistory(status, body, length, into);
      case DRAIN -> reader.readDrain(status, body, length, into);
      case CHAT, STREAMED, CRISIS, LOOK, WHO, SAY, EMOTE, WHISPER, GO, MOVE ->
          reader.readChat(status, body, length, into);
    }
  }

  @Override
  public String webSocketPath(int user) {
    return "/bridge/ws/" + inPath(names.id(user));
  }

  @Override
  public void frame(Operation operation, ByteSink frame) {
    if (operation.kind() == OperationKind.MOVE) {
      frame.put(MOVE_FRAME);
      frame.put(rooms[operation.room()]);
    } else {
      frame.put(operation.kind() == OperationKind.STREAMED ? STREAM_FRAME : CHAT_FRAME);
      putMessage(operation, frame);
    }
    frame.put(END);
  }

  @Override
  public void readFrame(
      int user, @Nullable Operation inFlight, byte[] frame, int length, Observation into) {
    OperationKind asked =
        inFlight == null || inFlight.transport() == Transport.HTTP ? null : inFlight.kind();
    reader.readFrame(asked, overHttp.get(user), frame, length, into);
  }

  private void putRequest(Operation operation, ByteSink into) {
    Rendered user = rendered(operation.user());
    into.put(user.opening());
    if (operation.nameNumber() != Operation.NO_NAME) {
      into.put(USERNAME);
      into.put(user.name());
      if (operation.nameNumber() > 0) {
        into.put('.');
        into.putDecimal(operation.nameNumber());
      }
    }
    into.put(MESSAGE);
    putMessage(operation, into);
    if (operation.room() != Operation.NO_ROOM && isSaidInItsRoom(operation.kind())) {
      into.put(ROOM);
      into.put(rooms[operation.room()]);
    }
    into.put(END);
  }

  /**
   * Who only looks must not be moved by it, as a look shows where the user is; and who goes names
   * the room in the message.
   */
  private static boolean isSaidInItsRoom(OperationKind kind) {
    return kind != OperationKind.LOOK && kind != OperationKind.WHO && kind != OperationKind.GO;
  }

  private void putMessage(Operation operation, ByteSink into) {
    switch (operation.kind()) {
      case LOOK -> into.put(LOOK);
      case WHO -> into.put(WHO);
      case GO -> {
        into.put(GO);
        into.put(rooms[operation.room()]);
      }
      case SAY -> putText(SAY, operation, into);
      case EMOTE -> putText(EMOTE, operation, into);
      case WHISPER -> {
        into.put(WHISPER);
        into.put(rendered(operation.target()).id());
        putText(BLANK, operation, into);
      }
      case CHAT, STREAMED, CRISIS -> putText(NOTHING, operation, into);
      case MOVE, DRAIN, HISTORY, SESSIONS, ROOMS, STREAMS ->
          throw new IllegalArgumentException("no message: " + operation.kind());
    }
  }

  private void putText(byte[] command, Operation operation, ByteSink into) {
    into.put(command);
    int at = into.claim(Marker.LENGTH);
    Marker.write(operation, into.array(), at);
    if (MessageText.isLong(operation)) {
      into.put(longText);
    } else {
      List<byte[]> choice = Objects.requireNonNull(texts.get(operation.kind()));
      into.put(choice.get(MessageText.index(operation, choice.size())));
    }
  }

  private Rendered rendered(int user) {
    if (user >= users.length) {
      users = Arrays.copyOf(users, Math.max(2 * users.length, user + 1));
    }
    Rendered known = users[user];
    if (known == null) {
      known = render(user);
      users[user] = known;
    }
    return known;
  }

  private Rendered render(int user) {
    String id = names.id(user);
    return new Rendered(
        utf8("{\"user_id\":\"" + id),
        utf8(names.username(user)),
        utf8(id),
        new HttpCall("GET", "/bridge/room_events/" + inPath(id)));
  }

  /** A user's id as it stands in a path (RFC 3986, section 2). */
  private static String inPath(String id) {
    StringBuilder path = new StringBuilder();
    for (byte one : utf8(id)) {
      char c = (char) (one & 0xff);
      boolean unreserved =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || "-._~".indexOf(c) >= 0;
      if (unreserved) {
        path.append(c);
      } else {
        path.append('%').append(HexFormat.of().withUpperCase().toHexDigits((byte) c));
      }
    }
    return path.toString();
  }

  private static byte[] json(String text) {
    return JsonStringEncoder.getInstance().quoteAsUTF8(text);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }
}
