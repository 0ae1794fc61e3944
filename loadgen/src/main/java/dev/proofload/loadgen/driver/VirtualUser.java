package dev.proofload.loadgen.driver;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.record.Recorder;
import dev.proofload.loadgen.workload.ClosingPart;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.OperationKind;
import dev.proofload.loadgen.workload.Rendezvous;
import dev.proofload.loadgen.workload.Script;
import dev.proofload.loadgen.workload.Transport;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One user: does what its script says, one operation at a time.
 *
 * <pre>
 *   IDLE --start--> CONNECTING --opened--> IDLE
 *   IDLE --next--> WAITING (for the meeting, for its time) --due--> IN_FLIGHT --answer--> IDLE
 *   WAITING --due, connection gone--> CONNECTING --opened--> IN_FLIGHT
 *   any --script ends, run stops, gave up--> DONE --close--> IDLE (with its connections as before)
 * </pre>
 *
 * <p>A user of whom it is unknown what the server did, or whose socket broke, so that events may
 * have been lost on their way, is never heard of again: its driver goes on as a new user.
 *
 * <p>Everything runs on the user's event loop.
 */
class VirtualUser {
  private static final int MAX_CONNECT_FAILURES = 8;
  private static final long FIRST_BACKOFF_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  enum State {
    IDLE,
    CONNECTING,
    WAITING,
    IN_FLIGHT,
    DONE
  }

  private final int slot;
  private final LoopContext context;
  private final LoadRun run;
  private final Script script;
  private final UserConnection.Maker connections;
  private final Transport transport;
  private final Map<Transport, Line> lines = new EnumMap<>(Transport.class);
  private Operation operation;
  private State state = State.IDLE;
  private Transport connecting = Transport.HTTP;
  private boolean started;
  private boolean socketLost;
  private boolean known;
  private boolean gone;
  private @Nullable Runnable whenClosed;
  private final Timetable timetable;
  private final Pending.Ticket<VirtualUser> wait;
  private long messages;
  private long startNanos;
  private int connectFailures;
  private Rendezvous nextStation;

  /** Of the latest reply that began to come piece by piece. */
  private String begunReply = "";

  private long begunNanos;

  VirtualUser(
      int slot, LoopContext context, LoadRun run, Script script, UserConnection.Maker connections) {
    this(slot, context, run, script, connections, context.pending(), run.schedule().of(slot));
  }

  /**
   * @param waiting where it waits for answers
   * @param pace when its operations are due
   */
  VirtualUser(
      int slot,
      LoopContext context,
      LoadRun run,
      Script script,
      UserConnection.Maker connections,
      Pending<VirtualUser> waiting,
      Pace pace) {
    this.slot = slot;
    this.context = context;
    this.run = run;
    this.script = script;
    this.connections = connections;
    this.transport = run.transport(slot);
    this.operation = new Operation(slot);
    this.timetable = new Timetable(run, pace);
    this.wait = waiting.ticket(this);
    this.nextStation = run.inMeeting(slot) ? Rendezvous.ARRIVE : Rendezvous.LEAVE;
  }

  /** Whether it does not always read what its socket brings. */
  boolean mayHold() {
    return false;
  }

  final LoadRun load() {
    return run;
  }

  final State state() {
    return state;
  }

  final boolean isStarted() {
    return started;
  }

  /** Whether the next operation waits for this connection. */
  final boolean isConnecting(Transport which) {
    return state == State.CONNECTING && which == connecting;
  }

  /** How many messages it has sent. */
  final long messages() {
    return messages;
  }

  /** Whether the server may have done what is not known, so that this user is heard of no more. */
  final boolean isGone() {
    return gone;
  }

  /** Whether what it does is asked for after the load. */
  final boolean isClosing() {
    return whenClosed != null;
  }

  /** What is sent and not answered yet. */
  Operation inFlight() {
    return operation;
  }

  final LoopContext context() {
    return context;
  }

  /** Connects ahead of the load. */
  void connect() {
    open(transport.hasSocket() ? Transport.WS : Transport.HTTP);
  }

