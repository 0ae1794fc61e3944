package dev.proofload.loadgen.gate;

import dev.proofload.loadgen.record.GeneratorSample;
import dev.proofload.loadgen.record.Measurements;
import dev.proofload.loadgen.record.Processors;
import dev.proofload.loadgen.record.Quota;
import dev.proofload.loadgen.record.RunRecord;
import dev.proofload.loadgen.record.Sample;
import dev.proofload.loadgen.record.SelfWatch;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * One second of a run: what the generator saw of itself, and what it measured.
 *
 * @param errors operations that failed in it
 * @param answerNanos how long 99 in a hundred answers took at most from their actual send; those of
 *     the whole run where none came in this second. Not from when they were due: a generator that
 *     is late at each answer makes users late for what they are to send next, so that its delay,
 *     multiplied, would be hidden in what it is held against
 * @param lagNanos the generator's own delay: the worse of both lags. In a second in which no event
 *     loop so much as looked at its clock, which each means to do every 2 ms, it is the time until
 *     one did again, as that long waited what was due at its beginning
 * @param limits how much of everything there was
 */
record Second(
    GeneratorSample self, long errors, long answerNanos, long lagNanos, SelfWatch limits) {
  /** A delay below this part of what was measured does not change what is read from it. */
  private static final double PART = 0.1;

  private static final long SHORTEST_NANOS = 500_000_000L;

  /** All of a run but for a last one that is too short to say anything. */
  static List<Second> of(RunRecord run) {
    List<GeneratorSample> self = run.self().series();
    List<Sample> measured = run.measurements().series();
    List<Second> seconds = new ArrayList<>();
    long typical = answerNanos(run.measurements());
    for (int i = 0; i < Math.min(self.size(), measured.size()); i++) {
      if (self.get(i).lengthNanos() >= SHORTEST_NANOS) {
        long answers = self.get(i).serviceP99Nanos();
        seconds.add(
            new Second(
                self.get(i),
                measured.get(i).errors(),
                answers == 0 ? typical : answers,
                isSilent(self.get(i)) ? silence(self, i) : self.get(i).lagP99Nanos(),
                run.self()));
      }
    }
    return seconds;
  }

  private static boolean isSilent(GeneratorSample sample) {
    return sample.loopLag().count() == 0;
  }

  /** From a silent second on; none in a run whose event loops nobody watched. */
  private static long silence(List<GeneratorSample> self, int from) {
    if (self.stream().allMatch(Second::isSilent)) {
      return 0;
    }
    return self.subList(from, self.size()).stream()
        .takeWhile(Second::isSilent)
        .mapToLong(GeneratorSample::lengthNanos)
        .sum();
  }

  private static long answerNanos(Measurements all) {
    Histogram service = all.messageService();
    return (service.getTotalCount() > 0 ? service : all.messageLatency()).getValueAtPercentile(99);
  }

  /**
   * Whether the generator's own delay is a part worth mentioning of what it measured.
   *
   * @param leastNanos a delay that is none
   */
  boolean isDelayed(long leastNanos) {
    return lagNanos >= leastNanos && lagNanos >= PART * answerNanos;
  }

  /** For which part of the time an event loop waited for a processor; 0 where that is unknown. */
  double waited() {
    return self.loopWait().orElse(0);
  }

  /** In which part of its periods the control group stopped the generator; 0 without a limit. */
  double stopped() {
    return processors().quota().map(Quota::stopped).orElse(0.0);
  }

  Processors processors() {
    return self.processors();
  }

  /** Which part of the processors that the generator may use something was. */
  double partOfUsable(double cpus) {
    return cpus / processors().usable();
  }
}
