package dev.proofload.loadgen.record;

import dev.proofload.loadgen.workload.Names;
import dev.proofload.loadgen.workload.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a {@link HistoryEncoder} wrote, and tells a listener. Whatever the bytes are, it
 * either understands them or throws {@link DamagedHistoryException}.
 *
 * <p>Not thread-safe.
 */
final class HistoryDecoder {
  /** Entries of all lists of one record together, so that no record fills the memory. */
  private static final int MAX_ENTRIES = 4_000_000;

  private final HistoryNames names;
  private final HistoryCodes codes;
  private final long originNanos;
  private final Observation seen = new Observation();
  private @Nullable Operation[] operations = new @Nullable Operation[64];
  private int entries;

  /**
   * @param originNanos what times are counted from
   */
  HistoryDecoder(Names names, HistoryCodes codes, long originNanos) {
    this.names = new HistoryNames(names);
    this.codes = codes;
    this.originNanos = originNanos;
  }

  /** A record's first byte. */
  static int tag(ByteReader in) {
    int tag = in.octet();
    if (tag > HistoryEncoder.SETTLED) {
      throw new DamagedHistoryException("an unknown record: " + tag);
    }
    return tag;
  }

  /**
   * Reads the rest of a record of an operation or a delivery, and tells it.
   *
   * @param nanos the time in the record's head, from the origin
   */
  void tell(int tag, long nanos, ByteReader in, OperationListener listener) {
    long at = nanos + originNanos;
    if (tag == HistoryEncoder.DELIVERED) {
      int user = in.number(HistoryNames.MAX_USER + 1, "user") - 1;
      observation(in);
      listener.delivered(user, at, seen);
      return;
    }
    int kind = in.octet();
    int outcome = in.octet();
    int travel = in.octet();
    Operation operation = operation(in.number(HistoryNames.MAX_USER + 1, "user"));
    operation.set(
        HistoryCodes.pick(codes.kinds(), kind, "kind of operation"),
        in.number(Integer.MAX_VALUE, "sequence"),
        in.fixed(),
        in.number(names.rooms(), "room") - 1,
        (int) in.signed(),
        HistoryCodes.pick(codes.stations(), travel >>> 4, "station"));
    operation.via(HistoryCodes.pick(codes.transports(), travel & 0xf, "transport"));
    operation.aim(in.number(HistoryNames.MAX_USER + 1, "target") - 1);
    operation.name(in.number(Integer.MAX_VALUE, "name") - 1);
    long start = at - in.signed();
    observation(in);
    listener.completed(
        operation, HistoryCodes.pick(codes.outcomes(), outcome, "outcome"), start, at, seen);
  }

  /** Reads the rest of a record that says what is settled; {@link HistoryEncoder#ALL} is all. */
  long settled(ByteReader in) {
    return in.octet() != 0 ? HistoryEncoder.ALL : in.signed() + originNanos;
  }

  /** The same time, counted from the origin. */
  long fromOrigin(long settledNanos) {
    return settledNanos == HistoryEncoder.ALL ? settledNanos : settledNanos - originNanos;
  }

  private Operation operation(int slot) {
    if (slot >= operations.length) {
      int length = Math.max(slot + 1, Math.min(operations.length * 2, HistoryNames.MAX_USER + 2));
      operations = Arrays.copyOf(operations, length);
    }
    Operation operation = operations[slot];
    if (operation == null) {
      operation = new Operation(slot - 1);
      operations[slot] = operation;
    }
    return operation;
  }

  private void observation(ByteReader in) {
    seen.reset();
    entries = 0;
    seen.type(HistoryCodes.pick(codes.types(), in.octet(), "type of answer"));
    int fields = in.number(HistoryEncoder.ALL_FIELDS, "fields");
    seen.crisis((fields & HistoryEncoder.CRISIS) != 0);
    seen.event((fields & HistoryEncoder.EVENT) != 0);
    seen.occupantsSaid((fields & HistoryEncoder.OCCUPANTS_SAID) != 0);
    if ((fields & HistoryEncoder.TEXT) != 0) {
      seen.text(in.text());
    }
    if ((fields & HistoryEncoder.PROBLEM) != 0) {
      seen.problem(in.text());
    }
    if ((fields & HistoryEncoder.USER_ID) != 0) {
      seen.userId(id(user(in), in));
    }
    if ((fields & HistoryEncoder.ROOM) != 0) {
      seen.room(room(in));
    }
    if ((fields & HistoryEncoder.MESSAGE_COUNT) != 0) {
      seen.messageCount((int) in.signed());
    }
    if ((fields & HistoryEncoder.OCCUPANTS) != 0) {
      occupants(in, seen.occupants());
    }
    if ((fields & HistoryEncoder.EVENTS) != 0) {
      for (int left = count(in); left > 0; left--) {
        seen.events().add(event(in));
      }
    }
    if ((fields & HistoryEncoder.TEXT_IS_EVENT) != 0 && !seen.events().isEmpty()) {
      seen.text(seen.events().getFirst().text());
    }
    if ((fields & HistoryEncoder.DROPPED) != 0) {
      seen.dropped(in.signed());
    }
    if ((fields & HistoryEncoder.SESSIONS) != 0) {
      for (int left = count(in); left > 0; left--) {
        seen.sessions().add(new Observation.Session(id(user(in), in), room(in), in.signed()));
      }
    }
    if ((fields & HistoryEncoder.ROOMS) != 0) {
      for (int left = count(in); left > 0; left--) {
        seen.rooms().add(room(room(in), in.signed(), in));
      }
    }
    if ((fields & HistoryEncoder.LINES) != 0) {
      for (int left = count(in); left > 0; left--) {
        seen.lines().add(new Observation.Line(in.octet() != 0, in.text(), room(in)));
      }
    }
    if ((fields & HistoryEncoder.TOTAL_USERS) != 0) {
      seen.totalUsers(in.signed());
    }
    if ((fields & HistoryEncoder.TOTAL_ROOMS) != 0) {
      seen.totalRooms(in.signed());
    }
    if ((fields & HistoryEncoder.REPLY_ID) != 0) {
      seen.replyId(in.text());
    }
    if ((fields & HistoryEncoder.INDEX) != 0) {
      seen.index((int) in.signed());
    }
    if ((fields & HistoryEncoder.CLOSE_CODE) != 0) {
      seen.closeCode((int) in.signed());
    }
    if ((fields & HistoryEncoder.LATE_REPLIES) != 0) {
      for (int left = count(in); left > 0; left--) {
        seen.lateReplies().add(lateReply(in));
      }
    }
    if ((fields & HistoryEncoder.STREAMS) != 0) {
      seen.streams(streams(in));
    }
  }

