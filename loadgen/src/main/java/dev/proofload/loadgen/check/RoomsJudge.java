package dev.proofload.loadgen.check;

import dev.proofload.loadgen.workload.Operation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Judges an answer that showed who is where: there must be one instant, while the operation was in
 * flight, at which everybody who is shown may have been there, under the name that is shown, and
 * everybody who is not may have been elsewhere. What an answer shows of a write that was in flight
 * holds for all answers to questions that are asked later.
 *
 * <p>Answers are to be judged in the order in which they ended, each once all writes are known that
 * had begun by then. Of a register that nobody writes meanwhile, the usual case, this takes a few
 * comparisons.
 */
final class RoomsJudge {
  private final RoomsMap map;
  private final RoomsWitness witness;
  private final WitnessLog firm;
  private final WitnessLog soft;
  private final RoomsOrder order = new RoomsOrder();
  private int mark;

  /** What is shown of registers that are written meanwhile; the first {@code facts} count. */
  private final List<RoomsFact> noted = new ArrayList<>();

  private int facts;

  /**
   * @param firm takes what is wrong even if sessions were thrown out
   * @param soft takes what is wrong if no session was thrown out
   */
  RoomsJudge(RoomsMap map, RoomsWitness witness, WitnessLog firm, WitnessLog soft) {
    this.map = map;
    this.witness = witness;
    this.firm = firm;
    this.soft = soft;
  }

  /**
   * Judges one answer.
   *
   * @param evictable whether somebody's session may have been thrown out
   * @param ghostNanos a user without a socket that was last active before then surely is gone
   * @param horizonNanos no answer that is yet to be judged was asked for earlier
   */
  void judge(RoomsRead read, boolean evictable, long ghostNanos, long horizonNanos) {
    facts = 0;
    mark++;
    for (int i = 0; i < read.size; i++) {
      if (read.room == RoomsRead.EACH_ALONE) {
        facts = 0;
      }
      if (!shown(read, i, evictable, ghostNanos)) {
        return;
      }
      if (read.room == RoomsRead.EACH_ALONE && !atOneInstant(read)) {
        return;
      }
    }
    if (read.room == RoomsRead.EACH_ALONE) {
      return;
    }
    if ((evictable || nobodyMissing(read, horizonNanos)) && facts > 0) {
      atOneInstant(read);
    }
  }

  private boolean shown(RoomsRead read, int at, boolean evictable, long ghostNanos) {
    int room = read.rooms[at];
    RoomsUser user = map.user(read.users[at]);
    if (user == null) {
      // Its socket may have been opened ahead of the load, and then it has no name of its own.
      if (room == map.firstRoom() && read.numbers[at] <= 0) {
        return true;
      }
      if (firm.wantsMore()) {
        firm.add(witness.neverActed(read, at));
      } else {
        firm.count();
      }
      return false;
    }
    user.judged = mark;
    if (user.isWild()) {
      return true;
    }
    if (!user.socket && user.lastEndNanos < ghostNanos) {
      if (firm.wantsMore()) {
        firm.add(witness.ghost(read, user, room));
      } else {
        firm.count();
      }
      return false;
    }
    // Whoever was thrown out and has come back begins anew in the first room, and without a name.
    int number = read.numbers[at];
    return ((evictable && room == map.firstRoom()) || fact(read, user, false, room, true))
        && (number == RoomsRead.NOT_NAMED
            || (evictable && number == Operation.NO_NAME)
            || isFirstName(read, user, number)
            || fact(read, user, true, number, true));
  }

  /** Whether the name is one that the user may have been given before it first told its own. */
  private static boolean isFirstName(RoomsRead read, RoomsUser user, int number) {
    return number == 0 && user.name.mayHold(Operation.NO_NAME, read.startNanos);
  }

  private boolean nobodyMissing(RoomsRead read, long horizonNanos) {
    if (read.room == RoomsRead.ALL_ROOMS) {
      for (int i = 0; i < map.end(); i++) {
        RoomsUser user = map.user(i);
        if (user != null
            && user.judged != mark
            && !user.isWild()
            && !fact(read, user, false, RoomsMap.NOWHERE, true)) {
          return false;
        }
      }
      return true;
    }
    RoomsMap.Visitors visitors = map.visitors(read.room);
    for (int i = visitors.size() - 1; i >= 0; i--) {
      RoomsUser user = map.acting(visitors.user(i));
      if (user.judged == mark || user.isWild()) {
        continue;
      }
      int before = facts;
      if (!fact(read, user, false, read.room, false)) {
        return false;
      }
      if (facts == before && !user.room.mayHold(read.room, horizonNanos)) {
        visitors.remove(i);
      }
    }
    return true;
  }

