package dev.proofload.loadgen.selftest;

import dev.proofload.loadgen.selftest.fault.Fault;
import java.util.List;

/**
 * How much a self-test tries.
 *
 * @param faults which are planted
 * @param firstSeed of the first run; those that follow count up
 * @param seeds how many runs of each fault
 * @param faultOperations after which a fault that was not noticed counts as missed
 * @param soundOperations on sound bridges, over many runs; 0 for none
 * @param threads that share the work
 */
public record SelfTestPlan(
    List<Fault> faults,
    long firstSeed,
    int seeds,
    long faultOperations,
    long soundOperations,
    int threads) {
  /** A run on a sound bridge is no longer than this; then another seed gets its turn. */
  public static final long SOUND_RUN = 25_000;

  /** Validates. */
  public SelfTestPlan {
    faults = List.copyOf(faults);
    require(seeds >= 1 && seeds <= 1_000, "seeds must be 1 to 1000: " + seeds);
    require(faultOperations >= 1, "operations must be at least 1: " + faultOperations);
    require(soundOperations >= 0, "operations must not be negative: " + soundOperations);
    require(threads >= 1, "threads must be at least 1: " + threads);
  }

  /** How many runs there will be. */
  public int runs() {
    return Math.toIntExact((long) faults.size() * seeds + soundRuns());
  }

  int soundRuns() {
    return Math.toIntExact((soundOperations + SOUND_RUN - 1) / SOUND_RUN);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
