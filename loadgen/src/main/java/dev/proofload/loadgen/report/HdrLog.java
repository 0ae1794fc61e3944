package dev.proofload.loadgen.report;

import dev.proofload.loadgen.record.IntervalListener;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/**
 * Writes {@code latency.hlog} while a run goes on, one line for each interval and kind, for
 * HdrHistogram's own tools. The kind is the line's tag; values are nanoseconds; the maximum that
 * stands in plain text is in milliseconds, as those tools expect.
 *
 * <p>Flushed after each line, so that a killed run leaves what it measured. {@link #interval} is
 * called by one thread and blocks on the disk; a write that fails is reported by {@link #close}, so
 * that a full disk does not end the run.
 */
public final class HdrLog implements IntervalListener, AutoCloseable {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double NANOS_PER_MILLI = 1e6;

  private final Path file;
  private final PrintStream stream;
  private final HistogramLogWriter writer;
  private boolean begun;

  private HdrLog(Path file, PrintStream stream) {
    this.file = file;
    this.stream = stream;
    this.writer = new HistogramLogWriter(stream);
  }

  /**
   * Opens the log, replacing an earlier one.
   *
   * @param version of this program
   * @throws IOException if the file can't be written
   */
  public static HdrLog open(Path file, String version) throws IOException {
    PrintStream stream =
        new PrintStream(
            new BufferedOutputStream(Files.newOutputStream(file)), false, StandardCharsets.UTF_8);
    HdrLog log = new HdrLog(file, stream);
    log.head(version);
    return log;
  }

  private void head(String version) {
    writer.outputComment("[Latency in nanoseconds, written by loadgen " + version + "]");
    writer.outputComment("[Tag: kind of operation. Interval_Max: milliseconds]");
    writer.outputLogFormatVersion();
    stream.flush();
  }

  @Override
  public void begins(Instant startedAt) {
    begun = true;
    writer.outputStartTime(startedAt.toEpochMilli());
    writer.outputBaseTime(startedAt.toEpochMilli());
    writer.outputLegend();
    stream.flush();
  }

  @Override
  public void interval(String kind, long startNanos, long lengthNanos, Histogram latency) {
    String before = latency.getTag();
    latency.setTag(kind);
    try {
      writer.outputIntervalHistogram(
          startNanos / NANOS_PER_SECOND,
          (startNanos + lengthNanos) / NANOS_PER_SECOND,
          latency,
          NANOS_PER_MILLI);
    } finally {
      latency.setTag(before);
    }
    stream.flush();
  }

  /**
   * Ends the log. One of a load that never began is taken away: it would look like a run.
   *
   * @throws IOException if not all of it could be written
   */
  @Override
  public void close() throws IOException {
    boolean failed = stream.checkError();
    stream.close();
    if (!begun) {
      Files.deleteIfExists(file);
    }
    if (failed || stream.checkError()) {
      throw new IOException("Could not write all of " + file + ": is the disk full?");
    }
  }
}
