package dev.proofload.bridge.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Everything the bridge says, as JSON in UTF-8; pure. */
public final class JsonAnswers {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          // As UTF-8, not as two escapes of a surrogate each.
          .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
          .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
          .build();

  /** Always with milliseconds, so that timestamps also sort as text. */
  private static final DateTimeFormatter TIMESTAMP =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter().withZone(ZoneOffset.UTC);

  static final SerializedString USER_ID = new SerializedString("user_id");
  static final SerializedString USERNAME = new SerializedString("username");
  private static final SerializedString ROOM = new SerializedString("room");
  private static final SerializedString TYPE = new SerializedString("type");
  private static final SerializedString MESSAGE = new SerializedString("message");
  private static final SerializedString RESPONSE = new SerializedString("response");
  private static final SerializedString OCCUPANTS = new SerializedString("occupants");
  private static final SerializedString TIMESTAMP_NAME = new SerializedString("timestamp");
  private static final SerializedString ROOM_OCCUPANTS = new SerializedString("room_occupants");
  private static final SerializedString SESSION_MESSAGES = new SerializedString("session_messages");
  private static final SerializedString REPLY_ID = new SerializedString("reply_id");
  private static final SerializedString DELTA = new SerializedString("delta");
  private static final double THOUSAND = 1_000.0;
  private static final SerializedString CRISIS = new SerializedString("crisis_detected");

  private JsonAnswers() {}

  /** The answer to {@code POST /bridge/chat}. */
  public static byte[] chat(ChatReply reply) {
    return object(
        json -> {
          string(json, RESPONSE, reply.response());
          string(json, USER_ID, reply.userId());
          string(json, ROOM, reply.room());
          json.writeFieldName(CRISIS);
          json.writeBoolean(reply.crisisDetected());
          json.writeFieldName(SESSION_MESSAGES);
          json.writeNumber(reply.sessionMessages());
          occupants(json, ROOM_OCCUPANTS, reply.occupants());
        });
  }

  /**
   * The frame that carries a reply.
   *
   * @param overHttp whether the message came over HTTP, so that its sockets must be told whose it
   *     was and when
   */
  public static byte[] chatResponse(ChatReply reply, boolean overHttp) {
    return chatResponse(reply, overHttp, "");
  }

  /**
   * The frame that ends a reply which came in pieces.
   *
   * @param replyId of the pieces; empty if there were none
   */
  public static byte[] chatResponse(ChatReply reply, boolean overHttp, String replyId) {
    return object(
        json -> {
          json.writeFieldName(TYPE);
          json.writeString("chat_response");
          string(json, MESSAGE, reply.response());
          json.writeFieldName(CRISIS);
          json.writeBoolean(reply.crisisDetected());
          string(json, ROOM, reply.room());
          occupants(json, OCCUPANTS, reply.occupants());
          if (overHttp) {
            string(json, USER_ID, reply.userId());
            string(json, TIMESTAMP_NAME, timestamp(reply.atMillis()));
          }
          if (!replyId.isEmpty()) {
            string(json, REPLY_ID, replyId);
          }
        });
  }

  /**
   * A piece of a reply.
   *
   * @param index from 0
   */
  public static byte[] chatDelta(String replyId, int index, String delta) {
    return object(
        json -> {
          json.writeFieldName(TYPE);
          json.writeString("chat_delta");
          string(json, REPLY_ID, replyId);
          json.writeNumberField("index", index);
          string(json, DELTA, delta);
        });
  }

  /**
   * Says that pieces are missing.
   *
   * @param dropped how many since this was said last
   */
  public static byte[] deltasDropped(long dropped) {
    return object(
        json -> {
          json.writeStringField("type", "deltas_dropped");
          json.writeNumberField("dropped", dropped);
        });
  }

  /** A socket's first frame. */
  public static byte[] connected(String userId, String room, List<? extends Occupant> occupants) {
    return object(
        json -> {
          json.writeFieldName(TYPE);
          json.writeString("connected");
          string(json, USER_ID, userId);
          string(json, ROOM, room);
          occupants(json, OCCUPANTS, occupants);
        });
  }

  /** The answer to a move over a socket. */
  public static byte[] roomChanged(String room, List<? extends Occupant> occupants) {
    return object(
        json -> {
          json.writeFieldName(TYPE);
          json.writeString("room_changed");
          string(json, ROOM, room);
          occupants(json, OCCUPANTS, occupants);
        });
  }

  /**
   * What makes an object a numbered one, if it stands in the place of its closing brace.
   *
   * @param seq from 1
   */
  public static byte[] numberTail(long seq) {
    return (",\"seq\":" + seq + "}").getBytes(StandardCharsets.US_ASCII);
  }

