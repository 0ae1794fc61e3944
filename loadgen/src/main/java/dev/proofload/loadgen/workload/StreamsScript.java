package dev.proofload.loadgen.workload;

/**
 * The workload {@code streams}: a user goes to a room and stays there. What it chats over its
 * socket is to be answered piece by piece; all else, crises too, is as in {@link ChatScript}.
 *
 * <p>Of those whose reading will hold them up, every second one speaks over HTTP as soon as it
 * begins to: {@link Readers#speaksOverHttp}. Some of those who do not read any more say a great
 * deal, so that what is owed to them piles up: {@link Readers#saysMuch}.
 */
public final class StreamsScript implements Script {
  /** Mostly chat; enough is said in the rooms that events flow to everybody. */
  public static final KindMix MIX = KindMix.parse("chat=91,say=5,emote=1,whisper=1,look=2");

  private final Script chat;
  private final int room;
  private final boolean overHttp;
  private final boolean stops;
  private final boolean saysMuch;
  private int sequence;
  private boolean there;
  private boolean thereBefore;
  private boolean closing;

  /**
   * @param rules how the server was set up, as far as is known
   * @param slot which of the plan's users it is
   */
  public StreamsScript(LoadPlan plan, ServerRules rules, int slot) {
    this.chat = ChatScript.ofSettled(plan, rules, slot);
    this.room = plan.rooms() == 0 ? Operation.NO_ROOM : slot % plan.rooms();
    this.overHttp = plan.readers().speaksOverHttp(slot, plan.users());
    this.stops = plan.reading(slot) == Reading.STALLED;
    this.saysMuch = plan.readers().saysMuch(slot, plan.users());
  }

  /** Whether users may do this now and then: none changes rooms, and none fetches events. */
  public static boolean mayMix(OperationKind kind) {
    return kind != OperationKind.GO && kind != OperationKind.DRAIN;
  }

  @Override
  public boolean next(Operation next, double progress) {
    thereBefore = there;
    if (!there && !closing && room != Operation.NO_ROOM) {
      there = true;
      next.set(OperationKind.MOVE, sequence++, 0, room, 0, Rendezvous.NONE);
      next.via(Transport.WS);
      return true;
    }
    if (!chat.next(next, progress)) {
      return false;
    }
    OperationKind kind = next.kind();
    Transport via = next.transport();
    int target = next.target();
    if (!closing && kind.isMessage() && speaksOverHttp(progress)) {
      via = Transport.HTTP;
    }
    if (kind == OperationKind.CHAT && via == Transport.WS) {
      kind = OperationKind.STREAMED;
    }
    boolean chats = kind == OperationKind.CHAT || kind == OperationKind.STREAMED;
    boolean atLength = chats && saysMuch && !closing && progress >= Readers.STALL_AT;
    int phrase = atLength ? MessageText.LONG : next.phrase();
    next.set(kind, sequence++, next.nonce(), next.room(), phrase, Rendezvous.NONE);
    next.via(via);
    next.aim(target);
    return true;
  }

  /** Who stops reading asks over its socket until then. */
  private boolean speaksOverHttp(double progress) {
    return overHttp && (!stops || progress >= Readers.STALL_AT);
  }

  @Override
  public void takeBack() {
    if (there == thereBefore) {
      chat.takeBack();
    }
    there = thereBefore;
  }

  @Override
  public void refused() {
    chat.refused();
  }

  @Override
  public void renewed() {
    there = false;
    chat.renewed();
  }

  @Override
  public void close(ClosingPart part) {
    closing = true;
    chat.close(part);
  }
}
