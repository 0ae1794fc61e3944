package dev.proofload.bridge.room;

import dev.proofload.bridge.protocol.SessionRow;
import dev.proofload.bridge.session.Session;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Where everyone is, what everyone is called, and how much everyone has said: one lock, so that
 * whatever is read belongs to one instant. Rooms exist while someone is in them.
 *
 * <p>Thread-safe. The lock is held for a few steps in memory only, and never while another is
 * awaited. Every change of a user runs under that user's session lock.
 */
public final class RoomRegister {
  /** Where a user is who has not said otherwise. */
  public static final String FIRST_ROOM = "Tower";

  private static final int FEW = 4;

  private final ReentrantLock lock = new ReentrantLock();

  // Guarded by the lock.
  private final Map<String, Presence> presences = new HashMap<>(FEW);
  private final Map<String, Room> rooms = new HashMap<>(FEW);

  /**
   * A user's turn in one step: a new name, a move, two messages more. Creates the presence if there
   * is none.
   *
   * @param session the user's session, which is locked
   * @param username the new name; empty to keep the old, or the user id if there is none
   * @param room where to be; empty to stay, or {@link #FIRST_ROOM} if the user is new
   * @param messages messages that this turn adds
   * @param nowMillis when
   * @param withEveryone whether the view needs everyone
   */
  public RoomView turn(
      Session session,
      String username,
      String room,
      int messages,
      long nowMillis,
      boolean withEveryone) {
    lock.lock();
    try {
      Presence presence = presences.get(session.userId());
      if (presence == null) {
        presence = enter(session, username, room, nowMillis);
      } else {
        rename(presence, username);
        move(presence, room);
      }
      presence.messageCount += messages;
      presence.lastActiveMillis = nowMillis;
      return new RoomView(
          presence.member.username(),
          presence.room.name(),
          presence.room.members(),
          presence.messageCount,
          withEveryone ? everyone() : List.of());
    } finally {
      lock.unlock();
    }
  }

  /** Notes whether the user has a socket open. */
  public void setConnected(String userId, boolean connected) {
    lock.lock();
    try {
      Presence presence = presences.get(userId);
      if (presence != null) {
        presence.connected = connected;
      }
    } finally {
      lock.unlock();
    }
  }

  /** The user is nowhere any more. */
  public void leave(String userId) {
    lock.lock();
    try {
      Presence presence = presences.remove(userId);
      if (presence != null) {
        presence.room.remove(userId);
        forgetIfEmpty(presence.room);
      }
    } finally {
      lock.unlock();
    }
  }

  /** The session of a user who is somewhere. */
  public Optional<Session> find(String userId) {
    lock.lock();
    try {
      return Optional.ofNullable(presences.get(userId)).map(presence -> presence.member.session());
    } finally {
      lock.unlock();
    }
  }

  /** Everyone, in order of user id; one instant. */
  public List<SessionRow> snapshot() {
    lock.lock();
    try {
      return everyone();
    } finally {
      lock.unlock();
    }
  }

  /** How many rooms and users there are; one instant. */
  public Occupancy occupancy() {
    lock.lock();
    try {
      return new Occupancy(
          rooms.size(),
          presences.values().stream().map(presence -> presence.member.session()).toList());
    } finally {
      lock.unlock();
    }
  }

  /** How many users are somewhere. */
  public int size() {
    lock.lock();
    try {
      return presences.size();
    } finally {
      lock.unlock();
    }
  }

  private Presence enter(Session session, String username, String room, long nowMillis) {
    String userId = session.userId();
    Member member = new Member(userId, username.isEmpty() ? userId : username, session);
    Room target = roomOf(room.isEmpty() ? FIRST_ROOM : room);
    target.add(member);
    Presence presence = new Presence(member, target, nowMillis);
    presences.put(userId, presence);
    return presence;
  }

  private static void rename(Presence presence, String username) {
    if (!username.isEmpty() && !username.equals(presence.member.username())) {
      presence.member = new Member(presence.member.userId(), username, presence.member.session());
      presence.room.replace(presence.member);
    }
  }

  private void move(Presence presence, String room) {
    if (!room.isEmpty() && !room.equals(presence.room.name())) {
      Room old = presence.room;
      old.remove(presence.member.userId());
      forgetIfEmpty(old);
      presence.room = roomOf(room);
      presence.room.add(presence.member);
    }
  }

  private Room roomOf(String name) {
    return rooms.computeIfAbsent(name, Room::new);
  }

  private void forgetIfEmpty(Room room) {
    if (room.isEmpty()) {
      rooms.remove(room.name());
    }
  }

  private List<SessionRow> everyone() {
    List<SessionRow> rows = new ArrayList<>(presences.size());
    for (Presence presence : presences.values()) {
      rows.add(presence.row());
    }
    rows.sort(Comparator.comparing(SessionRow::userId));
    return rows;
  }

  /** One user's entry; guarded by the lock. */
  private static final class Presence {
    private Member member;
    private Room room;
    private long messageCount;
    private final long createdMillis;
    private long lastActiveMillis;
    private boolean connected;

    Presence(Member member, Room room, long nowMillis) {
      this.member = member;
      this.room = room;
      this.createdMillis = nowMillis;
      this.lastActiveMillis = nowMillis;
    }

    SessionRow row() {
      return new SessionRow(
          member.userId(),
          member.username(),
          room.name(),
          messageCount,
          connected,
          createdMillis,
          lastActiveMillis);
    }
  }
}
