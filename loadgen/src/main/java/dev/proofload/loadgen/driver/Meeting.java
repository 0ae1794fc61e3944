package dev.proofload.loadgen.driver;

import dev.proofload.loadgen.workload.Rendezvous;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Holds users back until all have come as far as they. A user who gives up must {@link #leave}, or
 * the others would wait for it forever.
 *
 * <p>Thread-safe: users of all event loops meet here, a few times in a run; the lock is held only
 * to count. What waits is run by the thread of the last to arrive, after the lock is released.
 */
final class Meeting {
  private final Map<Rendezvous, Stage> stages = new EnumMap<>(Rendezvous.class);

  /**
   * @param participants how many users take part
   */
  Meeting(int participants) {
    for (Rendezvous station : List.of(Rendezvous.ARRIVE, Rendezvous.LOOK)) {
      stages.put(station, new Stage(participants));
    }
  }

  /** A participant has done what the station asks, or has failed at it for good. */
  void passed(Rendezvous station) {
    stage(station).countDown().forEach(Runnable::run);
  }

  /** Runs {@code then} once all participants have passed the station, at once if they have. */
  void whenAllPassed(Rendezvous station, Runnable then) {
    if (stage(station).mustWait(then)) {
      return;
    }
    then.run();
  }

  /**
   * A participant goes for good.
   *
   * @param next the first station it has not passed; {@link Rendezvous#LEAVE} if it passed all
   */
  void leave(Rendezvous next) {
    if (next == Rendezvous.ARRIVE) {
      passed(Rendezvous.ARRIVE);
    }
    if (next == Rendezvous.ARRIVE || next == Rendezvous.LOOK) {
      passed(Rendezvous.LOOK);
    }
  }

  private Stage stage(Rendezvous station) {
    return Objects.requireNonNull(stages.get(station), station::name);
  }

  private static final class Stage {
    private final Object lock = new Object();
    private final List<Runnable> waiting = new ArrayList<>();
    private int missing;

    Stage(int participants) {
      this.missing = participants;
    }

    List<Runnable> countDown() {
      synchronized (lock) {
        missing--;
        if (missing != 0) {
          return List.of();
        }
        List<Runnable> released = List.copyOf(waiting);
        waiting.clear();
        return released;
      }
    }

    boolean mustWait(Runnable then) {
      synchronized (lock) {
        if (missing <= 0) {
          return false;
        }
        waiting.add(then);
        return true;
      }
    }
  }
}
