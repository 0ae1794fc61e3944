package dev.proofload.loadgen.check;

import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.workload.OperationKind;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What one user alone writes, one write after another, and others read: its room, or its name. Each
 * write made a version; when it did so is known to lie between two bounds, the ends of its
 * operation at first, which whoever saw the old version or the new brings closer.
 *
 * <p>Version v may be what a reader finds from {@link #lo}{@code (v)} until {@link #hi}{@code
 * (v+1)}, ends included. Not thread-safe.
 */
final class Register {
  /** Before all times. */
  static final long ALWAYS = Long.MIN_VALUE;

  /** After all times. */
  static final long NEVER = Long.MAX_VALUE;

  /** There is no such version. */
  static final int NONE = -1;

  /** Not written by any operation. */
  static final int NO_SEQUENCE = -1;

  private static final int SMALL = 4;

  /** Whose it is, the index of a user. */
  final int owner;

  /** Numbers of the oldest version that is kept and of the newest; they only rise. */
  private int first;

  private int last = NONE;
  private int cursor;
  private int[] values = new int[SMALL];
  private int[] sequences = new int[SMALL];
  private OperationKind[] kinds = new OperationKind[SMALL];
  private Outcome[] outcomes = new Outcome[SMALL];
  private long[] starts = new long[SMALL];
  private long[] ends = new long[SMALL];
  private long[] los = new long[SMALL];
  private long[] his = new long[SMALL];
  private @Nullable RoomsSight[] seen = new @Nullable RoomsSight[SMALL];
  private @Nullable RoomsSight[] unseen = new @Nullable RoomsSight[SMALL];
  private RoomsSight.@Nullable Link[] shownTo = new RoomsSight.@Nullable Link[SMALL];

  /** A register of which nothing but its first value is known. */
  Register(int owner, int value) {
    this.owner = owner;
    append(value, OperationKind.CHAT, Outcome.OK, NO_SEQUENCE, ALWAYS, ALWAYS, ALWAYS);
  }

  /**
   * A write that came after all others.
   *
   * @param outcome if it is not {@link Outcome#OK} the write may take effect at any time, or never
   * @param forgetNanos nobody will ask for what was before
   */
  void append(
      int value,
      OperationKind kind,
      Outcome outcome,
      int sequence,
      long startNanos,
      long endNanos,
      long forgetNanos) {
    if (last - first + 1 == values.length) {
      makeSpace(forgetNanos);
    }
    long lo = startNanos;
    long hi = outcome == Outcome.OK ? endNanos : NEVER;
    if (last >= first) {
      int previous = slot(last);
      his[previous] = Math.min(his[previous], hi);
      lo = Math.max(lo, los[previous]);
    }
    last++;
    int at = slot(last);
    values[at] = value;
    sequences[at] = sequence;
    kinds[at] = kind;
    outcomes[at] = outcome;
    starts[at] = startNanos;
    ends[at] = endNanos;
    los[at] = lo;
    his[at] = hi;
    seen[at] = null;
    unseen[at] = null;
    shownTo[at] = null;
  }

  /** The newest version was there by then. */
  void confirm(long nanos) {
    int at = slot(last);
    his[at] = Math.min(his[at], nanos);
  }

  int first() {
    return first;
  }

  int last() {
    return last;
  }

  /** What the newest write wrote. */
  int newest() {
    return value(last);
  }

  int value(int version) {
    return values[slot(version)];
  }

  /** The version was written then, or later. */
  long lo(int version) {
    return los[slot(version)];
  }

  /** The version was written by then, if ever. */
  long hi(int version) {
    return his[slot(version)];
  }

  /** How long the version may have been there. */
  long until(int version) {
    return version == last ? NEVER : hi(version + 1);
  }

  /** When the operation that wrote it began. */
  long start(int version) {
    return starts[slot(version)];
  }

  /** When the operation that wrote it ended, or was given up. */
  long end(int version) {
    return ends[slot(version)];
  }

  /** How long the version may have been there for all that its writer knows. */
  long untilAsWritten(int version) {
    if (version == last) {
      return NEVER;
    }
    return outcome(version + 1) == Outcome.OK ? Math.max(hi(version + 1), end(version + 1)) : NEVER;
  }

  Outcome outcome(int version) {
    return outcomes[slot(version)];
  }

  int sequence(int version) {
    return sequences[slot(version)];
  }

  OperationKind kind(int version) {
    return kinds[slot(version)];
  }

  /** Who saw that the version had been written by {@link #hi}; null if nobody had to. */
  @Nullable RoomsSight seen(int version) {
    return seen[slot(version)];
  }

  /** Who saw that the version was not yet written at {@link #lo}; null if nobody had to. */
  @Nullable RoomsSight unseen(int version) {
    return unseen[slot(version)];
  }

  /** The newest version that may have been written by then. Fast for times that rise. */
  int latest(long nanos) {
    int version = Math.max(cursor, first);
    while (version < last && lo(version + 1) <= nanos) {
      version++;
    }
    while (version > first && lo(version) > nanos) {
      version--;
    }
    cursor = version;
    return version;
  }

