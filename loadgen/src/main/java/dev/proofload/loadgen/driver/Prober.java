package dev.proofload.loadgen.driver;

import dev.proofload.loadgen.record.Ledger;
import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.ProbeListener;
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
 * <p>It has a thread of its own, which alone tells the listener.
 */
final class Prober {
  private static final long MIN_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final int PAUSE_FACTOR = 20;
  private static final int LAST_ATTEMPTS = 3;

  private final ControlClient client;
  private final Dialect dialect;
  private final Ledger ledger;
  private final ProbeListener listener;
  private final Observation seen = new Observation();
  private final Operation look = new Operation(0);
  private final ByteSink body = new ByteSink();
  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread thread;
  private boolean lastProbe = true;
  private volatile boolean gone;

  Prober(Endpoint endpoint, Dialect dialect, Ledger ledger, ProbeListener listener) {
    this.client = new ControlClient(endpoint);
    this.dialect = dialect;
    this.ledger = ledger;
    this.listener = listener;
    look.set(OperationKind.SESSIONS, 0, 0, Operation.NO_ROOM, 0, Rendezvous.NONE);
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
      long pause = MIN_PAUSE_NANOS / 10;
      while (!over.await(pause, TimeUnit.NANOSECONDS)) {
        long begin = System.nanoTime();
        probe(false);
        pause = Math.max(MIN_PAUSE_NANOS, (System.nanoTime() - begin) * PAUSE_FACTOR);
      }
      for (int i = 0; lastProbe && i < LAST_ATTEMPTS; i++) {
        if (probe(true)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean probe(boolean last) throws InterruptedException {
    int[] before = ledger.copyAcknowledged();
    body.clear();
    try {
      ControlClient.Answer answer = client.send(dialect.http(look, body));
      gone = false;
      int[] after = ledger.copyAttempted();
      dialect.readHttp(look, answer.status(), answer.body(), answer.body().length, seen);
      if (seen.type() == Observation.Type.ANSWER) {
        listener.probed(before, after, last, seen);
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
