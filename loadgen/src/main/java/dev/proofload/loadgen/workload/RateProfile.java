package dev.proofload.loadgen.workload;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How many operations a second are due, over the time of a run: stage after stage. When the nth is
 * due follows from n alone, whatever happened before it.
 *
 * @param stages in order, at least one; not all of rate 0
 */
public record RateProfile(List<RateStage> stages) {
  /** What {@link #nanosUntil} says of an operation that is not due any more. */
  public static final long NEVER = Long.MAX_VALUE;

  /** Validates. */
  public RateProfile {
    stages = List.copyOf(stages);
    if (stages.isEmpty()) {
      throw new IllegalArgumentException("a rate needs a stage at least");
    }
    if (stages.stream().mapToDouble(RateStage::operations).sum() <= 0) {
      throw new IllegalArgumentException("a rate must be more than 0 at some time");
    }
  }

  /** One rate for so long. */
  public static RateProfile constant(double perSecond, Duration length) {
    return new RateProfile(List.of(new RateStage(length, perSecond, perSecond)));
  }

  /** The same, after so long at the rate with which it begins; it begins with the highest if 0. */
  public RateProfile after(Duration warmup) {
    if (warmup.isZero()) {
      return this;
    }
    double first = stages.getFirst().from();
    double rate = first > 0 ? first : highest();
    List<RateStage> all = new ArrayList<>();
    all.add(new RateStage(warmup, rate, rate));
    all.addAll(stages);
    return new RateProfile(all);
  }

  /** How long it lasts. */
  public Duration length() {
    return stages.stream().map(RateStage::length).reduce(Duration.ZERO, Duration::plus);
  }

  /** Operations a second where it is highest. */
  public double highest() {
    return stages.stream().mapToDouble(stage -> Math.max(stage.from(), stage.to())).max().orElse(0);
  }

  /** How many operations are due in all, as a real number. */
  public double operations() {
    return stages.stream().mapToDouble(RateStage::operations).sum();
  }

  /**
   * When, from the begin, so many operations are due.
   *
   * @param count at least 0
   * @return nanoseconds, or {@link #NEVER}
   */
  public long nanosUntil(double count) {
    double left = count;
    double begin = 0;
    for (RateStage stage : stages) {
      double here = stage.operations();
      // What is due at the very end of a stage is the next one's first.
      if (left < here) {
        return Math.round(begin + stage.nanosUntil(left));
      }
      left -= here;
      begin += (double) stage.length().toNanos();
    }
    return NEVER;
  }
}
