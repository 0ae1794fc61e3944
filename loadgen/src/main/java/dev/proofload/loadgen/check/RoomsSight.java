package dev.proofload.loadgen.check;

import dev.proofload.loadgen.workload.OperationKind;
import org.jspecify.annotations.Nullable;

/**
 * An answer that showed some writes done, and others not yet, while they were in flight. Those not
 * yet done came after it.
 */
final class RoomsSight {
  final int user;
  final OperationKind kind;
  final int sequence;
  final long startNanos;
  final long endNanos;
  private @Nullable Register[] later = {};
  private int[] versions = {};

  /** For searching: in which search it was come upon, and from which write that one set out. */
  private int search;

  private int origin;

  /** Somebody who saw a write done, and others who did. */
  record Link(RoomsSight sight, @Nullable Link next) {}

  RoomsSight(RoomsRead read) {
    user = read.user;
    kind = read.kind;
    sequence = read.sequence;
    startNanos = read.startNanos;
    endNanos = read.endNanos;
  }

  /** The writes that came after it. */
  void came(Register[] registers, int[] numbers, int count) {
    later = new @Nullable Register[count];
    versions = new int[count];
    System.arraycopy(registers, 0, later, 0, count);
    System.arraycopy(numbers, 0, versions, 0, count);
  }

  int size() {
    return versions.length;
  }

  @Nullable Register register(int at) {
    return later[at];
  }

  int version(int at) {
    return versions[at];
  }

  /** Notes that a search came here; false if it had before. */
  boolean reached(int inSearch, int from) {
    if (search == inSearch) {
      return false;
    }
    search = inSearch;
    origin = from;
    return true;
  }

  /** The write from which the search set out. */
  int origin() {
    return origin;
  }
}
