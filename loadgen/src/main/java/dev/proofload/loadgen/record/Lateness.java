package dev.proofload.loadgen.record;

import java.util.List;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/**
 * How late one event loop did what was due: sent an operation whose user was free, or looked at its
 * clock.
 *
 * <p>{@link #record} and {@link #recordTick} are called by the loop's thread alone and never wait;
 * {@link #drain} by one other thread at any time.
 */
public final class Lateness {
  private static final int SIGNIFICANT_DIGITS = 3;

  private final SingleWriterRecorder recorder =
      new SingleWriterRecorder(Recorder.HIGHEST_NANOS, SIGNIFICANT_DIGITS);
  private Histogram interval = recorder.getIntervalHistogram();

  /** Something was so late. */
  public void record(long nanos) {
    recorder.recordValue(clamp(nanos));
  }

  /**
   * Something that is due time and again was so late. What was due meanwhile was late too, each by
   * a period less, or a stall of a second would count no more than one of a millisecond.
   */
  public void recordTick(long nanos, long periodNanos) {
    recorder.recordValueWithExpectedInterval(clamp(nanos), periodNanos);
  }

  /** Adds all of what these recorded since the last call. */
  public static void drain(List<Lateness> all, Histogram into) {
    for (Lateness lateness : all) {
      lateness.interval = lateness.recorder.getIntervalHistogram(lateness.interval);
      into.add(lateness.interval);
    }
  }

  private static long clamp(long nanos) {
    return Math.clamp(nanos, 0, Recorder.HIGHEST_NANOS);
  }
}