  /** Notes what is shown of a register; false if it can't be so, whatever else is shown. */
  private boolean fact(RoomsRead read, RoomsUser user, boolean name, int value, boolean is) {
    Register register = name ? user.name : user.room;
    int only = register.only(read.startNanos, read.endNanos);
    if (only != Register.NONE && register.value(only) == value == is) {
      return true;
    }
    if (facts == noted.size()) {
      noted.add(new RoomsFact(user));
    }
    RoomsFact fact = noted.get(facts);
    fact.set(user, name, value, is);
    if (only == Register.NONE && fact.first(read.startNanos, read.endNanos) != Register.NEVER) {
      facts++;
      return true;
    }
    boolean orThrownOut = !is || value == (name ? Operation.NO_NAME : map.firstRoom());
    boolean surely = !orThrownOut && !register.mayHave(value, read.startNanos, read.endNanos);
    report(surely ? firm : soft, read, fact, null);
    return false;
  }

  /** Whether all that was noted can have been so at one time; if so, that is remembered. */
  private boolean atOneInstant(RoomsRead read) {
    if (facts == 0) {
      return true;
    }
    long from = firstInstant(read.startNanos, read.endNanos);
    if (from == Register.NEVER) {
      reportTorn(read);
      return false;
    }
    long to = lastInstant(from, read.endNanos);
    return remember(read, from, to);
  }

  private long firstInstant(long fromNanos, long toNanos) {
    long time = fromNanos;
    for (int agreeing = 0, i = 0; agreeing < facts; i = i + 1 == facts ? 0 : i + 1) {
      long next = noted.get(i).first(time, toNanos);
      if (next == Register.NEVER) {
        return Register.NEVER;
      }
      agreeing = next == time ? agreeing + 1 : 1;
      time = next;
    }
    return time;
  }

  private long lastInstant(long fromNanos, long toNanos) {
    long time = toNanos;
    for (int agreeing = 0, i = 0; agreeing < facts; i = i + 1 == facts ? 0 : i + 1) {
      long next = noted.get(i).last(fromNanos, time);
      agreeing = next == time ? agreeing + 1 : 1;
      time = next;
    }
    return time;
  }

  /** Whether what is shown fits what others were shown; if so, it is kept for those to come. */
  private boolean remember(RoomsRead read, long fromNanos, long toNanos) {
    boolean closer = false;
    order.begin();
    for (int i = 0; i < facts; i++) {
      RoomsFact fact = noted.get(i);
      Register register = fact.register();
      int oldest = fact.oldest(fromNanos, toNanos);
      int next = fact.newest(fromNanos, toNanos) + 1;
      if (register.hi(oldest) >= read.startNanos) {
        order.shows(register, oldest);
        closer |= toNanos < register.hi(oldest);
      }
      if (next <= register.last() && register.lo(next) <= read.endNanos) {
        order.misses(register, next);
        closer |= fromNanos > register.lo(next);
      }
    }
    if (order.matters()) {
      RoomsOrder.Circle circle = order.circle();
      if (circle != null) {
        reportCircle(read, circle);
        return false;
      }
    }
    if (closer || order.matters()) {
      order.keep(new RoomsSight(read), fromNanos, toNanos);
    }
    return true;
  }

  private void reportCircle(RoomsRead read, RoomsOrder.Circle circle) {
    if (soft.wantsMore()) {
      soft.add(witness.circle(read, order, circle));
    } else {
      soft.count();
    }
  }

  private void reportTorn(RoomsRead read) {
    for (int i = 0; i < facts; i++) {
      for (int j = 0; j < i; j++) {
        if (!together(noted.get(j), noted.get(i), read.startNanos, read.endNanos)) {
          report(soft, read, noted.get(j), noted.get(i));
          return;
        }
      }
    }
    report(soft, read, noted.get(0), noted.get(1));
  }

  private static boolean together(RoomsFact one, RoomsFact other, long fromNanos, long toNanos) {
    long time = fromNanos;
    while (time != Register.NEVER) {
      long next = one.first(time, toNanos);
      long then = next == Register.NEVER ? next : other.first(next, toNanos);
      if (then == next) {
        return next != Register.NEVER;
      }
      time = then;
    }
    return false;
  }

  private void report(WitnessLog log, RoomsRead read, RoomsFact fact, @Nullable RoomsFact other) {
    if (!log.wantsMore()) {
      log.count();
    } else if (other == null) {
      log.add(witness.impossible(read, fact));
    } else {
      log.add(witness.torn(read, fact, other));
    }
  }
}