  /** Begins with the load. */
  void start() {
    started = true;
    timetable.free(run.nanoTime());
    if (state == State.IDLE) {
      proceed();
    }
  }

  /** Ends what has taken too long: the operation in flight, or the attempt to connect. */
  void timedOut() {
    if (state == State.IN_FLIGHT) {
      line(operation.transport()).close();
      context.seen().reset();
      complete(Outcome.TIMEOUT, run.nanoTime());
    } else if (state == State.CONNECTING) {
      line(connecting).connection().close();
      notOpened(connecting, "no connection in time");
    }
  }

  /** Ends a user that only waits, as the run is stopping. */
  void endIfWaiting() {
    if (state == State.WAITING || state == State.IDLE) {
      finish(true);
    }
  }

  final boolean hasOpenSocket() {
    Line socket = lines.get(Transport.WS);
    return socket != null && socket.connection().isOpen();
  }

  /**
   * The load is over: does one thing more. What it does is told, but not measured.
   *
   * @param then is run on this user's loop when it is done, at once if it can do nothing any more
   */
  void close(ClosingPart part, Runnable then) {
    boolean needless =
        switch (part) {
          case FENCE -> !hasOpenSocket();
          case FETCH -> hasOpenSocket() && !run.streams();
          case OVER_LIMIT, OVER_LIMIT_IN_CRISIS, ONE_MORE -> false;
        };
    if (state != State.DONE || gone || needless) {
      then.run();
      return;
    }
    script.close(part);
    whenClosed = then;
    connectFailures = 0;
    state = State.IDLE;
    proceed();
  }

  /** Ends for good; what is in flight stays unknown. */
  void abandon() {
    if (state == State.IN_FLIGHT) {
      context.seen().reset();
      context
          .lane()
          .completed(operation, Outcome.TIMEOUT, startNanos, run.nanoTime(), context.seen());
    }
    gone = true;
    if (state != State.DONE) {
      finish(false);
    }
    lines.values().forEach(line -> line.connection().close());
  }

  private void open(Transport which) {
    state = State.CONNECTING;
    connecting = which;
    startNanos = run.nanoTime();
    wait.since(startNanos);
    dial(which);
  }

  /** Opens a connection that is not open. */
  void dial(Transport which) {
    line(which).connection().open();
  }

  final Line line(Transport which) {
    Line line = lines.get(which);
    if (line == null) {
      line = new Line(this, which, slot, operation.user(), connections);
      lines.put(which, line);
    }
    return line;
  }

  void opened(Transport which) {
    connectFailures = 0;
    if (which == Transport.WS) {
      context.delivered(operation.user(), run.nanoTime());
    }
    if (!started && state == State.CONNECTING) {
      wait.done();
      state = State.IDLE;
      run.established();
      context.settle();
      run.connected();
    } else if (isConnecting(which)) {
      transmit();
    }
  }

  void notOpened(Transport which, String why) {
    if (state != State.CONNECTING || which != connecting) {
      return;
    }
    wait.done();
    connectFailures++;
    run.failure(why);
    if (!started) {
      state = State.IDLE;
      context.settle();
      run.connected();
      return;
    }
    startNanos = run.nanoTime();
    context.seen().reset();
    complete(Outcome.CONNECT, startNanos);
  }

  final boolean awaits(Transport which) {
    return state == State.IN_FLIGHT && operation.transport() == which;
  }

  void received(Transport which) {
    Observation seen = context.seen();
    if (!awaits(which)) {
      if (seen.type() == Observation.Type.GARBAGE) {
        // It may have been an event.
        line(which).close();
        lost(which, seen.problem());
      } else {
        context.delivered(operation.user(), run.nanoTime());
      }
      return;
    }
    switch (seen.type()) {
      case ANSWER -> complete(Outcome.OK, run.nanoTime());
      case REFUSAL -> complete(Outcome.REFUSED, run.nanoTime());
      case FAILURE -> {
        run.failure(seen.problem());
        complete(Outcome.STATUS, run.nanoTime());
      }
      case GARBAGE -> {
        run.failure(seen.problem());
        line(which).close();
        complete(Outcome.BAD_ANSWER, run.nanoTime());
      }
      case DELTA -> {
        long now = run.nanoTime();
        if (seen.index() == 0) {
          begunReply = seen.replyId();
          begunNanos = now;
        }
        context.delivered(operation.user(), now);
      }
      case GREETING, DELIVERY, DELTAS_DROPPED, LATE_REPLY, CLOSED, OTHER ->
          context.delivered(operation.user(), run.nanoTime());
    }
  }

