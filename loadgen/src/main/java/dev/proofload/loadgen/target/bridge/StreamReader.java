package dev.proofload.loadgen.target.bridge;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.PerClass;
import dev.proofload.loadgen.record.StreamList;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what the bridge tells of its streams. What it leaves out of a row is not said; a row
 * without its number or its user is no row.
 *
 * <p>Not thread-safe.
 */
final class StreamReader {
  private final KnownTexts texts;
  private PerClass queued = PerClass.UNTOLD;
  private PerClass produced = PerClass.UNTOLD;
  private PerClass sent = PerClass.UNTOLD;
  private PerClass dropped = PerClass.UNTOLD;
  private PerClass returned = PerClass.UNTOLD;

  StreamReader(KnownTexts texts) {
    this.texts = texts;
  }

  /** {@code {streams: [...], total, states: {...}, totals: {...}, limits: {...}}}. */
  void streams(JsonParser parser, Observation into) throws IOException {
    expect(parser.nextToken() == JsonToken.START_OBJECT, parser, "not a JSON object");
    List<StreamList.Row> rows = new ArrayList<>();
    boolean found = false;
    long total = PerClass.NOT_SAID;
    long closed = PerClass.NOT_SAID;
    StreamList.Totals totals = StreamList.Totals.UNTOLD;
    StreamList.Limits limits = StreamList.Limits.UNTOLD;
    for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
      JsonToken value = parser.nextToken();
      if (field.equals("streams") && value == JsonToken.START_ARRAY) {
        found = true;
        while (parser.nextToken() == JsonToken.START_OBJECT) {
          rows.add(row(parser));
        }
        expect(parser.currentToken() == JsonToken.END_ARRAY, parser, "a stream is not an object");
      } else if (field.equals("total") && value == JsonToken.VALUE_NUMBER_INT) {
        total = parser.getLongValue();
      } else if (field.equals("states") && value == JsonToken.START_OBJECT) {
        closed = closed(parser);
      } else if (field.equals("totals") && value == JsonToken.START_OBJECT) {
        totals = totals(parser);
      } else if (field.equals("limits") && value == JsonToken.START_OBJECT) {
        limits = limits(parser);
      } else {
        parser.skipChildren();
      }
    }
    expect(found, parser, "no list of streams");
    expect(parser.currentToken() == JsonToken.END_OBJECT, parser, "cut off");
    into.streams(new StreamList(rows, total, closed, totals, limits));
  }

  private StreamList.Row row(JsonParser parser) throws IOException {
    long id = PerClass.NOT_SAID;
    String user = "";
    String state = "";
    long messages = PerClass.NOT_SAID;
    long bytes = PerClass.NOT_SAID;
    forgetCounts();
    for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
      JsonToken value = parser.nextToken();
      if (value == JsonToken.VALUE_STRING && field.equals("user_id")) {
        user = texts.read(parser);
      } else if (value == JsonToken.VALUE_STRING && field.equals("state")) {
        state = texts.read(parser);
      } else if (value == JsonToken.VALUE_NUMBER_INT && field.equals("stream_id")) {
        id = parser.getLongValue();
      } else if (value == JsonToken.VALUE_NUMBER_INT && field.equals("queued_messages")) {
        messages = parser.getLongValue();
      } else if (value == JsonToken.VALUE_NUMBER_INT && field.equals("queued_bytes")) {
        bytes = parser.getLongValue();
      } else if (value != JsonToken.START_OBJECT || !counted(field, parser)) {
        parser.skipChildren();
      }
    }
    expect(
        id != PerClass.NOT_SAID && !user.isEmpty(), parser, "a stream has no stream_id or user_id");
    return new StreamList.Row(id, user, state, messages, bytes, queued, produced, sent, dropped);
  }

  private StreamList.Totals totals(JsonParser parser) throws IOException {
    forgetCounts();
    for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
      if (parser.nextToken() != JsonToken.START_OBJECT || !counted(field, parser)) {
        parser.skipChildren();
      }
    }
    return new StreamList.Totals(queued, produced, sent, dropped, returned);
  }

  private static StreamList.Limits limits(JsonParser parser) throws IOException {
    long messages = PerClass.NOT_SAID;
    long bytes = PerClass.NOT_SAID;
    long control = PerClass.NOT_SAID;
    for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
      boolean number = parser.nextToken() == JsonToken.VALUE_NUMBER_INT;
      if (number && field.equals("messages")) {
        messages = parser.getLongValue();
      } else if (number && field.equals("bytes")) {
        bytes = parser.getLongValue();
      } else if (number && field.equals("control_messages")) {
        control = parser.getLongValue();
      } else {
        parser.skipChildren();
      }
    }
    return new StreamList.Limits(messages, bytes, control);
  }

  private static long closed(JsonParser parser) throws IOException {
    long closed = PerClass.NOT_SAID;
    for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
      if (parser.nextToken() == JsonToken.VALUE_NUMBER_INT && field.equals("closed")) {
        closed = parser.getLongValue();
      } else {
        parser.skipChildren();
      }
    }
    return closed;
  }

  private void forgetCounts() {
    queued = PerClass.UNTOLD;
    produced = PerClass.UNTOLD;
    sent = PerClass.UNTOLD;
    dropped = PerClass.UNTOLD;
    returned = PerClass.UNTOLD;
  }

  /** Reads counts by class, if the field is known to hold such. */
  private boolean counted(String field, JsonParser parser) throws IOException {
    switch (field) {
      case "queued" -> queued = perClass(parser);
      case "produced" -> produced = perClass(parser);
      case "sent" -> sent = perClass(parser);
      case "dropped" -> dropped = perClass(parser);
      case "returned" -> returned = perClass(parser);
      default -> {
        return false;
      }
    }
    return true;
  }

  private static PerClass perClass(JsonParser parser) throws IOException {
    long control = PerClass.NOT_SAID;
    long critical = PerClass.NOT_SAID;
    long important = PerClass.NOT_SAID;
    long bulk = PerClass.NOT_SAID;
    for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
      boolean number = parser.nextToken() == JsonToken.VALUE_NUMBER_INT;
      switch (number ? field : "") {
        case "control" -> control = parser.getLongValue();
        case "critical" -> critical = parser.getLongValue();
        case "important" -> important = parser.getLongValue();
        case "bulk" -> bulk = parser.getLongValue();
        default -> parser.skipChildren();
      }
    }
    return new PerClass(control, critical, important, bulk);
  }

  private static void expect(boolean holds, JsonParser parser, String otherwise)
      throws JsonParseException {
    if (!holds) {
      throw new JsonParseException(parser, otherwise);
    }
  }
}
