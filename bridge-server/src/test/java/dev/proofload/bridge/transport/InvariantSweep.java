package dev.proofload.bridge.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/**
 * What must hold of a bridge whenever nothing is under way; every test over sockets ends with it.
 */
final class InvariantSweep {
  private InvariantSweep() {}

  static void check(TestServer server) {
    JsonNode sessions = server.get("/bridge/sessions");
    Map<String, String> roomOf = new HashMap<>();
    for (JsonNode session : sessions.get("sessions")) {
      String userId = session.get("user_id").asText();
      assertThat(roomOf.put(userId, session.get("room").asText())).as(userId).isNull();
      assertThat(session.get("message_count").asLong() % 2).as(userId).isZero();
      assertThat(session.get("command_count")).isEqualTo(session.get("message_count"));
    }
    assertThat(sessions.get("total").asInt()).isEqualTo(roomOf.size());

    JsonNode rooms = server.get("/bridge/rooms");
    Map<String, String> seenIn = new HashMap<>();
    rooms
        .get("rooms")
        .properties()
        .forEach(
            room -> {
              JsonNode occupants = room.getValue().get("occupants");
              assertThat(occupants).as(room.getKey()).isNotEmpty();
              assertThat(room.getValue().get("count").asInt()).isEqualTo(occupants.size());
              for (JsonNode occupant : occupants) {
                String userId = occupant.get("user_id").asText();
                assertThat(seenIn.put(userId, room.getKey())).as("twice: " + userId).isNull();
              }
            });
    assertThat(seenIn).isEqualTo(roomOf);
    assertThat(rooms.get("total_rooms").asInt()).isEqualTo(rooms.get("rooms").size());
    assertThat(rooms.get("total_users").asInt()).isEqualTo(seenIn.size());
    assertThat(server.get("/bridge/health").get("active_sessions").asInt())
        .isEqualTo(roomOf.size());
  }
}
