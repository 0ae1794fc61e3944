package dev.proofload.loadgen.check;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.OperationKind;
import dev.proofload.loadgen.workload.Transport;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is said is heard exactly once, in order, by those who were there, and by nobody else: each
 * occupant of the speaker's room, except the speaker, for {@code say} and {@code emote}; the one
 * user aimed at for {@code whisper}; over sockets and drains together.
 *
 * <p>Who was there follows from the users' own moves alone. Whoever was surely there for the whole
 * of a saying's interval must get it; whoever may have been there at some time of it may. What must
 * have come is looked for in the first drain that began after the saying ended, and of users with a
 * socket at the end. A socket that was lost, a drain without an answer, dropped events and
 * evictions excuse what they may have cost.
 */
public final class SayCheck implements Check {
  private static final String NAME = "say";

  private static final int MANY_STAYS = 8;

  private final Evictions evictions;
  private final SayFindings findings;
  private final SayBook book;
  private final SayEvents events;
  private final SayArrivals arrivals;
  private final SayRooms rooms = new SayRooms();
  private final Judged judged = new Judged();
  private final ArrayDeque<Saying> open = new ArrayDeque<>();
  private final List<Saying> suspicious = new ArrayList<>();
  private final int firstRoom;
  private @Nullable SayHearer[] hearers = new SayHearer[64];
  private long closed;
  private long settledNanos = Long.MIN_VALUE;
  private boolean anythingSaid;
  private boolean quiet;

  /**
   * @param evictions whether sessions may have been thrown out
   */
  SayCheck(Steps steps, Evictions evictions) {
    this(steps, evictions, new SayBook());
  }

  SayCheck(Steps steps, Evictions evictions, SayBook book) {
    this.evictions = evictions;
    this.findings = new SayFindings(steps);
    this.book = book;
    this.events = new SayEvents(steps.names(), evictions, findings, book, judged, this::known);
    this.arrivals = new SayArrivals(evictions, findings, events);
    this.firstRoom = steps.names().rooms() > 0 ? 0 : steps.names().rooms() + 1;
  }

  @Override
  public void completed(
      Operation operation, Outcome outcome, long startNanos, long endNanos, Observation seen) {
    OperationKind kind = operation.kind();
    if (operation.user() >= 0) {
      acted(operation, outcome, startNanos, endNanos);
    }
    if (kind == OperationKind.DRAIN) {
      int whose = operation.target() == Operation.NOBODY ? operation.user() : operation.target();
      if (whose >= 0 && !outcome.surelyFailed()) {
        arrivals.drained(hearer(whose), operation, outcome, startNanos, endNanos, seen);
      }
    }
  }

  @Override
  public void delivered(int user, long atNanos, Observation seen) {
    arrivals.delivered(hearer(user), atNanos, seen);
  }

  @Override
  public void settled(long nanos) {
    // The end is told apart: a run that was cut short never tells what was in flight.
    if (nanos < Long.MAX_VALUE) {
      settle(nanos);
    }
  }

  @Override
  public void ended(boolean quietly) {
    quiet = quietly;
    if (!quietly) {
      return;
    }
    settle(Long.MAX_VALUE);
    judgeSuspicious();
    for (SayHearer hearer : hearers) {
      if (hearer != null) {
        arrivals.ended(hearer);
      }
    }
  }

  @Override
  public CheckResult result() {
    String nothing =
        anythingSaid
            ? "nobody fetched what was said, or was surely there to hear it"
            : "nobody said anything that others hear: run longer, or give say, emote or whisper a share"
                + " of --mix";
    String some = "";
    if (evictions.possible()) {
      some = "what was not heard is not judged: " + evictions.reason();
    } else if (!quiet) {
      some = "the run did not end quietly: what had not been fetched is not judged";
    }
    Judged all = new Judged();
    all.add(judged);
    if (!evictions.possible()) {
      all.add(findings.missed());
    }
    return Results.of(NAME, all, findings.log(evictions.possible()), nothing, some);
  }

