package dev.proofload.loadgen.driver;

import dev.proofload.loadgen.record.HistoryLane;
import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.target.ByteSink;
import dev.proofload.loadgen.target.Dialect;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.OperationKind;
import dev.proofload.loadgen.workload.Rendezvous;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Looks at the whole system while the load runs, and once more when it is over. Slow looks come
 * seldom: at most a twentieth of the time goes into them.
 *
 * <p>It has a thread of its own, which alone writes to its lane.
 */
final class Prober {
  private static final long MIN_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final long MAX_SILENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final int PAUSE_FACTOR = 20;
  private static final int LAST_ATTEMPTS = 3;

  private final ControlClient client;
  private final Dialect dialect;
  private final HistoryLane lane;
  private final Observation seen = new Observation();
  private final Operation look = new Operation(Operation.NOBODY);
  private final ByteSink body = new ByteSink();
  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread thread;
  private boolean lastProbe = true;
  private int sequence;
  private volatile boolean gone;

  Prober(Endpoint endpoint, Dialect dialect, HistoryLane lane) {
    this.client = new ControlClient(endpoint);
    this.dialect = dialect;
    this.lane = lane;
    this.thread = Thread.ofPlatform().name("probe").daemon().unstarted(this::probeUntilOver);
  }

  void start() {
    thread.start();
  }

  /**
   * The load is over: waits for the last look.
   *
   * @param worthIt whether a last look is worth trying
   * @param patience how long to wait at most
   * @return whether the last look found that nothing listens any more
   */
  boolean finish(boolean worthIt, Duration patience) throws InterruptedException {
    lastProbe = worthIt;
    over.countDown();
    if (!worthIt) {
      client.close();
    }
    thread.join(patience);
    client.close();
    return gone;
  }

  private void probeUntilOver() {
    try {
      probeAgainAndAgain();
    } finally {
      lane.close();
    }
  }

  private void probeAgainAndAgain() {
    try {
      long pause = MIN_PAUSE_NANOS / 10;
      while (!overAfter(pause)) {
        long begin = System.nanoTime();
        probe();
        pause = Math.max(MIN_PAUSE_NANOS, (System.nanoTime() - begin) * PAUSE_FACTOR);
      }
      for (int i = 0; lastProbe && i < LAST_ATTEMPTS; i++) {
        if (probe()) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits, and tells now and then that nothing is in flight. */
  private boolean overAfter(long pauseNanos) throws InterruptedException {
    long until = System.nanoTime() + pauseNanos;
    for (long left = pauseNanos; left > 0; left = until - System.nanoTime()) {
      lane.progress(System.nanoTime());
      if (over.await(Math.min(left, MAX_SILENCE_NANOS), TimeUnit.NANOSECONDS)) {
        return true;
      }
    }
    return false;
  }

  private boolean probe() throws InterruptedException {
    look.set(OperationKind.SESSIONS, sequence++, 0, Operation.NO_ROOM, 0, Rendezvous.NONE);
    long start = System.nanoTime();
    lane.progress(start);
    body.clear();
    try {
      ControlClient.Answer answer = client.send(dialect.http(look, body));
      gone = false;
      dialect.readHttp(look, answer.status(), answer.body(), answer.body().length, seen);
      if (seen.type() == Observation.Type.ANSWER) {
        lane.completed(look, Outcome.OK, start, System.nanoTime(), seen);
        return true;
      }
    } catch (ConnectException e) {
      gone = true;
    } catch (IOException e) {
      // A probe that fails shows nothing; the users' own failures tell what is the matter.
    }
    return false;
  }
}
