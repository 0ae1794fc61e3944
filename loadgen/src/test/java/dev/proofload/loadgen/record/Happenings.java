package dev.proofload.loadgen.record;

import dev.proofload.loadgen.workload.Names;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.OperationKind;
import dev.proofload.loadgen.workload.Rendezvous;
import dev.proofload.loadgen.workload.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Operations and observations of arbitrary content, and what a listener was told of them. */
final class Happenings {
  static final Names NAMES = Names.confusable("abcd1234", 5);

  private final Random random;

  Happenings(long seed) {
    random = new Random(seed);
  }

  Operation operation() {
    return operation(random.nextInt(50) == 0 ? Operation.NOBODY : random.nextInt(200));
  }

  Operation operation(int user) {
    Operation operation = new Operation(user);
    operation.set(
        any(OperationKind.values()),
        random.nextInt(Integer.MAX_VALUE),
        random.nextInt(),
        random.nextInt(NAMES.meetingRoom() + 2) - 1,
        random.nextInt(),
        any(Rendezvous.values()));
    operation.via(any(Transport.values()));
    if (random.nextBoolean()) {
      operation.aim(random.nextInt(999_999));
    }
    if (random.nextBoolean()) {
      operation.name(random.nextInt(Integer.MAX_VALUE));
    }
    return operation;
  }

  Outcome outcome() {
    return any(Outcome.values());
  }

  Observation observation() {
    Observation seen = new Observation();
    seen.type(any(Observation.Type.values()));
    seen.crisis(random.nextBoolean());
    seen.event(random.nextBoolean());
    seen.occupantsSaid(random.nextBoolean());
    if (random.nextBoolean()) {
      seen.text(text());
      seen.userId(id());
      seen.room(room());
      seen.messageCount(random.nextInt());
      times(4, () -> seen.occupants().add(occupant()));
    }
    if (random.nextInt(4) == 0) {
      seen.problem(text());
      seen.dropped(random.nextLong());
      seen.totalRooms(random.nextLong());
      seen.totalUsers(random.nextInt(3) - 1);
      times(2, () -> seen.events().add(event()));
      times(2, () -> seen.lines().add(new Observation.Line(random.nextBoolean(), text(), room())));
      times(3, () -> seen.sessions().add(new Observation.Session(id(), room(), count())));
      times(3, () -> seen.rooms().add(new Observation.Room(room(), count(), occupants())));
    }
    if (random.nextInt(4) == 0) {
      seen.replyId(text());
      seen.index(random.nextInt());
      seen.closeCode(random.nextInt(5_000));
      times(3, () -> seen.lateReplies().add(lateReply()));
    }
    if (random.nextInt(8) == 0) {
      seen.streams(streams());
    }
    if (seen.events().size() == 1 && random.nextBoolean()) {
      seen.text(seen.events().getFirst().text());
    }
    return seen;
  }

  private void times(int most, Runnable action) {
    for (int left = random.nextInt(most + 1); left > 0; left--) {
      action.run();
    }
  }

  private List<Observation.Occupant> occupants() {
    List<Observation.Occupant> occupants = new ArrayList<>();
    times(3, () -> occupants.add(occupant()));
    return occupants;
  }

  private Observation.Occupant occupant() {
    return random.nextInt(4) == 0
        ? new Observation.Occupant(id(), text())
        : named(random.nextInt(1_000));
  }

  private static Observation.Occupant named(int user) {
    return new Observation.Occupant(NAMES.id(user), NAMES.username(user, user % 7));
  }

  private Observation.Event event() {
    Observation.Occupant from = occupant();
    return new Observation.Event(
        random.nextBoolean(), count(), from.id(), from.name(), room(), text());
  }

  private Observation.LateReply lateReply() {
    return new Observation.LateReply(
        random.nextInt(5),
        count(),
        random.nextBoolean(),
        id(),
        text(),
        random.nextBoolean(),
        text());
  }

