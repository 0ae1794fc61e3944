package dev.proofload.bridge.service;

import dev.proofload.bridge.agent.Responder;
import dev.proofload.bridge.crisis.CrisisDetector;
import dev.proofload.bridge.crisis.CrisisMessage;
import dev.proofload.bridge.crisis.CrisisRegister;
import dev.proofload.bridge.limit.Allowance;
import dev.proofload.bridge.limit.RateLimiter;
import dev.proofload.bridge.outbox.Frame;
import dev.proofload.bridge.outbox.Outbox;
import dev.proofload.bridge.protocol.ChatReply;
import dev.proofload.bridge.protocol.ChatRequest;
import dev.proofload.bridge.protocol.Command;
import dev.proofload.bridge.protocol.Event;
import dev.proofload.bridge.protocol.EventPage;
import dev.proofload.bridge.protocol.JsonAnswers;
import dev.proofload.bridge.protocol.LateReply;
import dev.proofload.bridge.protocol.Names;
import dev.proofload.bridge.protocol.SessionRow;
import dev.proofload.bridge.protocol.StoredMessage;
import dev.proofload.bridge.protocol.StoredMessage.Role;
import dev.proofload.bridge.room.Member;
import dev.proofload.bridge.room.Occupancy;
import dev.proofload.bridge.room.RoomRegister;
import dev.proofload.bridge.room.RoomView;
import dev.proofload.bridge.service.BridgeCounters.Count;
import dev.proofload.bridge.session.Mailbox;
import dev.proofload.bridge.session.Session;
import dev.proofload.bridge.session.SessionRegistry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The bridge without its transports: every operation of its contract. Thread-safe; an operation of
 * a user waits for that user's others and for nobody else's. No lock is held when it writes to a
 * socket. The locks and their order stand in {@code docs/concurrency.md}.
 */
public final class Bridge {
  private static final int GOING_AWAY = 1001;
  private static final Semaphore NO_STREAMS = new Semaphore(0);

  private final BridgeSettings settings;
  private final Responder responder;
  private final InstantSource wallClock;
  private final LongSupplier nanoClock;
  private final long startNanos;
  private final CrisisDetector detector = new CrisisDetector();
  private final RateLimiter limiter;
  private final CrisisRegister crises;
  private final RoomRegister rooms = new RoomRegister();
  private final SessionRegistry sessions;
  private final BridgeCounters counters = new BridgeCounters();

  /** Crisis messages that users may not have seen when their sessions ended. */
  private final ConcurrentHashMap<String, List<LateReply>> owed = new ConcurrentHashMap<>();

  /** Sockets of evicted sessions, which are closed once no lock is held. */
  private final ConcurrentLinkedQueue<Outbox> evictedSockets = new ConcurrentLinkedQueue<>();

  /**
   * @param responder who answers what is no command
   * @param wallClock for timestamps
   * @param nanoClock a monotonic clock in nanoseconds, for limits and windows
   */
  public Bridge(
      BridgeSettings settings,
      Responder responder,
      InstantSource wallClock,
      LongSupplier nanoClock) {
    this.settings = settings;
    this.responder = responder;
    this.wallClock = wallClock;
    this.nanoClock = nanoClock;
    this.startNanos = nanoClock.getAsLong();
    this.limiter = new RateLimiter(settings.rateLimit(), settings.rateWindow(), nanoClock);
    this.crises = new CrisisRegister(settings.crisisTurns(), settings.crisisWindow(), nanoClock);
    this.sessions =
        new SessionRegistry(settings.maxSessions(), settings.historyWindow(), this::evicted);
  }

  /** Takes a message that came over HTTP. The user's sockets, if any, get the reply too. */
  public ChatOutcome chat(ChatRequest request) {
    return chat(request, true);
  }

  /** Takes a message that came over a socket, or over HTTP. */
  ChatOutcome chat(ChatRequest request, boolean overHttp) {
    return chat(request, overHttp, NO_STREAMS);
  }

  /**
   * Takes a message that came over a socket, whose reply comes in pieces if it may: not with the
   * crisis message, which must not take its time.
   *
   * @param streams a permit for each reply that may come in pieces at a time
   */
  ChatOutcome stream(ChatRequest request, Semaphore streams) {
    return chat(request, false, streams);
  }

