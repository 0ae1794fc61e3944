package dev.proofload.loadgen.target.bridge;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.workload.OperationKind;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the bridge's answers and frames. Whatever it is given, it answers with an observation, and
 * with {@link Observation.Type#GARBAGE} where a promised field is missing or of the wrong type.
 */
final class AnswerReader {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String NO_TYPE = "";

  private String frameType = NO_TYPE;
  private boolean hasText;
  private boolean hasError;
  private boolean hasRetryAfter;

  /** Only who looks wants to know: for all others the list is skipped. */
  private boolean listOccupants;

  /** The answer to {@code POST /bridge/chat}. */
  void readChat(OperationKind asked, int status, byte[] body, int length, Observation into) {
    listOccupants = asked == OperationKind.LOOK;
    if (!readObject(body, length, into)) {
      if (status != 200 && status != 429) {
        failure(status, into);
      }
      return;
    }
    if (status == 200) {
      if (!hasText || into.userId().isEmpty() || into.messageCount() < 0) {
        into.garbage("200 without response, user_id or session_messages");
      } else {
        into.type(Observation.Type.ANSWER);
      }
    } else if (status == 429) {
      into.type(Observation.Type.REFUSAL);
    } else {
      failure(status, into);
    }
  }

  /** The answer to {@code GET /bridge/sessions}. */
  void readSessions(int status, byte[] body, int length, Observation into) {
    into.reset();
    if (status != 200) {
      failure(status, into);
      return;
    }
    try (JsonParser parser = JSON.createParser(body, 0, length)) {
      SessionList.read(parser, into);
      into.type(Observation.Type.ANSWER);
    } catch (IOException e) {
      into.garbage("sessions: " + describe(e));
    }
  }

  /**
   * A text frame.
   *
   * @param inFlight the kind of operation that waits for an answer, if any
   */
  void readFrame(@Nullable OperationKind inFlight, byte[] frame, int length, Observation into) {
    listOccupants = inFlight == OperationKind.LOOK;
    if (!readObject(frame, length, into)) {
      return;
    }
    switch (frameType) {
      case "connected" -> into.type(Observation.Type.GREETING);
      case "chat_response" -> {
        if (!hasText) {
          into.garbage("chat_response without message");
        } else {
          boolean answers = inFlight != null && inFlight.isMessage();
          into.type(answers ? Observation.Type.ANSWER : Observation.Type.DELIVERY);
        }
      }
      case "room_changed" ->
          into.type(
              inFlight == OperationKind.MOVE ? Observation.Type.ANSWER : Observation.Type.OTHER);
      case "room_broadcast", "whisper" -> {
        into.event(true);
        into.type(Observation.Type.DELIVERY);
      }
      case "error" -> {
        if (inFlight == null) {
          into.type(Observation.Type.OTHER);
        } else if (hasRetryAfter) {
          into.type(Observation.Type.REFUSAL);
        } else {
          into.type(Observation.Type.FAILURE);
        }
      }
      default -> into.type(Observation.Type.OTHER);
    }
  }

  private void failure(int status, Observation into) {
    String said = into.problem();
    into.type(Observation.Type.FAILURE);
    into.problem("status " + status + (hasError ? ": " + said : ""));
  }

  private boolean readObject(byte[] bytes, int length, Observation into) {
    into.reset();
    frameType = NO_TYPE;
    hasText = false;
    hasError = false;
    hasRetryAfter = false;
    try (JsonParser parser = JSON.createParser(bytes, 0, length)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        into.garbage("not a JSON object");
        return false;
      }
      for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
        JsonToken value = parser.nextToken();
        readField(field, value, parser, into);
      }
      if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
        into.garbage("more than one JSON object");
        return false;
      }
      return true;
    } catch (IOException e) {
      into.garbage(describe(e));
      return false;
    }
  }

  /**
   * The parser throws more than its own exceptions: a broken UTF-32, say, is an I/O error to it.
   */
  private static String describe(IOException e) {
    return e instanceof JsonProcessingException json
        ? json.getOriginalMessage()
        : Objects.toString(e.getMessage(), "not JSON");
  }

  private void readField(String field, JsonToken value, JsonParser parser, Observation into)
      throws IOException {
    if (value == JsonToken.VALUE_STRING) {
      switch (field) {
        case "response", "message" -> {
          into.text(parser.getText());
          hasText = true;
        }
        case "user_id" -> into.userId(parser.getText());
        case "room" -> into.room(parser.getText());
        case "type" -> frameType = parser.getText();
        case "error" -> {
          into.problem(parser.getText());
          hasError = true;
        }
        default -> {}
      }
    } else if (value == JsonToken.VALUE_NUMBER_INT) {
      switch (field) {
        case "session_messages" -> into.messageCount(parser.getIntValue());
        case "retry_after_ms" -> hasRetryAfter = true;
        default -> {}
      }
    } else if (value == JsonToken.VALUE_TRUE && field.equals("crisis_detected")) {
      into.crisis(true);
    } else if (listOccupants
        && value == JsonToken.START_ARRAY
        && (field.equals("room_occupants") || field.equals("occupants"))) {
      readOccupants(parser, into);
    } else {
      parser.skipChildren();
    }
  }

  private static void readOccupants(JsonParser parser, Observation into) throws IOException {
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
          id = parser.getText();
        } else if (value == JsonToken.VALUE_STRING && field.equals("username")) {
          name = parser.getText();
        } else {
          parser.skipChildren();
        }
      }
      into.occupants().add(new Observation.Occupant(id, name));
    }
  }
}
