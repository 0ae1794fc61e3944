package dev.proofload.loadgen.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a right bridge answers, in as few lines as the harness needs: so that a test can misbehave
 * in one way only. Thread-safe.
 */
public final class FakeBridge {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern CRISIS =
      Pattern.compile("suicidal|want to die|cutting myself", Pattern.CASE_INSENSITIVE);
  private static final String HELP = "You matter.\n• US: call or text 988, at any hour\n";

  private final Map<String, Session> sessions = new TreeMap<>();

  private static final class Session {
    private String username = "";
    private String room = "Tower";
    private int messages;
    private int streak;
  }

  /** Answers a body of {@code POST /bridge/chat}. */
  public synchronized String chat(String body) {
    JsonNode said = parse(body);
    Session session = session(said.path("user_id").asText());
    session.username = said.path("username").asText(session.username);
    session.room = said.path("room").asText(session.room);
    ObjectNode answer = turn(said.path("user_id").asText(), said.path("message").asText());
    answer.set("response", answer.remove("message"));
    answer.set("room_occupants", answer.remove("occupants"));
    answer.put("user_id", said.path("user_id").asText());
    answer.put("session_messages", session.messages);
    return answer.toString();
  }

  /** Answers a frame of a user. */
  public synchronized String frame(String user, String frame) {
    JsonNode said = parse(frame);
    Session session = session(user);
    if (said.path("type").asText().equals("move")) {
      session.room = said.path("room").asText();
      ObjectNode changed = JSON.createObjectNode().put("type", "room_changed");
      changed.put("room", session.room);
      return changed.toString();
    }
    return turn(user, said.path("message").asText()).put("type", "chat_response").toString();
  }

  /** The first frame of a socket. */
  public synchronized String connected(String user) {
    session(user);
    return JSON.createObjectNode().put("type", "connected").put("user_id", user).toString();
  }

  /** Answers {@code GET /bridge/sessions}. */
  public synchronized String sessions() {
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode list = answer.putArray("sessions");
    sessions.forEach(
        (id, session) ->
            list.addObject()
                .put("user_id", id)
                .put("room", session.room)
                .put("message_count", session.messages));
    return answer.put("total", sessions.size()).toString();
  }

  private ObjectNode turn(String user, String message) {
    Session session = session(user);
    session.streak = CRISIS.matcher(message).find() ? session.streak + 1 : 0;
    boolean help = session.streak == 3;
    String reply =
        message.equals("look")
            ? look(user, session.room)
            : "["
                + user
                + "@"
                + session.room
                + "] received: "
                + message
                + " (msg #"
                + (session.messages + 1)
                + ")";
    session.messages += 2;
    ObjectNode answer = JSON.createObjectNode();
    answer.put("message", help ? HELP + reply : reply);
    answer.put("crisis_detected", help);
    answer.put("room", session.room);
    ArrayNode occupants = answer.putArray("occupants");
    sessions.forEach(
        (id, other) -> {
          if (other.room.equals(session.room)) {
            occupants.addObject().put("user_id", id).put("username", other.username);
          }
        });
    return answer;
  }

  private String look(String user, String room) {
    StringBuilder others = new StringBuilder();
    sessions.forEach(
        (id, other) -> {
          if (other.room.equals(room) && !id.equals(user)) {
            others.append(others.isEmpty() ? "" : ", ").append(other.username);
          }
        });
    return "You are in " + room + ". You see: " + (others.isEmpty() ? "no one else" : others) + ".";
  }

  private Session session(String user) {
    return sessions.computeIfAbsent(
        user,
        id -> {
          Session created = new Session();
          created.username = id;
          return created;
        });
  }

  private static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("loadgen sent what is no JSON: " + json, e);
    }
  }
}
