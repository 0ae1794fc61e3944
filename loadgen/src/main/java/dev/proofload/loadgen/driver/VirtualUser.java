package dev.proofload.loadgen.driver;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.Rendezvous;
import dev.proofload.loadgen.workload.Script;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One user: does what its script says, one operation at a time.
 *
 * <pre>
 *   IDLE --start--> CONNECTING --opened--> IDLE
 *   IDLE --next--> WAITING (for the meeting, for its time) --due--> IN_FLIGHT --answer--> IDLE
 *   WAITING --due, connection gone--> CONNECTING --opened--> IN_FLIGHT
 *   any --script ends, run stops, gave up--> DONE
 * </pre>
 *
 * <p>Everything runs on the user's event loop.
 */
final class VirtualUser implements UserConnection.Listener {
  private static final int MAX_CONNECT_FAILURES = 8;
  private static final long FIRST_BACKOFF_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private enum State {
    IDLE,
    CONNECTING,
    WAITING,
    IN_FLIGHT,
    DONE
  }

  private final LoopContext context;
  private final LoadRun run;
  private final Script script;
  private final Operation operation;
  private final UserConnection connection;
  private State state = State.IDLE;
  private boolean started;
  private long sent;
  private long messages;
  private long beginNanos;
  private long intendedNanos;
  private long startNanos;
  private long readyNanos;
  private int connectFailures;
  private Rendezvous nextStation;

  VirtualUser(int index, LoopContext context, LoadRun run, Script script, Connections connections) {
    this.context = context;
    this.run = run;
    this.script = script;
    this.operation = new Operation(index);
    this.nextStation = run.inMeeting(index) ? Rendezvous.ARRIVE : Rendezvous.LEAVE;
    this.connection = connections.connect(index, context, this);
  }

  /** Connects ahead of the load. */
  void connect() {
    state = State.CONNECTING;
    startNanos = run.nanoTime();
    connection.open();
  }

  /** Begins with the load. */
  void start() {
    started = true;
    beginNanos = run.nanoTime();
    readyNanos = beginNanos;
    if (state == State.IDLE) {
      proceed();
    }
  }

  /** Ends what has taken too long: the operation in flight, or the attempt to connect. */
  void sweep(long nowNanos, long timeoutNanos) {
    if (nowNanos - startNanos <= timeoutNanos) {
      return;
    }
    if (state == State.IN_FLIGHT) {
      connection.close();
      context.seen().reset();
      complete(Outcome.TIMEOUT, nowNanos);
    } else if (state == State.CONNECTING) {
      connection.close();
      notOpened("no connection in time");
    }
  }

  /** When what is in flight began; now, if nothing is. */
  long oldestStartNanos(long nowNanos) {
    return state == State.IN_FLIGHT ? startNanos : nowNanos;
  }

  /** Ends a user that only waits, as the run is stopping. */
  void endIfWaiting() {
    if (state == State.WAITING || state == State.IDLE) {
      finish(true);
    }
  }

  /** Ends without recording what is in flight. */
  void abandon() {
    if (state != State.DONE) {
      finish(false);
    }
  }

  @Override
  public void opened() {
    connectFailures = 0;
    if (!started) {
      state = State.IDLE;
      run.established();
      run.connected();
    } else if (state == State.CONNECTING) {
      transmit();
    }
  }

  @Override
  public void notOpened(String why) {
    if (state != State.CONNECTING) {
      return;
    }
    connectFailures++;
    run.failure(why);
    if (!started) {
      state = State.IDLE;
      run.connected();
      return;
    }
    startNanos = run.nanoTime();
    context.seen().reset();
    complete(Outcome.CONNECT, startNanos);
  }

  @Override
  public @Nullable Operation inFlight() {
    return state == State.IN_FLIGHT ? operation : null;
  }

  @Override
  public void received() {
    Observation seen = context.seen();
    if (state != State.IN_FLIGHT) {
      context.lane().delivered(operation.user(), run.nanoTime(), seen);
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
        connection.close();
        complete(Outcome.BAD_ANSWER, run.nanoTime());
      }
      case GREETING, DELIVERY, OTHER ->
          context.lane().delivered(operation.user(), run.nanoTime(), seen);
    }
  }

  @Override
  public void lost(String why) {
    if (state == State.IN_FLIGHT) {
      run.failure(why);
      context.seen().reset();
      complete(Outcome.RESET, run.nanoTime());
    }
  }

  private void proceed() {
    if (run.stopping()) {
      finish(true);
      return;
    }
    state = State.WAITING;
    if (!script.next(operation, run.progress(messages))) {
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
      readyNanos = run.nanoTime();
      whenDue();
    }
  }

  private void whenDue() {
    intendedNanos = run.schedule().intendedNanos(operation.user(), sent, beginNanos, readyNanos);
    long wait = intendedNanos - run.nanoTime();
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
    if (run.stopping()) {
      finish(true);
    } else if (connection.isOpen()) {
      transmit();
    } else {
      connect();
    }
  }

  private void transmit() {
    state = State.IN_FLIGHT;
    sent++;
    if (operation.kind().isMessage()) {
      messages++;
      run.ledger().attempt(operation.user());
    }
    startNanos = run.nanoTime();
    connection.send(operation);
  }

  private void complete(Outcome outcome, long endNanos) {
    boolean wasSent = state == State.IN_FLIGHT;
    state = State.IDLE;
    readyNanos = endNanos;
    if (!(run.interrupted() && outcome.isError())) {
      account(outcome, endNanos, wasSent);
    }
    if (operation.rendezvous() == nextStation) {
      nextStation = nextStation == Rendezvous.ARRIVE ? Rendezvous.LOOK : Rendezvous.LEAVE;
      if (operation.rendezvous() != Rendezvous.LEAVE) {
        run.meeting().passed(operation.rendezvous());
      }
    }
    if (connectFailures >= MAX_CONNECT_FAILURES) {
      finish(false);
    } else {
      proceed();
    }
  }

  private void account(Outcome outcome, long endNanos, boolean wasSent) {
    if (wasSent && operation.kind().isMessage()) {
      if (outcome == Outcome.OK) {
        run.ledger().acknowledge(operation.user());
      } else if (outcome.surelyFailed()) {
        run.ledger().withdraw(operation.user());
      }
    } else if (operation.kind().isMessage()) {
      messages++;
    }
    long from = run.schedule().latencyFromIntended() ? intendedNanos : startNanos;
    context.recorder().record(operation.kind(), outcome, endNanos - from);
    context.lane().completed(operation, outcome, startNanos, endNanos, context.seen());
  }

  private void finish(boolean regular) {
    state = State.DONE;
    if (connection.isOpen()) {
      run.aliveAtEnd();
    }
    connection.close();
    run.meeting().leave(nextStation);
    run.finished(regular);
  }
}