  private void acted(Operation operation, Outcome outcome, long startNanos, long endNanos) {
    SayHearer self = hearer(operation.user());
    OperationKind kind = operation.kind();
    self.told(operation.sequence());
    if (kind.isMessage() || kind == OperationKind.MOVE) {
      if (operation.transport() == Transport.WS) {
        self.socketed |= outcome == Outcome.OK;
        if (outcome.isError()) {
          self.torn = true;
          self.lostSocket(endNanos);
        }
      }
      boolean sure = outcome == Outcome.OK && !self.retired;
      if (!outcome.surelyFailed()) {
        self.retired |= outcome != Outcome.OK;
        move(self, destination(operation), startNanos, sure ? endNanos : SayStays.NEVER, operation);
      }
      if (kind.isHeard()) {
        said(operation, outcome, startNanos, endNanos, self, sure);
        return;
      }
    }
    Saying heard = book.heardEarly(operation.user(), operation.sequence());
    if (heard != null) {
      book.noLongerEarly(heard);
      heard.told(operation, outcome, startNanos, endNanos);
      heard.state = Saying.State.VOID;
      judgeEarly(heard);
      book.over(heard);
    }
  }

  /** Where an operation takes its user; {@link Operation#NO_ROOM} if it names no room. */
  private static int destination(Operation operation) {
    return switch (operation.kind()) {
      case GO, MOVE -> operation.room();
      case LOOK, DRAIN, HISTORY, SESSIONS, ROOMS, STREAMS -> Operation.NO_ROOM;
      case CHAT, STREAMED, CRISIS, WHO, SAY, EMOTE, WHISPER ->
          operation.transport() == Transport.WS ? Operation.NO_ROOM : operation.room();
    };
  }

  private void move(SayHearer self, int room, long startNanos, long endNanos, Operation operation) {
    if (room != Operation.NO_ROOM && room != self.stays.room()) {
      int size = self.stays.size();
      if (size >= MANY_STAYS && Integer.bitCount(size) == 1) {
        self.stays.forgetBefore(horizonNanos());
      }
      self.stays.enter(room, startNanos, endNanos, operation.sequence());
      enter(room, self.user);
    } else if (endNanos != SayStays.NEVER) {
      self.stays.exists(endNanos);
    }
  }

  private void enter(int room, int user) {
    if (rooms.enter(room, user)) {
      long horizon = horizonNanos();
      rooms.keep(room, other -> hearer(other).stays.maybeIn(room, horizon, Long.MAX_VALUE));
    }
  }

  /** No saying that is not yet closed began before this time. */
  private long horizonNanos() {
    long horizon = settledNanos;
    for (Saying saying : open) {
      horizon = Math.min(horizon, saying.startNanos);
    }
    return horizon;
  }

  private void said(
      Operation operation,
      Outcome outcome,
      long startNanos,
      long endNanos,
      SayHearer self,
      boolean sure) {
    anythingSaid = true;
    Saying saying = book.tell(operation.user(), operation.sequence(), operation.nonce());
    boolean otherNonce = saying.nonce != operation.nonce();
    saying.told(operation, outcome, startNanos, endNanos);
    saying.roomSent = destination(operation) != Operation.NO_ROOM;
    saying.room = self.stays.room();
    if (outcome.surelyFailed() || otherNonce) {
      saying.state = Saying.State.VOID;
    } else {
      saying.state = sure ? Saying.State.OPEN : Saying.State.LOOSE;
    }
    judgeEarly(saying);
    if (otherNonce && !outcome.surelyFailed()) {
      saying.state = Saying.State.LOOSE;
    }
    if (saying.state == Saying.State.OPEN) {
      open.add(saying);
    } else {
      book.over(saying);
    }
  }

  private void judgeEarly(Saying saying) {
    SayHearers all = saying.hearers;
    for (int slot = 0; slot < all.slots(); slot++) {
      if (all.userAt(slot) >= 0) {
        SaySource source =
            SaySource.at(hearer(all.userAt(slot)), all.nanosAt(slot), Observation.NOT_SAID);
        events.judge(
            saying, source, saying.heardAsWhisper, saying.heardInRoom, SayHearers.HEARD, "");
      }
    }
  }

