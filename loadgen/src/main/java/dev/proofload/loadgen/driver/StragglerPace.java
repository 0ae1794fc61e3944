package dev.proofload.loadgen.driver;

import dev.proofload.loadgen.workload.LoadPlan;
import dev.proofload.loadgen.workload.OpenLoad;
import dev.proofload.loadgen.workload.RateProfile;
import dev.proofload.loadgen.workload.Reading;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * When a user who does not read as it should says something. It waits for its answers also in an
 * open load: what it would be late with is its own doing. There it says no more than a healthy user
 * does on average, and all who speak over HTTP no more than all the healthy ones together: the
 * question is what their reading costs the others, and not what a greater load does.
 */
final class StragglerPace implements Pace {
  /** Of one who speaks over HTTP: its replies fill any queue before a send has taken too long. */
  private static final long SPEAKER_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  /** All who speak over HTTP together say 2,000 texts a second, or they would be the load. */
  private static final double SPEAKERS_RATE = 2_000;

  private static final long CHURN_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private static final double NANOS_PER_SECOND = 1e9;

  /** How the slots are spread over the first pause: no two neighbours begin together. */
  private static final double GOLDEN_RATIO = 0.6180339887498949;

  private final BooleanSupplier stopped;
  private final long pauseNanos;
  private final long speakerPauseNanos;
  private long aheadNanos;

  /**
   * @param slot which of the plan's users it is; one who does not read as it should
   * @param stopped whether it has stopped reading
   */
  StragglerPace(LoadPlan plan, int slot, BooleanSupplier stopped) {
    Reading reading = plan.reading(slot);
    boolean speaks = plan.readers().speaksOverHttp(slot, plan.users());
    double speakers = Math.ceilDiv(plan.readers().bad(), 2);
    double healthy = plan.users() - plan.readers().bad();
    double rate = plan.open().map(StragglerPace::meanRate).orElse(Double.POSITIVE_INFINITY);
    long own = Math.round(NANOS_PER_SECOND * healthy / rate);
    own = Math.max(own, plan.thinkTime().toNanos());
    if (reading == Reading.CHURNING) {
      own = Math.max(own, CHURN_PAUSE_NANOS);
    }
    long speaking = Math.round(NANOS_PER_SECOND * speakers / Math.min(rate, SPEAKERS_RATE));
    speaking = Math.max(speaking, SPEAKER_PAUSE_NANOS);
    this.speakerPauseNanos = Math.max(speaking, plan.thinkTime().toNanos());
    boolean always = speaks && (plan.open().isEmpty() || reading == Reading.SLOW);
    this.pauseNanos = always ? speakerPauseNanos : own;
    this.stopped = speaks ? stopped : () -> false;
    this.aheadNanos =
        plan.open().isEmpty() ? 0 : Math.round(pauseNanos * (slot * GOLDEN_RATIO % 1.0));
  }

  private static double meanRate(OpenLoad open) {
    RateProfile profile = open.profile();
    return profile.operations() * NANOS_PER_SECOND / profile.length().toNanos();
  }

  @Override
  public long nextNanos(long beginNanos, long readyNanos) {
    if (aheadNanos > 0) {
      long first = readyNanos + aheadNanos;
      aheadNanos = 0;
      return first;
    }
    return readyNanos + (stopped.getAsBoolean() ? speakerPauseNanos : pauseNanos);
  }
}