  /** How many entries a list has; each takes two bytes at least. */
  private int count(ByteReader in) {
    int count = in.number(in.left() / 2, "entries");
    entries += count;
    if (entries > MAX_ENTRIES) {
      throw new DamagedHistoryException("a record of more than " + MAX_ENTRIES + " entries");
    }
    return count;
  }

  private void occupants(ByteReader in, List<Observation.Occupant> into) {
    for (int left = count(in); left > 0; left--) {
      into.add(occupant(in));
    }
  }

  private Observation.Occupant occupant(ByteReader in) {
    int user = user(in);
    String id = id(user, in);
    String name = username(user, in);
    return user < HistoryEncoder.NUMBERED
        ? new Observation.Occupant(id, name)
        : names.occupant(user - HistoryEncoder.NUMBERED, name);
  }

  private Observation.Room room(String name, long count, ByteReader in) {
    List<Observation.Occupant> occupants = new ArrayList<>();
    occupants(in, occupants);
    return new Observation.Room(name, count, occupants);
  }

  private Observation.Event event(ByteReader in) {
    boolean whisper = in.octet() != 0;
    long seq = in.signed();
    int from = user(in);
    String id = id(from, in);
    return new Observation.Event(whisper, seq, id, username(from, in), room(in), in.text());
  }

  private Observation.LateReply lateReply(ByteReader in) {
    int flags = in.octet();
    return new Observation.LateReply(
        in.number(Integer.MAX_VALUE, "place"),
        in.signed(),
        (flags & HistoryEncoder.REFUSAL) != 0,
        id(user(in), in),
        in.text(),
        (flags & HistoryEncoder.HELP) != 0,
        in.text());
  }

  private StreamList streams(ByteReader in) {
    List<StreamList.Row> rows = new ArrayList<>();
    for (int left = count(in); left > 0; left--) {
      rows.add(
          new StreamList.Row(
              in.signed(),
              id(user(in), in),
              in.text(),
              in.signed(),
              in.signed(),
              perClass(in),
              perClass(in),
              perClass(in),
              perClass(in)));
    }
    return new StreamList(
        rows,
        in.signed(),
        in.signed(),
        new StreamList.Totals(perClass(in), perClass(in), perClass(in), perClass(in), perClass(in)),
        new StreamList.Limits(in.signed(), in.signed(), in.signed()));
  }

  private static PerClass perClass(ByteReader in) {
    return new PerClass(in.signed(), in.signed(), in.signed(), in.signed());
  }

  private static int user(ByteReader in) {
    return in.number(HistoryNames.MAX_USER + HistoryEncoder.NUMBERED, "user");
  }

  private String id(int reference, ByteReader in) {
    return reference < HistoryEncoder.NUMBERED
        ? spelled(reference, in)
        : names.id(reference - HistoryEncoder.NUMBERED);
  }

  private String username(int user, ByteReader in) {
    int reference = in.number(Integer.MAX_VALUE, "name");
    if (reference < HistoryEncoder.NUMBERED) {
      return spelled(reference, in);
    }
    if (user < HistoryEncoder.NUMBERED) {
      throw new DamagedHistoryException("a numbered name of nobody: " + reference);
    }
    return names.username(user - HistoryEncoder.NUMBERED, reference - HistoryEncoder.NUMBERED);
  }

  private String room(ByteReader in) {
    int reference = in.number(names.rooms() - 1 + HistoryEncoder.NUMBERED, "room");
    return reference < HistoryEncoder.NUMBERED
        ? spelled(reference, in)
        : names.roomName(reference - HistoryEncoder.NUMBERED);
  }

  private static String spelled(int reference, ByteReader in) {
    return reference == HistoryEncoder.EMPTY ? "" : in.text();
  }
}
