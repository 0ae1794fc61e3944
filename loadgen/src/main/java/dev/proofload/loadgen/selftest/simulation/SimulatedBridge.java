package dev.proofload.loadgen.selftest.simulation;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Observation.Event;
import dev.proofload.loadgen.record.Observation.LateReply;
import dev.proofload.loadgen.record.Priority;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.OperationKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A bridge as its documentation promises it: every operation takes effect at one instant between
 * its invocation and its answer. Each protected method is a place where a faulty one differs.
 */
public class SimulatedBridge {
  /** The crisis message, as the documentation promises it. */
  public static final String HELP =
      """
      You matter, and you do not have to go through this alone. Please reach someone now:
      • US: call or text 988, the Suicide & Crisis Lifeline, at any hour
      • US: text HOME to 741741, the Crisis Text Line
      • Elsewhere: https://findahelpline.com lists free, confidential lines by country""";

  private static final long SLOWEST_PIECE_NANOS = 150_000;

  /** Events that may wait. */
  public static final int MAX_WAITING = 1_000;

  private final Stage stage;
  private final Settings settings;
  private final Texts texts;
  private final Rooms rooms;
  private final Streams streams = new Streams();
  private final List<Guest> guests = new ArrayList<>();
  private @Nullable Guest[] byKey = new @Nullable Guest[64];
  private long[] bucketFullAtNanos = new long[64];
  private @Nullable Streak[] streaks = new @Nullable Streak[64];

  protected SimulatedBridge(Stage stage) {
    this.stage = stage;
    this.settings = stage.settings();
    this.texts = new Texts(stage.names());
    this.rooms = new Rooms(settings.rooms());
  }

  /** A sound one. */
  public static SimulatedBridge sound(Stage stage) {
    return new SimulatedBridge(stage);
  }

  /** The instant at which a call takes effect. */
  final void serve(Call call) {
    switch (call.operation().kind()) {
      case DRAIN -> drain(call);
      case HISTORY -> history(call);
      case SESSIONS -> listSessions(call.reply());
      case ROOMS -> listRooms(call.reply());
      case STREAMS -> streams.list(call.reply());
      default -> turn(call);
    }
  }

  /** A user opens a socket; that makes a session where there is none. */
  final void connect(Socket socket) {
    Guest guest = guest(socket.user());
    if (socket instanceof StreamSocket stream) {
      if (guest.socket() instanceof StreamSocket before) {
        before.outbox().close(StreamSocket.NORMAL_CLOSURE);
      }
      Outbox outbox =
          newOutbox(new Outbox.Parts(stage, streams.nextId(), guest, stream, new Ends()));
      stream.attach(outbox);
      streams.open(outbox);
    }
    guest.connect(socket);
    Observation greeting = new Observation();
    greeting.type(Observation.Type.GREETING);
    greeting.userId(guest.id());
    show(greeting, guest.room());
    socket.send(greeting);
    for (Event event : guest.emptyInbox()) {
      socket.send(frame(event));
    }
    sendLate(guest);
  }

  /** Half of an outbox at once, so that it does not overflow with what waited before. */
  private void sendLate(Guest guest) {
    if (guest.socket() instanceof StreamSocket open) {
      List<LateReply> all = takeLate(guest, true);
      for (int i = 0; i < all.size(); i++) {
        if (i < Outbox.MESSAGES / 2) {
          open.send(Frames.late(all.get(i)));
        } else {
          guest.late().add(all.get(i));
        }
      }
    }
  }

  /** What waits in front of a socket. */
  protected Outbox newOutbox(Outbox.Parts parts) {
    return new Outbox(parts);
  }

  private final class Ends implements Outbox.Server {
    @Override
    public void idle(Outbox outbox) {
      Guest guest = outbox.owner();
      if (!guest.late().isEmpty() && isOf(guest, outbox)) {
        sendLate(guest);
      }
    }

    @Override
    public void closed(Outbox outbox, List<Message> unsent, List<Message> unconfirmed) {
      SimulatedBridge.this.closed(outbox, unsent, unconfirmed);
    }
  }