  static byte[] eventLine(EventLine line) {
    return object(
        json -> {
          json.writeFieldName(TYPE);
          json.writeString(line.kind.wireName());
          json.writeStringField("from_user", line.fromUserId);
          json.writeStringField("from_username", line.fromUsername);
          string(json, ROOM, line.room);
          string(json, MESSAGE, line.message);
          string(json, TIMESTAMP_NAME, timestamp(line.atMillis));
        });
  }

  /** An error over HTTP. */
  public static byte[] error(String error) {
    return object(json -> json.writeStringField("error", error));
  }

  /** An error over HTTP that names the user. */
  public static byte[] error(String error, String userId) {
    return object(
        json -> {
          json.writeStringField("error", error);
          string(json, USER_ID, userId);
        });
  }

  /** A refusal over HTTP of a message in which someone may be in danger. */
  public static byte[] refusalWithCrisis(String error, String userId, String response) {
    return object(
        json -> {
          json.writeStringField("error", error);
          string(json, USER_ID, userId);
          json.writeBooleanField("crisis_detected", true);
          string(json, RESPONSE, response);
        });
  }

  /** An error as a frame. */
  public static byte[] errorFrame(String error) {
    return object(
        json -> {
          json.writeStringField("type", "error");
          json.writeStringField("error", error);
        });
  }

  /**
   * A refusal as a frame.
   *
   * @param retryAfterMillis when to try again
   * @param crisisResponse what to say to someone who may be in danger; empty if there is no need
   */
  public static byte[] refusalFrame(String error, long retryAfterMillis, String crisisResponse) {
    return object(
        json -> {
          json.writeStringField("type", "error");
          json.writeStringField("error", error);
          json.writeNumberField("retry_after_ms", retryAfterMillis);
          if (!crisisResponse.isEmpty()) {
            json.writeBooleanField("crisis_detected", true);
            string(json, RESPONSE, crisisResponse);
          }
        });
  }

  /** Where the WebSocket is, for who asked for it over HTTP. */
  public static byte[] upgradeRequired(String url) {
    return object(
        json -> {
          json.writeStringField("error", "this is the HTTP port; open a WebSocket at " + url);
          json.writeStringField("url", url);
        });
  }

  /** The answer to {@code GET /bridge/health}. */
  public static byte[] health(Health health) {
    return object(
        json -> {
          json.writeStringField("status", "ok");
          json.writeNumberField("uptime_seconds", health.uptimeMillis() / 1000.0);
          json.writeNumberField("active_sessions", health.activeSessions());
          json.writeNumberField("ws_port", health.wsPort());
          json.writeStringField("version", health.version());
        });
  }

