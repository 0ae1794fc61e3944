package dev.proofload.loadgen.check;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.workload.Operation;
import java.util.ArrayDeque;

/**
 * How events come to their users, over sockets and in fetches: by rising number, with none left
 * out, and with all in them that had to come by then. Not thread-safe.
 */
final class SayArrivals {
  /** As many as may wait for a user: where there are so many, some may have been dropped. */
  private static final int MAX_WAITING = 1000;

  private final Evictions evictions;
  private final SayFindings findings;
  private final SayEvents events;
  private final ArrayDeque<SaySource> sources = new ArrayDeque<>();
  private final SayDoubts doubts = new SayDoubts();
  private long lastPlace;

  SayArrivals(Evictions evictions, SayFindings findings, SayEvents events) {
    this.evictions = evictions;
    this.findings = findings;
    this.events = events;
  }

  /** Something came over the user's socket. */
  void delivered(SayHearer hearer, long atNanos, Observation seen) {
    switch (seen.type()) {
      case GREETING -> {
        if (hearer.socketed && !hearer.readToTheEnd) {
          hearer.lostSocket(atNanos);
        }
        hearer.readToTheEnd = false;
        hearer.socketed = true;
        hearer.torn = false;
        hearer.source = nextPlace();
        hearer.lastNumber = Observation.NOT_SAID;
        if (!hearer.retired) {
          hearer.stays.exists(atNanos);
        }
      }
      case GARBAGE, FAILURE -> {
        hearer.torn = true;
        hearer.lostSocket(atNanos);
      }
      case DELIVERY -> {
        hearer.socketed = true;
        if (seen.event() && !seen.events().isEmpty()) {
          frame(hearer, atNanos, seen.events().getFirst());
        }
      }
      case LATE_REPLY -> {
        hearer.socketed = true;
        SaySource source = SaySource.at(hearer, atNanos, Observation.NOT_SAID);
        seen.lateReplies().forEach(late -> lateReply(source, late));
      }
      case CLOSED -> {
        hearer.torn = true;
        hearer.readToTheEnd = seen.closeCode() != Observation.NO_CLOSE_FRAME;
        if (!hearer.readToTheEnd) {
          hearer.loose = true;
          hearer.lostSocket(atNanos);
        }
      }
      case DELTA, DELTAS_DROPPED, ANSWER, REFUSAL, OTHER -> {}
    }
  }

  /** The user's events were fetched, perhaps by another, or may have been. */
  void drained(
      SayHearer hearer,
      Operation operation,
      Outcome outcome,
      long startNanos,
      long endNanos,
      Observation seen) {
    if (outcome != Outcome.OK) {
      hearer.lossy = true;
      return;
    }
    boolean any = !seen.events().isEmpty();
    long first = any ? seen.events().getFirst().seq() : Observation.NOT_SAID;
    boolean dropped =
        evictions.possible()
            ? seen.dropped() > 0
            : hearer.tellsOfDropped(seen.dropped(), startNanos, endNanos);
    hearer.dropped = Math.max(hearer.dropped, seen.dropped());
    if (dropped || (hearer.socketed && hearer.torn) || seen.events().size() >= MAX_WAITING) {
      hearer.lostSocket(endNanos);
    }
    SaySource source =
        new SaySource(
            hearer,
            operation.user(),
            operation.sequence(),
            startNanos,
            endNanos,
            nextPlace(),
            first);
    if (any) {
      hearer.reached(first);
    }
    long last = Observation.NOT_SAID;
    int late = 0;
    for (int i = 0; i <= seen.events().size(); i++) {
      for (; late < seen.lateReplies().size(); late++) {
        Observation.LateReply reply = seen.lateReplies().get(late);
        if (reply.place() > i && i < seen.events().size()) {
          break;
        }
        lateReply(source, reply);
        last = reply.crisis() ? last : Math.max(last, reply.seq());
      }
      if (i == seen.events().size()) {
        break;
      }
      Observation.Event event = seen.events().get(i);
      if (last != Observation.NOT_SAID
          && event.seq() != Observation.NOT_SAID
          && event.seq() != last
          && isAmiss(hearer, last, event.seq())
          && !((dropped || hearer.loose) && event.seq() > last)) {
        findings.numbers(
            source,
            "fetched its events, and number " + event.seq() + " came after number " + last,
            event.text());
        hearer.firstDueNumber = Math.max(hearer.firstDueNumber, event.seq());
      }
      last = event.seq();
      events.came(source, event);
    }
    sources.add(source);
  }