  private StreamList streams() {
    List<StreamList.Row> rows = new ArrayList<>();
    times(
        4,
        () ->
            rows.add(
                new StreamList.Row(
                    count(),
                    id(),
                    text(),
                    count(),
                    count(),
                    perClass(),
                    perClass(),
                    perClass(),
                    perClass())));
    return new StreamList(
        rows,
        count(),
        count(),
        new StreamList.Totals(perClass(), perClass(), perClass(), perClass(), perClass()),
        new StreamList.Limits(count(), count(), count()));
  }

  private PerClass perClass() {
    return random.nextInt(4) == 0 ? PerClass.UNTOLD : PerClass.of(priority -> count());
  }

  private long count() {
    return random.nextInt(5) == 0 ? random.nextLong() : random.nextInt(1_000) - 1L;
  }

  private String id() {
    return switch (random.nextInt(5)) {
      case 0 -> "";
      case 1 -> text();
      case 2 -> NAMES.id(random.nextInt(1_000)) + "0";
      default -> NAMES.id(random.nextInt(99_999));
    };
  }

  private String room() {
    return switch (random.nextInt(4)) {
      case 0 -> "";
      case 1 -> text();
      default -> NAMES.room(random.nextInt(NAMES.meetingRoom() + 1));
    };
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(20) == 0 ? random.nextInt(2_000) : random.nextInt(40);
    int alphabet = random.nextInt(4);
    for (int i = 0; i < length; i++) {
      switch (alphabet) {
        case 0, 1 -> text.append((char) random.nextInt(0x80));
        case 2 -> text.appendCodePoint("é☕🙂ß".codePoints().toArray()[random.nextInt(4)]);
        default -> text.append((char) random.nextInt(0x10000));
      }
    }
    return text.toString();
  }

  private <T> T any(T[] values) {
    return values[random.nextInt(values.length)];
  }

  /** Puts down what it is told, a line each. */
  static final class Told implements HistoryListener {
    final List<String> lines = new ArrayList<>();
    final List<Long> ends = new ArrayList<>();
    private final long originNanos;

    Told() {
      this(0);
    }

    /** Puts times down as they are from the origin. */
    Told(long originNanos) {
      this.originNanos = originNanos;
    }

    @Override
    public void completed(
        Operation operation, Outcome outcome, long startNanos, long endNanos, Observation seen) {
      lines.add(line(operation, outcome, startNanos - originNanos, endNanos - originNanos, seen));
      ends.add(endNanos);
    }

    @Override
    public void delivered(int user, long atNanos, Observation seen) {
      lines.add(line(user, atNanos - originNanos, seen));
      ends.add(atNanos);
    }

    @Override
    public void settled(long nanos) {
      lines.add("settled " + (nanos == Long.MAX_VALUE ? nanos : nanos - originNanos));
    }

    @Override
    public void ended(boolean quiet) {
      lines.add("ended " + quiet);
    }
  }

  static String line(int user, long atNanos, Observation seen) {
    return user + " was given at " + atNanos + ": " + describe(seen);
  }

  static String line(Operation one, Outcome outcome, long start, long end, Observation seen) {
    return one.user()
        + (" " + one.kind() + " " + one.sequence() + " " + one.nonce() + " in " + one.room())
        + (" " + one.phrase() + " " + one.rendezvous() + " to " + one.target())
        + (" as " + one.nameNumber() + " via " + one.transport())
        + (" " + outcome + " " + start + "-" + end + ": ")
        + describe(seen);
  }

  private static String describe(Observation seen) {
    return List.<Object>of(
            seen.type(),
            seen.text(),
            seen.problem(),
            seen.userId(),
            seen.room(),
            seen.messageCount(),
            seen.crisis(),
            seen.event(),
            seen.totalUsers(),
            seen.totalRooms(),
            seen.dropped(),
            seen.occupantsSaid(),
            seen.occupants(),
            seen.sessions(),
            seen.rooms(),
            seen.events(),
            seen.replyId(),
            seen.index(),
            seen.closeCode(),
            seen.lateReplies(),
            seen.streams(),
            seen.lines())
        .toString();
  }
}
