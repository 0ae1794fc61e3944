package dev.proofload.loadgen.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.proofload.loadgen.workload.LoadPlan;
import dev.proofload.loadgen.workload.MessageText;
import dev.proofload.loadgen.workload.Names;
import dev.proofload.loadgen.workload.OperationKind;
import dev.proofload.loadgen.workload.Rendezvous;
import dev.proofload.loadgen.workload.ServerRules;
import dev.proofload.loadgen.workload.Transport;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What stands at the beginning of a saved history: all that the checks need to judge it again.
 *
 * @param workload the suite that was run
 * @param names of its users and rooms
 * @param users how many there were at first
 * @param meeting how many of them met
 * @param crisisUsers how many of them went through a crisis
 * @param messageSize bytes of a message's text
 * @param seed what fixed rooms and texts
 * @param rules how the server was set up, as far as was known
 * @param startedAt when the times in the history are counted from
 * @param url where the system under test listened
 * @param build what wrote it
 * @param codes what its small numbers stand for
 */
public record HistoryHeader(
    String workload,
    Names names,
    int users,
    int meeting,
    int crisisUsers,
    int messageSize,
    long seed,
    ServerRules rules,
    Instant startedAt,
    String url,
    BuildInfo build,
    HistoryCodes codes) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Validates. */
  public HistoryHeader {
    require(names.rooms() >= 0 && names.rooms() <= LoadPlan.MAX_ROOMS, "rooms", names.rooms());
    require(users >= 1 && users <= LoadPlan.MAX_USERS, "users", users);
    require(meeting >= 0 && meeting <= users, "meeting", meeting);
    require(crisisUsers >= 0 && crisisUsers <= users, "crisis_users", crisisUsers);
    require(
        messageSize >= MessageText.MIN_SIZE && messageSize <= LoadPlan.MAX_MESSAGE_SIZE,
        "message_size",
        messageSize);
  }

  private static void require(boolean holds, String what, long value) {
    if (!holds) {
      throw new IllegalArgumentException(what + " is out of range: " + value);
    }
  }

  /** What tells this run's users from those of others. */
  public String runId() {
    return names.runId();
  }

  /** As a JSON object in UTF-8; nanoseconds and codes are in the keys as the documentation says. */
  byte[] toJson() {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("workload", workload);
    json.put("run_id", names.runId());
    json.put("confusable_names", names.confusable());
    json.put("rooms", names.rooms());
    json.put("users", users);
    json.put("meeting", meeting);
    json.put("crisis_users", crisisUsers);
    json.put("message_size", messageSize);
    json.put("seed", seed);
    rules.rateLimit().ifPresent(limit -> json.put("rate_limit", limit));
    rules.rateWindow().ifPresent(window -> json.put("rate_window_ns", window.toNanos()));
    json.put("crisis_turns", rules.crisisTurns());
    json.put("crisis_window_ns", rules.crisisWindow().toNanos());
    rules.maxSessions().ifPresent(most -> json.put("max_sessions", most));
    json.put("started_at", startedAt.toString());
    json.put("url", url);
    json.put("version", build.version());
    json.put("commit", build.commit());
    list(json, "kinds", codes.kinds());
    list(json, "outcomes", codes.outcomes());
    list(json, "types", codes.types());
    list(json, "stations", codes.stations());
    list(json, "transports", codes.transports());
    try {
      return MAPPER.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values can always be written", e);
    }
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws DamagedHistoryException if it is something else
   */
  static HistoryHeader parse(byte[] bytes) {
    try {
      JsonNode json = MAPPER.readTree(bytes);
      return new HistoryHeader(
          json.path("workload").asText(),
          new Names(
              json.path("run_id").asText(),
              json.path("rooms").asInt(-1),
              json.path("confusable_names").asBoolean()),
          json.path("users").asInt(),
          json.path("meeting").asInt(),
          json.path("crisis_users").asInt(),
          json.path("message_size").asInt(),
          json.path("seed").asLong(),
          rules(json),
          Instant.parse(json.path("started_at").asText()),
          json.path("url").asText(),
          new BuildInfo(json.path("version").asText(), json.path("commit").asText()),
          new HistoryCodes(
              list(json, "kinds", OperationKind.class),
              list(json, "outcomes", Outcome.class),
              list(json, "types", Observation.Type.class),
              list(json, "stations", Rendezvous.class),
              list(json, "transports", Transport.class)));
    } catch (IOException | IllegalArgumentException | DateTimeParseException e) {
      throw new DamagedHistoryException("its header can't be read: " + e.getMessage(), e);
    }
  }

  private static ServerRules rules(JsonNode json) {
    JsonNode limit = json.path("rate_limit");
    JsonNode window = json.path("rate_window_ns");
    JsonNode sessions = json.path("max_sessions");
    return new ServerRules(
        limit.isInt() ? OptionalInt.of(limit.asInt()) : OptionalInt.empty(),
        window.isNumber() ? Optional.of(Duration.ofNanos(window.asLong())) : Optional.empty(),
        json.path("crisis_turns").asInt(),
        Duration.ofNanos(json.path("crisis_window_ns").asLong()),
        sessions.isNumber() ? OptionalLong.of(sessions.asLong()) : OptionalLong.empty());
  }

  private static <T extends Enum<T>> void list(ObjectNode json, String key, List<T> values) {
    values.forEach(value -> json.withArray(key).add(value.name()));
  }

  private static <T extends Enum<T>> List<T> list(JsonNode json, String key, Class<T> type) {
    return json.path(key).valueStream().map(value -> Enum.valueOf(type, value.asText())).toList();
  }
}
