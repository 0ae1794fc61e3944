package dev.proofload.bridge.lincheck;

import static java.util.stream.Collectors.joining;

import dev.proofload.bridge.room.RoomRegister;
import dev.proofload.bridge.session.Session;
import java.util.Map;
import java.util.TreeMap;
import org.jetbrains.lincheck.datastructures.BooleanGen;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Moves, leaves and snapshots of the rooms: each happens at one instant, whatever else does. */
@Param(name = "user", gen = IntGen.class, conf = "0:2")
@Param(name = "room", gen = IntGen.class, conf = "0:2")
@Tag("lincheck")
public final class RoomRegisterLincheckTest {
  private static final int USERS = 3;

  private final RoomRegister rooms = new RoomRegister();
  private final Session[] sessions = new Session[USERS];

  public RoomRegisterLincheckTest() {
    for (int i = 0; i < USERS; i++) {
      sessions[i] = new Session("u" + i, 1);
    }
  }

  @Operation
  public String move(@Param(name = "user") int user, @Param(name = "room") int room) {
    return Rendering.of(rooms.turn(sessions[user], "", "r" + room, 2, 0, false));
  }

  @Operation
  public String stay(@Param(name = "user") int user) {
    return Rendering.of(rooms.turn(sessions[user], "", "", 2, 0, false));
  }

  @Operation
  public String who(@Param(name = "user") int user) {
    return Rendering.of(rooms.turn(sessions[user], "", "", 2, 0, true).everyone());
  }

  @Operation
  public void leave(@Param(name = "user") int user) {
    rooms.leave("u" + user);
  }

  @Operation
  public void connect(@Param(name = "user") int user, @Param(gen = BooleanGen.class) boolean on) {
    rooms.setConnected("u" + user, on);
  }

  @Operation
  public String snapshot() {
    return Rendering.of(rooms.snapshot());
  }

  @Operation
  public boolean find(@Param(name = "user") int user) {
    return rooms.find("u" + user).map(found -> found == sessions[user]).orElse(false);
  }

  @Operation
  public int size() {
    return rooms.size();
  }

  @Test
  void isLinearizableUnderStress() {
    Interleavings.stress(RoomRegisterLincheckTest.class, Places.class);
  }

  @Test
  void isLinearizableUnderModelChecking() {
    Interleavings.modelCheck(RoomRegisterLincheckTest.class, Places.class);
  }

  /** One map of where each user is; who is in a room is looked up in it. */
  public static final class Places {
    private final Map<Integer, Place> places = new TreeMap<>();

    public String move(int user, int room) {
      place(user).room = "r" + room;
      return stay(user);
    }

    public String stay(int user) {
      Place here = place(user);
      here.messages += 2;
      String others =
          places.entrySet().stream()
              .filter(entry -> entry.getValue().room.equals(here.room))
              .map(entry -> "u" + entry.getKey())
              .collect(joining(","));
      return here.room + " " + here.messages + " " + others;
    }

    public String who(int user) {
      place(user).messages += 2;
      return snapshot();
    }

    public void leave(int user) {
      places.remove(user);
    }

    public void connect(int user, boolean on) {
      if (places.containsKey(user)) {
        place(user).connected = on;
      }
    }

    public String snapshot() {
      return places.entrySet().stream()
          .map(
              entry ->
                  Rendering.line(
                      "u" + entry.getKey(),
                      entry.getValue().room,
                      entry.getValue().messages,
                      entry.getValue().connected))
          .collect(joining(";"));
    }

    public boolean find(int user) {
      return places.containsKey(user);
    }

    public int size() {
      return places.size();
    }

    private Place place(int user) {
      return places.computeIfAbsent(user, key -> new Place());
    }

    private static final class Place {
      private String room = RoomRegister.FIRST_ROOM;
      private long messages;
      private boolean connected;
    }
  }
}
