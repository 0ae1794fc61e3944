package dev.proofload.loadgen.check;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.workload.Marker;
import dev.proofload.loadgen.workload.Names;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.OperationKind;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Judges each event that a user is given by what is known when it comes. Not thread-safe. */
final class SayEvents {
  private final Names names;
  private final Evictions evictions;
  private final SayFindings findings;
  private final SayBook book;
  private final Judged judged;
  private final IntFunction<@Nullable SayHearer> known;

  /**
   * @param known the user with an index, if anything is known of it
   */
  SayEvents(
      Names names,
      Evictions evictions,
      SayFindings findings,
      SayBook book,
      Judged judged,
      IntFunction<@Nullable SayHearer> known) {
    this.names = names;
    this.evictions = evictions;
    this.findings = findings;
    this.book = book;
    this.judged = judged;
    this.known = known;
  }

  /** An event came. */
  void came(SaySource source, Observation.Event event) {
    boolean numbered = event.seq() != Observation.NOT_SAID && !evictions.possible();
    boolean again = numbered && !source.hearer().numbers.add(event.seq());
    if (!wrong(source, event, numbered ? event.seq() : source.place()) && again) {
      findings.numbersUnlessEvicted(
          source, "was given two events with the number " + event.seq(), event.text());
    }
  }

  /** Whether it is wrong; that is then noted. */
  private boolean wrong(SaySource source, Observation.Event event, long place) {
    int from = event.fromId().isEmpty() ? Operation.NOBODY : names.user(event.fromId());
    String text = event.text();
    int at = Marker.next(text, 0);
    boolean foreign = from < 0 && !event.fromId().isEmpty();
    if (foreign || at < 0) {
      return false;
    }
    Marker marker = Marker.at(text, at);
    if (marker == null) {
      findings.changed(source, "whose text was changed: what tells where it is from is cut", text);
      return true;
    }
    if (from >= 0 && from != marker.user()) {
      findings.changed(
          source,
          "as from " + names.id(from) + " that holds what " + names.id(marker.user()) + " said",
          text);
      return true;
    }
    if (Marker.next(text, marker.end()) >= 0) {
      findings.changed(source, "that holds more than what one user said at once", text);
      return true;
    }
    return wrong(source, event, marker) || outOfOrder(source, marker, place, text);
  }

  private boolean wrong(SaySource source, Observation.Event event, Marker marker) {
    int user = source.hearer().user;
    Saying saying = book.find(marker.user(), marker.sequence());
    if (saying == null) {
      return unknown(source, event, marker);
    }
    byte before = saying.hearers.state(user);
    if (before == SayHearers.HEARD) {
      judged.operation(saying.kind);
      findings.twice(saying, source, saying.hearers.nanos(user), event.text());
      return true;
    }
    if (saying.nonce != marker.nonce()) {
      findings.neverSent(
          source, marker.user(), marker.sequence(), "its nonce is another", event.text());
      return true;
    }
    saying.hearers.put(user, SayHearers.HEARD, source.endNanos());
    if (saying.state == Saying.State.EARLY) {
      return earlyAgain(saying, source, event);
    }
    return judge(saying, source, event.whisper(), event.room(), before, event.text());
  }

  private boolean unknown(SaySource source, Observation.Event event, Marker marker) {
    SayHearer speaker = known.apply(marker.user());
    if (book.mayBeForgotten(marker.user(), marker.sequence())) {
      return false;
    }
    if (speaker != null && speaker.inSequence && speaker.toldSequence >= marker.sequence()) {
      findings.neverSent(
          source,
          marker.user(),
          marker.sequence(),
          "there is no such operation, or it is nothing that others hear",
          event.text());
      return true;
    }
    Saying early = book.early(marker.user(), marker.sequence(), marker.nonce(), source.endNanos());
    early.heardAsWhisper = event.whisper();
    early.heardInRoom = event.room();
    early.hearers.put(source.hearer().user, SayHearers.HEARD, source.endNanos());
    return false;
  }

  private boolean earlyAgain(Saying saying, SaySource source, Observation.Event event) {
    if (saying.heardAsWhisper != event.whisper() || !saying.heardInRoom.equals(event.room())) {
      findings.wrong(saying, source, ", but not as others were given it", event.text());
      return true;
    }
    return false;
  }

  /**
   * Judges by what does not depend on time whether a user may have been given this, and, where it
   * is known, by who was there.
   *
   * @param before what was known of the user
   * @return whether it is wrong; that is then noted
   */
  boolean judge(
      Saying saying, SaySource source, boolean whisper, String room, byte before, String text) {
    SayHearer hearer = source.hearer();
    judged.operation(saying.kind);
    if (saying.state == Saying.State.VOID) {
      findings.neverSent(source, saying.speaker, saying.sequence, whyVoid(saying), text);
      return true;
    }
    boolean whispered = saying.kind == OperationKind.WHISPER;
    if (whispered ? saying.target != hearer.user : saying.speaker == hearer.user) {
      findings.wrong(saying, source, whispered ? "" : ", although it said that itself", text);
      return true;
    }
    if (whisper != whispered) {
      findings.wrong(
          saying, source, whisper ? " as if it had been whispered" : " as if all heard it", text);
      return true;
    }
    // Of which room a whisper tells, the whisperer's or the listener's, the API leaves open.
    if (!whispered
        && !room.isEmpty()
        && saying.state != Saying.State.LOOSE
        && !room.equals(findings.room(saying.room))) {
      findings.roomName(saying, source, room, text);
      return true;
    }
    if (saying.state == Saying.State.CLOSED && before == SayHearers.NONE && !whispered) {
      boolean cameLater = hearer.born >= saying.number && saying.room == hearer.firstRoom;
      if (!cameLater) {
        findings.notThere(saying, source);
        return true;
      }
    }
    return false;
  }

  private static String whyVoid(Saying saying) {
    if (saying.outcome.surelyFailed()) {
      return "it was refused, or never sent";
    }
    return saying.kind.isHeard()
        ? "its text was another"
        : "there is no such operation, or it is nothing that others hear";
  }

  private boolean outOfOrder(SaySource source, Marker marker, long place, String text) {
    int other = source.hearer().order.note(marker.user(), marker.sequence(), place);
    SayHearer speaker = known.apply(marker.user());
    if (other == SayOrder.IN_ORDER || speaker == null || speaker.retired) {
      return false;
    }
    findings.order(source, marker, other, book.find(marker.user(), other), text);
    return true;
  }
}
