package dev.proofload.loadgen.check;

import dev.proofload.loadgen.record.Observation;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * One user, as the say check knows it: where it was, what it must still get, and what it got. Not
 * thread-safe.
 */
final class SayHearer {
  private static final int FEW = 64;

  final int user;

  /** How many sayings were closed before anything was known of this user. */
  final long born;

  /** Where it is until it says otherwise. */
  final int firstRoom;

  final SayStays stays;
  final SayNumbers numbers = new SayNumbers();
  final SayOrder order = new SayOrder();

  /** Sayings that it must get, oldest first. */
  final ArrayDeque<Saying> due = new ArrayDeque<>(2);

  /** Number of its latest operation that was told, and whether these always rose. */
  int toldSequence = -1;

  boolean inSequence = true;

  /** One of its writes ended unknown: it does not act any more. */
  boolean retired;

  /** What waited for it may have been taken by a drain whose answer was lost. */
  boolean lossy;

  /** It has, or had, a socket. */
  boolean socketed;

  /** Its socket is gone, and no other has been opened as far as is told. */
  boolean torn;

  /** All that its latest socket was sent has been read: what it was not sent waits again. */
  boolean readToTheEnd;

  /** Numbers may be missing anywhere: replies go before events, so the last were lost first. */
  boolean loose;

  /** How many numbers its sockets left out, what came after the first of them, and which it was. */
  long gaps;

  @Nullable SaySource afterGap;
  long firstGap;

  /** The number before which the last of them were missing. */
  long gapsBefore;

  /** What had begun to be said by this time may have gone with a socket, or been dropped. */
  long excusedBeforeNanos = Long.MIN_VALUE;

  /** Numbers below this may be missing. */
  long firstDueNumber = 1;

  /** Numbers may be missing before the next event. */
  boolean mayMissNext;

  /** How many dropped events it was told of, and when it was first told of so many. */
  long dropped;

  long droppedNanos;

  /** Tells apart the sources in whose order events come: its present socket. */
  long source;

  /** The number of the last event that came over that. */
  long lastNumber = Observation.NOT_SAID;

  private int limit = FEW;

  SayHearer(int user, long born, int firstRoom) {
    this.user = user;
    this.born = born;
    this.firstRoom = firstRoom;
    this.stays = new SayStays(firstRoom);
  }

  /** How many of the numbers that its sockets left out have not come since. */
  long stillMissing() {
    return Math.min(gaps, numbers.missing(firstGap, gapsBefore));
  }

  /** One of its operations was told. */
  void told(int sequence) {
    inSequence &= sequence > toldSequence;
    toldSequence = Math.max(toldSequence, sequence);
  }

  /** The next event that came has this number. */
  void reached(long number) {
    if (mayMissNext && number != Observation.NOT_SAID) {
      firstDueNumber = Math.max(firstDueNumber, number);
      mayMissNext = false;
    }
  }

  /**
   * Whether numbers may be missing among events that were fetched.
   *
   * @param count how many were dropped, as that fetch tells; fewer than are known, or as many, if
   *     it was overtaken by another
   */
  boolean tellsOfDropped(long count, long startNanos, long endNanos) {
    boolean before = count == dropped && droppedNanos < startNanos;
    if (count > dropped) {
      droppedNanos = endNanos;
    }
    return count > 0 && !before;
  }

  /** Whether it was given this number, but not all before it. */
  boolean misses(long number) {
    return number != Observation.NOT_SAID && numbers.firstMissing(firstDueNumber, number) < number;
  }

  /** What its socket had in transit is lost, or may be. */
  void lostSocket(long atNanos) {
    excusedBeforeNanos = Math.max(excusedBeforeNanos, atNanos);
    mayMissNext = true;
  }

  /** It must get this. */
  void owe(Saying saying) {
    while (!due.isEmpty() && isSettled(due.peek())) {
      due.remove();
    }
    if (due.size() >= limit) {
      due.removeIf(this::isSettled);
      limit = Math.max(FEW, due.size() * 2);
    }
    due.add(saying);
  }

  /** The next saying that it must get, has not got, and that ended before this time. */
  @Nullable Saying nextDue(long endedBeforeNanos) {
    while (!due.isEmpty()) {
      Saying next = due.peek();
      if (!isSettled(next) && next.endNanos >= endedBeforeNanos) {
        return null;
      }
      due.remove();
      if (!isSettled(next)) {
        return next;
      }
    }
    return null;
  }

  private boolean isSettled(Saying saying) {
    return saying.forgotten || saying.hearers.state(user) == SayHearers.HEARD;
  }
}
