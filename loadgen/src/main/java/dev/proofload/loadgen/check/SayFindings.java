package dev.proofload.loadgen.check;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.workload.Marker;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.OperationKind;
import dev.proofload.loadgen.workload.Rendezvous;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the say check found wrong, in words. Some of it is legal where sessions are evicted; that is
 * kept apart, since it may turn out only later that they were. Not thread-safe.
 */
final class SayFindings {
  private final Steps steps;
  private final WitnessLog always = new WitnessLog();
  private final WitnessLog unlessEvicted = new WitnessLog();
  private final Judged missed = new Judged();

  SayFindings(Steps steps) {
    this.steps = steps;
  }

  /** All of it, or only what is wrong also where sessions are evicted. */
  WitnessLog log(boolean evictions) {
    if (evictions || unlessEvicted.violations() == 0) {
      return always;
    }
    WitnessLog both = new WitnessLog();
    long others = -always.witnesses().size() - (long) unlessEvicted.witnesses().size();
    always.witnesses().forEach(both::add);
    unlessEvicted.witnesses().forEach(both::add);
    for (others += always.violations() + unlessEvicted.violations(); others > 0; others--) {
      both.count();
    }
    return both;
  }

  /** What was judged to be lost; it counts only where no session was evicted. */
  Judged missed() {
    return missed;
  }

  /** It must have got this, and did not; {@code drain} should have held it. */
  void lost(Saying saying, SayHearer hearer, @Nullable SaySource drain) {
    missed.operation(saying.kind);
    log(
        unlessEvicted,
        () -> {
          String who = id(hearer.user);
          String was =
              saying.kind == OperationKind.WHISPER
                  ? " was there before it was told "
                  : " was in " + room(saying.room) + " for the whole of ";
          String how =
              drain == null
                  ? ", until the end, though its socket stayed open"
                  : ": when it fetched its events afterwards, it was not among them";
          List<Witness.Step> all = new ArrayList<>();
          stay(hearer, saying.startNanos, all);
          all.add(step(saying));
          if (drain != null) {
            all.add(drain.step(steps, ""));
          }
          return witness(who + was + what(saying) + ", and never got it" + how, all);
        });
  }

  /** It got what was said where it was not. */
  void notThere(Saying saying, SaySource source) {
    log(
        saying.roomSent && saying.room != source.hearer().firstRoom ? always : unlessEvicted,
        () -> {
          List<Witness.Step> all = new ArrayList<>();
          stay(source.hearer(), saying.startNanos, all);
          all.add(step(saying));
          all.add(source.step(steps, ""));
          return witness(
              id(source.hearer().user)
                  + " was given "
                  + what(saying)
                  + " in "
                  + room(saying.room)
                  + ", where it was at no time meanwhile",
              all);
        });
  }

  /** It got something a second time. */
  void twice(Saying saying, SaySource source, long firstNanos, String text) {
    log(
        always,
        () ->
            witness(
                id(source.hearer().user) + " was given twice " + what(saying),
                known(
                    saying,
                    SaySource.at(source.hearer(), firstNanos, 0).step(steps, ""),
                    source.step(steps, text))));
  }

  /** It got something that it must not get, and where that does not depend on time. */
  void wrong(Saying saying, SaySource source, String why, String text) {
    log(
        always,
        () ->
            witness(
                id(source.hearer().user) + " was given " + what(saying) + why,
                known(saying, source.step(steps, text))));
  }

  /** It was told another room than that where it was said. */
  void roomName(Saying saying, SaySource source, String name, String text) {
    log(
        saying.roomSent ? always : unlessEvicted,
        () ->
            witness(
                id(source.hearer().user)
                    + " was given "
                    + what(saying)
                    + " as if in "
                    + name
                    + ", but that was in "
                    + room(saying.room),
                known(saying, source.step(steps, text))));
  }

  /** It got what nobody sent. */
  void neverSent(SaySource source, int speaker, int sequence, String why, String text) {
    log(
        always,
        () ->
            witness(
                id(source.hearer().user)
                    + " was given as operation "
                    + sequence
                    + " of "
                    + id(speaker)
                    + " what that user never said: "
                    + why,
                List.of(source.step(steps, text))));
  }

