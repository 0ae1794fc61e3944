package dev.proofload.loadgen.target.bridge;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.proofload.loadgen.record.Observation;
import java.io.IOException;

/** Reads {@code {sessions: [{user_id, room, message_count, ...}], total}}. */
final class SessionList {
  private SessionList() {}

  /** Adds every session to the observation. */
  static void read(JsonParser parser, Observation into) throws IOException {
    expect(parser.nextToken() == JsonToken.START_OBJECT, parser, "not a JSON object");
    boolean found = false;
    for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
      JsonToken value = parser.nextToken();
      if (field.equals("sessions") && value == JsonToken.START_ARRAY) {
        found = true;
        while (parser.nextToken() == JsonToken.START_OBJECT) {
          into.sessions().add(session(parser));
        }
        expect(parser.currentToken() == JsonToken.END_ARRAY, parser, "a session is not an object");
      } else {
        parser.skipChildren();
      }
    }
    expect(found, parser, "no list of sessions");
    expect(parser.currentToken() == JsonToken.END_OBJECT, parser, "cut off");
  }

  private static Observation.Session session(JsonParser parser) throws IOException {
    String id = "";
    String room = "";
    long messages = -1;
    for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
      JsonToken value = parser.nextToken();
      if (value == JsonToken.VALUE_STRING && field.equals("user_id")) {
        id = parser.getText();
      } else if (value == JsonToken.VALUE_STRING && field.equals("room")) {
        room = parser.getText();
      } else if (value == JsonToken.VALUE_NUMBER_INT && field.equals("message_count")) {
        messages = parser.getLongValue();
      } else {
        parser.skipChildren();
      }
    }
    expect(!id.isEmpty() && messages >= 0, parser, "a session has no user_id or message_count");
    return new Observation.Session(id, room, messages);
  }

  private static void expect(boolean holds, JsonParser parser, String otherwise)
      throws JsonParseException {
    if (!holds) {
      throw new JsonParseException(parser, otherwise);
    }
  }
}
