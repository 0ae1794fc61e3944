package dev.proofload.loadgen.driver;

import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.workload.LoadPlan;
import dev.proofload.loadgen.workload.Readers;
import dev.proofload.loadgen.workload.Reading;
import dev.proofload.loadgen.workload.Script;
import dev.proofload.loadgen.workload.Transport;
import java.util.concurrent.TimeUnit;

/**
 * A user who does not read as it should: slowly, or from some time on only when it looks up, or one
 * that goes and comes back. Nobody waits for it while there is load, and what it measures is kept
 * apart.
 *
 * <p>It stays the same user when its socket closes, since what that had not taken is owed to it. In
 * the end it {@link #settle settles}: it reads all that waits on its socket, or if that was closed
 * on the next, and from then on as everybody does.
 *
 * <pre>
 *   reading --slow, stalled for long enough--> held --settle--> reading
 *   held --stalled: looks up--> reading --has looked up--> held
 *   open --server closes, all of it read--> closed --at once--> open
 *   open --churning: a message was answered, or sent--> leaving --server closes--> closed
 *   closed --churning: the next message is due--> open
 * </pre>
 */
final class StragglingUser extends VirtualUser {
  private static final long REOPEN_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final int MAX_REOPENINGS = 8;

  private final StragglerPace pace;
  private final Reading reading;
  private final boolean leavesEarly;
  private final Unanswered unanswered = new Unanswered();
  private boolean dialing;
  private boolean held;
  private boolean begun;
  private boolean lookingUp;
  private boolean leaving;
  private boolean settling;
  private boolean settled;
  private int failedReopenings;

  /** Why the socket was closed over which something was in flight; told after that. */
  private int endCode = Observation.NOT_SAID;

  StragglingUser(
      LoadPlan plan,
      int slot,
      LoopContext context,
      LoadRun run,
      Script script,
      UserConnection.Maker connections) {
    this(plan, slot, context, run, script, connections, new StragglerPace(plan, slot));
  }

  private StragglingUser(
      LoadPlan plan,
      int slot,
      LoopContext context,
      LoadRun run,
      Script script,
      UserConnection.Maker connections,
      StragglerPace pace) {
    super(slot, context, run, script, connections, context.patient(), pace);
    this.pace = pace;
    this.reading = plan.reading(slot);
    this.leavesEarly = reading == Reading.CHURNING && slot % 2 == 1;
  }

  @Override
  boolean mayHold() {
    return reading != Reading.CHURNING;
  }

  /** It ends when it settles. */
  @Override
  void endIfWaiting() {
    if (load().interrupted()) {
      super.endIfWaiting();
    }
  }

  /**
   * There is no load any more: finishes what is in flight, and reads on. {@link LoadRun#settled} is
   * told when all is read that the old socket had, and a socket is open.
   */
  void settle() {
    settling = true;
    readToTheEnd();
    super.endIfWaiting();
    reopen();
    tellIfSettled();
  }

  @Override
  void dial(Transport which) {
    if (which == Transport.HTTP) {
      super.dial(which);
    } else if (!dialing && !leaving) {
      // What the old connection brought has to be read before it is forgotten.
      readToTheEnd();
      if (!dialing) {
        dialing = true;
        super.dial(which);
      }
    }
  }

  private void readToTheEnd() {
    if (held) {
      held = false;
      line(Transport.WS).connection().readOn();
    }
  }

  /** Opens a socket to listen, unless the next operation does so. */
  private void reopen() {
    boolean needless = reading == Reading.CHURNING && !settling;
    boolean lost = isGone() || failedReopenings >= MAX_REOPENINGS || load().interrupted();
    if (!needless && !lost && !dialing && !leaving && !hasOpenSocket()) {
      dial(Transport.WS);
    }
  }

  @Override
  void opened(Transport which) {
    if (which == Transport.WS) {
      dialing = false;
      failedReopenings = 0;
    }
    super.opened(which);
    holdIfDue();
    tellIfSettled();
  }

  @Override
  void notOpened(Transport which, String why) {
    if (which == Transport.WS) {
      dialing = false;
      failedReopenings++;
      if (leaving) {
        leaving = false;
        tellClosed(Observation.NO_CLOSE_FRAME);
      }
    }
    if (isConnecting(which)) {
      super.notOpened(which, why);
    } else if (which == Transport.WS) {
      context().loop().schedule(this::reopen, REOPEN_PAUSE_NANOS, TimeUnit.NANOSECONDS);
    }
    tellIfSettled();
  }

  @Override
  void received(Transport which) {
    Observation seen = context().seen();
    if (which == Transport.WS
        && awaits(which)
        && seen.type() == Observation.Type.ANSWER
        && unanswered.isAnsweredBy(seen, inFlight())) {
      seen.type(Observation.Type.DELIVERY);
    }
    super.received(which);
  }

