package dev.proofload.loadgen.record;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.OptionalLong;

/**
 * What the virtual machine counts of itself.
 *
 * @param cpuNanos processor time of this process
 * @param gcPauses how often a collection of garbage stopped the program
 * @param gcNanos for how long, in steps of a millisecond
 * @param descriptors files and sockets that are open
 * @param descriptorLimit how many may be
 */
public record VmCounters(
    long cpuNanos,
    long gcPauses,
    long gcNanos,
    OptionalLong descriptors,
    OptionalLong descriptorLimit) {
  private static final long NANOS_PER_MILLI = 1_000_000;

  /** Of this process now. */
  public static VmCounters now() {
    long pauses = 0;
    long millis = 0;
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      if (stopsTheProgram(collector.getName())) {
        pauses += Math.max(0, collector.getCollectionCount());
        millis += Math.max(0, collector.getCollectionTime());
      }
    }
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
      return new VmCounters(
          Math.max(0, unix.getProcessCpuTime()),
          pauses,
          millis * NANOS_PER_MILLI,
          OptionalLong.of(unix.getOpenFileDescriptorCount()),
          OptionalLong.of(unix.getMaxFileDescriptorCount()));
    }
    return new VmCounters(
        0, pauses, millis * NANOS_PER_MILLI, OptionalLong.empty(), OptionalLong.empty());
  }

  /**
   * Z and Shenandoah have one bean for their pauses and one for their cycles, which last long
   * beside a running program.
   */
  static boolean stopsTheProgram(String collector) {
    return !collector.endsWith("Cycles");
  }
}
