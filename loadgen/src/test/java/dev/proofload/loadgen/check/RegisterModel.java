package dev.proofload.loadgen.check;

import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.workload.OperationKind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A {@link Register} that keeps all versions in a list, and answers by looking at each of them. */
final class RegisterModel {
  final List<Version> versions = new ArrayList<>();

  /** What is known of one version. */
  static final class Version {
    final int value;
    final OperationKind kind;
    final Outcome outcome;
    final int sequence;
    final long start;
    final long end;
    long lo;
    long hi;
    @Nullable RoomsSight seen;
    @Nullable RoomsSight unseen;
    final List<RoomsSight> shownTo = new ArrayList<>();

    Version(int value, OperationKind kind, Outcome outcome, int sequence, long start, long end) {
      this.value = value;
      this.kind = kind;
      this.outcome = outcome;
      this.sequence = sequence;
      this.start = start;
      this.end = end;
      this.lo = start;
      this.hi = outcome == Outcome.OK ? end : Register.NEVER;
    }
  }

  RegisterModel(int value) {
    versions.add(
        new Version(
            value,
            OperationKind.CHAT,
            Outcome.OK,
            Register.NO_SEQUENCE,
            Register.ALWAYS,
            Register.ALWAYS));
  }

  void append(Version version) {
    Version before = versions.getLast();
    version.lo = Math.max(version.lo, before.lo);
    before.hi = Math.min(before.hi, version.hi);
    versions.add(version);
  }

  void seenBy(int version, long nanos, RoomsSight sight) {
    if (nanos < versions.get(version).hi) {
      versions.get(version).seen = sight;
      versions.get(version).hi = nanos;
    }
    for (int v = 0; v < version; v++) {
      versions.get(v).hi = Math.min(versions.get(v).hi, nanos);
    }
  }

  void unseenAt(int version, long nanos, RoomsSight sight) {
    for (int v = version; v < versions.size(); v++) {
      if (nanos > versions.get(v).lo) {
        versions.get(v).unseen = sight;
        versions.get(v).lo = nanos;
      }
    }
  }

  int last() {
    return versions.size() - 1;
  }

  Version version(int number) {
    return versions.get(number);
  }

  long until(int version) {
    return version == last() ? Register.NEVER : versions.get(version + 1).hi;
  }

  long untilAsWritten(int version) {
    if (version == last() || versions.get(version + 1).outcome != Outcome.OK) {
      return Register.NEVER;
    }
    return Math.max(versions.get(version + 1).hi, versions.get(version + 1).end);
  }

  /** The versions with, or without, the value that may be there between the times. */
  int[] possible(int first, int value, boolean equal, long from, long to) {
    return IntStream.rangeClosed(first, last())
        .filter(v -> (versions.get(v).value == value) == equal)
        .filter(v -> versions.get(v).lo <= to && until(v) >= from)
        .toArray();
  }

  int latest(int first, long nanos) {
    return IntStream.rangeClosed(first, last())
        .filter(v -> v == first || versions.get(v).lo <= nanos)
        .max()
        .orElseThrow();
  }

  boolean mayHave(int first, int value, long from, long to) {
    return IntStream.rangeClosed(first, last())
        .anyMatch(
            v ->
                versions.get(v).value == value
                    && versions.get(v).start <= to
                    && untilAsWritten(v) >= from);
  }

  boolean mayHold(int first, int value, long nanos) {
    return IntStream.rangeClosed(first, last())
        .anyMatch(v -> versions.get(v).value == value && until(v) >= nanos);
  }
}
