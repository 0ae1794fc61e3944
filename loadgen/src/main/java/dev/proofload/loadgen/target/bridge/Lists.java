package dev.proofload.loadgen.target.bridge;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.proofload.loadgen.record.Observation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads the answers that list something: sessions, rooms, events, a history. */
final class Lists {
  private static final String CUT_OFF = "cut off";

  private final KnownTexts texts;

  Lists(KnownTexts texts) {
    this.texts = texts;
  }

  /** {@code {sessions: [{user_id, room, message_count, ...}], total}}. */
  void sessions(JsonParser parser, Observation into) throws IOException {
    start(parser);
    boolean found = false;
    for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
      JsonToken value = parser.nextToken();
      if (field.equals("sessions") && value == JsonToken.START_ARRAY) {
        found = true;
        while (parser.nextToken() == JsonToken.START_OBJECT) {
          into.sessions().add(session(parser));
        }
        expect(parser.currentToken() == JsonToken.END_ARRAY, parser, "a session is not an object");
      } else if (field.equals("total") && value == JsonToken.VALUE_NUMBER_INT) {
        into.totalUsers(parser.getLongValue());
      } else {
        parser.skipChildren();
      }
    }
    expect(found, parser, "no list of sessions");
    end(parser);
  }

  /** {@code {rooms: {NAME: {occupants: [...], count}}, total_rooms, total_users}}. */
  void rooms(JsonParser parser, Observation into) throws IOException {
    start(parser);
    boolean found = false;
    for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
      JsonToken value = parser.nextToken();
      if (field.equals("rooms") && value == JsonToken.START_OBJECT) {
        found = true;
        for (String room = parser.nextFieldName(); room != null; room = parser.nextFieldName()) {
          expect(parser.nextToken() == JsonToken.START_OBJECT, parser, "a room is not an object");
          into.rooms().add(room(room, parser));
        }
      } else if (field.equals("total_rooms") && value == JsonToken.VALUE_NUMBER_INT) {
        into.totalRooms(parser.getLongValue());
      } else if (field.equals("total_users") && value == JsonToken.VALUE_NUMBER_INT) {
        into.totalUsers(parser.getLongValue());
      } else {
        parser.skipChildren();
      }
    }
    expect(found, parser, "no rooms");
    end(parser);
  }

  /** {@code {user_id, events: [...], count, dropped_events}}. */
  void events(JsonParser parser, Observation into) throws IOException {
    start(parser);
    boolean found = false;
    for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
      JsonToken value = parser.nextToken();
      if (field.equals("events") && value == JsonToken.START_ARRAY) {
        found = true;
        while (parser.nextToken() == JsonToken.START_OBJECT) {
          event(parser, into);
        }
        expect(parser.currentToken() == JsonToken.END_ARRAY, parser, "an event is not an object");
      } else if (field.equals("user_id") && value == JsonToken.VALUE_STRING) {
        into.userId(texts.read(parser));
      } else if (field.equals("dropped_events") && value == JsonToken.VALUE_NUMBER_INT) {
        into.dropped(parser.getLongValue());
      } else {
        parser.skipChildren();
      }
    }
    expect(found, parser, "no list of events");
    end(parser);
  }

  /** {@code {user_id, messages: [{role, content, timestamp, room}], count}}. */
  void history(JsonParser parser, Observation into) throws IOException {
    start(parser);
    boolean found = false;
    for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
      JsonToken value = parser.nextToken();
      if (field.equals("messages") && value == JsonToken.START_ARRAY) {
        found = true;
        while (parser.nextToken() == JsonToken.START_OBJECT) {
          into.lines().add(line(parser));
        }
        expect(parser.currentToken() == JsonToken.END_ARRAY, parser, "a message is not an object");
      } else if (field.equals("user_id") && value == JsonToken.VALUE_STRING) {
        into.userId(texts.read(parser));
      } else {
        parser.skipChildren();
      }
    }
    expect(found, parser, "no list of messages");
    end(parser);
  }

  /** The array that the parser stands at; what is no object in it is passed over. */
  void occupants(JsonParser parser, List<Observation.Occupant> into) throws IOException {
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      if (token == null) {
        return;
      }
      if (token != JsonToken.START_OBJECT) {
        parser.skipChildren();
        continue;
      }
      String id = "";
      String name = "";
      for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
        JsonToken value = parser.nextToken();
        if (value == JsonToken.VALUE_STRING && field.equals("user_id")) {
          id = texts.read(parser);
        } else if (value == JsonToken.VALUE_STRING && field.equals("username")) {
          name = texts.read(parser);
        } else {
          parser.skipChildren();
        }
      }
      into.add(texts.occupant(id, name));
    }
  }

  private Observation.Session session(JsonParser parser) throws IOException {
    String id = "";
    String room = "";
    long messages = Observation.NOT_SAID;
    for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
      JsonToken value = parser.nextToken();
      if (value == JsonToken.VALUE_STRING && field.equals("user_id")) {
        id = texts.read(parser);
      } else if (value == JsonToken.VALUE_STRING && field.equals("room")) {
        room = texts.read(parser);
      } else if (value == JsonToken.VALUE_NUMBER_INT && field.equals("message_count")) {
        messages = parser.getLongValue();
      } else {
        parser.skipChildren();
      }
    }
    expect(!id.isEmpty() && messages >= 0, parser, "a session has no user_id or message_count");
    return new Observation.Session(id, room, messages);
  }

  private Observation.Room room(String name, JsonParser parser) throws IOException {
    List<Observation.Occupant> occupants = new ArrayList<>();
    long count = Observation.NOT_SAID;
    boolean found = false;
    for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
      JsonToken value = parser.nextToken();
      if (field.equals("occupants") && value == JsonToken.START_ARRAY) {
        found = true;
        occupants(parser, occupants);
      } else if (field.equals("count") && value == JsonToken.VALUE_NUMBER_INT) {
        count = parser.getLongValue();
      } else {
        parser.skipChildren();
      }
    }
    expect(found, parser, "a room has no occupants");
    return new Observation.Room(name, count, occupants);
  }

  /** An event, or a reply that waits among the events. */
  private void event(JsonParser parser, Observation into) throws IOException {
    String type = "";
    String userId = "";
    String replyId = "";
    String response = "";
    boolean crisis = false;
    long seq = Observation.NOT_SAID;
    String fromId = "";
    String fromName = "";
    String room = "";
    String text = "";
    for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
      JsonToken value = parser.nextToken();
      if (value == JsonToken.VALUE_STRING) {
        switch (field) {
          case "type" -> type = texts.read(parser);
          case "from_user" -> fromId = texts.read(parser);
          case "from_username" -> fromName = texts.read(parser);
          case "room" -> room = texts.read(parser);
          case "message" -> text = parser.getText();
          case "user_id" -> userId = texts.read(parser);
          case "reply_id" -> replyId = parser.getText();
          case "response" -> response = parser.getText();
          default -> {}
        }
      } else if (value == JsonToken.VALUE_NUMBER_INT && field.equals("seq")) {
        seq = parser.getLongValue();
      } else if (value == JsonToken.VALUE_NUMBER_INT && field.equals("reply_id")) {
        replyId = parser.getText();
      } else if (value == JsonToken.VALUE_TRUE && field.equals("crisis_detected")) {
        crisis = true;
      } else {
        parser.skipChildren();
      }
    }
    boolean refusal = type.equals(AnswerReader.ERROR);
    if (refusal || type.equals(AnswerReader.REPLY)) {
      into.lateReplies()
          .add(
              new Observation.LateReply(
                  into.events().size(),
                  seq,
                  refusal,
                  userId,
                  replyId,
                  crisis,
                  refusal ? response : text));
    } else {
      into.events()
          .add(
              new Observation.Event(
                  type.equals(AnswerReader.WHISPER), seq, fromId, fromName, room, text));
    }
  }

  private Observation.Line line(JsonParser parser) throws IOException {
    String role = "";
    String text = "";
    String room = "";
    for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
      if (parser.nextToken() == JsonToken.VALUE_STRING) {
        switch (field) {
          case "role" -> role = texts.read(parser);
          case "content" -> text = parser.getText();
          case "room" -> room = texts.read(parser);
          default -> {}
        }
      } else {
        parser.skipChildren();
      }
    }
    return new Observation.Line(role.equals("user"), text, room);
  }

  private static void start(JsonParser parser) throws IOException {
    expect(parser.nextToken() == JsonToken.START_OBJECT, parser, "not a JSON object");
  }

  private static void end(JsonParser parser) throws IOException {
    expect(parser.currentToken() == JsonToken.END_OBJECT, parser, CUT_OFF);
  }

  private static void expect(boolean holds, JsonParser parser, String otherwise)
      throws JsonParseException {
    if (!holds) {
      throw new JsonParseException(parser, otherwise);
    }
  }
}
