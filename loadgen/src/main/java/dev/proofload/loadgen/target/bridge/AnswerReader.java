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
  private static final String NOT_SAID = "";

  /** The type of an event for one user alone. */
  static final String WHISPER = "whisper";

  /** The type of the reply to a message. */
  static final String REPLY = "chat_response";

  /** The type of what says that something was wrong. */
  static final String ERROR = "error";

  /** What the API says of a user whom the server does not know, or not any more. */
  static final String NO_SESSION = "session not found";

  private final KnownTexts texts = new KnownTexts();
  private final Lists lists = new Lists(texts);
  private final StreamReader streams = new StreamReader(texts);
  private String frameType = NOT_SAID;
  private String fromId = NOT_SAID;
  private String fromName = NOT_SAID;
  private String delta = NOT_SAID;
  private long seq;
  private @Nullable String response;
  private @Nullable String message;
  private boolean hasError;
  private boolean hasRetryAfter;

  /** Reads one kind of list. */
  private interface ListReader {
    void read(JsonParser parser, Observation into) throws IOException;
  }

  /** The answer to {@code POST /bridge/chat}. */
  void readChat(int status, byte[] body, int length, Observation into) {
    if (!readObject(body, length, into)) {
      if (status != 200 && status != 429) {
        failure(status, into);
      }
      return;
    }
    say(response, into);
    if (status == 200) {
      // What else a server leaves out is not judged.
      if (response == null
          || into.userId().isEmpty()
          || into.messageCount() < Observation.NOT_SAID) {
        into.garbage("200 without response or user_id");
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
    readList(lists::sessions, status, body, length, into);
  }

  /** The answer to {@code GET /bridge/rooms}. */
  void readRooms(int status, byte[] body, int length, Observation into) {
    readList(lists::rooms, status, body, length, into);
  }

  /** The answer to {@code GET /bridge/history/ID}. */
  void readHistory(int status, byte[] body, int length, Observation into) {
    readList(lists::history, status, body, length, into);
  }

  /** The answer to {@code GET /bridge/streams}. */
  void readStreams(int status, byte[] body, int length, Observation into) {
    readList(streams::streams, status, body, length, into);
  }

  /**
   * The answer to {@code GET /bridge/room_events/ID}. That there is no such session is an answer
   * without events; that there is no such path is a failure.
   */
  void readDrain(int status, byte[] body, int length, Observation into) {
    if (status != 404) {
      readList(lists::events, status, body, length, into);
    } else if (readObject(body, length, into) && into.problem().equals(NO_SESSION)) {
      into.type(Observation.Type.ANSWER);
    } else {
      failure(status, into);
    }
  }

  /**
   * A text frame.
   *
   * @param inFlight the kind of operation that waits for an answer in a frame, if any
   * @param mayBePushed whether a reply that names the user may answer what came over HTTP
   */
  void readFrame(
      @Nullable OperationKind inFlight,
      boolean mayBePushed,
      byte[] frame,
      int length,
      Observation into) {
    if (!readObject(frame, length, into)) {
      return;
    }
    // An error holds what a refused message brings; a field of another name is no part of it.
    say(frameType.equals(ERROR) ? response : message, into);
    switch (frameType) {
      case "connected" -> into.type(Observation.Type.GREETING);
      case REPLY -> {
        if (message == null) {
          into.garbage("chat_response without message");
        } else if (seq != Observation.NOT_SAID) {
          late(false, into);
        } else {
          boolean pushed = mayBePushed && !into.userId().isEmpty();
          boolean answers = inFlight != null && inFlight.isMessage() && !pushed;
          into.type(answers ? Observation.Type.ANSWER : Observation.Type.DELIVERY);
        }
      }
      case "room_changed" ->
          into.type(
              inFlight == OperationKind.MOVE ? Observation.Type.ANSWER : Observation.Type.OTHER);
      case "room_broadcast", WHISPER -> {
        into.event(true);
        into.events()
            .add(
                new Observation.Event(
                    frameType.equals(WHISPER), seq, fromId, fromName, into.room(), into.text()));
        into.type(Observation.Type.DELIVERY);
      }
      case "chat_delta" -> {
        into.text(delta);
        into.type(Observation.Type.DELTA);
      }
      case "deltas_dropped" -> into.type(Observation.Type.DELTAS_DROPPED);
      case ERROR -> {
        if (seq != Observation.NOT_SAID) {
          late(true, into);
        } else if (inFlight == null) {
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

  private void readList(ListReader reader, int status, byte[] body, int length, Observation into) {
    into.reset();
    hasError = false;
    if (status != 200) {
      failure(status, into);
      return;
    }
    try (JsonParser parser = JSON.createParser(body, 0, length)) {
      reader.read(parser, into);
      into.type(Observation.Type.ANSWER);
    } catch (IOException e) {
      into.reset();
      into.garbage(describe(e));
    }
  }

  private void late(boolean refusal, Observation into) {
    into.lateReplies()
        .add(
            new Observation.LateReply(
                0, seq, refusal, into.userId(), into.replyId(), into.crisis(), into.text()));
    into.type(Observation.Type.LATE_REPLY);
  }

  private static void say(@Nullable String text, Observation into) {
    if (text != null) {
      into.text(text);
    }
  }

  private void failure(int status, Observation into) {
    String said = into.problem();
    into.type(Observation.Type.FAILURE);
    into.problem("status " + status + (hasError ? ": " + said : ""));
  }

  private boolean readObject(byte[] bytes, int length, Observation into) {
    into.reset();
    frameType = NOT_SAID;
    fromId = NOT_SAID;
    fromName = NOT_SAID;
    delta = NOT_SAID;
    seq = Observation.NOT_SAID;
    response = null;
    message = null;
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
    if (value == JsonToken.VALUE_STRING && !field.equals("session_messages")) {
      switch (field) {
        case "response" -> response = parser.getText();
        case "message" -> message = parser.getText();
        case "user_id" -> into.userId(texts.read(parser));
        case "room" -> into.room(texts.read(parser));
        case "type" -> frameType = texts.read(parser);
        case "from_user" -> fromId = texts.read(parser);
        case "from_username" -> fromName = texts.read(parser);
        case "delta" -> delta = parser.getText();
        case "reply_id" -> into.replyId(parser.getText());
        case "error" -> {
          into.problem(parser.getText());
          hasError = true;
        }
        default -> {}
      }
    } else if (field.equals("session_messages") && value != JsonToken.VALUE_NUMBER_INT) {
      // Less than any count: what is no whole number is not of the promised form.
      into.messageCount(Integer.MIN_VALUE);
      parser.skipChildren();
    } else if (field.equals("retry_after_ms") && value.isNumeric()) {
      hasRetryAfter = true;
    } else if (value == JsonToken.VALUE_NUMBER_INT) {
      switch (field) {
        case "session_messages" -> into.messageCount(parser.getIntValue());
        case "seq" -> seq = parser.getLongValue();
        case "index" -> into.index(parser.getIntValue());
        case "dropped" -> into.dropped(parser.getLongValue());
        // Whatever it is, it tells apart: a server may number its replies.
        case "reply_id" -> into.replyId(parser.getText());
        default -> {}
      }
    } else if (value == JsonToken.VALUE_TRUE && field.equals("crisis_detected")) {
      into.crisis(true);
    } else if (value == JsonToken.START_ARRAY
        && (field.equals("room_occupants") || field.equals("occupants"))) {
      into.occupantsSaid(true);
      lists.occupants(parser, into.occupants());
    } else {
      parser.skipChildren();
    }
  }
}