  private ChatOutcome chat(ChatRequest request, boolean overHttp, Semaphore streams) {
    String userId = request.userId();
    boolean flagged = detector.matches(request.message());
    if (flagged) {
      counters.add(Count.CRISIS_DETECTED);
    }
    Allowance allowance = limiter.take(userId);
    if (!allowance.admitted()) {
      counters.add(overHttp ? Count.HTTP_REFUSED : Count.WS_REFUSED);
      return new ChatOutcome.Refused(userId, allowance, crisisTurn(userId, flagged));
    }
    Deliveries deliveries = new Deliveries();
    ChatReply reply;
    ReplyStream pieces = null;
    Session session = acquire(userId, deliveries);
    try {
      boolean due = crisisTurn(userId, flagged);
      reply = answer(session, request, due, deliveries);
      Mailbox mailbox = session.mailbox();
      if (!due && streams.tryAcquire()) {
        pieces = new ReplyStream(mailbox, reply, settings.deltaDelay(), streams::release);
      } else if (!overHttp || mailbox.isConnected()) {
        byte[] json = JsonAnswers.chatResponse(reply, overHttp);
        mailbox.reply(new LateReply(json, due, 0), !overHttp, deliveries);
      }
    } finally {
      session.unlock();
    }
    deliveries.run();
    if (pieces != null) {
      pieces.start();
    }
    counters.add(overHttp ? Count.HTTP_ANSWERED : Count.WS_ANSWERED);
    return new ChatOutcome.Answered(reply, allowance);
  }

  private boolean crisisTurn(String userId, boolean flagged) {
    boolean due = crises.turn(userId, flagged);
    if (due) {
      counters.add(Count.CRISIS_DELIVERED);
    }
    return due;
  }

  /** Takes a user's wish to be elsewhere; its sockets are told. */
  Allowance move(String userId, String room) {
    Allowance allowance = limiter.take(userId);
    if (!allowance.admitted()) {
      counters.add(Count.MOVES_REFUSED);
      return allowance;
    }
    Deliveries deliveries = new Deliveries();
    Session session = acquire(userId, deliveries);
    try {
      RoomView view = rooms.turn(session, "", room, 0, wallClock.millis(), false);
      byte[] changed = JsonAnswers.roomChanged(view.room(), view.members());
      session.mailbox().send(Frame.passing(changed), deliveries);
    } finally {
      session.unlock();
    }
    deliveries.run();
    counters.add(Count.MOVES);
    return allowance;
  }

  /** Opens a socket of a user: it gets the first frame, what waited, and then whatever comes. */
  public Connection connect(String userId, Outbox outbox) {
    Names.require("user_id", userId);
    Deliveries deliveries = new Deliveries();
    Session session = acquire(userId, deliveries);
    try {
      RoomView view = rooms.turn(session, "", "", 0, wallClock.millis(), false);
      byte[] first = JsonAnswers.connected(userId, view.room(), view.members());
      session.mailbox().attach(outbox, first, deliveries);
      noteConnected(session);
    } finally {
      session.unlock();
    }
    deliveries.run();
    return new Connection(this, session, outbox);
  }

  void disconnect(Session session, Outbox outbox) {
    session.lock();
    try {
      owe(session.userId(), session.mailbox().detach(outbox));
      noteConnected(session);
    } finally {
      session.unlock();
    }
  }

  /** What is left of a user's tokens. */
  public Allowance allowance(String userId) {
    return limiter.look(userId);
  }

  /** Everyone, in order of user id; one instant. */
  public List<SessionRow> everyone() {
    return rooms.snapshot();
  }

  /**
   * The events that wait for a user: drained, or, after a given number, shown and kept.
   *
   * @param after the number up to which the caller has all
   * @return empty if there is no such session
   */
  public Optional<EventPage> roomEvents(String userId, OptionalLong after) {
    return rooms
        .find(userId)
        .map(Session::mailbox)
        .map(box -> after.isPresent() ? box.after(after.getAsLong()) : box.drain());
  }

  /** What a session holds of its history; empty if there is none, or if nobody may read it. */
  public Optional<List<StoredMessage>> history(String userId) {
    return settings.historyApi() ? rooms.find(userId).flatMap(Bridge::historyOf) : Optional.empty();
  }

  /** Whether {@link #history} may be asked at all. */
  public boolean tellsHistories() {
    return settings.historyApi();
  }

  /** How many sessions there are. */
  public int activeSessions() {
    return rooms.size();
  }

  /** What has been done so far. */
  public BridgeCounters counters() {
    return counters;
  }

  /** How much there is now; takes a few steps for each session. */
  public Census census() {
    Occupancy there = rooms.occupancy();
    long waiting = 0;
    long dropped = 0;
    for (Session session : there.sessions()) {
      waiting += session.mailbox().waitingCount();
      dropped += session.mailbox().droppedCount();
    }
    return new Census(there.sessions().size(), there.rooms(), waiting, dropped);
  }

  /** How long the bridge has been there. */
  public long uptimeNanos() {
    return nanoClock.getAsLong() - startNanos;
  }

  /** Frees what idle users no longer need; to be called now and then. */
  public void sweep() {
    limiter.sweep();
    crises.sweep();
  }

