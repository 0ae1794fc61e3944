package dev.proofload.loadgen.record;

import dev.proofload.loadgen.workload.Names;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.OperationKind;
import dev.proofload.loadgen.workload.Rendezvous;
import dev.proofload.loadgen.workload.Transport;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Writes down what happened, as {@code docs/history.md} says: one record each, with times from the
 * origin, each as the difference from the record before it in the same bytes.
 *
 * <p>Not thread-safe.
 */
final class HistoryEncoder {
  /** The records' first bytes. */
  static final int COMPLETED = 0;

  static final int DELIVERED = 1;
  static final int SETTLED = 2;

  /** Everything is settled. */
  static final long ALL = Long.MAX_VALUE;

  /** What an observation holds, a bit each. */
  static final int TEXT = 1;

  static final int TEXT_IS_EVENT = 1 << 1;
  static final int PROBLEM = 1 << 2;
  static final int USER_ID = 1 << 3;
  static final int ROOM = 1 << 4;
  static final int MESSAGE_COUNT = 1 << 5;
  static final int CRISIS = 1 << 6;
  static final int EVENT = 1 << 7;
  static final int OCCUPANTS_SAID = 1 << 8;
  static final int OCCUPANTS = 1 << 9;
  static final int EVENTS = 1 << 10;
  static final int DROPPED = 1 << 11;
  static final int SESSIONS = 1 << 12;
  static final int ROOMS = 1 << 13;
  static final int LINES = 1 << 14;
  static final int TOTAL_USERS = 1 << 15;
  static final int TOTAL_ROOMS = 1 << 16;
  static final int REPLY_ID = 1 << 17;
  static final int INDEX = 1 << 18;
  static final int CLOSE_CODE = 1 << 19;
  static final int LATE_REPLIES = 1 << 20;
  static final int STREAMS = 1 << 21;
  static final int ALL_FIELDS = (1 << 22) - 1;

  /** What a late reply is, a bit each. */
  static final int REFUSAL = 1;

  static final int HELP = 1 << 1;

  /** A name: none, spelled out, or a number from two on. */
  static final int EMPTY = 0;

  static final int SPELLED = 1;
  static final int NUMBERED = 2;

  private final Map<OperationKind, Integer> kinds;
  private final Map<Outcome, Integer> outcomes;
  private final Map<Observation.Type, Integer> types;
  private final Map<Rendezvous, Integer> stations;
  private final Map<Transport, Integer> transports;
  private final ByteWriter out;
  private final HistoryNames names;
  private final long originNanos;
  private long lastNanos;

  /**
   * @param out where it is written
   * @param originNanos what times are counted from
   */
  HistoryEncoder(ByteWriter out, Names names, long originNanos) {
    this.out = out;
    this.names = new HistoryNames(names);
    this.originNanos = originNanos;
    HistoryCodes codes = HistoryCodes.current();
    this.kinds = HistoryCodes.codes(codes.kinds(), OperationKind.class);
    this.outcomes = HistoryCodes.codes(codes.outcomes(), Outcome.class);
    this.types = HistoryCodes.codes(codes.types(), Observation.Type.class);
    this.stations = HistoryCodes.codes(codes.stations(), Rendezvous.class);
    this.transports = HistoryCodes.codes(codes.transports(), Transport.class);
  }

  /** The next record is the first of its bytes. */
  void restart() {
    lastNanos = 0;
  }

  void completed(
      Operation operation, Outcome outcome, long startNanos, long endNanos, Observation seen) {
    head(COMPLETED, endNanos);
    out.octet(code(kinds, operation.kind()));
    out.octet(code(outcomes, outcome));
    out.octet(
        code(stations, operation.rendezvous()) << 4 | code(transports, operation.transport()));
    out.number(operation.user() + 1L);
    out.number(operation.sequence());
    out.fixed(operation.nonce());
    out.number(operation.room() + 1L);
    out.signed(operation.phrase());
    out.number(operation.target() + 1L);
    out.number(operation.nameNumber() + 1L);
    out.signed(endNanos - startNanos);
    observation(seen);
  }

