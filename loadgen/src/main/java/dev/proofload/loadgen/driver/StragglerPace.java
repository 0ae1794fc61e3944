package dev.proofload.loadgen.driver;

import dev.proofload.loadgen.workload.LoadPlan;
import dev.proofload.loadgen.workload.OpenLoad;
import dev.proofload.loadgen.workload.RateProfile;
import dev.proofload.loadgen.workload.Readers;
import dev.proofload.loadgen.workload.Reading;
import java.util.concurrent.TimeUnit;

/**
 * When a user who does not read as it should says something. It waits for its answers also in an
 * open load: what it would be late with is its own doing. But for a few who fill their queues, it
 * says no more than a healthy user: the question is what its reading costs the others, and not what
 * a greater load does. Used on the user's event loop alone.
 */
final class StragglerPace implements Pace {
  /** With texts of 16 KB a queue of 1 MiB is full before a send has taken the 5 s it may take. */
  private static final long FILL_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /** Of the others who speak over HTTP, in a closed load: nothing holds them up. */
  private static final long SPEAKER_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /**
   * Of a stalled user who asks over its socket, after the text that it says when it stops: the next
   * it says when it has looked up and stopped again.
   */
  private static final long STALLED_PAUSE_NANOS =
      TimeUnit.MILLISECONDS.toNanos(Readers.LOOK_UP_MILLIS);

  private static final long CHURN_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /** Spreads the slots over the first pause: no two neighbours begin together. */
  private static final double GOLDEN_RATIO = 0.6180339887498949;

  private final long stoppedPauseNanos;
  private final boolean speaks;
  private long pauseNanos;
  private long aheadNanos;
  private boolean stopped;

  /**
   * @param slot which of the plan's users it is; one who does not read as it should
   */
  StragglerPace(LoadPlan plan, int slot) {
    Reading reading = plan.reading(slot);
    this.speaks = plan.readers().speaksOverHttp(slot, plan.users());
    long least = plan.thinkTime().toNanos();
    int healthy = plan.users() - plan.readers().bad();
    long own = Math.max(least, plan.open().map(open -> share(open, healthy)).orElse(0L));
    if (reading == Reading.CHURNING) {
      own = Math.max(own, CHURN_PAUSE_NANOS);
    }
    long speaking = plan.open().isPresent() ? own : SPEAKER_PAUSE_NANOS;
    long speakerPauseNanos =
        Math.max(least, plan.readers().fills(slot, plan.users()) ? FILL_PAUSE_NANOS : speaking);
    this.pauseNanos = speaks && reading == Reading.SLOW ? speakerPauseNanos : own;
    this.stoppedPauseNanos = speaks ? speakerPauseNanos : Math.max(own, STALLED_PAUSE_NANOS);
    this.aheadNanos =
        plan.open().isEmpty() ? 0 : Math.round(pauseNanos * (slot * GOLDEN_RATIO % 1.0));
  }

  /** Between two messages of one of so many users, on average. */
  private static long share(OpenLoad open, int users) {
    RateProfile profile = open.profile();
    return Math.round(users * (double) profile.length().toNanos() / profile.operations());
  }

  /** It has stopped reading: if it speaks over HTTP, it does so from now on. */
  void stopsReading() {
    stopped = true;
    if (speaks) {
      pauseNanos = stoppedPauseNanos;
    }
  }

  @Override
  public long nextNanos(long beginNanos, long readyNanos) {
    long ahead = aheadNanos;
    aheadNanos = 0;
    long next = readyNanos + (ahead > 0 ? ahead : pauseNanos);
    if (stopped) {
      pauseNanos = stoppedPauseNanos;
    }
    return next;
  }
}
