package dev.proofload.loadgen.check;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.OperationKind;
import dev.proofload.loadgen.workload.Rendezvous;
import dev.proofload.loadgen.workload.ServerRules;
import dev.proofload.loadgen.workload.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What users said and heard, to be told to a check, or changed, or searched.
 *
 * @param evictions whether the server keeps fewer sessions than there are users
 */
record SayHistory(boolean evictions, List<Told> all) {
  SayHistory {
    all = List.copyOf(all);
  }

  /** What the check is told. */
  enum What {
    DONE,
    GREETING,
    FRAME,
    CLOSED,
    CUT
  }

  /**
   * One thing.
   *
   * @param user who did it, or whose socket it is
   * @param kind of the operation
   * @param room that it goes to, or {@link Operation#NO_ROOM}
   * @param target who is whispered to, or whose events are fetched
   * @param dropped as a drain tells
   * @param heard what a drain held, or the frame
   */
  record Told(
      What what,
      int user,
      OperationKind kind,
      int sequence,
      int room,
      int target,
      boolean socket,
      Outcome outcome,
      long start,
      long end,
      long dropped,
      List<Heard> heard) {
    Told {
      heard = List.copyOf(heard);
    }

    static Told socket(What what, int user, long at, List<Heard> heard) {
      return new Told(
          what,
          user,
          OperationKind.CHAT,
          0,
          Operation.NO_ROOM,
          Operation.NOBODY,
          true,
          Outcome.OK,
          at,
          at,
          Observation.NOT_SAID,
          heard);
    }

    /** Who hears what it holds. */
    int hearer() {
      return what == What.DONE ? target : user;
    }

    boolean isDrain() {
      return what == What.DONE && kind == OperationKind.DRAIN;
    }

    Told during(long from, long to) {
      return new Told(
          what, user, kind, sequence, room, target, socket, outcome, from, to, dropped, heard);
    }

    Told ending(Outcome how) {
      return new Told(
          what, user, kind, sequence, room, target, socket, how, start, end, dropped, heard);
    }

    Told hearing(List<Heard> others) {
      return new Told(
          what, user, kind, sequence, room, target, socket, outcome, start, end, dropped, others);
    }
  }

  /**
   * An event, or a late reply.
   *
   * @param speaker who caused it, or {@link Operation#NOBODY} for a late reply
   * @param number among those of the hearer, or {@link Observation#NOT_SAID}
   * @param room where it was said, or {@link Operation#NO_ROOM} if that is not told
   */
  record Heard(int speaker, int sequence, long number, boolean whisper, int room) {
    boolean isLate() {
      return speaker == Operation.NOBODY;
    }

    Heard numbered(long other) {
      return new Heard(speaker, sequence, other, whisper, room);
    }
  }

  /** Tells a check all of it, in order of end, and settles what can be settled. */
  CheckResult judge() {
    SayStory story = new SayStory(evictions ? rules(1) : rules(100));
    List<Told> inOrder = new ArrayList<>(all);
    inOrder.sort(Comparator.comparingLong(Told::end));
    long[] settled = new long[inOrder.size() + 1];
    settled[inOrder.size()] = Long.MAX_VALUE;
    for (int i = inOrder.size() - 1; i >= 0; i--) {
      settled[i] = Math.min(settled[i + 1], inOrder.get(i).start());
    }
    for (int i = 0; i < inOrder.size(); i++) {
      tell(story, inOrder.get(i));
      story.check.settled(Math.min(settled[i + 1], inOrder.get(i).end()));
    }
    return story.end();
  }

  static ServerRules rules(int maxSessions) {
    return new ServerRules(
        OptionalInt.empty(),
        Optional.empty(),
        3,
        Duration.ofMinutes(5),
        OptionalLong.of(maxSessions));
  }

  private static void tell(SayStory story, Told told) {
    Observation seen = new Observation();
    switch (told.what()) {
      case DONE -> {
        Operation operation = new Operation(told.user());
        operation.set(
            told.kind(),
            told.sequence(),
            nonce(told.user(), told.sequence()),
            told.room(),
            0,
            Rendezvous.NONE);
        operation.aim(told.target());
        operation.via(told.socket() ? Transport.WS : Transport.HTTP);
        hear(story, told, seen);
        seen.dropped(told.dropped());
        story.check.completed(operation, told.outcome(), told.start(), told.end(), seen);
        return;
      }
      case GREETING -> seen.type(Observation.Type.GREETING);
      case FRAME -> {
        hear(story, told, seen);
        boolean late = told.heard().getFirst().isLate();
        seen.type(late ? Observation.Type.LATE_REPLY : Observation.Type.DELIVERY);
        seen.event(!late);
      }
      case CLOSED, CUT -> {
        seen.type(Observation.Type.CLOSED);
        seen.closeCode(told.what() == What.CLOSED ? 1000 : Observation.NO_CLOSE_FRAME);
      }
    }
    story.check.delivered(told.user(), told.end(), seen);
  }

  private static void hear(SayStory story, Told told, Observation seen) {
    for (Heard heard : told.heard()) {
      if (heard.isLate()) {
        seen.lateReplies()
            .add(
                new Observation.LateReply(
                    seen.events().size(),
                    heard.number(),
                    false,
                    story.names.id(told.hearer()),
                    "",
                    false,
                    "late"));
        continue;
      }
      Operation said = new Operation(heard.speaker());
      said.set(
          heard.whisper() ? OperationKind.WHISPER : OperationKind.SAY,
          heard.sequence(),
          nonce(heard.speaker(), heard.sequence()),
          heard.room(),
          0,
          Rendezvous.NONE);
      seen.events().add(story.event(said, heard.number()));
    }
  }

  private static int nonce(int user, int sequence) {
    return user * 1_000 + sequence;
  }
}