  void delivered(int user, long atNanos, Observation seen) {
    head(DELIVERED, atNanos);
    out.number(user + 1L);
    observation(seen);
  }

  /**
   * @param atNanos where among the others it stands
   * @param settledNanos nothing that is written after it began earlier
   */
  void settled(long atNanos, long settledNanos) {
    head(SETTLED, atNanos);
    out.octet(settledNanos == ALL ? 1 : 0);
    if (settledNanos != ALL) {
      out.signed(settledNanos - originNanos);
    }
  }

  private void head(int tag, long nanos) {
    long time = nanos - originNanos;
    out.octet(tag);
    out.signed(time - lastNanos);
    lastNanos = time;
  }

  private static <T> int code(Map<T, Integer> codes, T value) {
    return Objects.requireNonNull(codes.get(value), "every value has a code");
  }

  private void observation(Observation seen) {
    int fields = fields(seen);
    out.octet(code(types, seen.type()));
    out.number(fields);
    if ((fields & TEXT) != 0) {
      out.text(seen.text());
    }
    if ((fields & PROBLEM) != 0) {
      out.text(seen.problem());
    }
    if ((fields & USER_ID) != 0) {
      user(seen.userId());
    }
    if ((fields & ROOM) != 0) {
      room(seen.room());
    }
    if ((fields & MESSAGE_COUNT) != 0) {
      out.signed(seen.messageCount());
    }
    if ((fields & OCCUPANTS) != 0) {
      occupants(seen.occupants());
    }
    if ((fields & EVENTS) != 0) {
      out.number(seen.events().size());
      seen.events().forEach(this::event);
    }
    if ((fields & DROPPED) != 0) {
      out.signed(seen.dropped());
    }
    if ((fields & SESSIONS) != 0) {
      out.number(seen.sessions().size());
      seen.sessions().forEach(this::session);
    }
    if ((fields & ROOMS) != 0) {
      out.number(seen.rooms().size());
      seen.rooms().forEach(this::room);
    }
    if ((fields & LINES) != 0) {
      out.number(seen.lines().size());
      seen.lines().forEach(this::line);
    }
    if ((fields & TOTAL_USERS) != 0) {
      out.signed(seen.totalUsers());
    }
    if ((fields & TOTAL_ROOMS) != 0) {
      out.signed(seen.totalRooms());
    }
    if ((fields & REPLY_ID) != 0) {
      out.text(seen.replyId());
    }
    if ((fields & INDEX) != 0) {
      out.signed(seen.index());
    }
    if ((fields & CLOSE_CODE) != 0) {
      out.signed(seen.closeCode());
    }
    if ((fields & LATE_REPLIES) != 0) {
      out.number(seen.lateReplies().size());
      seen.lateReplies().forEach(this::lateReply);
    }
    if ((fields & STREAMS) != 0) {
      seen.streams().ifPresent(this::streams);
    }
  }