  @Override
  void noteClosed() {
    if (leaving) {
      load().closedByUser();
    } else {
      super.noteClosed();
    }
  }

  @Override
  void lost(Transport which, String why) {
    if (which == Transport.HTTP) {
      super.lost(which, why);
    } else {
      ended(Observation.NO_CLOSE_FRAME, why);
    }
  }

  @Override
  void closed(Transport which, int code, String why) {
    if (which == Transport.HTTP) {
      super.closed(which, code, why);
    } else {
      ended(code, why);
    }
  }

  /** The socket is gone, and all that could be read of it has been. */
  private void ended(int code, String why) {
    boolean early = leaving;
    leaving = false;
    held = false;
    if (awaits(Transport.WS) && !isClosing()) {
      if (!early) {
        load().failure(why);
      }
      unanswered.add(inFlight());
      context().seen().reset();
      endCode = code;
      complete(Outcome.RESET, load().nanoTime());
      return;
    }
    if (awaits(Transport.WS)) {
      super.lost(Transport.WS, why);
      return;
    }
    tellClosed(code);
    if (isConnecting(Transport.WS)) {
      dial(Transport.WS);
    }
    reopen();
  }

  @Override
  void endedUnknown() {
    int code = endCode;
    endCode = Observation.NOT_SAID;
    if (code == Observation.NOT_SAID) {
      super.endedUnknown();
      return;
    }
    tellClosed(code);
    proceed();
    reopen();
  }

  @Override
  void goOnAsAnother() {
    dialing = false;
    held = false;
    leaving = false;
    super.goOnAsAnother();
  }

  @Override
  void proceed() {
    holdIfDue();
    boolean saidSomething = messages() > 0 && inFlight().kind().isMessage();
    if (reading == Reading.CHURNING && !leavesEarly && saidSomething) {
      leave();
    }
    super.proceed();
  }

  @Override
  void transmit() {
    super.transmit();
    if (leavesEarly && inFlight().kind().isMessage()) {
      leave();
    }
  }

  private void leave() {
    if (!settling && !isClosing() && !load().stopping() && hasOpenSocket()) {
      leaving = true;
      line(Transport.WS).connection().leave();
    }
  }

  private void holdIfDue() {
    if (held || lookingUp || settling || !hasOpenSocket() || !isTime()) {
      return;
    }
    held = true;
    line(Transport.WS).connection().hold();
    if (begun) {
      return;
    }
    begun = true;
    if (reading == Reading.SLOW) {
      after(Readers.SLOW_MILLIS, this::readSlowly);
    } else {
      pace.stopsReading();
      after(Readers.LOOK_UP_EVERY_MILLIS, this::lookUp);
    }
  }

  /**
   * Reads for a while, and so learns whether its socket was closed: then it comes back with a new
   * one. Else one that the server cut off would weigh on nobody for the rest of the load.
   */
  private void lookUp() {
    if (settling || isGone()) {
      return;
    }
    lookingUp = true;
    readToTheEnd();
    after(Readers.LOOK_UP_MILLIS, this::stallAgain);
    after(Readers.LOOK_UP_EVERY_MILLIS, this::lookUp);
  }

  private void stallAgain() {
    lookingUp = false;
    holdIfDue();
  }

  private void after(int millis, Runnable then) {
    context().loop().schedule(then, millis, TimeUnit.MILLISECONDS);
  }

  private boolean isTime() {
    return switch (reading) {
      case HEALTHY, CHURNING -> false;
      case SLOW -> isStarted();
      case STALLED -> isStarted() && load().progress(messages()) >= Readers.STALL_AT;
    };
  }

  private void readSlowly() {
    if (settling || isGone()) {
      return;
    }
    if (held) {
      line(Transport.WS).connection().readOne();
    }
    after(Readers.SLOW_MILLIS, this::readSlowly);
  }

  @Override
  void measure(Outcome outcome, long sentNanos, long endNanos) {
    if (inFlight().kind().isMessage() && load().isMeasured(endNanos) && !load().stopping()) {
      context().streams().straggler(reading, outcome, endNanos - sentNanos);
    }
  }

  @Override
  void noteLag() {
    // Nothing of it is due at a time.
  }

  @Override
  long unsent(long nowNanos) {
    return 0;
  }

  @Override
  void over(boolean regular) {
    reopen();
    tellIfSettled();
  }

  private void tellIfSettled() {
    boolean lost = isGone() || failedReopenings >= MAX_REOPENINGS;
    if (settling && !settled && state() == State.DONE && (lost || hasOpenSocket())) {
      settled = true;
      if (hasOpenSocket()) {
        load().aliveAtEnd();
      }
      load().settled();
    }
  }
}
