package dev.proofload.loadgen.driver;

import dev.proofload.loadgen.record.HistoryLane;
import dev.proofload.loadgen.record.Observation;
import dev.proofload.loadgen.record.Outcome;
import dev.proofload.loadgen.record.StreamsMeasured;
import dev.proofload.loadgen.target.ByteSink;
import dev.proofload.loadgen.target.Dialect;
import dev.proofload.loadgen.workload.Operation;
import dev.proofload.loadgen.workload.OperationKind;
import dev.proofload.loadgen.workload.Rendezvous;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Looks at the whole system while the load runs, and once more when it is over; now and then it
 * fetches a user's events while the user may be doing so too. After the first few, slow looks come
 * seldom: at most a hundredth of the time goes into them, a twentieth with looks at streams.
 *
 * <p>It has a thread of its own, which alone writes to its lane.
 */
final class Prober {
  private static final long MAX_SILENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final int IN_A_ROW = 2;
  private static final int LAST_ATTEMPTS = 3;
  private static final int MAX_USERS = 50;

  private final ControlClient client;
  private final Dialect dialect;
  private final HistoryLane lane;
  private final LoadRun run;
  private final boolean drains;
  private final boolean meanwhile;
  private final SplittableRandom random;
  private final Observation seen = new Observation();
  private final Operation look = new Operation(Operation.NOBODY);
  private final ByteSink body = new ByteSink();
  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread thread;
  private boolean lastProbe = true;
  private int sequence;
  private int probes;
  private final StreamsSeen streams = new StreamsSeen();
  private volatile boolean gone;

  /**
   * @param drains whether it also fetches users' events
   * @param meanwhile whether it looks while the load runs; else only when it is over
   * @param seed fixes whose
   */
  Prober(
      Endpoint endpoint,
      Dialect dialect,
      HistoryLane lane,
      LoadRun run,
      boolean drains,
      boolean meanwhile,
      long seed) {
    this.client = new ControlClient(endpoint, ControlClient.LONGEST);
    this.dialect = dialect;
    this.lane = lane;
    this.run = run;
    this.drains = drains;
    this.meanwhile = meanwhile;
    this.random = new SplittableRandom(seed);
    this.thread = Thread.ofPlatform().name("probe").daemon().unstarted(this::probeUntilOver);
  }

  /** Has not begun yet; to be called now and then, or those who wait to hear of it wait too. */
  void idle() {
    lane.progress(System.nanoTime());
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
      LookPace pace = new LookPace();
      long pause = LookPace.FIRST_PAUSE_NANOS;
      while (!overAfter(pause)) {
        if (!meanwhile && !run.streams()) {
          continue;
        }
        long begin = System.nanoTime();
        boolean atStreams = probe();
        long took = System.nanoTime() - begin;
        pause = atStreams ? pace.afterStreams(took) : pace.afterLists(took);
      }
      if (lastProbe) {
        lookForTheLastTime();
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

  /**
   * All sessions, all rooms, and one user's events, in turn. A list is asked for twice in a row:
   * one that a server keeps for a while is new to who asks first, old only to who asks next.
   *
   * @return whether it was the streams that were looked at
   */
  private boolean probe() throws InterruptedException {
    if (run.streams() && (!meanwhile || probes % 2 == 0)) {
      probes++;
      lookAtStreams();
      return true;
    }
    int turn = (run.streams() ? probes++ / 2 : probes++) % 3;
    int someone = drains && turn == 2 ? run.someoneToDrain(random.nextLong()) : Operation.NOBODY;
    if (someone != Operation.NOBODY) {
      look(OperationKind.DRAIN, someone);
    } else {
      OperationKind list = turn == 1 ? OperationKind.ROOMS : OperationKind.SESSIONS;
      // Where streams are of interest they are looked at more often than all else.
      int left = run.streams() ? 1 : IN_A_ROW;
      while (left > 0 && look(list, Operation.NOBODY)) {
        left--;
      }
    }
    return false;
  }

  private boolean lookAtStreams() throws InterruptedException {
    long begin = System.nanoTime();
    boolean seenAny = look(OperationKind.STREAMS, Operation.NOBODY);
    if (seenAny) {
      seen.streams().ifPresent(list -> streams.seen(list, begin));
    }
    return seenAny;
  }

  /** What the server told of its streams; after {@link #finish}. */
  Optional<StreamsMeasured.Told> told() {
    return streams.told();
  }

  /**
   * Whether nothing waits in front of any socket, or nobody tells. May be called by another thread,
   * and blocks it until the server has been asked once more, for a second at most.
   */
  boolean seesEmptyQueues() {
    return streams.areEmpty(System.nanoTime(), TimeUnit.SECONDS.toNanos(1));
  }

  private void lookForTheLastTime() throws InterruptedException {
    List<Integer> some = drains ? run.someKnown(MAX_USERS) : List.of();
    for (int user : some) {
      // All has been given out: what comes now has come before, over a socket or to a drain.
      look(OperationKind.DRAIN, user);
    }
    for (int user : some) {
      if (!look(OperationKind.HISTORY, user)) {
        // A server need not show histories.
        break;
      }
    }
    look(OperationKind.ROOMS, Operation.NOBODY);
    for (int left = LAST_ATTEMPTS; left > 0 && !look(OperationKind.SESSIONS, Operation.NOBODY); ) {
      left--;
    }
    if (run.streams()) {
      for (int left = LAST_ATTEMPTS; left > 0 && !lookAtStreams(); ) {
        left--;
      }
    }
  }

  /** Returns whether it was answered. */
  private boolean look(OperationKind kind, int target) throws InterruptedException {
    look.set(kind, sequence++, 0, Operation.NO_ROOM, 0, Rendezvous.NONE);
    look.aim(target);
    long start = System.nanoTime();
    lane.progress(start);
    body.clear();
    Outcome outcome = ask();
    // A read that fails shows nothing; the users' own failures tell what is the matter.
    if (outcome == Outcome.OK || (kind.isWrite() && outcome.isUnknown())) {
      lane.completed(look, outcome, start, System.nanoTime(), seen);
    }
    return outcome == Outcome.OK;
  }

  private Outcome ask() throws InterruptedException {
    seen.reset();
    try {
      ControlClient.Answer answer = client.send(dialect.http(look, body));
      gone = false;
      dialect.readHttp(look, answer.status(), answer.body(), answer.body().length, seen);
      return switch (seen.type()) {
        case ANSWER -> Outcome.OK;
        case GARBAGE -> Outcome.BAD_ANSWER;
        default -> Outcome.STATUS;
      };
    } catch (ConnectException e) {
      gone = true;
      return Outcome.CONNECT;
    } catch (HttpTimeoutException e) {
      return Outcome.TIMEOUT;
    } catch (IOException e) {
      return Outcome.RESET;
    }
  }
}