  private static boolean isAmiss(SayHearer hearer, long last, long next) {
    return next < last || hearer.numbers.firstMissing(last + 1, next) < next;
  }

  /** A late reply has a number in the series, and may come before events with lower ones. */
  private void lateReply(SaySource source, Observation.LateReply reply) {
    if (reply.seq() == Observation.NOT_SAID || evictions.possible()) {
      return;
    }
    boolean again = !source.hearer().numbers.add(reply.seq());
    if (again && !reply.crisis()) {
      findings.numbersUnlessEvicted(
          source, "was given two with the number " + reply.seq(), reply.text());
    }
  }

  private void frame(SayHearer hearer, long atNanos, Observation.Event event) {
    if (hearer.source == 0) {
      hearer.source = nextPlace();
    }
    SaySource source = SaySource.at(hearer, atNanos, event.seq());
    hearer.reached(event.seq());
    if (event.seq() != Observation.NOT_SAID) {
      if (event.seq() < hearer.lastNumber) {
        findings.numbersUnlessEvicted(
            source,
            "was given number " + event.seq() + " after number " + hearer.lastNumber,
            event.text());
      }
      hearer.lastNumber = event.seq();
    }
    events.came(source, event);
    if (hearer.misses(event.seq())) {
      sources.add(source);
    }
  }

  /** Judges what came by then, as all that could have come instead of it is known. */
  void settle(long nanos) {
    for (SaySource next = sources.peek();
        next != null && next.endNanos() < nanos;
        next = sources.peek()) {
      sources.remove();
      settled(next);
    }
    for (SayDoubts.Doubt next = doubts.next(nanos); next != null; next = doubts.next(nanos)) {
      decide(next);
    }
  }

  /** Judges what never came to the user, once the run has ended quietly. */
  void ended(SayHearer hearer) {
    SaySource after = hearer.afterGap;
    if (after != null
        && !hearer.retired
        && !hearer.lossy
        && hearer.stillMissing() > hearer.dropped) {
      findings.neverNumber(after, hearer.firstGap);
    }
    if (hearer.socketed && !hearer.torn) {
      for (Saying next = hearer.nextDue(Long.MAX_VALUE);
          next != null;
          next = hearer.nextDue(Long.MAX_VALUE)) {
        if (isOwed(next, hearer)) {
          findings.lost(next, hearer, null);
        }
      }
    }
  }

  private void settled(SaySource source) {
    SayHearer hearer = source.hearer();
    // What came before it may still be on its way over a socket.
    boolean besideSocket = source.isDrain() && hearer.socketed;
    if (source.first() != Observation.NOT_SAID && !evictions.possible() && !besideSocket) {
      long missing = hearer.numbers.firstMissing(hearer.firstDueNumber, source.first());
      boolean amiss = missing < source.first() && !hearer.retired && !hearer.lossy && !hearer.loose;
      if (amiss && !source.isDrain()) {
        // How many did not fit in front of the socket a later fetch tells.
        hearer.gaps += hearer.numbers.missing(hearer.firstDueNumber, source.first());
        hearer.gapsBefore = Math.max(hearer.gapsBefore, source.first());
        if (hearer.afterGap == null) {
          hearer.afterGap = source;
          hearer.firstGap = missing;
        }
      } else if (amiss) {
        doubts.add(new SayDoubts.Unnumbered(source, missing));
      }
      hearer.firstDueNumber = Math.max(hearer.firstDueNumber, source.first());
    }
    if (source.isDrain() && !hearer.socketed) {
      for (Saying next = hearer.nextDue(source.startNanos());
          next != null;
          next = hearer.nextDue(source.startNanos())) {
        if (isOwed(next, hearer)) {
          doubts.add(new SayDoubts.Unheard(source, next));
        }
      }
    }
  }

  /** Whether the user had no socket is known now. */
  private void decide(SayDoubts.Doubt doubt) {
    SayHearer hearer = doubt.drain().hearer();
    switch (doubt) {
      case SayDoubts.Unheard unheard -> {
        if (hearer.socketed) {
          hearer.due.addFirst(unheard.saying());
        } else {
          findings.lost(unheard.saying(), hearer, unheard.drain());
        }
      }
      case SayDoubts.Unnumbered unnumbered -> {
        if (!hearer.socketed) {
          findings.neverNumber(unnumbered.drain(), unnumbered.number());
        }
      }
    }
  }

  private static boolean isOwed(Saying saying, SayHearer hearer) {
    return !hearer.retired && !hearer.lossy && saying.startNanos > hearer.excusedBeforeNanos;
  }

  private long nextPlace() {
    lastPlace--;
    return lastPlace;
  }
}
