package dev.proofload.loadgen.check;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.record.PerClass;
import dev.proofload.loadgen.record.StreamList;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.OperationKind;
import dev.proofload.loadgen.workload.Rendezvous;
import dev.proofload.loadgen.workload.ServerRules;
import dev.proofload.loadgen.workload.Transport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A server that sends nothing for a while, at times in milliseconds. What happened is written down
 * first, so that it can be told as it was or with less known of it.
 */
final class StandstillStory {
  static final long MILLI = 1_000_000;
  static final PerClass NOTHING = new PerClass(0, 0, 0, 0);
  private static final StreamList.Limits LIMITS = new StreamList.Limits(1_000, 1 << 20, 100);

  private final Story story = new Story();
  private final List<Happening> all = new ArrayList<>();
  private final TreeMap<Integer, Stream> streams = new TreeMap<>();
  private PerClass closedSent = NOTHING;
  private PerClass uncounted = NOTHING;
  private int opened;
  private int sequence;

  /** Tells a check of one thing. */
  private interface Teller {
    void tell(Check check, long startNanos, long endNanos, Outcome outcome);
  }

  private record Happening(long startMillis, long endMillis, Outcome outcome, Teller teller) {
    boolean isOperation() {
      return endMillis > startMillis;
    }
  }

  /** As the server would tell of it. */
  private static final class Stream {
    private final long id;
    private PerClass sent = NOTHING;
    private PerClass queued = NOTHING;
    private long queuedBytes;

    Stream(long id) {
      this.id = id;
    }
  }

  /** The user's socket is greeted. */
  void opens(long millis, int user) {
    streams.put(user, new Stream(++opened));
    comes(millis, user, Observation.Type.GREETING);
    sends(user, new PerClass(1, 0, 0, 0));
  }

  private Stream of(int user) {
    return Objects.requireNonNull(streams.get(user), "its socket is open");
  }

  /** The server says from now on that it sent so much more. */
  void sends(int user, PerClass more) {
    Stream stream = of(user);
    stream.sent = sum(stream.sent, more);
  }

  /** The same, but the server forgets to say so of all streams together. */
  void sendsUncounted(int user, PerClass more) {
    sends(user, more);
    uncounted = sum(uncounted, more);
  }

  /** The server says from now on that so much waits. */
  void queues(int user, PerClass waiting, long bytes) {
    of(user).queued = waiting;
    of(user).queuedBytes = bytes;
  }

  /** The user sees that its socket is closed. */
  void seesClosed(long millis, int user) {
    comes(millis, user, Observation.Type.CLOSED);
  }

  /** The server says from now on that the user's socket is closed. */
  void closes(int user) {
    closedSent = sum(closedSent, of(user).sent);
    streams.remove(user);
  }

  /** An event comes to a user. */
  void hears(long millis, int user) {
    happens(
        millis,
        millis,
        (check, start, end, outcome) -> {
          Observation seen = new Observation();
          seen.type(Observation.Type.DELIVERY);
          seen.event(true);
          seen.text("hello");
          check.delivered(user, end, seen);
        });
  }

  private void comes(long millis, int user, Observation.Type type) {
    happens(
        millis,
        millis,
        (check, start, end, outcome) -> {
          Observation seen = new Observation();
          seen.type(type);
          check.delivered(user, end, seen);
        });
  }

  /** The user asks over its socket, and is answered there. */
  void asks(long startMillis, long endMillis, int user) {
    ends(startMillis, endMillis, user, Transport.WS, Outcome.OK);
  }

  /** The user asks over HTTP, and is answered there. */
  void asksOverHttp(long startMillis, long endMillis, int user) {
    ends(startMillis, endMillis, user, Transport.HTTP, Outcome.OK);
  }

  /** The user asks, and nobody knows what became of it. */
  void asksInVain(long startMillis, long endMillis, int user, Transport via) {
    ends(startMillis, endMillis, user, via, Outcome.TIMEOUT);
  }

  private void ends(long startMillis, long endMillis, int user, Transport via, Outcome how) {
    Operation chat = story.chat(user, sequence++);
    chat.via(via);
    happens(
        startMillis,
        endMillis,
        how,
        (check, start, end, outcome) ->
            check.completed(
                chat,
                outcome,
                start,
                end,
                outcome == Outcome.OK ? story.echo(chat) : Story.nothing()));
  }

