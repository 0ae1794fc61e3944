package dev.proofload.loadgen.gate;

import dev.proofload.loadgen.record.GeneratorSample;
import dev.proofload.loadgen.record.Processors;
import dev.proofload.loadgen.record.RunRecord;
import dev.proofload.loadgen.record.Sample;
import dev.proofload.loadgen.record.SelfWatch;
import java.util.ArrayList;
import java.util.List;

/**
 * One second of a run: what the generator saw of itself, and what it measured.
 *
 * @param limits how much of everything there was
 */
record Second(GeneratorSample self, Sample measured, SelfWatch limits) {
  /** A delay below this part of what was measured does not change what is read from it. */
  private static final double PART = 0.1;

  private static final long SHORTEST_NANOS = 500_000_000L;

  /** All of a run but for a last one that is too short to say anything. */
  static List<Second> of(RunRecord run) {
    List<GeneratorSample> self = run.self().series();
    List<Sample> measured = run.measurements().series();
    List<Second> seconds = new ArrayList<>();
    for (int i = 0; i < Math.min(self.size(), measured.size()); i++) {
      if (self.get(i).lengthNanos() >= SHORTEST_NANOS) {
        seconds.add(new Second(self.get(i), measured.get(i), run.self()));
      }
    }
    return seconds;
  }

  /**
   * Whether the generator's own delay is a part worth mentioning of what it measured.
   *
   * @param leastNanos a delay that is none
   */
  boolean isDelayed(long leastNanos) {
    long lag = self.lagP99Nanos();
    return lag >= leastNanos && lag >= PART * measured.p99Nanos();
  }

  /** For which part of the time an event loop waited for a processor; 0 where that is unknown. */
  double waited() {
    return self.loopWait().orElse(0);
  }

  Processors processors() {
    return self.processors();
  }

  /** Which part of the processors that the generator may use something was. */
  double partOfUsable(double cpus) {
    return cpus / processors().usable();
  }
}
