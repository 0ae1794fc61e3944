package dev.proofload.loadgen.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/**
 * What processors did since the machine was started, in ticks of the kernel, summed over some
 * processors: the form is from proc_stat(5).
 *
 * @param cpus how many they are
 * @param busy in programs and in the kernel
 * @param idle with nothing to do
 * @param iowait with nothing to do while something waited for a disk
 * @param steal taken by other virtual machines
 */
record CpuTimes(int cpus, long busy, long idle, long iowait, long steal) {
  private static final Pattern LINE = Pattern.compile("cpu(\\d{1,5})((?: +\\d{1,18})+) *");
  private static final int USER = 0;
  private static final int NICE = 1;
  private static final int SYSTEM = 2;
  private static final int IDLE = 3;
  private static final int IOWAIT = 4;
  private static final int IRQ = 5;
  private static final int SOFTIRQ = 6;
  private static final int STEAL = 7;

  /** From the lines of {@code /proc/stat}; empty if they tell of none of these processors. */
  static Optional<CpuTimes> parse(List<String> lines, IntPredicate which) {
    List<CpuTimes> found = new ArrayList<>();
    for (String line : lines) {
      var matcher = LINE.matcher(line);
      if (matcher.matches() && which.test(Integer.parseInt(matcher.group(1)))) {
        String[] fields = matcher.group(2).strip().split(" +", -1);
        found.add(
            new CpuTimes(
                1,
                field(fields, USER)
                    + field(fields, NICE)
                    + field(fields, SYSTEM)
                    + field(fields, IRQ)
                    + field(fields, SOFTIRQ),
                field(fields, IDLE),
                field(fields, IOWAIT),
                field(fields, STEAL)));
      }
    }
    return found.stream().reduce(CpuTimes::plus);
  }

  private static long field(String[] fields, int index) {
    return index < fields.length ? Long.parseLong(fields[index]) : 0;
  }

  private CpuTimes plus(CpuTimes other) {
    return new CpuTimes(
        cpus + other.cpus,
        busy + other.busy,
        idle + other.idle,
        iowait + other.iowait,
        steal + other.steal);
  }

  /** What they did between an earlier time and this; never negative, as some counters step back. */
  CpuTimes since(CpuTimes earlier) {
    return new CpuTimes(
        cpus,
        Math.max(0, busy - earlier.busy),
        Math.max(0, idle - earlier.idle),
        Math.max(0, iowait - earlier.iowait),
        Math.max(0, steal - earlier.steal));
  }

  /** How many processors some of these ticks amount to: 0 to {@link #cpus}. */
  double processors(long ticks) {
    long total = busy + idle + iowait + steal;
    return total == 0 ? 0 : (double) cpus * ticks / total;
  }
}
