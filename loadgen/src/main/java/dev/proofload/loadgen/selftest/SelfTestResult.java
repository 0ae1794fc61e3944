package dev.proofload.loadgen.selftest;

import java.time.Duration;
import java.util.List;

/**
 * What a self-test showed.
 *
 * @param faults each of those that were planted
 * @param sound the bridges that have none
 * @param took how long it took
 */
public record SelfTestResult(
    SelfTestPlan plan, List<FaultResult> faults, SoundResult sound, Duration took) {
  /** Copies. */
  public SelfTestResult {
    faults = List.copyOf(faults);
  }

  /** Whether every fault was caught by the right check in every run, and nothing else was wrong. */
  public boolean passed() {
    return faults.stream().allMatch(FaultResult::alwaysCaught) && sound.alarms().isEmpty();
  }
}
