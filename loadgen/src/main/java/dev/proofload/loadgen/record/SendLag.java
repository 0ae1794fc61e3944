package dev.proofload.loadgen.record;

import java.util.List;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/**
 * How late one event loop sent what was due while its user was free.
 *
 * <p>{@link #record} is called by the loop's thread alone and never waits; {@link #sum} by one
 * other thread at any time.
 */
public final class SendLag {
  private static final int SIGNIFICANT_DIGITS = 3;

  private final SingleWriterRecorder recorder =
      new SingleWriterRecorder(Recorder.HIGHEST_NANOS, SIGNIFICANT_DIGITS);

  /** One operation was sent so late. */
  public void record(long nanos) {
    recorder.recordValue(Math.clamp(nanos, 0, Recorder.HIGHEST_NANOS));
  }

  /** All of what these recorded since the last call. */
  public static Histogram sum(List<SendLag> lags) {
    Histogram sum = Recorder.newHistogram();
    lags.forEach(lag -> sum.add(lag.recorder.getIntervalHistogram()));
    return sum;
  }
}
