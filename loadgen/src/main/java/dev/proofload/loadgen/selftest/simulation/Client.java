package dev.proofload.loadgen.selftest.simulation;

import dev.proofload.loadgen.record.HistoryListener;
import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.workload.Operation;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One client: one operation at a time, each taking effect somewhere between its start and its end,
 * or, where its answer is lost, perhaps never, perhaps long after.
 *
 * <pre>
 *   PLANNED --takes effect--> ANSWERED --end--> PLANNED | PARKED
 *   PLANNED --takes effect, over a stream--> AWAITED --frame, or close--> PLANNED | PARKED
 * </pre>
 */
final class Client {
  private static final long SHORT_NANOS = 400_000;
  private static final long MEDIUM_NANOS = 3_000_000;
  private static final long LONG_NANOS = 12_000_000;
  private static final long LATEST_NANOS = 60_000_000;
  private static final long PATIENCE_NANOS = 900_000_000;
  private static final Observation NOTHING = new Observation();

  private enum Phase {
    PLANNED,
    ANSWERED,
    AWAITED,
    PARKED
  }

  /** How an operation that goes wrong does. */
  private enum Trouble {
    NONE(Outcome.OK),
    RESET_AFTER(Outcome.RESET),
    RESET_BEFORE(Outcome.RESET),
    TIMEOUT_LATE(Outcome.TIMEOUT),
    TIMEOUT_NEVER(Outcome.TIMEOUT),
    STATUS_AFTER(Outcome.STATUS),
    STATUS_BEFORE(Outcome.STATUS),
    BAD_ANSWER(Outcome.BAD_ANSWER),
    NO_CONNECTION(Outcome.CONNECT);

    private static final Trouble[] ALL = values();
    private final Outcome outcome;

    Trouble(Outcome outcome) {
      this.outcome = outcome;
    }

    boolean takesEffect() {
      return this == NONE || this == RESET_AFTER || this == STATUS_AFTER || this == BAD_ANSWER;
    }
  }

  private final Simulation simulation;
  private final Stage stage;
  private final SimulatedBridge bridge;
  private final Course course;
  private Call call;
  private Phase phase = Phase.PLANNED;
  private Trouble trouble = Trouble.NONE;
  private long dueNanos;
  private boolean answered;
  private @Nullable Socket socket;

  Client(Simulation simulation, SimulatedBridge bridge, Course course, int user) {
    this.simulation = simulation;
    this.stage = simulation.stage();
    this.bridge = bridge;
    this.course = course;
    this.call = new Call(new Operation(user));
  }

  /** Connects where it has a socket to, and plans its first operation. */
  void begin() {
    connect();
    plan();
  }

  private void connect() {
    if (course instanceof UserCourse user && user.hasSocket()) {
      if (stage.settings().streams()) {
        StreamSocket stream = new StreamSocket(stage, user(), user.reader());
        socket = stream;
        if (user.reader() == StreamSocket.Reader.CHURNING) {
          stage.later(stage.upTo(LATEST_NANOS), () -> leave(stream));
        }
      } else {
        socket = new Socket(stage, user());
      }
      bridge.connect(socket);
      if (simulation.isClosing()) {
        hurry();
      }
    }
  }

  /** A frame came, or the end of all frames. */
  void receive(HistoryListener listener) {
    Socket open = Objects.requireNonNull(socket, "something came over it");
    Observation seen = open.receive();
    if (open instanceof StreamSocket stream) {
      if (phase == Phase.AWAITED && call.equals(stream.answered())) {
        end(listener);
        return;
      }
      if (seen.type() == Observation.Type.CLOSED) {
        lost(listener, seen);
        return;
      }
    }
    listener.delivered(open.user(), stage.clockNanos(), seen);
  }

  /** The load is over: what there is to read is read. */
  void hurry() {
    if (socket instanceof StreamSocket stream) {
      stream.hurry();
    }
  }

  /** Goes, and comes back: with a word, or without one. */
  private void leave(StreamSocket stream) {
    if (!stream.equals(socket) || simulation.isClosing()) {
      return;
    }
    if (stage.oneIn(2)) {
      stage.later(
          stage.upTo(SHORT_NANOS), () -> stream.outbox().close(StreamSocket.NORMAL_CLOSURE));
    } else {
      cut(stream);
    }
  }

  /** Waits no longer for an answer over its socket. */
  private void giveUp(Call asked) {
    if (phase == Phase.AWAITED && asked.equals(call) && socket instanceof StreamSocket stream) {
      cut(stream);
    }
  }

  private void cut(StreamSocket stream) {
    stream.cut();
    stage.later(stage.upTo(LONG_NANOS), () -> stream.outbox().close(StreamSocket.NORMAL_CLOSURE));
    lost(simulation.listener(), Frames.closed(Observation.NO_CLOSE_FRAME));
  }

  /** Its socket is gone: with it the answer to what was asked over it. */
  private void lost(HistoryListener listener, Observation closed) {
    int whose = user();
    simulation.interrupted();
    socket = null;
    boolean sent = phase == Phase.PLANNED && call.startNanos() <= stage.nowNanos();
    if (!call.overHttp() && (phase == Phase.AWAITED || sent)) {
      Call asked = call;
      if (sent && stage.oneIn(2)) {
        Call late = asked.abandoned();
        stage.later(
            stage.upTo(LONG_NANOS),
            () -> {
              bridge.serve(late);
              bridge.late(late);
            });
      }
      call = new Call(new Operation(whose));
      call.lasts(stage.nowNanos(), stage.nowNanos());
      told(listener, asked, Outcome.RESET, NOTHING);
      listener.delivered(whose, stage.clockNanos(), closed);
      simulation.countOperation();
      next();
    } else {
      listener.delivered(whose, stage.clockNanos(), closed);
    }
    if (!simulation.isClosing() || !stage.oneIn(3)) {
      stage.later(stage.upTo(LONG_NANOS), () -> comeBack(whose));
    }
  }

