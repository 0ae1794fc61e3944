package dev.proofload.loadgen.check;

import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.workload.Names;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.OperationKind;

/** Where one user is and what it is called, as far as its own operations tell. */
final class RoomsUser {
  /** The versions that a user begins with: nowhere, then in the first room. */
  private static final int FIRST_ROOM_VERSION = 1;

  final int index;
  final Register room;
  final Register name;

  /** The end of the last operation that may count as activity, whatever became of it. */
  long lastEndNanos = Register.ALWAYS;

  /** The start of the last operation that surely was activity. */
  long lastSureStartNanos = Register.ALWAYS;

  /** It has, or had, a socket open. */
  boolean socket;

  /** The end of that operation. */
  long lastSureEndNanos = Register.ALWAYS;

  /** For finding who stands twice in one answer, and who is missing in one. */
  int listed;

  /** As {@link #listed}, when the answer is judged. */
  int judged;

  private boolean known;
  private boolean lost;
  private boolean wild;
  private String firstName = "";
  private String lastName = "";
  private int lastNumber = Operation.NO_NAME;

  /**
   * A user who has a session or not: a socket, opened at a time that is not told, may have created
   * it.
   *
   * @param nowhere what the register of its room holds while there is no session
   * @param firstRoom where it is then
   */
  RoomsUser(int index, int nowhere, int firstRoom) {
    this.index = index;
    this.room = new Register(index, nowhere);
    this.name = new Register(index, Operation.NO_NAME);
    room.append(
        firstRoom,
        OperationKind.CHAT,
        Outcome.TIMEOUT,
        Register.NO_SEQUENCE,
        Register.ALWAYS,
        Register.ALWAYS,
        Register.ALWAYS);
  }

  /** Its session exists by then. */
  void exists(long nanos) {
    if (!known) {
      known = true;
      if (room.last() == FIRST_ROOM_VERSION) {
        room.confirm(nanos);
      }
    }
  }

  /** Whether anything of it was seen to work. */
  boolean isKnown() {
    return known;
  }

  /** It acts: if it had been lost before, whatever it does from now on proves nothing. */
  void acts() {
    wild |= lost;
  }

  /**
   * The outcome of its last operation is unknown: it must not act again.
   *
   * @return whether that had not happened to it before
   */
  boolean lose() {
    boolean first = !lost;
    lost = true;
    return first;
  }

  /** Whether nothing can be said of it. */
  boolean isWild() {
    return wild;
  }

  /** The number in its name. */
  int number(Names names, String shown) {
    if (!shown.equals(lastName)) {
      if (firstName.isEmpty()) {
        firstName = names.username(index);
      }
      lastNumber = Names.nameNumber(firstName, shown);
      lastName = shown;
    }
    return lastNumber;
  }
}