  private static boolean isOf(Guest guest, Outbox outbox) {
    return guest.socket() instanceof StreamSocket one && one.outbox().equals(outbox);
  }

  private void closed(Outbox outbox, List<Message> unsent, List<Message> unconfirmed) {
    streams.closed(outbox);
    Guest guest = outbox.owner();
    if (isOf(guest, outbox)) {
      guest.connect(null);
    }
    Streams.giveBack(guest, unsent, unconfirmed, this::keepLate);
  }

  /** Keeps a reply that no socket took. */
  protected void keepLate(Guest guest, LateReply reply) {
    guest.late().add(reply);
    if (guest.late().size() == 1 && guest.socket() != null) {
      sendLate(guest);
    }
  }

  /**
   * Hands over the replies that no socket took.
   *
   * @param reconnected whether a socket takes them now
   */
  protected List<LateReply> takeLate(Guest guest, boolean reconnected) {
    List<LateReply> all = new ArrayList<>(guest.late());
    all.sort((one, other) -> Long.compare(one.seq(), other.seq()));
    guest.late().clear();
    return all;
  }

  /** Sends the answer to a call over the socket that it came over. */
  final void reply(StreamSocket socket, Call call) {
    Observation reply = call.reply();
    boolean inPieces =
        call.operation().kind() == OperationKind.STREAMED
            && reply.type() == Observation.Type.ANSWER
            && !reply.crisis();
    if (!inPieces) {
      whole(socket, call);
      return;
    }
    reply.replyId(guest(socket.user()).nextReplyId());
    List<String> pieces = Frames.pieces(reply.text());
    long apartNanos = stage.oneIn(2) ? 0 : stage.upTo(SLOWEST_PIECE_NANOS);
    for (int i = 0; i < pieces.size(); i++) {
      int index = i;
      soon(i * apartNanos, () -> piece(socket, reply.replyId(), index, pieces.get(index)));
    }
    soon(pieces.size() * apartNanos, () -> whole(socket, call));
  }

  private void soon(long delayNanos, Runnable action) {
    if (delayNanos == 0) {
      action.run();
    } else {
      stage.later(delayNanos, action);
    }
  }

  /** Sends a piece of a reply. */
  protected void piece(Socket socket, String replyId, int index, String text) {
    if (socket instanceof StreamSocket stream && stream.isServed()) {
      socket.send(Frames.delta(replyId, index, text));
    }
  }

  private void whole(StreamSocket socket, Call call) {
    if (socket.isServed()) {
      socket.answer(call);
    } else {
      late(call);
    }
  }

  /** Answers a call whose socket is gone. */
  final void late(Call call) {
    Guest guest = find(call.operation().user());
    Message answer = Message.answer(call);
    if (guest != null && answer.priority() == Priority.CRITICAL) {
      keepLate(guest, answer.late(guest.nextSeq()));
    }
  }

  /** A user's socket is closed. */
  final void disconnect(Socket socket) {
    for (Guest guest : guests) {
      if (socket.equals(guest.socket())) {
        guest.connect(null);
      }
    }
  }

  /** The instant at which the answer is handed over: nothing is left to do. */
  protected void finish(Call call) {}

  /** A message or a move. */
  protected void turn(Call call) {
    Operation operation = call.operation();
    long startNanos = call.startNanos();
    long admittedNanos = startNanos + stage.upTo(stage.nowNanos() - startNanos);
    boolean message = operation.kind().isMessage();
    boolean flagged = operation.kind() == OperationKind.CRISIS;
    if (!admit(operation.user(), stage.shown(admittedNanos))) {
      refuse(call, message && screenRefused(operation.user(), flagged, stage.clockNanos()));
      return;
    }
    Guest guest = guest(operation.user());
    long screenedNanos = admittedNanos + stage.upTo(stage.nowNanos() - admittedNanos);
    boolean due = message && screen(operation.user(), flagged, stage.shown(screenedNanos));
    answer(call, guest, due);
  }

