package dev.proofload.loadgen.workload;

import java.util.Optional;

/**
 * The workload {@code chat}: message i of a user is said in room i mod rooms, or, of the users
 * after the first {@value #CROWD}, so many rooms further on as there are such crowds before. After
 * a quarter of the run a crisis user sends crisis messages, at its own pace. At half of it
 * everybody moves to one room, looks, and goes on. All else is drawn from the plan's mix.
 */
public final class ChatScript implements Script {
  /** More users than this would make each answer to {@code look} a long list. */
  public static final int MAX_MEETING = 200;

  /**
   * So many go from room to room together, since each answer lists all who are in a room: if ten
   * thousand did, a server would do nothing but write lists.
   */
  public static final int CROWD = 100;

  /** How often a user who is driven over its limit is to be refused. */
  public static final int REFUSALS = 3;

  private static final double CRISIS_AT = 0.25;
  private static final double MEETING_AT = 0.5;

  /** So that which kinds are drawn says nothing about nonces. */
  private static final long SALT = 0x6A09E667F3BCC908L;

  private final LoadPlan plan;
  private final int rooms;
  private final int user;
  private final Transport transport;
  private final CrisisPace crisis;
  private final int limit;
  private final int crisisTurns;
  private int sequence;
  private int nameNumber;
  private int messages;
  private int room = Operation.NO_ROOM;
  private int crisisAt;
  private Rendezvous meeting;
  private boolean known;
  private Optional<Closing> closing = Optional.empty();

  // As they were before the last step, which may be taken back.
  private int messagesBefore;
  private int roomBefore = Operation.NO_ROOM;
  private int crisisBefore;
  private Rendezvous meetingBefore;
  private boolean knownBefore;

  /**
   * @param rules how the server was set up, as far as is known
   * @param user index of the user
   */
  public ChatScript(LoadPlan plan, ServerRules rules, int user) {
    this(plan, rules, user, plan.rooms(), meetingSize(plan));
  }

  /** Of a user who changes no rooms of its own accord, and meets nobody. */
  static ChatScript ofSettled(LoadPlan plan, ServerRules rules, int user) {
    return new ChatScript(plan, rules, user, 0, 0);
  }

  private ChatScript(LoadPlan plan, ServerRules rules, int user, int rooms, int meetingSize) {
    this.plan = plan;
    this.rooms = rooms;
    this.user = user;
    this.transport = plan.transport().of(user);
    this.limit = rules.rateLimit().orElse(0);
    this.crisisTurns = rules.crisisTurns();
    this.crisis = user < plan.crisisUsers() ? CrisisPace.of(user, crisisTurns) : CrisisPace.none();
    this.meeting = user < meetingSize ? Rendezvous.ARRIVE : Rendezvous.NONE;
    this.meetingBefore = meeting;
  }

  /**
   * How many users take part in the meeting; 0 if there is none, as there is nobody to see, or as
   * nobody may wait for others where operations are due at their time.
   */
  public static int meetingSize(LoadPlan plan) {
    return plan.users() < 2 || plan.open().isPresent() ? 0 : Math.min(plan.users(), MAX_MEETING);
  }

  @Override
  public boolean next(Operation next, double progress) {
    if (closing.isPresent()) {
      return closing.get().next(next);
    }
    if (plan.messages().isPresent() && messages >= plan.messages().get()) {
      return false;
    }
    keep();
    if (meeting == Rendezvous.LOOK) {
      meeting = Rendezvous.LEAVE;
      set(next, OperationKind.LOOK, room, Rendezvous.LOOK);
    } else if (crisisAt < crisis.length() && (crisisAt > 0 || progress >= CRISIS_AT)) {
      inCrisis(next);
    } else if (meeting == Rendezvous.ARRIVE && progress >= MEETING_AT) {
      meeting = Rendezvous.LOOK;
      boolean moves = transportOfNext() == Transport.WS;
      say(next, moves ? OperationKind.MOVE : OperationKind.CHAT, rooms, Rendezvous.ARRIVE);
    } else {
      ordinary(next, plan.mix().draw(random(1), mayDrain()));
    }
    return true;
  }

  @Override
  public void takeBack() {
    messages = messagesBefore;
    room = roomBefore;
    crisisAt = crisisBefore;
    meeting = meetingBefore;
    known = knownBefore;
  }

  @Override
  public void refused() {
    closing.ifPresent(part -> part.refusals++);
  }

  /** In a new session nobody has been anywhere, and no streak has begun. */
  @Override
  public void renewed() {
    room = Operation.NO_ROOM;
    known = false;
    if (crisisAt < crisis.length()) {
      crisisAt = 0;
    }
  }

  @Override
  public void close(ClosingPart part) {
    closing = Optional.of(new Closing(part));
  }

  private void keep() {
    messagesBefore = messages;
    roomBefore = room;
    crisisBefore = crisisAt;
    meetingBefore = meeting;
    knownBefore = known;
  }

  private void inCrisis(Operation next) {
    int before = messages;
    if (crisis.isFlagged(crisisAt)) {
      ordinary(next, OperationKind.CRISIS);
    } else {
      ordinary(next, plan.mix().draw(random(1), false));
    }
    crisisAt += messages - before;
  }