  /** An event's text is not what was sent. */
  void changed(SaySource source, String why, String text) {
    log(
        always,
        () ->
            witness(
                id(source.hearer().user) + " was given an event " + why,
                List.of(source.step(steps, text))));
  }

  /** Two events of one speaker came in the wrong order. */
  void order(SaySource source, Marker marker, int other, @Nullable Saying known, String text) {
    log(
        always,
        () -> {
          List<Witness.Step> all = new ArrayList<>();
          if (known != null && known.state != Saying.State.EARLY) {
            all.add(step(known));
          }
          all.add(source.step(steps, text));
          return witness(
              id(source.hearer().user)
                  + " was given operation "
                  + Math.max(marker.sequence(), other)
                  + " of "
                  + id(marker.user())
                  + " before its operation "
                  + Math.min(marker.sequence(), other),
              all);
        });
  }

  /** The numbers of events are wrong in a way that no eviction explains. */
  void numbers(SaySource source, String what, String text) {
    log(
        always,
        () -> witness(id(source.hearer().user) + " " + what, List.of(source.step(steps, text))));
  }

  /** The numbers of events are wrong, unless its session began anew. */
  void numbersUnlessEvicted(SaySource source, String what, String text) {
    log(
        unlessEvicted,
        () -> witness(id(source.hearer().user) + " " + what, List.of(source.step(steps, text))));
  }

  /** It got what has a higher number, and never what has this one. */
  void neverNumber(SaySource source, long number) {
    numbersUnlessEvicted(
        source,
        "was given number " + source.first() + " of its events, but never number " + number,
        "event " + source.first());
  }

  /** The room's name; also of the room where everybody begins. */
  String room(int room) {
    return room < 0 || room > steps.names().rooms() ? "Tower" : steps.names().room(room);
  }

  private static void log(WitnessLog log, Supplier<Witness> witness) {
    if (log.wantsMore()) {
      log.add(witness.get());
    } else {
      log.count();
    }
  }

  private static Witness witness(String sentence, List<Witness.Step> steps) {
    List<Witness.Step> ordered = new ArrayList<>(steps);
    ordered.sort(Comparator.comparingLong(Witness.Step::startNanos));
    return new Witness(sentence, ordered);
  }

  /** The saying, if it is known, and what follows it. */
  private List<Witness.Step> known(Saying saying, Witness.Step... others) {
    List<Witness.Step> all = new ArrayList<>();
    if (saying.state != Saying.State.EARLY) {
      all.add(step(saying));
    }
    all.addAll(List.of(others));
    return all;
  }

  private Witness.Step step(Saying saying) {
    return steps.of(
        saying.operation(steps.names().rooms()),
        saying.outcome,
        saying.startNanos,
        saying.endNanos,
        new Observation());
  }

  /** The move that brought the user where it was before this time. */
  private void stay(SayHearer hearer, long beforeNanos, List<Witness.Step> into) {
    SayStays stays = hearer.stays;
    int stay = stays.lastBefore(beforeNanos);
    if (stay < 0) {
      return;
    }
    Operation move = new Operation(hearer.user);
    move.set(
        OperationKind.MOVE,
        stays.sequenceOf(stay),
        0,
        Math.min(stays.roomOf(stay), steps.names().rooms()),
        0,
        Rendezvous.NONE);
    into.add(steps.of(move, Outcome.OK, stays.startOf(stay), stays.endOf(stay), new Observation()));
  }

  private String what(Saying saying) {
    String verb =
        switch (saying.kind) {
          case EMOTE -> " did";
          case WHISPER -> " whispered to " + idOf(saying.target);
          default -> " said";
        };
    return "what " + id(saying.speaker) + verb + " (its operation " + saying.sequence + ")";
  }

  private String idOf(int target) {
    return target == Operation.NOBODY ? "nobody" : id(target);
  }

  private String id(int user) {
    return steps.names().id(user);
  }
}
