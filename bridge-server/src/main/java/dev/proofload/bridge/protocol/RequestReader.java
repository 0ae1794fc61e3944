package dev.proofload.bridge.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;

/**
 * Bytes in, a request or a {@link BadRequestException} out; pure. Fields that it does not know are
 * skipped, of a field that comes twice the last counts, and nothing may follow the object.
 */
public final class RequestReader {
  private static final int MAX_DEPTH = 64;

  // The default recycler is per thread, which virtual threads, young and many, would never hit.
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
          .build();

  private RequestReader() {}

  /**
   * The body of {@code POST /bridge/chat}.
   *
   * @throws BadRequestException if it is no such thing; it carries the user id if there was a valid
   *     one
   */
  public static ChatRequest chat(byte[] body) throws BadRequestException {
    Fields fields = new Fields("body");
    try (JsonParser parser = JSON.createParser(body)) {
      fields.readFrom(parser);
    } catch (IOException e) {
      throw notJson("body", e);
    }
    String userId = fields.userId.strip();
    String complaint = fields.typeComplaint("user_id");
    if (complaint.isEmpty()) {
      complaint = Names.complaint("user_id", userId);
    }
    if (!complaint.isEmpty()) {
      throw new BadRequestException(complaint, "");
    }
    String message = fields.messageOrThrow(userId);
    String username = fields.username.strip();
    String room = fields.room.strip();
    if (!username.isEmpty()) {
      complaint = Names.complaint("username", username);
    }
    if (complaint.isEmpty() && !room.isEmpty()) {
      complaint = Names.complaint("room", room);
    }
    if (!complaint.isEmpty()) {
      throw new BadRequestException(complaint, userId);
    }
    return new ChatRequest(userId, username, message, room);
  }

  /**
   * The text of one WebSocket frame of a user. A frame without {@code type} is a chat.
   *
   * @throws BadRequestException if it is no such thing
   */
  public static SocketRequest frame(String userId, String text) throws BadRequestException {
    Fields fields = new Fields("frame");
    try (JsonParser parser = JSON.createParser(text)) {
      fields.readFrom(parser);
    } catch (IOException e) {
      throw notJson("frame", e);
    }
    if (fields.wrongType.equals("type")) {
      throw new BadRequestException(fields.typeComplaint("type"), userId);
    }
    return switch (fields.type) {
      case "", "chat" -> {
        String message = fields.messageOrThrow(userId);
        if (fields.streamIsNoBoolean) {
          throw new BadRequestException("stream must be true or false", userId);
        }
        yield new SocketRequest.Chat(message, fields.stream);
      }
      case "move" -> {
        String room = fields.room.strip();
        String complaint = fields.anyTypeComplaint();
        if (complaint.isEmpty()) {
          complaint = Names.complaint("room", room);
        }
        if (!complaint.isEmpty()) {
          throw new BadRequestException(complaint, userId);
        }
        yield new SocketRequest.Move(room);
      }
      default -> throw new BadRequestException("type must be \"chat\" or \"move\"", userId);
    };
  }

  /** From memory, no reading fails: what is thrown says what is wrong, also with the encoding. */
  private static BadRequestException notJson(String what, IOException e) {
    JsonLocation at = e instanceof JsonProcessingException json ? json.getLocation() : null;
    String where =
        at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
    return new BadRequestException(what + " is not valid JSON" + where, "");
  }

  /** The fields of a request as they stand on the wire; empty where they do not. */
  private static final class Fields {
    private final String what;
    private String type = "";
    private String userId = "";
    private String username = "";
    private String message = "";
    private String room = "";
    private boolean stream;
    private boolean streamIsNoBoolean;
    private String wrongType = "";

    Fields(String what) {
      this.what = what;
    }

    void readFrom(JsonParser parser) throws IOException, BadRequestException {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new BadRequestException(what + " is not valid JSON", "");
      }
      if (first != JsonToken.START_OBJECT) {
        throw new BadRequestException(what + " must be a JSON object", "");
      }
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        JsonToken token = parser.nextToken();
        switch (name) {
          case "type" -> type = string(name, token, parser);
          case "user_id" -> userId = string(name, token, parser);
          case "username" -> username = string(name, token, parser);
          case "message" -> message = string(name, token, parser);
          case "room" -> room = string(name, token, parser);
          case "stream" -> {
            stream = token == JsonToken.VALUE_TRUE;
            streamIsNoBoolean = !token.isBoolean();
            parser.skipChildren();
          }
          default -> parser.skipChildren();
        }
      }
      if (parser.nextToken() != null) {
        throw new BadRequestException(what + " goes on after the JSON object", "");
      }
    }

    private String string(String name, JsonToken token, JsonParser parser) throws IOException {
      if (token == JsonToken.VALUE_STRING) {
        return parser.getText();
      }
      if (wrongType.isEmpty() || name.equals("user_id")) {
        wrongType = name;
      }
      parser.skipChildren();
      return "";
    }

    String typeComplaint(String field) {
      return wrongType.equals(field) ? field + " must be a string" : "";
    }

    String anyTypeComplaint() {
      return wrongType.isEmpty() ? "" : wrongType + " must be a string";
    }

    String messageOrThrow(String userId) throws BadRequestException {
      String complaint = anyTypeComplaint();
      String text = message.strip();
      if (complaint.isEmpty() && text.isEmpty()) {
        complaint = "message required";
      }
      if (!complaint.isEmpty()) {
        throw new BadRequestException(complaint, userId);
      }
      return WellFormed.of(text);
    }
  }
}