  private void ordinary(Operation next, OperationKind drawn) {
    Rendezvous rendezvous = Rendezvous.NONE;
    if (meeting == Rendezvous.LEAVE) {
      meeting = Rendezvous.NONE;
      rendezvous = Rendezvous.LEAVE;
    }
    switch (drawn) {
      case LOOK -> set(next, OperationKind.LOOK, room, rendezvous);
      case WHO -> set(next, OperationKind.WHO, Operation.NO_ROOM, rendezvous);
      case DRAIN -> {
        set(next, OperationKind.DRAIN, Operation.NO_ROOM, rendezvous);
        next.via(Transport.HTTP);
        next.aim(next.user());
      }
      case WHISPER -> {
        say(next, plan.users() < 2 ? OperationKind.CHAT : drawn, roomOfMessage(), rendezvous);
        if (next.kind() == OperationKind.WHISPER) {
          next.aim(
              Math.floorMod(user + 1 + Math.floorMod(random(2), plan.users() - 1), plan.users()));
        }
      }
      case GO -> say(next, rooms == 0 ? OperationKind.CHAT : drawn, roomOfMessage(), rendezvous);
      default -> say(next, drawn, roomOfMessage(), rendezvous);
    }
  }

  /** Something said in a room, or over a socket first the move there. */
  private void say(Operation next, OperationKind kind, int where, Rendezvous rendezvous) {
    boolean elsewhere = where != Operation.NO_ROOM && where != room;
    if (elsewhere) {
      room = where;
    }
    boolean socket = transportOfNext() == Transport.WS;
    boolean first = elsewhere && socket && kind != OperationKind.GO;
    set(next, first ? OperationKind.MOVE : kind, where, rendezvous);
    if (elsewhere && !socket && !plan.mix().isChatOnly()) {
      nameNumber++;
      next.name(nameNumber);
    }
  }

  private void set(Operation next, OperationKind kind, int where, Rendezvous rendezvous) {
    long random = Mix.of(plan.seed(), user, sequence);
    Transport via = transportOfNext();
    next.set(kind, sequence, (int) random, where, (int) (random >>> 32), rendezvous);
    next.via(via);
    if (via == Transport.HTTP && kind.isMessage()) {
      next.name(nameNumber);
    }
    sequence++;
    if (kind.isMessage()) {
      messages++;
      known = true;
    }
  }

  private int roomOfMessage() {
    return rooms == 0 ? Operation.NO_ROOM : (user / CROWD + messages) % rooms;
  }

  /** Who has both a socket and HTTP takes turns, message by message. */
  private Transport transportOfNext() {
    if (transport != Transport.BOTH) {
      return transport;
    }
    return messages % 2 == 0 ? Transport.HTTP : Transport.WS;
  }

  private boolean mayDrain() {
    return known && !transport.hasSocket() && meeting != Rendezvous.LEAVE;
  }

  private long random(int which) {
    return Mix.of(plan.seed() + which * SALT, user, sequence);
  }

  /** What the user does when the load is over. */
  private final class Closing {
    private final ClosingPart part;
    private int sent;
    private int inCrisis;
    private int refusals;

    Closing(ClosingPart part) {
      this.part = part;
    }

    boolean next(Operation next) {
      boolean more =
          switch (part) {
            case FETCH -> sent == 0 && known;
            case ONE_MORE, FENCE -> sent == 0;
            case OVER_LIMIT -> refusals < REFUSALS && mayTryOn();
            case OVER_LIMIT_IN_CRISIS ->
                (refusals < REFUSALS || inCrisis < crisisTurns) && mayTryOn();
          };
      if (!more) {
        return false;
      }
      sent++;
      if (part == ClosingPart.OVER_LIMIT || part == ClosingPart.OVER_LIMIT_IN_CRISIS) {
        exceedLimit(next);
        return true;
      }
      set(next, kind(), Operation.NO_ROOM, Rendezvous.NONE);
      if (part == ClosingPart.FETCH) {
        next.via(Transport.HTTP);
        next.aim(next.user());
      } else if (part == ClosingPart.FENCE) {
        next.via(Transport.WS);
        next.name(Operation.NO_NAME);
      }
      return true;
    }

    /**
     * Once over the limit: what is refused must change nothing, so it names another room, and is
     * said to all.
     */
    private void exceedLimit(Operation next) {
      if (refusals == 0) {
        set(next, OperationKind.CHAT, Operation.NO_ROOM, Rendezvous.NONE);
      } else if (part == ClosingPart.OVER_LIMIT_IN_CRISIS
          && refusals > 1
          && inCrisis < crisisTurns) {
        inCrisis++;
        set(next, OperationKind.CRISIS, Operation.NO_ROOM, Rendezvous.NONE);
      } else {
        OperationKind kind = plan.mix().isChatOnly() ? OperationKind.CHAT : OperationKind.SAY;
        say(next, kind, roomOfMessage(), Rendezvous.NONE);
      }
    }

    private OperationKind kind() {
      return switch (part) {
        case FETCH -> OperationKind.DRAIN;
        case FENCE -> OperationKind.LOOK;
        case OVER_LIMIT, OVER_LIMIT_IN_CRISIS, ONE_MORE -> OperationKind.CHAT;
      };
    }

    /** Tokens come back meanwhile, so that a few more than there were may be admitted. */
    private boolean mayTryOn() {
      return sent < 2 * limit + 10 * REFUSALS;
    }
  }
}