  /** The answer to {@code GET /bridge/sessions}. */
  public static byte[] sessions(List<SessionRow> everyone) {
    return object(
        json -> {
          json.writeArrayFieldStart("sessions");
          for (SessionRow row : everyone) {
            json.writeStartObject();
            string(json, USER_ID, row.userId());
            string(json, USERNAME, row.username());
            string(json, ROOM, row.room());
            json.writeNumberField("message_count", row.messageCount());
            json.writeNumberField("command_count", row.messageCount());
            json.writeBooleanField("connected_ws", row.connected());
            json.writeStringField("created_at", timestamp(row.createdMillis()));
            json.writeStringField("last_active", timestamp(row.lastActiveMillis()));
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeNumberField("total", everyone.size());
        });
  }

  /** The answer to {@code GET /bridge/rooms}. */
  public static byte[] rooms(List<SessionRow> everyone) {
    Map<String, List<SessionRow>> rooms = new TreeMap<>();
    for (SessionRow row : everyone) {
      rooms.computeIfAbsent(row.room(), name -> new ArrayList<>()).add(row);
    }
    return object(
        json -> {
          json.writeObjectFieldStart("rooms");
          for (Map.Entry<String, List<SessionRow>> room : rooms.entrySet()) {
            json.writeObjectFieldStart(room.getKey());
            json.writeArrayFieldStart("occupants");
            for (SessionRow row : room.getValue()) {
              json.writeStartObject();
              string(json, USER_ID, row.userId());
              string(json, USERNAME, row.username());
              json.writeStringField("last_active", timestamp(row.lastActiveMillis()));
              json.writeEndObject();
            }
            json.writeEndArray();
            json.writeNumberField("count", room.getValue().size());
            json.writeEndObject();
          }
          json.writeEndObject();
          json.writeNumberField("total_rooms", rooms.size());
          json.writeNumberField("total_users", everyone.size());
        });
  }

  /** The answer to {@code GET /bridge/room_events/{user_id}}. */
  public static byte[] events(EventPage page) {
    return object(
        json -> {
          string(json, USER_ID, page.userId());
          json.writeArrayFieldStart("events");
          for (Pending pending : page.events()) {
            json.writeRawValue(numbered(pending));
          }
          json.writeEndArray();
          json.writeNumberField("count", page.events().size());
          json.writeNumberField("dropped_events", page.dropped());
        });
  }

  /** The answer to {@code GET /bridge/history/{user_id}}. */
  public static byte[] history(String userId, List<StoredMessage> messages) {
    return object(
        json -> {
          string(json, USER_ID, userId);
          json.writeArrayFieldStart("messages");
          for (StoredMessage message : messages) {
            json.writeStartObject();
            json.writeStringField("role", message.role().wireName());
            json.writeStringField("content", message.content());
            json.writeStringField("timestamp", timestamp(message.atMillis()));
            string(json, ROOM, message.room());
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeNumberField("count", messages.size());
        });
  }

  /** The answer to {@code GET /bridge/streams}. */
  public static byte[] streams(StreamCensus census) {
    return object(
        json -> {
          json.writeArrayFieldStart("streams");
          for (StreamRow row : census.rows()) {
            stream(json, row);
          }
          json.writeEndArray();
          json.writeNumberField("total", census.rows().size());
          json.writeObjectFieldStart("states");
          for (Map.Entry<StreamState, Long> state : census.states().entrySet()) {
            json.writeNumberField(state.getKey().wireName(), state.getValue());
          }
          json.writeEndObject();
          json.writeObjectFieldStart("totals");
          counts(json, "queued", census.totals().queued());
          counts(json, "produced", census.totals().produced());
          counts(json, "sent", census.totals().sent());
          counts(json, "dropped", census.totals().dropped());
          counts(json, "returned", census.totals().returned());
          json.writeNumberField("bytes_sent", census.totals().bytesSent());
          json.writeEndObject();
          json.writeObjectFieldStart("limits");
          json.writeNumberField("messages", census.maxMessages());
          json.writeNumberField("bytes", census.maxBytes());
          json.writeNumberField("control_messages", census.maxControl());
          json.writeEndObject();
        });
  }

  private static void stream(JsonGenerator json, StreamRow row) throws IOException {
    json.writeStartObject();
    json.writeNumberField("stream_id", row.streamId());
    string(json, USER_ID, row.userId());
    json.writeStringField("state", row.state().wireName());
    json.writeNumberField("fill", Math.round(row.fill() * THOUSAND) / THOUSAND);
    counts(json, "queued", row.counts().queued());
    json.writeNumberField("queued_messages", row.counts().queued().total());
    json.writeNumberField("queued_bytes", row.queuedBytes());
    counts(json, "produced", row.counts().produced());
    counts(json, "sent", row.counts().sent());
    counts(json, "dropped", row.counts().dropped());
    json.writeNumberField("bytes_sent", row.counts().bytesSent());
    json.writeNumberField("send_mean_ms", millis(row.sendMeanNanos()));
    json.writeNumberField("send_p99_ms", millis(row.sendP99Nanos()));
    json.writeNumberField("slow_events", row.slowEvents());
    json.writeStringField("opened_at", timestamp(row.openedMillis()));
    json.writeEndObject();
  }

  private static void counts(JsonGenerator json, String name, ClassCounts counts)
      throws IOException {
    json.writeObjectFieldStart(name);
    json.writeNumberField("control", counts.control());
    json.writeNumberField("critical", counts.critical());
    json.writeNumberField("important", counts.important());
    json.writeNumberField("bulk", counts.bulk());
    json.writeEndObject();
  }

  /** Milliseconds to a thousandth. */
  private static double millis(double nanos) {
    return Math.round(nanos / THOUSAND) / THOUSAND;
  }

  private static String timestamp(long millis) {
    return TIMESTAMP.format(Instant.ofEpochMilli(millis));
  }

  private static String numbered(Pending pending) {
    byte[] json =
        switch (pending) {
          case Event event -> event.json();
          case LateReply reply -> reply.json();
        };
    return new String(json, 0, json.length - 1, StandardCharsets.UTF_8)
        + new String(numberTail(pending.seq()), StandardCharsets.US_ASCII);
  }

  private static void occupants(
      JsonGenerator json, SerializedString name, List<? extends Occupant> occupants)
      throws IOException {
    json.writeFieldName(name);
    Occupants.write(json, occupants);
  }

  static JsonGenerator generator(Writer target) throws IOException {
    return JSON.createGenerator(target);
  }

  private static void string(JsonGenerator json, SerializedString name, String value)
      throws IOException {
    json.writeFieldName(name);
    json.writeString(value);
  }

  private static byte[] object(Body body) {
    try (ByteArrayBuilder out = new ByteArrayBuilder(512)) {
      try (JsonGenerator json = JSON.createGenerator(out)) {
        json.writeStartObject();
        body.writeTo(json);
        json.writeEndObject();
      }
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
  }

  @FunctionalInterface
  private interface Body {
    void writeTo(JsonGenerator json) throws IOException;
  }
}