  private static int fields(Observation seen) {
    boolean textIsEvent =
        seen.events().size() == 1 && seen.text().equals(seen.events().getFirst().text());
    return bit(TEXT_IS_EVENT, textIsEvent)
        | bit(TEXT, !textIsEvent && !seen.text().isEmpty())
        | bit(PROBLEM, !seen.problem().isEmpty())
        | bit(USER_ID, !seen.userId().isEmpty())
        | bit(ROOM, !seen.room().isEmpty())
        | bit(MESSAGE_COUNT, seen.messageCount() != Observation.NOT_SAID)
        | bit(CRISIS, seen.crisis())
        | bit(EVENT, seen.event())
        | bit(OCCUPANTS_SAID, seen.occupantsSaid())
        | bit(OCCUPANTS, !seen.occupants().isEmpty())
        | bit(EVENTS, !seen.events().isEmpty())
        | bit(DROPPED, seen.dropped() != Observation.NOT_SAID)
        | bit(SESSIONS, !seen.sessions().isEmpty())
        | bit(ROOMS, !seen.rooms().isEmpty())
        | bit(LINES, !seen.lines().isEmpty())
        | bit(TOTAL_USERS, seen.totalUsers() != Observation.NOT_SAID)
        | bit(TOTAL_ROOMS, seen.totalRooms() != Observation.NOT_SAID)
        | bit(REPLY_ID, !seen.replyId().isEmpty())
        | bit(INDEX, seen.index() != Observation.NOT_SAID)
        | bit(CLOSE_CODE, seen.closeCode() != Observation.NOT_SAID)
        | bit(LATE_REPLIES, !seen.lateReplies().isEmpty())
        | bit(STREAMS, seen.streams().isPresent());
  }

  private static int bit(int field, boolean present) {
    return present ? field : 0;
  }

  private void occupants(List<Observation.Occupant> occupants) {
    out.number(occupants.size());
    for (int i = 0; i < occupants.size(); i++) {
      Observation.Occupant occupant = occupants.get(i);
      username(user(occupant.id()), occupant.name());
    }
  }

  private void event(Observation.Event event) {
    out.octet(event.whisper() ? 1 : 0);
    out.signed(event.seq());
    username(user(event.fromId()), event.fromName());
    room(event.room());
    out.text(event.text());
  }

  private void session(Observation.Session session) {
    user(session.id());
    room(session.room());
    out.signed(session.messages());
  }

  private void room(Observation.Room room) {
    room(room.name());
    out.signed(room.count());
    occupants(room.occupants());
  }

  private void line(Observation.Line line) {
    out.octet(line.user() ? 1 : 0);
    out.text(line.text());
    room(line.room());
  }

  private void lateReply(Observation.LateReply late) {
    out.octet(bit(REFUSAL, late.refusal()) | bit(HELP, late.crisis()));
    out.number(late.place());
    out.signed(late.seq());
    user(late.userId());
    out.text(late.replyId());
    out.text(late.text());
  }

  private void streams(StreamList list) {
    out.number(list.rows().size());
    for (int i = 0; i < list.rows().size(); i++) {
      StreamList.Row row = list.rows().get(i);
      out.signed(row.streamId());
      user(row.userId());
      out.text(row.state());
      out.signed(row.queuedMessages());
      out.signed(row.queuedBytes());
      perClass(row.queued());
      perClass(row.produced());
      perClass(row.sent());
      perClass(row.dropped());
    }
    out.signed(list.total());
    out.signed(list.closed());
    perClass(list.totals().queued());
    perClass(list.totals().produced());
    perClass(list.totals().sent());
    perClass(list.totals().dropped());
    perClass(list.totals().returned());
    out.signed(list.limits().messages());
    out.signed(list.limits().bytes());
    out.signed(list.limits().controlMessages());
  }

  private void perClass(PerClass counts) {
    out.signed(counts.control());
    out.signed(counts.critical());
    out.signed(counts.important());
    out.signed(counts.bulk());
  }

  private int user(String id) {
    int user = id.isEmpty() ? HistoryNames.NONE : names.user(id);
    reference(user, id);
    return user;
  }

  private void username(int user, String name) {
    boolean numbered = user != HistoryNames.NONE && !name.isEmpty();
    reference(numbered ? names.number(user, name) : HistoryNames.NONE, name);
  }

  private void room(String name) {
    reference(name.isEmpty() ? HistoryNames.NONE : names.room(name), name);
  }

  private void reference(int number, String text) {
    if (number != HistoryNames.NONE) {
      out.number((long) number + NUMBERED);
    } else if (text.isEmpty()) {
      out.octet(EMPTY);
    } else {
      out.octet(SPELLED);
      out.text(text);
    }
  }
}