  /** The server tells of its streams as they are now. */
  void looks(long startMillis, long endMillis) {
    looks(startMillis, endMillis, true);
  }

  /**
   * The server tells of its streams as they are now.
   *
   * @param totals whether it also tells of all together
   */
  void looks(long startMillis, long endMillis, boolean totals) {
    List<StreamList.Row> rows = new ArrayList<>();
    PerClass all = closedSent;
    for (var entry : streams.entrySet()) {
      Stream one = entry.getValue();
      PerClass queued = one.queued;
      all = sum(all, one.sent);
      long messages = queued.critical() + queued.important() + queued.bulk();
      rows.add(
          new StreamList.Row(
              one.id,
              story.id(entry.getKey()),
              "connected",
              messages,
              one.queuedBytes,
              queued,
              sum(one.sent, queued),
              one.sent,
              NOTHING));
    }
    PerClass sent = all;
    PerClass forgotten = uncounted;
    PerClass counted = PerClass.of(priority -> sent.of(priority) - forgotten.of(priority));
    PerClass untold = PerClass.UNTOLD;
    StreamList.Totals told = new StreamList.Totals(untold, untold, counted, untold, untold);
    StreamList list =
        new StreamList(rows, rows.size(), 0, totals ? told : StreamList.Totals.UNTOLD, LIMITS);
    Operation look = new Operation(Operation.NOBODY);
    look.set(OperationKind.STREAMS, sequence++, 0, Operation.NO_ROOM, 0, Rendezvous.NONE);
    happens(
        startMillis,
        endMillis,
        (check, start, end, outcome) -> {
          Observation seen = new Observation();
          if (outcome == Outcome.OK) {
            seen.type(Observation.Type.ANSWER);
            seen.streams(list);
          }
          check.completed(look, outcome, start, end, seen);
        });
  }

  private void happens(long startMillis, long endMillis, Teller teller) {
    happens(startMillis, endMillis, Outcome.OK, teller);
  }

  private void happens(long startMillis, long endMillis, Outcome outcome, Teller teller) {
    all.add(new Happening(startMillis, endMillis, outcome, teller));
  }

  /** Tells it as it was. */
  CheckResult ends() {
    return told(all, true);
  }

  /** Tells it as it was, of a run that was cut short. */
  CheckResult endsHastily() {
    return told(all, false);
  }

  /** Tells it, and then that whatever began before this time has been told. */
  CheckResult settles(long millis) {
    PrioritiesCheck check = tell(all);
    check.settled(millis * MILLI);
    check.ended(false);
    return check.result();
  }

  /** Tells it with less known: with wider intervals, or not how something ended. */
  CheckResult endsWithLessKnown(SplittableRandom random) {
    List<Happening> less = new ArrayList<>();
    for (Happening one : all) {
      boolean changes = one.isOperation() && random.nextInt(4) == 0;
      less.add(changes ? withLessKnown(one, random) : one);
    }
    return told(less, true);
  }

  private static Happening withLessKnown(Happening one, SplittableRandom random) {
    long most = random.nextInt(3) == 0 ? 4_000 : 200;
    int what = random.nextInt(4);
    return new Happening(
        one.startMillis() - (what == 0 ? 0 : random.nextLong(most)),
        one.endMillis() + (what == 1 ? 0 : random.nextLong(most)),
        what == 2 ? Outcome.TIMEOUT : one.outcome(),
        one.teller());
  }

  private CheckResult told(List<Happening> happenings, boolean quietly) {
    PrioritiesCheck check = tell(happenings);
    check.ended(quietly);
    return check.result();
  }

  private PrioritiesCheck tell(List<Happening> happenings) {
    Evictions evictions = new Evictions(ServerRules.documented(), 9);
    PrioritiesCheck check = new PrioritiesCheck(story.steps, evictions, PrioritiesCheck.STANDSTILL);
    happenings.stream()
        .sorted(Comparator.comparingLong(Happening::endMillis))
        .forEach(
            one ->
                one.teller()
                    .tell(
                        check, one.startMillis() * MILLI, one.endMillis() * MILLI, one.outcome()));
    return check;
  }

  private static PerClass sum(PerClass one, PerClass other) {
    return PerClass.of(priority -> one.of(priority) + other.of(priority));
  }
}
