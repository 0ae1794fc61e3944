package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.record.Priority;
import dev.proofload.loadgen.selftest.simulation.Settings;
import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A bridge with one thing wrong with it. To add one: a subclass of {@link SimulatedBridge} in this
 * package, and a line here.
 *
 * @param name on the command line
 * @param check which must notice it
 * @param what it does, in a sentence
 * @param bridge makes it
 * @param needs what the run must be set up with for it to show
 */
public record Fault(
    String name,
    String check,
    String what,
    Function<Stage, SimulatedBridge> bridge,
    UnaryOperator<Settings> needs) {
  /** All that are planted. */
  public static final List<Fault> ALL =
      List.of(
          of(
              "truncated-hash",
              "isolation",
              "Sessions are keyed by a hash cut off so short that two users share one.",
              TruncatedHash::new),
          of(
              "shared-response-buffer",
              "isolation",
              "Two users share the buffer in which their answers are put together.",
              SharedResponseBuffer::new),
          of(
              "swapped-answer",
              "isolation",
              "One answer in ten thousand goes to the user who was answered next before.",
              SwappedAnswer::new),
          of(
              "repeated-answer",
              "isolation",
              "One answer in a thousand is the one that the same user had before.",
              RepeatedAnswer::new),
          of(
              "wrong-user-id",
              "isolation",
              "One answer in a thousand names another user in user_id.",
              WrongUserId::new),
          of(
              "refused-is-counted",
              "isolation",
              "A refused message counts as one of the session.",
              RefusedIsCounted::new),
          of("lost-count", "isolation", "One turn in a thousand is not counted.", LostCount::new),
          of(
              "odd-after-eviction",
              "isolation",
              "A session that comes back after an eviction begins to count at one.",
              OddAfterEviction::new,
              Settings::evicting),
          of(
              "history-of-another",
              "isolation",
              "One turn in fifty is kept in the history of the user before.",
              HistoryOfAnother::new),
          of("history-twice", "isolation", "One turn in fifty is kept twice.", HistoryTwice::new),
          of(
              "ids-ignoring-case",
              "isolation",
              "User ids are compared without regard to case.",
              IdsIgnoringCase::new),
          of(
              "ids-trimmed",
              "isolation",
              "User ids lose what is not a letter or a digit at their end.",
              IdsTrimmed::new),
          of(
              "stale-session-list",
              "sessions",
              "The list of sessions is kept for 50 ms.",
              StaleSessionList::new),
          of(
              "session-missing",
              "sessions",
              "One list of sessions in a hundred lacks one.",
              SessionMissing::new),
          of(
              "session-twice",
              "sessions",
              "One list of sessions in a hundred holds one twice.",
              SessionTwice::new),
          of(
              "join-before-leave",
              "rooms",
              "A user who moves is in the new room before it has left the old one.",
              JoinBeforeLeave::new),
          of(
              "leave-before-join",
              "rooms",
              "A user who moves has left the old room before it is in the new one.",
              LeaveBeforeJoin::new),
          of(
              "stale-occupancy-cache",
              "rooms",
              "Who is in a room is kept for 5 ms.",
              StaleOccupancyCache::new),
          of(
              "room-then-occupants",
              "rooms",
              "An answer names the room as it was, and who is in it a little later.",
              RoomThenOccupants::new),
          of(
              "ghost-after-eviction",
              "rooms",
              "An evicted user stays on the list of its room.",
              GhostAfterEviction::new,
              Settings::evicting),
          of(
              "lost-move",
              "rooms",
              "Of two who enter a room at once only one is listed there.",
              LostMove::new),
          of(
              "sharded-rooms",
              "rooms",
              "Each half of the users has room lists of its own, which hear of the other half a little later.",
              ShardedRooms::new),
          of(
              "refused-moves",
              "rooms",
              "A refused message still moves its user.",
              RefusedMoves::new),
          of("stale-name", "rooms", "One change of name in twenty is lost.", StaleName::new),
          of(
              "self-missing",
              "rooms",
              "One answer in a thousand does not list the user who asked.",
              SelfMissing::new),
          of(
              "counts-dont-add-up",
              "rooms",
              "One list of all rooms in a hundred counts one user too many.",
              CountsDontAddUp::new),
          of("move-late", "rooms", "A move is acknowledged before it is done.", MoveLate::new),
          of(
              "torn-rooms",
              "rooms",
              "The list of all rooms is read one room after the other, while users move.",
              TornRooms::new),
          of(
              "recipients-before-the-lock",
              "say",
              "Who will hear is looked up before the lock is taken, so that one who moves and speaks in one message is heard where it was.",
              RecipientsBeforeTheLock::new),
          of(
              "echo-to-the-speaker",
              "say",
              "The speaker gets its own event.",
              EchoToTheSpeaker::new),
          of(
              "socket-and-drain",
              "say",
              "An event goes to the socket and waits to be drained as well.",
              SocketAndDrain::new),
          of(
              "drain-clears-later",
              "say",
              "A drain reads what waits, and clears it a little later.",
              DrainClearsLater::new),
          of(
              "overlapping-drains",
              "say",
              "Two drains at once both get what waits.",
              OverlappingDrains::new),
          of(
              "reordered-events",
              "say",
              "Each event is handed to a pool of workers, so that one speaker's overtake each other.",
              ReorderedEvents::new),
          of(
              "full-inbox-drops",
              "say",
              "An inbox of eight that is full drops what comes, and says nothing.",
              FullInboxDrops::new),
          of(
              "later-room",
              "say",
              "An event goes to those who are in the room when it is delivered, not when it was said.",
              LaterRoom::new),
          of(
              "whisper-to-the-room",
              "say",
              "A whisper is heard by everybody in the room.",
              WhisperToTheRoom::new),
          of(
              "seq-restarts",
              "say",
              "The numbers of events begin again after a drain.",
              SeqRestarts::new),
          of(
              "cut-off-events",
              "say",
              "One event in a hundred is cut off after sixteen characters.",
              CutOffEvents::new),
          of("lost-event", "say", "One event in a thousand is lost.", LostEvent::new),
          of(
              "doubled-event",
              "say",
              "One event in a thousand is sent twice, under one number each.",
              DoubledEvent::new),
          of(
              "refused-is-heard",
              "say",
              "What was refused is still heard by the room.",
              RefusedIsHeard::new),
          of(
              "wrong-speaker",
              "say",
              "One event in a thousand is said to come from its hearer's neighbour.",
              WrongSpeaker::new),
          of(
              "shared-crisis-state",
              "crisis",
              "Two users share the state of their streaks.",
              SharedCrisisState::new),
          of(
              "unsynchronised-counter",
              "crisis",
              "The counter of crisis messages is read, and written back later, over what came meanwhile.",
              UnsynchronisedCounter::new),
          of(
              "no-reset-on-calm",
              "crisis",
              "A calm turn does not end a streak.",
              NoResetOnCalm::new),
          of(
              "window-from-first-flag",
              "crisis",
              "The window is measured from the first turn of a streak, not from the third last.",
              WindowFromFirstFlag::new),
          of(
              "flag-without-text",
              "crisis",
              "One answer in ten that offers help says so only in its flag.",
              FlagWithoutText::new),
          of(
              "text-without-flag",
              "crisis",
              "One answer in ten that offers help says so only in its text.",
              TextWithoutFlag::new),
          of(
              "refused-not-screened",
              "crisis",
              "A refused message is not looked at for crisis language.",
              RefusedNotScreened::new),
          of(
              "crisis-lost-on-eviction",
              "crisis",
              "An evicted user's streak is forgotten.",
              CrisisLostOnEviction::new,
              Settings::evicting),
          of(
              "bystander-flagged",
              "crisis",
              "One answer in a thousand to a calm user says that help is offered.",
              BystanderFlagged::new),
          of(
              "help-to-the-room",
              "crisis",
              "Whoever is in the room when help is given hears it.",
              HelpToTheRoom::new),
          of(
              "help-every-time",
              "crisis",
              "Once a streak was answered with help, each further turn of it is.",
              HelpEveryTime::new),
          of(
              "help-once-per-streak",
              "crisis",
              "Help is given once in a streak, however long it goes on.",
              HelpOncePerStreak::new),
          of(
              "critical-makes-room",
              "priorities",
              "A full outbox drops the oldest final reply, though pieces of replies wait.",
              stage -> new MakesRoomAtOnce(stage, Priority.CRITICAL),
              Settings::streaming),
          of(
              "events-make-room",
              "priorities",
              "A full outbox drops the oldest event, though pieces of replies wait.",
              stage -> new MakesRoomAtOnce(stage, Priority.IMPORTANT),
              Settings::streaming),
          of(
              "bulk-first",
              "priorities",
              "Pieces of replies leave before all else.",
              BulkFirst::new,
              Settings::streaming),
          of(
              "last-in-first-out",
              "priorities",
              "What waits in one class leaves in the opposite order.",
              LastInFirstOut::new,
              Settings::streaming),
          of(
              "dropped-still-queued",
              "priorities",
              "What an outbox dropped goes on being counted as waiting.",
              DroppedStillQueued::new,
              Settings::streaming),
          of(
              "returned-uncounted",
              "priorities",
              "What a closed outbox hands back is in no count.",
              ReturnedUncounted::new,
              Settings::streaming),
          of(
              "endless-outbox",
              "priorities",
              "An outbox takes all there is.",
              EndlessOutbox::new,
              Settings::streaming),
          of(
              "one-lock",
              "priorities",
              "All sends go under one lock, so that one to a reader who reads nothing holds up all.",
              OneLock::new,
              Settings::streaming),
          of(
              "pieces-dropped-in-silence",
              "priorities",
              "Pieces of replies are dropped, and nothing tells so.",
              PiecesDroppedInSilence::new,
              Settings::streaming),
          of(
              "pieces-doubled",
              "priorities",
              "One piece of a reply in two hundred comes twice.",
              PiecesDoubled::new,
              Settings::streaming),
          of(
              "pieces-reordered",
              "priorities",
              "One piece of a reply in fifty comes a little later.",
              PiecesReordered::new,
              Settings::streaming),
          of(
              "replies-lost-in-overflow",
              "priorities",
              "A connection that ends as its outbox is full takes the final replies in it along.",
              RepliesLostInOverflow::new,
              Settings::streaming),
          of(
              "late-reply-lost-on-reconnect",
              "priorities",
              "Whoever comes back gets the late replies but for the first.",
              LateReplyLostOnReconnect::new,
              Settings::streaming),
          of(
              "late-reply-to-another",
              "isolation",
              "One late reply in twenty waits for the user before.",
              LateReplyToAnother::new,
              Settings::streaming),
          of("shared-bucket", "rate_limit", "Two users share one bucket.", SharedBucket::new),
          of(
              "check-then-act",
              "rate_limit",
              "Whether there is a token is looked up first; it is taken a little later.",
              CheckThenAct::new),
          of(
              "refill-on-refusal",
              "rate_limit",
              "A refusal leaves a full bucket behind.",
              RefillOnRefusal::new),
          of(
              "fixed-window",
              "rate_limit",
              "The limit holds for each window of the clock, so that twice as many pass around its edge.",
              FixedWindow::new),
          of(
              "truncation-starves",
              "rate_limit",
              "Tokens that came are rounded down each time, and the rest is forgotten.",
              TruncationStarves::new),
          of("no-limit", "rate_limit", "One message in ten costs no token.", NoLimit::new),
          of(
              "refuses-at-random",
              "rate_limit",
              "One message in a thousand is refused although there are tokens.",
              RefusesAtRandom::new));

  /** The one of this name, if there is one. */
  public static Optional<Fault> named(String name) {
    return ALL.stream().filter(fault -> fault.name().equals(name)).findFirst();
  }

  private static Fault of(
      String name, String check, String what, Function<Stage, SimulatedBridge> bridge) {
    return new Fault(name, check, what, bridge, UnaryOperator.identity());
  }

  private static Fault of(
      String name,
      String check,
      String what,
      Function<Stage, SimulatedBridge> bridge,
      UnaryOperator<Settings> needs) {
    return new Fault(name, check, what, bridge, needs);
  }
}