  private void settle(long nanos) {
    settledNanos = Math.max(settledNanos, nanos);
    for (Saying next = open.peek(); next != null && next.endNanos < nanos; next = open.peek()) {
      open.remove();
      close(next);
    }
    arrivals.settle(nanos);
    for (Saying next = book.nextNotTold(nanos); next != null; next = book.nextNotTold(nanos)) {
      suspicious.add(next);
    }
  }

  /** All operations have been told: what was heard of any other was made up. */
  private void judgeSuspicious() {
    for (Saying next : suspicious) {
      if (next.state == Saying.State.EARLY) {
        next.state = Saying.State.VOID;
        next.kind = OperationKind.CHAT;
        judgeEarly(next);
      }
    }
  }

  /** All who may have heard it, and where they were, is known now. */
  private void close(Saying saying) {
    closed++;
    saying.number = closed;
    saying.state = Saying.State.CLOSED;
    judgePresence(saying);
    if (saying.kind == OperationKind.WHISPER) {
      SayHearer target = saying.target >= 0 ? known(saying.target) : null;
      if (target != null
          && target.user != saying.speaker
          && target.stays.existedBefore(saying.startNanos)) {
        owe(saying, target, saying.startNanos);
      }
    } else {
      SayHearers there = rooms.in(saying.room);
      for (int slot = 0; slot < there.slots(); slot++) {
        int user = there.userAt(slot);
        if (user >= 0 && user != saying.speaker) {
          occupant(saying, hearer(user));
        }
      }
    }
    book.over(saying);
  }

  private void judgePresence(Saying saying) {
    SayHearers all = saying.hearers;
    for (int slot = 0; slot < all.slots(); slot++) {
      int user = all.userAt(slot);
      if (user < 0) {
        continue;
      }
      long atNanos = all.nanosAt(slot);
      SaySource source = SaySource.at(hearer(user), atNanos, Observation.NOT_SAID);
      if (atNanos < saying.startNanos) {
        findings.wrong(saying, source, ", before it was said", "");
      } else if (saying.kind != OperationKind.WHISPER
          && user != saying.speaker
          && !source
              .hearer()
              .stays
              .maybeIn(saying.room, saying.startNanos, Math.min(saying.endNanos, atNanos))) {
        findings.notThere(saying, source);
      }
    }
  }

  private void occupant(Saying saying, SayHearer hearer) {
    // Of who is never heard of again nothing is missed.
    long since =
        hearer.retired
            ? SayStays.NEVER
            : hearer.stays.surelySince(saying.room, saying.startNanos, saying.endNanos);
    if (since != SayStays.NEVER) {
      owe(saying, hearer, since);
    } else if (hearer.stays.maybeIn(saying.room, saying.startNanos, saying.endNanos)
        && saying.hearers.state(hearer.user) == SayHearers.NONE) {
      saying.hearers.put(hearer.user, SayHearers.MAY, 0);
    }
  }

  private static void owe(Saying saying, SayHearer hearer, long sinceNanos) {
    if (saying.hearers.state(hearer.user) == SayHearers.NONE) {
      saying.hearers.put(hearer.user, SayHearers.MUST, sinceNanos);
      hearer.owe(saying);
    }
  }

  private @Nullable SayHearer known(int user) {
    return user < hearers.length ? hearers[user] : null;
  }

  private SayHearer hearer(int user) {
    SayHearer hearer = known(user);
    if (hearer == null) {
      if (user >= hearers.length) {
        hearers = Arrays.copyOf(hearers, Math.max(user + 1, hearers.length * 2));
      }
      hearer = new SayHearer(user, closed, firstRoom);
      hearers[user] = hearer;
      evictions.acted(user);
      enter(firstRoom, user);
    }
    return hearer;
  }
}
