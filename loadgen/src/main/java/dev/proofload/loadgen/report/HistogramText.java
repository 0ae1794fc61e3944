package dev.proofload.loadgen.report;

import dev.proofload.loadgen.record.Recorder;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/**
 * Histograms as text: HdrHistogram's compressed encoding, version 2, in base64, as in the lines of
 * its logs. Every count is kept, so that those who read it get every percentile, and can add up
 * runs. Pure.
 */
final class HistogramText {
  private HistogramText() {}

  /** The text; it begins with {@code HIST}. */
  static String of(Histogram histogram) {
    ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
    int length = histogram.encodeIntoCompressedByteBuffer(buffer);
    return Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length));
  }

  /**
   * Reads one back.
   *
   * @throws IllegalArgumentException if the text holds no histogram of the range and precision that
   *     all of a run's have; the message goes on from "is damaged: "
   */
  static Histogram read(String text) {
    Histogram all = Recorder.newHistogram();
    Histogram read = decode(text);
    if (read.getLowestDiscernibleValue() != all.getLowestDiscernibleValue()
        || read.getHighestTrackableValue() != all.getHighestTrackableValue()
        || read.getNumberOfSignificantValueDigits() != all.getNumberOfSignificantValueDigits()) {
      throw new IllegalArgumentException("it is of another range or precision");
    }
    return read;
  }

  private static Histogram decode(String text) {
    ByteBuffer bytes;
    try {
      bytes = ByteBuffer.wrap(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("it is no base64", e);
    }
    try {
      return Histogram.decodeFromCompressedByteBuffer(bytes, 0);
    } catch (DataFormatException | RuntimeException e) {
      // Whatever the decoder stumbles over: it was written for bytes that are right.
      throw new IllegalArgumentException("it is no histogram of HdrHistogram", e);
    }
  }
}