  /** Refuses for want of tokens. */
  protected void refuse(Call call, boolean due) {
    Observation reply = call.reply();
    reply.type(Observation.Type.REFUSAL);
    reply.problem("rate limit exceeded");
    if (call.overHttp()) {
      reply.userId(stage.id(call.operation().user()));
    }
    if (due) {
      reply.crisis(true);
      reply.text(HELP);
    }
  }

  /** Answers what was admitted. */
  protected void answer(Call call, Guest guest, boolean due) {
    Operation operation = call.operation();
    Observation reply = call.reply();
    if (operation.nameNumber() != Operation.NO_NAME) {
      rename(guest, operation.nameNumber());
    }
    int before = guest.room();
    if (call.moves()) {
      move(call, guest, operation.room());
    }
    reply.type(Observation.Type.ANSWER);
    show(call, guest);
    if (!operation.kind().isMessage()) {
      return;
    }
    count(guest);
    long messages = guest.messages();
    String text = texts.reply(call, guest, reply.occupants(), guests, messages - 1);
    switch (operation.kind()) {
      case SAY, EMOTE -> tell(call, guest, audience(guest, before));
      case WHISPER -> text = whisper(call, guest);
      default -> {}
    }
    String help = help(call, due);
    text = help.isEmpty() ? text : help + "\n\n" + text;
    reply.text(text);
    reply.crisis(flag(call, due));
    remember(call, guest, text);
    Socket socket = guest.socket();
    if (call.overHttp() && socket != null) {
      socket.send(pushed(call, guest, text));
    }
    if (call.overHttp()) {
      reply.userId(stage.id(operation.user()));
      reply.messageCount((int) messages);
    }
  }

  /** Which session a user has. */
  protected int sessionKey(int user) {
    return user;
  }

  /** Which bucket a user's tokens are in. */
  protected int bucketKey(int user) {
    return user;
  }

  /** Which streak a user's crisis messages belong to. */
  protected int streakKey(int user) {
    return user;
  }

  /** Takes a token, if there is one: GCRA, in exact arithmetic. */
  protected boolean admit(int user, long nanos) {
    if (settings.rateLimit() == 0) {
      return true;
    }
    int key = bucketKey(user);
    if (key >= bucketFullAtNanos.length) {
      bucketFullAtNanos = Arrays.copyOf(bucketFullAtNanos, 2 * key);
    }
    long intervalNanos = settings.rateWindowNanos() / settings.rateLimit();
    long fullAtNanos = Math.max(bucketFullAtNanos[key], nanos);
    if (fullAtNanos - nanos > (settings.rateLimit() - 1) * intervalNanos) {
      return false;
    }
    bucketFullAtNanos[key] = fullAtNanos + intervalNanos;
    return true;
  }

  /** Makes a user's bucket full. */
  protected final void refill(int user) {
    bucketFullAtNanos[bucketKey(user)] = 0;
  }

  /** Looks for crisis language in an admitted message; whether help is due. */
  protected boolean screen(int user, boolean flagged, long nanos) {
    Streak streak = streak(user);
    if (!flagged) {
      streak.reset();
      return false;
    }
    return streak.flag(nanos, settings.crisisWindowNanos());
  }

  /** The same for a refused one. */
  protected boolean screenRefused(int user, boolean flagged, long nanos) {
    return screen(user, flagged, nanos);
  }

  /** A user's streak. */
  protected final Streak streak(int user) {
    int key = streakKey(user);
    if (key >= streaks.length) {
      streaks = Arrays.copyOf(streaks, 2 * key);
    }
    Streak streak = streaks[key];
    if (streak == null) {
      streak = new Streak();
      streaks[key] = streak;
    }
    return streak;
  }

  /** What the answer begins with where help is due. */
  protected String help(Call call, boolean due) {
    return due ? HELP : "";
  }

  /** Whether the answer says that help is offered. */
  protected boolean flag(Call call, boolean due) {
    return due;
  }