  private void comeBack(int whose) {
    if (socket == null && whose == user()) {
      simulation.interrupted();
      connect();
    }
  }

  int user() {
    return call.operation().user();
  }

  /** Whether it has been answered and has no socket. */
  boolean isDraining() {
    return answered && socket == null;
  }

  @Nullable Socket socket() {
    return socket;
  }

  /** When something happens to it next. */
  long dueNanos() {
    return dueNanos;
  }

  /** Nothing of it began earlier and is not told yet. */
  long oldestStartNanos() {
    return phase == Phase.PARKED ? Stage.NEVER : call.startNanos();
  }

  boolean isParked() {
    return phase == Phase.PARKED;
  }

  /** What is due happens. */
  void advance(HistoryListener listener) {
    if (phase == Phase.PLANNED) {
      takeEffect();
    } else {
      end(listener);
    }
  }

  /** Goes on for its last operations, once the load is over. */
  void closeDown() {
    if (course.close(call.operation())) {
      ready();
    } else {
      phase = Phase.PARKED;
      dueNanos = Stage.NEVER;
    }
  }

  private void plan() {
    if (simulation.isClosing()) {
      phase = Phase.PARKED;
      dueNanos = Stage.NEVER;
      return;
    }
    course.next(call.operation());
    ready();
    trouble =
        stage.oneIn(stage.settings().troubleOneIn())
            ? Trouble.ALL[1 + stage.below(Trouble.ALL.length - 1)]
            : Trouble.NONE;
  }

  private void ready() {
    trouble = Trouble.NONE;
    call.reply().reset();
    simulation.texts().write(call);
    long start = stage.nowNanos() + course.pauseNanos();
    long effect = start + delayNanos();
    long end = effect + (stage.oneIn(16) ? 0 : delayNanos());
    call.lasts(start, end);
    phase = Phase.PLANNED;
    dueNanos = effect;
  }

  private long delayNanos() {
    int dice = stage.below(64);
    if (dice < 4) {
      return 0;
    }
    return stage.upTo(dice < 40 ? SHORT_NANOS : dice < 60 ? MEDIUM_NANOS : LONG_NANOS);
  }

  private void takeEffect() {
    Call current = call;
    if (stage.settings().streams() && !current.overHttp()) {
      ask(current);
      return;
    }
    if (trouble.takesEffect()) {
      bridge.serve(current);
    } else if (trouble == Trouble.TIMEOUT_LATE) {
      Call late = current.abandoned();
      stage.later(stage.upTo(LATEST_NANOS), () -> bridge.serve(late));
    }
    Socket open = socket;
    if (open != null && !current.overHttp()) {
      current.lasts(current.startNanos(), open.answerNanos(current.endNanos()));
    }
    phase = Phase.ANSWERED;
    dueNanos = current.endNanos();
  }

  private void ask(Call current) {
    trouble = Trouble.NONE;
    dueNanos = Stage.NEVER;
    phase = Phase.AWAITED;
    if (socket instanceof StreamSocket stream && stream.isServed()) {
      bridge.serve(current);
      bridge.reply(stream, current);
      stage.later(PATIENCE_NANOS, () -> giveUp(current));
    } else if (socket == null) {
      // It finds no connection now.
      trouble = Trouble.NO_CONNECTION;
      phase = Phase.ANSWERED;
      dueNanos = Math.max(current.endNanos(), stage.nowNanos());
    }
  }

  private void end(HistoryListener listener) {
    Outcome outcome = trouble.outcome;
    if (outcome == Outcome.OK) {
      bridge.finish(call);
      outcome =
          switch (call.reply().type()) {
            case ANSWER -> Outcome.OK;
            case REFUSAL -> Outcome.REFUSED;
            default -> Outcome.STATUS;
          };
    }
    answered |= outcome == Outcome.OK;
    told(listener, call, outcome, trouble == Trouble.NONE ? call.reply() : NOTHING);
    simulation.countOperation();
    boolean unknown = outcome != Outcome.OK && !outcome.surelyFailed();
    if (unknown && call.operation().kind().isWrite() && user() != Operation.NOBODY) {
      retire(listener);
    }
    next();
  }

  private void told(HistoryListener listener, Call asked, Outcome outcome, Observation seen) {
    listener.completed(
        asked.operation(), outcome, stage.shown(asked.startNanos()), stage.clockNanos(), seen);
    course.ended(outcome);
  }

  private void next() {
    if (simulation.isFetching()) {
      closeDown();
    } else {
      plan();
    }
  }

  /** Nobody knows what became of the user's last write: a fresh one goes on in its place. */
  private void retire(HistoryListener listener) {
    Socket old = socket;
    if (old instanceof StreamSocket stream) {
      stream.cut();
      stream.outbox().close(StreamSocket.NORMAL_CLOSURE);
      if (stage.oneIn(2)) {
        listener.delivered(
            old.user(), stage.clockNanos(), Frames.closed(Observation.NO_CLOSE_FRAME));
      }
    } else if (old != null) {
      bridge.disconnect(old);
      while (!old.isEmpty() && !stage.oneIn(3)) {
        listener.delivered(old.user(), stage.clockNanos(), old.receive());
      }
    }
    course.restart();
    answered = false;
    call = new Call(new Operation(simulation.freshUser()));
    if (old != null || stage.settings().streams()) {
      connect();
    }
  }
}
