package dev.proofload.loadgen.driver;

import java.time.Duration;
import java.util.OptionalLong;

/** Processor time of processes, as the operating system accounts for it: in steps of 10 ms. */
public final class ProcessCpu {
  private ProcessCpu() {}

  /** What this process has used, or 0 where the system does not say. */
  public static long ownNanos() {
    return of(ProcessHandle.current()).orElse(0);
  }

  /** What a process has used, or empty where the system does not say or it has ended. */
  public static OptionalLong of(ProcessHandle process) {
    return process
        .info()
        .totalCpuDuration()
        .map(Duration::toNanos)
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }
}