  /** Its socket is closed, and it did not close it. */
  void noteClosed() {
    run.closedByServer();
  }

  void lost(Transport which, String why) {
    if (awaits(which)) {
      run.failure(why);
      context.seen().reset();
      complete(Outcome.RESET, run.nanoTime());
    } else if (which == Transport.WS && !gone) {
      socketLost = true;
      if (state == State.DONE) {
        tellOfLostSocket();
      }
    }
  }

  /**
   * The server closed a connection in good order.
   *
   * @param code what it said
   */
  void closed(Transport which, int code, String why) {
    if (awaits(which)) {
      lost(which, why);
    } else if (which == Transport.WS && run.streams()) {
      tellClosed(code);
    }
  }

  /** The user's socket is closed, and the user goes on. */
  final void tellClosed(int code) {
    Observation seen = context.seen();
    seen.reset();
    seen.type(Observation.Type.CLOSED);
    seen.closeCode(code);
    context.delivered(operation.user(), run.nanoTime());
  }

  /** Events on their way over the socket are as lost as those in a drain's lost answer. */
  private void tellOfLostSocket() {
    Operation last = new Operation(operation.user());
    last.set(
        OperationKind.DRAIN, operation.sequence() + 1, 0, Operation.NO_ROOM, 0, Rendezvous.NONE);
    last.via(Transport.WS);
    last.aim(operation.user());
    long now = run.nanoTime();
    context.seen().reset();
    context.lane().completed(last, Outcome.RESET, now, now, context.seen());
    socketLost = false;
    gone = true;
  }

  /** Is about to do the next thing, if there is one. */
  void proceed() {
    if (whenClosed == null ? run.stopping() : run.interrupted()) {
      finish(true);
      return;
    }
    state = State.WAITING;
    if (!script.next(operation, run.progress(messages))) {
      timetable.end();
      finish(true);
      return;
    }
    switch (operation.rendezvous()) {
      case LOOK -> await(Rendezvous.ARRIVE);
      case LEAVE -> await(Rendezvous.LOOK);
      case NONE, ARRIVE -> whenDue();
    }
  }

  private void await(Rendezvous station) {
    run.meeting().whenAllPassed(station, () -> context.loop().execute(this::afterMeeting));
  }

  private void afterMeeting() {
    if (state == State.WAITING) {
      timetable.free(run.nanoTime());
      whenDue();
    }
  }

  private void whenDue() {
    long now = run.nanoTime();
    long due = whenClosed == null ? timetable.due() : now;
    if (due == Pace.NEVER) {
      finish(true);
      return;
    }
    long wait = due - now;
    if (connectFailures > 0) {
      wait = Math.max(wait, FIRST_BACKOFF_NANOS << (connectFailures - 1));
    }
    if (wait > 0) {
      context.loop().schedule(this::due, wait, TimeUnit.NANOSECONDS);
    } else {
      due();
    }
  }

  private void due() {
    if (state != State.WAITING) {
      return;
    }
    if (run.stopping() && whenClosed == null) {
      finish(true);
    } else if (socketLost) {
      tellOfLostSocket();
      script.takeBack();
      goOnAsAnother();
    } else if (line(operation.transport()).connection().isOpen()) {
      transmit();
      noteLag();
    } else {
      open(operation.transport());
    }
  }

  /** Sends. */
  void transmit() {
    state = State.IN_FLIGHT;
    timetable.taken();
    if (operation.kind().isMessage()) {
      messages++;
    }
    startNanos = run.nanoTime();
    wait.since(startNanos);
    line(operation.transport()).connection().send(operation);
  }

  /** Takes down how late it was sent. */
  void noteLag() {
    if (whenClosed == null && connectFailures == 0 && timetable.showsLag()) {
      context.lag().record(startNanos - timetable.dueNanos());
    }
  }

