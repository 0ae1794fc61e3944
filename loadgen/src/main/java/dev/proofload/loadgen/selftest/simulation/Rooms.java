package dev.proofload.loadgen.selftest.simulation;

import java.util.ArrayList;
import java.util.List;

/** Who is where: a list for each room, in order of user id. */
public final class Rooms {
  private final List<List<Guest>> members = new ArrayList<>();

  Rooms(int count) {
    for (int room = 0; room < count; room++) {
      members.add(new ArrayList<>());
    }
  }

  /** Who is in a room. Lives. */
  public List<Guest> in(int room) {
    return members.get(room);
  }

  /** Out of one, into the other, at once. */
  public void move(Guest guest, int to) {
    if (guest.room() != to) {
      leave(guest);
      enter(guest, to);
    }
  }

  /** Out of the room it is in, which it remembers. */
  public void leave(Guest guest) {
    if (guest.room() >= 0) {
      remove(guest, guest.room());
    }
  }

  /** Out of a given room. */
  public void remove(Guest guest, int from) {
    members.get(from).remove(guest);
  }

  /** Into a room, beside whatever room it is listed in. */
  public void enter(Guest guest, int to) {
    List<Guest> there = members.get(to);
    int at = 0;
    while (at < there.size() && there.get(at).id().compareTo(guest.id()) < 0) {
      at++;
    }
    if (at == there.size() || there.get(at) != guest) {
      there.add(at, guest);
    }
    guest.room(to);
  }

  /** Replaces a room's list. */
  public void replace(int room, List<Guest> list) {
    members.set(room, new ArrayList<>(list));
  }
}