  /** Goes by another name. */
  protected void rename(Guest guest, int number) {
    guest.rename(stage.names().username(guest.user(), number));
  }

  /** Goes to another room. */
  protected void move(Call call, Guest guest, int to) {
    rooms.move(guest, to);
  }

  /** Counts a turn: the user's message and the answer. */
  protected void count(Guest guest) {
    guest.addMessages(2);
  }

  /** Keeps a turn. */
  protected void remember(Call call, Guest guest, String answer) {
    guest.remember(call.operation().kind(), call.said(), answer, stage.names().room(guest.room()));
  }

  /** Says in an answer where the user is, and with whom. */
  protected void show(Call call, Guest guest) {
    show(call.reply(), guest.room());
  }

  /** Shows a room. */
  protected final void show(Observation reply, int room) {
    reply.room(stage.names().room(room));
    reply.occupantsSaid(true);
    List<Guest> present = present(room);
    for (int i = 0; i < present.size(); i++) {
      reply.occupants().add(present.get(i).occupant());
    }
  }

  /** Who is in a room, in order of id, for whoever looks. */
  protected List<Guest> present(int room) {
    return rooms.in(room);
  }

  /** The rooms as they truly are. */
  protected final Rooms rooms() {
    return rooms;
  }

  /** The user's session, made if there is none; it is active now. */
  protected final Guest guest(int user) {
    int key = sessionKey(user);
    if (key >= byKey.length) {
      byKey = Arrays.copyOf(byKey, 2 * key);
    }
    Guest guest = byKey[key];
    if (guest == null) {
      if (guests.size() >= settings.maxSessions()) {
        evict(leastActive());
      }
      guest = new Guest(user, stage.id(user));
      byKey[key] = guest;
      guests.add(guest);
      rooms.move(guest, 0);
      welcome(guest);
    }
    guest.active(stage.nowNanos());
    return guest;
  }

  /** A session is new. */
  protected void welcome(Guest guest) {}

  /** The user's session, if there is one. */
  protected final @Nullable Guest find(int user) {
    int key = sessionKey(user);
    return key < byKey.length ? byKey[key] : null;
  }

  /** All sessions. */
  protected final List<Guest> guests() {
    return guests;
  }

  private Guest leastActive() {
    Guest eldest = null;
    for (Guest guest : guests) {
      if (eldest == null || goesBefore(guest, eldest)) {
        eldest = guest;
      }
    }
    return Objects.requireNonNull(eldest, "there is at least one");
  }

  private static boolean goesBefore(Guest one, Guest other) {
    boolean connected = one.socket() != null;
    return connected == (other.socket() != null)
        ? one.activeNanos() < other.activeNanos()
        : !connected;
  }

  /** A session makes room for another. */
  protected void evict(Guest guest) {
    rooms.leave(guest);
    forget(guest);
  }

  /** Takes a session out of the list of all. */
  protected final void forget(Guest guest) {
    guest.leaveForGood();
    guest.inbox().clear();
    byKey[sessionKey(guest.user())] = null;
    guests.remove(guest);
  }

  /**
   * Who hears what is said.
   *
   * @param before where the speaker was before its message
   */
  protected List<Guest> audience(Guest speaker, int before) {
    return rooms.in(speaker.room());
  }

  /** Tells a room. */
  protected void tell(Call call, Guest speaker, List<Guest> audience) {
    String room = stage.names().room(speaker.room());
    String line = heard(call, speaker);
    for (int i = 0; i < audience.size(); i++) {
      Guest hearer = audience.get(i);
      if (hearer != speaker) {
        publish(hearer, speaker, false, room, line);
      }
    }
  }

  /** What others hear. */
  protected final String heard(Call call, Guest speaker) {
    return texts.heard(call, speaker);
  }

  /** Tells one user; returns the answer. */
  protected String whisper(Call call, Guest speaker) {
    Guest hearer = find(call.operation().target());
    if (hearer == null) {
      return "There is no user " + stage.id(call.operation().target()) + " here.";
    }
    String room = stage.names().room(speaker.room());
    publish(hearer, speaker, true, room, texts.heard(call, speaker));
    return texts.whispered(call, hearer);
  }