  private static Optional<List<StoredMessage>> historyOf(Session session) {
    session.lock();
    try {
      return session.isEvicted() ? Optional.empty() : Optional.of(session.history().messages());
    } finally {
      session.unlock();
    }
  }

  private Session acquire(String userId, Deliveries deliveries) {
    Session session = sessions.acquire(userId);
    List<LateReply> replies = owed.isEmpty() ? null : owed.remove(userId);
    if (replies != null) {
      session.mailbox().owe(replies, deliveries);
    }
    if (!evictedSockets.isEmpty()) {
      // Not here: a socket is never written to while a session is locked.
      Thread.startVirtualThread(this::closeEvictedSockets);
    }
    return session;
  }

  private void closeEvictedSockets() {
    for (Outbox box = evictedSockets.poll(); box != null; box = evictedSockets.poll()) {
      box.drain();
    }
  }

  /** Runs under the registry's and the session's lock. */
  private void evicted(Session session) {
    counters.add(Count.EVICTED);
    rooms.leave(session.userId());
    String reason = "the session was the least active of too many";
    owe(session.userId(), session.mailbox().close(GOING_AWAY, reason, evictedSockets::add));
  }

  /** Keeps crisis messages for the user's next session. */
  void owe(String userId, List<LateReply> replies) {
    if (!replies.isEmpty()) {
      owed.merge(userId, replies, Bridge::both);
    }
  }

  private static List<LateReply> both(List<LateReply> some, List<LateReply> more) {
    List<LateReply> all = new ArrayList<>(some);
    all.addAll(more);
    return all;
  }

  private void noteConnected(Session session) {
    if (!session.isEvicted()) {
      boolean connected = session.mailbox().isConnected();
      sessions.setConnected(session, connected);
      rooms.setConnected(session.userId(), connected);
    }
  }

  private ChatReply answer(
      Session session, ChatRequest request, boolean crisisDue, Consumer<Outbox> filled) {
    long now = wallClock.millis();
    Command command = Command.parse(request.message());
    String refusal = "";
    String room = request.room();
    if (command instanceof Command.Move move) {
      refusal = Names.complaint("room", move.room());
      room = refusal.isEmpty() ? move.room() : room;
    }
    boolean asksWho = command instanceof Command.Who;
    RoomView view = rooms.turn(session, request.username(), room, 2, now, asksWho);
    Turn turn = new Turn(session.userId(), view, now, filled);
    String text = refusal.isEmpty() ? turn.reply(command) : "You stay: " + refusal + ".";
    if (crisisDue) {
      text = CrisisMessage.TEXT + "\n\n" + text;
    }
    session.history().add(Role.USER, request.message(), now, view.room());
    session.history().add(Role.ASSISTANT, text, now, view.room());
    return new ChatReply(
        text, session.userId(), view.room(), crisisDue, view.messageCount(), view.members(), now);
  }

  /** One message that is being answered, while its session is locked. */
  private final class Turn {
    private final String userId;
    private final RoomView view;
    private final long now;
    private final Consumer<Outbox> filled;

    Turn(String userId, RoomView view, long now, Consumer<Outbox> filled) {
      this.userId = userId;
      this.view = view;
      this.now = now;
      this.filled = filled;
    }

    String reply(Command command) {
      return switch (command) {
        case Command.Look look -> Replies.look(userId, view);
        case Command.Who who -> Replies.who(view);
        case Command.Move move -> "You are now in " + view.room() + ".";
        case Command.Say say -> {
          tellRoom(view.username() + " says: \"" + say.text() + "\"");
          yield "You say: \"" + say.text() + "\"";
        }
        case Command.Emote emote -> {
          tellRoom(view.username() + " " + emote.text());
          yield view.username() + " " + emote.text();
        }
        case Command.Whisper whisper -> whisper(whisper);
        case Command.Talk talk ->
            responder.respond(userId, view.room(), talk.text(), view.messageCount() - 1);
      };
    }

    private void tellRoom(String line) {
      Event event = event(Event.Kind.ROOM_BROADCAST, line);
      for (Member member : view.members()) {
        if (!member.userId().equals(userId)) {
          member.session().mailbox().publish(event, filled);
        }
      }
    }

    private String whisper(Command.Whisper whisper) {
      String to = whisper.toUserId();
      Event event =
          event(Event.Kind.WHISPER, view.username() + " whispers: \"" + whisper.text() + "\"");
      boolean told =
          rooms.find(to).map(Session::mailbox).map(box -> box.publish(event, filled)).orElse(false);
      return told
          ? "You whisper to " + to + ": \"" + whisper.text() + "\""
          : "There is no user " + to + " here.";
    }

    private Event event(Event.Kind kind, String line) {
      return new Event(kind, userId, view.username(), view.room(), line, now);
    }
  }
}
