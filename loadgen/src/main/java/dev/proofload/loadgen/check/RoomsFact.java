package dev.proofload.loadgen.check;

/** What one answer shows of a register that is written meanwhile. Filled in anew for each. */
final class RoomsFact {
  RoomsUser user;
  boolean name;
  int value;
  boolean is;

  RoomsFact(RoomsUser user) {
    this.user = user;
  }

  /**
   * Notes it.
   *
   * @param ofName whether it is of the user's name, not its room
   * @param shown the value
   * @param equal whether the register held that value; else any other
   */
  void set(RoomsUser whose, boolean ofName, int shown, boolean equal) {
    user = whose;
    name = ofName;
    value = shown;
    is = equal;
  }

  Register register() {
    return name ? user.name : user.room;
  }

  /** The first time between these at which it may hold, or {@link Register#NEVER}. */
  long first(long fromNanos, long toNanos) {
    return register().firstTime(value, is, fromNanos, toNanos);
  }

  /** The last time between these at which it may hold, or {@link Register#ALWAYS}. */
  long last(long fromNanos, long toNanos) {
    return register().lastTime(value, is, fromNanos, toNanos);
  }

  /** The oldest version that it may show, as of some time between these. */
  int oldest(long fromNanos, long toNanos) {
    return register().oldest(value, is, fromNanos, toNanos);
  }

  /** The newest version that it may show, as of some time between these. */
  int newest(long fromNanos, long toNanos) {
    return register().newest(value, is, fromNanos, toNanos);
  }
}
