package dev.proofload.loadgen.check;

import dev.proofload.loadgen.check.RoomsHistory.Deed;
import dev.proofload.loadgen.check.RoomsHistory.Shown;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.workload.Operation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * A sound server: whatever it is asked takes effect, and is answered, at instants between question
 * and answer. Its clock is finer than the one on which the history is written down.
 */
final class RoomsWorld {
  private static final int NOWHERE = -1;
  private static final long NEVER = Long.MAX_VALUE;

  private final Random random;
  private final int users;
  private final int rooms;
  private final long coarseness;
  private final double unknown;
  private final List<Instant> instants = new ArrayList<>();
  private final List<Deed> deeds = new ArrayList<>();
  private final int[] room;
  private final int[] name;

  private record Instant(long time, Runnable effect) {}

  private RoomsWorld(long seed, int users, int rooms, long coarseness, double unknown) {
    this.random = new Random(seed);
    this.users = users;
    this.rooms = rooms;
    this.coarseness = coarseness;
    this.unknown = unknown;
    int most = 50 * users;
    room = new int[most];
    name = new int[most];
    for (int i = 0; i < most; i++) {
      room[i] = NOWHERE;
    }
  }

  /**
   * A history.
   *
   * @param each how many operations each user does
   * @param looks how many times the onlooker looks
   * @param coarseness how many instants of the server are one of the history
   * @param unknown the share of operations whose outcome stays unknown
   */
  static RoomsHistory history(
      long seed, int users, int rooms, int each, int looks, long coarseness, double unknown) {
    RoomsWorld world = new RoomsWorld(seed, users, rooms, coarseness, unknown);
    int fresh = users;
    for (int user = 0; user < users; user++) {
      int acting = user;
      int number = 0;
      long now = world.random.nextInt(50);
      for (int i = 0; i < each; i++) {
        long end = now + 1 + world.random.nextInt(100);
        number++;
        if (!world.act(acting, i == 0 ? Math.max(number, 1) : number, now, end)) {
          acting = fresh++;
        }
        now = end + 1 + world.random.nextInt(world.random.nextBoolean() ? 3 : 200);
      }
    }
    long now = 0;
    for (int i = 0; i < looks; i++) {
      long end = now + 1 + world.random.nextInt(150);
      world.look(now, end);
      now = end + 1 + world.random.nextInt(200);
    }
    world.run();
    return new RoomsHistory(users, world.deeds);
  }

  /** Returns whether the user may act again. */
  private boolean act(int user, int number, long start, long end) {
    int to = random.nextInt(3) == 0 ? Operation.NO_ROOM : random.nextInt(rooms);
    int called = random.nextInt(4) == 0 ? Operation.NO_NAME : number;
    double fate = random.nextDouble();
    if (fate < unknown) {
      long late = random.nextInt(3) == 0 ? NEVER : start + random.nextInt(400);
      effect(late, user, to, called);
      instants.add(
          new Instant(end, () -> tell(user, to, called, Outcome.RESET, start, end, List.of())));
      return false;
    }
    if (fate > 0.95) {
      instants.add(
          new Instant(end, () -> tell(user, to, called, Outcome.REFUSED, start, end, List.of())));
      return true;
    }
    long first = between(start, end);
    long second = between(first, end);
    effect(first, user, Operation.NO_ROOM, called);
    effect(second, user, to, Operation.NO_NAME);
    instants.add(
        new Instant(
            between(second, end),
            () -> tell(user, to, called, Outcome.OK, start, end, everybody(room[user]))));
    return true;
  }

  private void look(long start, long end) {
    instants.add(
        new Instant(
            between(start, end),
            () ->
                tell(
                    Operation.NOBODY,
                    Operation.NO_ROOM,
                    Operation.NO_NAME,
                    Outcome.OK,
                    start,
                    end,
                    everybody(NOWHERE))));
  }

  private void effect(long time, int user, int to, int called) {
    if (time == NEVER) {
      return;
    }
    instants.add(
        new Instant(
            time,
            () -> {
              if (to != Operation.NO_ROOM) {
                room[user] = to;
              } else if (room[user] == NOWHERE) {
                room[user] = RoomsStory.TOWER;
              }
              if (called != Operation.NO_NAME) {
                name[user] = called;
              }
            }));
  }

  private List<Shown> everybody(int where) {
    List<Shown> shown = new ArrayList<>();
    for (int user = 0; user < room.length; user++) {
      if (room[user] != NOWHERE && (where == NOWHERE || room[user] == where)) {
        shown.add(new Shown(user, room[user], name[user]));
      }
    }
    return shown;
  }

  private void tell(
      int user, int to, int called, Outcome outcome, long start, long end, List<Shown> shown) {
    deeds.add(
        new Deed(
            user,
            to,
            called,
            outcome,
            start / coarseness,
            end / coarseness,
            user == Operation.NOBODY ? NOWHERE : room[user],
            shown));
  }

  private long between(long from, long to) {
    return from + random.nextLong(to - from + 1);
  }

  private void run() {
    // Stable: what happens at one instant happens in the order in which it was planned.
    instants.sort(Comparator.comparingLong(Instant::time));
    instants.forEach(instant -> instant.effect().run());
  }

  int users() {
    return users;
  }
}
