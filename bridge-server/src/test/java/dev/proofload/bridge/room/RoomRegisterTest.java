package dev.proofload.bridge.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proofload.bridge.protocol.SessionRow;
import dev.proofload.bridge.session.Session;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RoomRegisterTest {
  private final RoomRegister register = new RoomRegister();
  private final Map<String, Session> sessions = new HashMap<>();

  private RoomView turn(String userId, String username, String room) {
    Session session = sessions.computeIfAbsent(userId, id -> new Session(id, 20));
    return register.turn(session, username, room, 2, 7, false);
  }

  private static List<String> ids(RoomView view) {
    return view.members().stream().map(Member::userId).toList();
  }

  @Test
  void aNewUserIsInTheTowerAndIsCalledByItsId() {
    RoomView view = turn("ada", "", "");

    assertThat(view.room()).isEqualTo("Tower");
    assertThat(view.username()).isEqualTo("ada");
    assertThat(view.messageCount()).isEqualTo(2);
    assertThat(ids(view)).containsExactly("ada");
    assertThat(view.everyone()).isEmpty();
  }

  @Test
  void aRoomHoldsItsMembersInOrderOfUserId() {
    turn("carl", "", "");
    turn("ada", "", "");
    turn("eve", "", "Chapel");

    assertThat(ids(turn("bob", "", ""))).containsExactly("ada", "bob", "carl");
  }

  @Test
  void aMoveTakesTheUserAlong() {
    turn("ada", "", "");
    turn("bob", "", "");
    RoomView moved = turn("ada", "", "Chapel");

    assertThat(moved.room()).isEqualTo("Chapel");
    assertThat(ids(moved)).containsExactly("ada");
    assertThat(ids(turn("bob", "", ""))).containsExactly("bob");
  }

  @Test
  void aViewDoesNotChangeAfterwards() {
    RoomView before = turn("ada", "", "");
    turn("bob", "", "");
    turn("ada", "Countess", "");

    assertThat(ids(before)).containsExactly("ada");
    assertThat(before.members().getFirst().username()).isEqualTo("ada");
  }

  @Test
  void aLaterNameReplacesTheOld() {
    turn("ada", "Ada", "");
    RoomView renamed = turn("ada", "Countess", "");
    RoomView kept = turn("ada", "", "");

    assertThat(renamed.username()).isEqualTo("Countess");
    assertThat(kept.members().getFirst().username()).isEqualTo("Countess");
  }

  @Test
  void whoLeavesIsNowhereAndComesBackAnew() {
    turn("ada", "Ada", "Chapel");
    register.leave("ada");
    register.leave("ada");

    assertThat(register.snapshot()).isEmpty();
    assertThat(register.find("ada")).isEmpty();
    RoomView back = turn("ada", "", "");
    assertThat(back.room()).isEqualTo("Tower");
    assertThat(back.messageCount()).isEqualTo(2);
    assertThat(back.username()).isEqualTo("ada");
  }

  @Test
  void aSnapshotTellsEverything() {
    turn("bob", "Bob", "Chapel");
    turn("ada", "", "");
    register.setConnected("ada", true);
    register.setConnected("nobody", true);

    assertThat(register.snapshot())
        .containsExactly(
            new SessionRow("ada", "ada", "Tower", 2, true, 7, 7),
            new SessionRow("bob", "Bob", "Chapel", 2, false, 7, 7));
    assertThat(register.size()).isEqualTo(2);
  }

  @Test
  void agreesWithASimpleModel() {
    Random random = new Random(7);
    Map<String, String> where = new HashMap<>();
    for (int i = 0; i < 5_000; i++) {
      String user = "u" + random.nextInt(12);
      String room = random.nextBoolean() ? "" : "r" + random.nextInt(4);
      if (random.nextInt(5) == 0) {
        register.leave(user);
        where.remove(user);
        continue;
      }
      String old = where.getOrDefault(user, "Tower");
      String now = room.isEmpty() ? old : room;
      where.put(user, now);
      List<String> expected =
          where.keySet().stream().filter(id -> now.equals(where.get(id))).sorted().toList();

      assertThat(ids(turn(user, "", room))).isEqualTo(expected);
    }
    Map<String, String> snapshot =
        register.snapshot().stream()
            .collect(Collectors.toMap(SessionRow::userId, SessionRow::room));
    assertThat(snapshot).isEqualTo(where);
  }

  @Test
  void nobodyIsEverSeenInTwoRoomsOrInNone() throws InterruptedException {
    List<Session> moving = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Session session = new Session("m" + i, 20);
      moving.add(session);
      register.turn(session, "", "", 0, 0, false);
    }
    AtomicBoolean done = new AtomicBoolean();
    Thread mover =
        Thread.ofPlatform()
            .start(
                () -> {
                  for (int i = 0; i < 20_000; i++) {
                    Session session = moving.get(i % moving.size());
                    register.turn(session, "", "r" + i % 5, 0, i, false);
                  }
                  done.set(true);
                });
    int looks = 0;
    while (!done.get() || looks == 0) {
      assertThat(register.snapshot()).hasSize(8);
      looks++;
    }
    mover.join();
    assertThat(looks).isPositive();
  }
}
