package dev.proofload.loadgen.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SayStaysTest {
  private static final int FIRST_ROOM = 2;

  /** A move, as it was told; {@code end} is {@link SayStays#NEVER} if it was never answered. */
  private record Move(int room, long start, long end, int sequence) {}

  @Property(tries = 500)
  void agreesWithALookAtEveryInstant(@ForAll long seed) {
    Random random = new Random(seed);
    SayStays stays = new SayStays(FIRST_ROOM);
    List<Move> moves = new ArrayList<>();
    moves.add(new Move(FIRST_ROOM, Long.MIN_VALUE, SayStays.NEVER, SayStays.NO_SEQUENCE));
    long now = random.nextInt(4);
    if (random.nextBoolean()) {
      stays.exists(now);
      moves.set(0, new Move(FIRST_ROOM, Long.MIN_VALUE, now, SayStays.NO_SEQUENCE));
    }
    boolean retired = false;
    long horizon = -1;
    int gone = 0;
    int most = random.nextInt(12);
    for (int i = 0; i < most; i++) {
      long start = now + random.nextInt(4);
      long end = start + random.nextInt(4);
      retired |= random.nextInt(8) == 0;
      now = end;
      Move move = new Move(random.nextInt(3), start, retired ? SayStays.NEVER : end, i);
      stays.enter(move.room, move.start, move.end, i);
      moves.add(move);
      // Where it was told to go it is, whatever is known of its session.
      stays.exists(0);
      if (random.nextInt(3) == 0) {
        horizon = Math.max(horizon, random.nextInt((int) now + 2));
        stays.forgetBefore(horizon);
        gone = over(moves, horizon);
      }
      assertThat(stays.room()).isEqualTo(move.room);
      assertThat(stays.size()).isEqualTo(moves.size() - gone);
    }
    for (long from = Math.max(0, horizon); from <= now + 2; from++) {
      for (long to = from; to <= now + 2; to++) {
        for (int room = 0; room < 3; room++) {
          assertThat(stays.maybeIn(room, from, to))
              .as("may be in %s from %s to %s: %s", room, from, to, moves)
              .isEqualTo(maybeIn(moves, room, from, to));
          assertThat(stays.surelySince(room, from, to))
              .as("surely in %s from %s to %s: %s", room, from, to, moves)
              .isEqualTo(surelySince(moves, room, from, to));
        }
      }
      before(stays, moves, from);
    }
  }

  private static void before(SayStays stays, List<Move> moves, long nanos) {
    assertThat(stays.existedBefore(nanos))
        .isEqualTo(moves.stream().anyMatch(move -> move.end < nanos));
    Move last = null;
    for (Move move : moves) {
      last = move.end < nanos && move.sequence != SayStays.NO_SEQUENCE ? move : last;
    }
    int stay = stays.lastBefore(nanos);
    if (last == null) {
      assertThat(stay).isEqualTo(-1);
    } else {
      assertThat(stays.roomOf(stay)).isEqualTo(last.room);
      assertThat(stays.sequenceOf(stay)).isEqualTo(last.sequence);
      assertThat(stays.startOf(stay)).isEqualTo(last.start);
      assertThat(stays.endOf(stay)).isEqualTo(last.end);
    }
  }

  private static boolean maybeIn(List<Move> moves, int room, long from, long to) {
    return LongStream.rangeClosed(from, to)
        .anyMatch(
            now -> {
              for (int i = 0; i < moves.size(); i++) {
                if (moves.get(i).room == room
                    && moves.get(i).start <= now
                    && (i + 1 == moves.size() || now <= moves.get(i + 1).end)) {
                  return true;
                }
              }
              return false;
            });
  }

  private static long surelySince(List<Move> moves, int room, long from, long to) {
    for (int i = 0; i < moves.size(); i++) {
      Move here = moves.get(i);
      long left = i + 1 == moves.size() ? SayStays.NEVER : moves.get(i + 1).start;
      if (here.room == room
          && LongStream.rangeClosed(from, to).allMatch(now -> here.end < now && now < left)) {
        return here.end;
      }
    }
    return SayStays.NEVER;
  }

  /** How many stays had surely ended before this time. */
  private static int over(List<Move> moves, long nanos) {
    int over = 0;
    while (over + 1 < moves.size() && moves.get(over + 1).end < nanos) {
      over++;
    }
    return over;
  }

  @Test
  void onlyTheFirstSightOfASessionTellsSinceWhenItIsThere() {
    SayStays stays = new SayStays(FIRST_ROOM);
    assertThat(stays.existedBefore(100)).isFalse();
    assertThat(stays.surelySince(FIRST_ROOM, 1, 2)).isEqualTo(SayStays.NEVER);
    stays.exists(10);
    stays.exists(20);
    assertThat(stays.existedBefore(10)).isFalse();
    assertThat(stays.existedBefore(11)).isTrue();
    assertThat(stays.surelySince(FIRST_ROOM, 11, 12)).isEqualTo(10);
  }

  @Test
  void whoWasNeverSeenBeforeItsFirstMoveMayHaveBeenThere() {
    SayStays stays = new SayStays(FIRST_ROOM);
    stays.enter(1, 10, 20, 0);
    stays.exists(5);
    assertThat(stays.surelySince(FIRST_ROOM, 6, 7)).isEqualTo(SayStays.NEVER);
    assertThat(stays.maybeIn(FIRST_ROOM, 6, 7)).isTrue();
  }
}