  /** An event on its way to one who hears it. */
  protected void publish(Guest to, Guest from, boolean whisper, String room, String line) {
    if (!to.gone()) {
      deliver(to, new Event(whisper, to.nextSeq(), from.id(), from.occupant().name(), room, line));
    }
  }

  /** Hands an event over to the socket, or keeps it until it is fetched. */
  protected void deliver(Guest to, Event event) {
    Socket socket = to.socket();
    if (socket != null) {
      socket.send(frame(event));
    } else {
      keep(to, event);
    }
  }

  /** Keeps an event. */
  protected void keep(Guest to, Event event) {
    to.inbox().add(event);
    if (to.inbox().size() > MAX_WAITING) {
      to.drop();
    }
  }

  /** Hands over what waits, and forgets it. */
  protected void drain(Call call) {
    Guest guest = drained(call);
    if (guest != null) {
      call.reply().events().addAll(guest.emptyInbox());
      for (LateReply late : takeLate(guest, false)) {
        call.reply().lateReplies().add(Frames.among(call.reply().events(), late));
      }
    }
  }

  /** Begins the answer to a drain; null if there is no such session. */
  protected final @Nullable Guest drained(Call call) {
    Guest guest = find(call.operation().target());
    if (guest == null) {
      fail(call.reply(), "status 404");
      return null;
    }
    Observation reply = call.reply();
    reply.type(Observation.Type.ANSWER);
    reply.userId(stage.id(call.operation().target()));
    if (guest.dropped() > 0) {
      reply.dropped(guest.dropped());
    }
    return guest;
  }

  private void history(Call call) {
    Guest guest = find(call.operation().target());
    if (guest == null) {
      fail(call.reply(), "status 404");
      return;
    }
    call.reply().type(Observation.Type.ANSWER);
    call.reply().userId(stage.id(call.operation().target()));
    guest.tellHistory(call.reply().lines());
  }

  private static void fail(Observation reply, String why) {
    reply.type(Observation.Type.FAILURE);
    reply.problem(why);
  }

  /** Lists all sessions. */
  protected void listSessions(Observation reply) {
    reply.type(Observation.Type.ANSWER);
    for (int i = 0; i < guests.size(); i++) {
      Guest guest = guests.get(i);
      String room = stage.names().room(guest.room());
      reply.sessions().add(new Observation.Session(guest.id(), room, guest.messages()));
    }
    reply.totalUsers(guests.size());
  }

  /** Lists all rooms that are not empty. */
  protected void listRooms(Observation reply) {
    reply.type(Observation.Type.ANSWER);
    int users = 0;
    for (int room = 0; room < settings.rooms(); room++) {
      List<Guest> present = present(room);
      if (!present.isEmpty()) {
        List<Observation.Occupant> occupants = new ArrayList<>(present.size());
        present.forEach(guest -> occupants.add(guest.occupant()));
        reply
            .rooms()
            .add(new Observation.Room(stage.names().room(room), present.size(), occupants));
        users += present.size();
      }
    }
    reply.totalUsers(users);
    reply.totalRooms(reply.rooms().size());
  }

  /** A reply that a user's socket gets too. */
  private Observation pushed(Call call, Guest guest, String text) {
    Observation frame = new Observation();
    frame.type(Observation.Type.DELIVERY);
    frame.userId(guest.id());
    frame.text(text);
    frame.crisis(call.reply().crisis());
    frame.room(call.reply().room());
    frame.occupantsSaid(true);
    frame.occupants().addAll(call.reply().occupants());
    return frame;
  }

  /** An event as a frame. */
  protected static Observation frame(Event event) {
    Observation frame = new Observation();
    frame.type(Observation.Type.DELIVERY);
    frame.event(true);
    frame.text(event.text());
    frame.room(event.room());
    frame.events().add(event);
    return frame;
  }

  /** Chance, time and names. */
  protected final Stage stage() {
    return stage;
  }
}