  /** The only version that can be there at any time from one to the other, or {@link #NONE}. */
  int only(long fromNanos, long toNanos) {
    int version = latest(toNanos);
    return hi(version) < fromNanos ? version : NONE;
  }

  /**
   * The first time, not before one and not after the other, at which the register may hold the
   * value, or anything but the value; {@link #NEVER} if there is none.
   */
  long firstTime(int value, boolean equal, long fromNanos, long toNanos) {
    long found = NEVER;
    for (int v = latest(toNanos); v >= first && until(v) >= fromNanos; v--) {
      if (value(v) == value == equal) {
        found = Math.max(fromNanos, lo(v));
      }
    }
    return found;
  }

  /** As {@link #firstTime}, but the last, and {@link #ALWAYS} if there is none. */
  long lastTime(int value, boolean equal, long fromNanos, long toNanos) {
    for (int v = latest(toNanos); v >= first && until(v) >= fromNanos; v--) {
      if (value(v) == value == equal) {
        return Math.min(toNanos, until(v));
      }
    }
    return ALWAYS;
  }

  /** The oldest version with, or without, the value that may be there between the times. */
  int oldest(int value, boolean equal, long fromNanos, long toNanos) {
    int found = NONE;
    for (int v = latest(toNanos); v >= first && until(v) >= fromNanos; v--) {
      if (value(v) == value == equal) {
        found = v;
      }
    }
    return found;
  }

  /** As {@link #oldest}, but the newest. */
  int newest(int value, boolean equal, long fromNanos, long toNanos) {
    for (int v = latest(toNanos); v >= first && until(v) >= fromNanos; v--) {
      if (value(v) == value == equal) {
        return v;
      }
    }
    return NONE;
  }

  /** Somebody saw this version, or a later one: it had been written by then. */
  void seenBy(int version, long nanos, RoomsSight sight) {
    int at = slot(version);
    if (nanos < his[at]) {
      his[at] = nanos;
      seen[at] = sight;
    }
  }

  /** Somebody saw an older version than this: it had not been written before then. */
  void unseenAt(int version, long nanos, RoomsSight sight) {
    // Nor had those after it been, whose operations may have begun before.
    for (int v = version; v <= last && lo(v) < nanos; v++) {
      int at = slot(v);
      los[at] = nanos;
      unseen[at] = sight;
    }
  }

  /**
   * Whether, for all that its writer knows and whatever others saw, the register may have held the
   * value at some time between these.
   */
  boolean mayHave(int value, long fromNanos, long toNanos) {
    for (int v = last; v >= first; v--) {
      if (value(v) == value && start(v) <= toNanos && untilAsWritten(v) >= fromNanos) {
        return true;
      }
    }
    return false;
  }

  /** Remembers an answer that showed the version, or a later one. */
  void shownTo(int version, RoomsSight sight) {
    int at = slot(version);
    shownTo[at] = new RoomsSight.Link(sight, shownTo[at]);
  }

  /** The answers that are remembered to have shown the version, or a later one. */
  RoomsSight.@Nullable Link shownTo(int version) {
    return shownTo[slot(version)];
  }

  /** Whether the register may hold the value at this time or later. */
  boolean mayHold(int value, long nanos) {
    for (int v = last; v >= first && until(v) >= nanos; v--) {
      if (value(v) == value) {
        return true;
      }
    }
    return false;
  }

  private int slot(int version) {
    return version & (values.length - 1);
  }

  private void makeSpace(long forgetNanos) {
    while (first < last && hi(first + 1) < forgetNanos) {
      first++;
    }
    int kept = last - first + 1;
    if (kept <= values.length / 2) {
      return;
    }
    int was = values.length;
    values = Arrays.copyOf(values, 2 * was);
    sequences = Arrays.copyOf(sequences, 2 * was);
    kinds = Arrays.copyOf(kinds, 2 * was);
    starts = Arrays.copyOf(starts, 2 * was);
    ends = Arrays.copyOf(ends, 2 * was);
    los = Arrays.copyOf(los, 2 * was);
    his = Arrays.copyOf(his, 2 * was);
    outcomes = Arrays.copyOf(outcomes, 2 * was);
    seen = Arrays.copyOf(seen, 2 * was);
    unseen = Arrays.copyOf(unseen, 2 * was);
    shownTo = Arrays.copyOf(shownTo, 2 * was);
    for (int v = first; v <= last; v++) {
      int from = v & (was - 1);
      int to = slot(v);
      values[to] = values[from];
      sequences[to] = sequences[from];
      kinds[to] = kinds[from];
      starts[to] = starts[from];
      ends[to] = ends[from];
      los[to] = los[from];
      his[to] = his[from];
      outcomes[to] = outcomes[from];
      seen[to] = seen[from];
      unseen[to] = unseen[from];
      shownTo[to] = shownTo[from];
    }
  }
}
