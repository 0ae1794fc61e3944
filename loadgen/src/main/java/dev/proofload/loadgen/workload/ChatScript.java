package dev.proofload.loadgen.workload;

/**
 * The workload {@code chat}: message i of a user goes to room i mod rooms. After a quarter of the
 * run a crisis user sends three crisis messages in a row. At half of it everybody moves to one
 * room, looks, and goes on.
 */
public final class ChatScript implements Script {
  /** How many crisis messages in a row the bridge answers, by default, with help. */
  public static final int CRISIS_TURNS = 3;

  /** More users than this would make each answer to {@code look} a long list. */
  public static final int MAX_MEETING = 200;

  private static final double CRISIS_AT = 0.25;
  private static final double MEETING_AT = 0.5;

  private final LoadPlan plan;
  private final int user;
  private final boolean roomTravelsWithMessage;
  private int sequence;
  private int messages;
  private int currentRoom = Operation.NO_ROOM;
  private int crisisLeft;
  private Rendezvous meeting;

  /**
   * @param user index of the user
   */
  public ChatScript(LoadPlan plan, int user) {
    this.plan = plan;
    this.user = user;
    this.roomTravelsWithMessage = plan.transport().of(user) == Transport.HTTP;
    this.crisisLeft = user < plan.crisisUsers() ? CRISIS_TURNS : 0;
    this.meeting = user < meetingSize(plan) ? Rendezvous.ARRIVE : Rendezvous.NONE;
  }

  /** How many users take part in the meeting; 0 if there is none, as there is nobody to see. */
  public static int meetingSize(LoadPlan plan) {
    return plan.users() < 2 ? 0 : Math.min(plan.users(), MAX_MEETING);
  }

  @Override
  public boolean next(Operation next, double progress) {
    if (plan.messages().isPresent() && messages >= plan.messages().get()) {
      return false;
    }
    boolean inCrisis = crisisLeft > 0 && (crisisLeft < CRISIS_TURNS || progress >= CRISIS_AT);
    if (meeting == Rendezvous.LOOK) {
      meeting = Rendezvous.LEAVE;
      set(next, OperationKind.LOOK, currentRoom, Rendezvous.LOOK);
    } else if (inCrisis) {
      chat(next, OperationKind.CRISIS, roomOfMessage());
    } else if (meeting == Rendezvous.ARRIVE && progress >= MEETING_AT) {
      meeting = Rendezvous.LOOK;
      currentRoom = plan.rooms();
      set(
          next,
          roomTravelsWithMessage ? OperationKind.CHAT : OperationKind.MOVE,
          currentRoom,
          Rendezvous.ARRIVE);
    } else {
      chat(next, OperationKind.CHAT, roomOfMessage());
    }
    return true;
  }

  private void chat(Operation next, OperationKind kind, int room) {
    Rendezvous rendezvous = Rendezvous.NONE;
    if (meeting == Rendezvous.LEAVE) {
      meeting = Rendezvous.NONE;
      rendezvous = Rendezvous.LEAVE;
    }
    boolean elsewhere = room != Operation.NO_ROOM && room != currentRoom;
    if (room != Operation.NO_ROOM) {
      currentRoom = room;
    }
    if (elsewhere && !roomTravelsWithMessage) {
      set(next, OperationKind.MOVE, room, rendezvous);
      return;
    }
    if (kind == OperationKind.CRISIS) {
      crisisLeft--;
    }
    set(next, kind, room, rendezvous);
  }

  private int roomOfMessage() {
    return plan.rooms() == 0 ? Operation.NO_ROOM : messages % plan.rooms();
  }

  private void set(Operation next, OperationKind kind, int room, Rendezvous rendezvous) {
    long random = Mix.of(plan.seed(), user, sequence);
    next.set(kind, sequence, (int) random, room, (int) (random >>> 32), rendezvous);
    sequence++;
    if (kind.isMessage()) {
      messages++;
    }
  }
}