  /** What was in flight ended, or could not be sent. */
  final void complete(Outcome outcome, long endNanos) {
    timetable.taken();
    boolean wasSent = state == State.IN_FLIGHT;
    wait.done();
    state = State.IDLE;
    timetable.free(endNanos);
    account(outcome, endNanos, wasSent);
    if (outcome == Outcome.REFUSED) {
      script.refused();
    }
    if (operation.rendezvous() == nextStation) {
      nextStation = nextStation == Rendezvous.ARRIVE ? Rendezvous.LOOK : Rendezvous.LEAVE;
      if (operation.rendezvous() != Rendezvous.LEAVE) {
        run.meeting().passed(operation.rendezvous());
      }
    }
    if (connectFailures >= MAX_CONNECT_FAILURES) {
      finish(false);
    } else if (outcome.isUnknown()) {
      endedUnknown();
    } else if (socketLost) {
      tellOfLostSocket();
      goOnAsAnother();
    } else {
      proceed();
    }
  }

  /** Nobody can say what the server did of what was in flight. */
  void endedUnknown() {
    gone = true;
    goOnAsAnother();
  }

  private void account(Outcome outcome, long endNanos, boolean wasSent) {
    if (!wasSent && operation.kind().isMessage()) {
      messages++;
    }
    context.lane().completed(operation, outcome, startNanos, endNanos, context.seen());
    if (operation.kind() == OperationKind.DRAIN) {
      context.streams().lateReplies(context.seen().lateReplies().size());
    }
    if (whenClosed != null || (run.interrupted() && outcome.isError())) {
      return;
    }
    measure(outcome, startNanos, endNanos);
    if (!known && outcome == Outcome.OK && operation.kind().isMessage()) {
      known = true;
      run.known(slot, operation.user());
    }
  }

  /** Takes down how long the operation in flight took, if it is measured. */
  void measure(Outcome outcome, long sentNanos, long endNanos) {
    boolean open = run.schedule().isOpen();
    long beganNanos = open ? timetable.dueNanos() : sentNanos;
    boolean measured = run.isMeasured(open ? beganNanos : endNanos);
    Recorder recorder = measured ? context.recorder() : context.warmup();
    if (open) {
      recorder.record(operation.kind(), outcome, endNanos - beganNanos, endNanos - sentNanos);
    } else {
      recorder.record(operation.kind(), outcome, endNanos - sentNanos);
    }
    if (measured
        && operation.kind() == OperationKind.STREAMED
        && outcome == Outcome.OK
        && !begunReply.isEmpty()
        && begunReply.equals(context.seen().replyId())) {
      context.streams().firstDelta(begunNanos - beganNanos);
    }
  }

  /** Leaves this user alone, and goes on as one whom the server does not know. */
  void goOnAsAnother() {
    run.known(slot, Operation.NOBODY);
    known = false;
    socketLost = false;
    Line socket = lines.remove(Transport.WS);
    if (socket != null) {
      socket.close();
    }
    if (whenClosed != null) {
      finish(true);
      return;
    }
    int next = run.newUser();
    if (next == Operation.NOBODY) {
      finish(false);
      return;
    }
    operation = new Operation(next);
    gone = false;
    script.renewed();
    proceed();
  }

  /**
   * Is done with the load, or with what was asked for after it.
   *
   * @param regular whether it did all that it was to do
   */
  final void finish(boolean regular) {
    wait.done();
    state = State.DONE;
    if (socketLost) {
      tellOfLostSocket();
    }
    Runnable then = whenClosed;
    if (then != null) {
      whenClosed = null;
      then.run();
      return;
    }
    gone |= !regular;
    over(regular);
  }

  /** Tells that it is done with the load. */
  void over(boolean regular) {
    if (lines.values().stream().anyMatch(line -> line.connection().isOpen())) {
      run.aliveAtEnd();
    }
    run.meeting().leave(nextStation);
    run.finished(regular);
  }

  /** How many operations of an open model were due in the measured window, and never sent. */
  long unsent(long nowNanos) {
    return timetable.unsent(nowNanos);
  }
}
