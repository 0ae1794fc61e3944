package dev.proofload.loadgen.check;

import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * In which order answers show writes that were in flight: one that shows a write done came after
 * it, one that does not came before it. If that goes round in a circle, no order explains what was
 * shown, though each answer by itself could be right: of two users who move at the same time one
 * answer shows the first gone and the second not, another the second gone and the first not.
 */
final class RoomsOrder {
  private static final int SMALL = 16;

  private int done;
  private Register[] doneRegisters = new Register[SMALL];
  private int[] doneVersions = new int[SMALL];
  private int open;
  private Register[] openRegisters = new Register[SMALL];
  private int[] openVersions = new int[SMALL];
  private int search;
  private final ArrayDeque<RoomsSight> found = new ArrayDeque<>();

  /**
   * Two answers that show two writes in opposite orders, or begin and end a longer circle.
   *
   * @param other the other answer
   * @param shown which of the writes that the answer shows done the other does not
   * @param missed which of the writes that the answer does not show done was, as others show
   */
  record Circle(RoomsSight other, int shown, int missed) {}

  /** Begins with an answer that shows nothing yet. */
  void begin() {
    done = 0;
    open = 0;
  }

  /** It shows a write that was in flight, or may be the one before, done. */
  void shows(Register register, int version) {
    if (done == doneVersions.length) {
      doneRegisters = Arrays.copyOf(doneRegisters, 2 * done);
      doneVersions = Arrays.copyOf(doneVersions, 2 * done);
    }
    doneRegisters[done] = register;
    doneVersions[done++] = version;
  }

  /** It does not show a write that was in flight. */
  void misses(Register register, int version) {
    if (open == openVersions.length) {
      openRegisters = Arrays.copyOf(openRegisters, 2 * open);
      openVersions = Arrays.copyOf(openVersions, 2 * open);
    }
    openRegisters[open] = register;
    openVersions[open++] = version;
  }

  /** Whether it can be part of a circle. */
  boolean matters() {
    return done > 0 && open > 0;
  }

  Register shown(int at) {
    return doneRegisters[at];
  }

  int shownVersion(int at) {
    return doneVersions[at];
  }

  Register missed(int at) {
    return openRegisters[at];
  }

  int missedVersion(int at) {
    return openVersions[at];
  }

  /** The circle that this answer closes, or null if there is none. */
  @Nullable Circle circle() {
    search++;
    found.clear();
    for (int i = 0; i < open; i++) {
      follow(openRegisters[i], openVersions[i], i);
    }
    while (!found.isEmpty()) {
      RoomsSight sight = found.removeFirst();
      for (int i = 0; i < sight.size(); i++) {
        Register register = sight.register(i);
        if (register == null) {
          continue;
        }
        for (int j = 0; j < done; j++) {
          if (doneRegisters[j] == register && doneVersions[j] >= sight.version(i)) {
            return new Circle(sight, j, sight.origin());
          }
        }
        follow(register, sight.version(i), sight.origin());
      }
    }
    return null;
  }

  /**
   * Keeps the answer for those to come.
   *
   * @param fromNanos it shows a time not before this
   * @param toNanos it shows a time not after this
   */
  void keep(RoomsSight sight, long fromNanos, long toNanos) {
    for (int i = 0; i < done; i++) {
      doneRegisters[i].seenBy(doneVersions[i], toNanos, sight);
      if (open > 0) {
        doneRegisters[i].shownTo(doneVersions[i], sight);
      }
    }
    for (int i = 0; i < open; i++) {
      openRegisters[i].unseenAt(openVersions[i], fromNanos, sight);
    }
    if (matters()) {
      sight.came(openRegisters, openVersions, open);
    }
  }

  /** All answers that show this write done, or a later one, came after it. */
  private void follow(Register register, int version, int origin) {
    for (int v = Math.max(version, register.first()); v <= register.last(); v++) {
      for (RoomsSight.Link link = register.shownTo(v); link != null; link = link.next()) {
        if (link.sight().reached(search, origin)) {
          found.addLast(link.sight());
        }
      }
    }
  }
}
