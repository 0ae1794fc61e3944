package dev.proofload.loadgen.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.proofload.loadgen.record.Recorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogProcessor;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HdrLogTest {
  private static final long SECOND = 1_000_000_000L;
  private static final Instant START = Instant.parse("2026-03-04T05:06:07.250Z");

  @TempDir Path folder;

  @Test
  void readsBackWithTheLibrarysOwnReader() throws IOException {
    Path file = folder.resolve("latency.hlog");
    Histogram chat = histogram(100, 2_000_000);
    try (HdrLog log = open(file)) {
      log.interval("chat", 0, SECOND, chat);
      log.interval("look", 0, SECOND, histogram(10, 5_000_000));
      log.interval("chat", SECOND, SECOND / 2, histogram(50, 3_000_000));
    }
    assertThat(chat.getTag()).as("the caller's histogram is left as it was").isNull();
    Map<String, Histogram> sums = read(file);
    assertThat(sums.keySet()).containsExactlyInAnyOrder("chat", "look");
    assertThat(sum(sums, "chat").getTotalCount()).isEqualTo(150);
    assertThat(sum(sums, "look").getTotalCount()).isEqualTo(10);
    assertThat((double) sum(sums, "chat").getMaxValue()).isEqualTo(3e6, within(3e3));
    assertThat(Files.readString(file)).contains("nanoseconds", "loadgen 0.1.0", "Tag=look,0.000");
  }

  @Test
  void keepsWhenItWas() throws IOException {
    Path file = folder.resolve("latency.hlog");
    try (HdrLog log = open(file)) {
      log.interval("chat", 2 * SECOND, SECOND, histogram(1, 1_000));
    }
    try (HistogramLogReader reader = new HistogramLogReader(file.toFile())) {
      Histogram interval = (Histogram) reader.nextIntervalHistogram();
      assertThat(reader.getStartTimeSec()).isEqualTo(START.toEpochMilli() / 1e3);
      assertThat(interval.getStartTimeStamp()).isEqualTo(START.toEpochMilli() + 2_000);
      assertThat(interval.getEndTimeStamp()).isEqualTo(START.toEpochMilli() + 3_000);
    }
  }

  @Test
  void aRunThatIsKilledLeavesWhatItMeasured() throws IOException {
    Path file = folder.resolve("latency.hlog");
    try (HdrLog log = open(file)) {
      log.interval("chat", 0, SECOND, histogram(7, 1_000));
      assertThat(sum(read(file), "chat").getTotalCount()).isEqualTo(7);
    }
  }

  @Test
  void theLibrarysProcessorReadsIt() throws IOException, InterruptedException {
    Path file = folder.resolve("latency.hlog");
    try (HdrLog log = open(file)) {
      log.interval("chat", 0, SECOND, histogram(42, 2_000_000));
    }
    Path out = folder.resolve("out");
    HistogramLogProcessor processor =
        new HistogramLogProcessor(
            new String[] {"-i", file.toString(), "-tag", "chat", "-o", out.toString()});
    processor.start();
    processor.join();
    assertThat(Files.readString(folder.resolve("out.hgrm")))
        .containsPattern("Total count += +42")
        .containsPattern("Max += +2\\.00");
  }

  @Test
  void aFullDiskIsReportedInTheEnd() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.isWritable(full));
    HdrLog log = open(full);
    log.interval("chat", 0, SECOND, histogram(7, 1_000));
    assertThatIOException().isThrownBy(log::close).withMessageContaining("/dev/full");
  }

  private static Histogram histogram(int count, long nanos) {
    Histogram histogram = Recorder.newHistogram();
    histogram.recordValueWithCount(nanos, count);
    return histogram;
  }

  private static Histogram sum(Map<String, Histogram> sums, String tag) {
    return sums.getOrDefault(tag, Recorder.newHistogram());
  }

  private static Map<String, Histogram> read(Path file) throws IOException {
    Map<String, Histogram> sums = new HashMap<>();
    try (HistogramLogReader reader = new HistogramLogReader(file.toFile())) {
      while (reader.hasNext()) {
        Histogram interval = (Histogram) reader.nextIntervalHistogram();
        sums.computeIfAbsent(interval.getTag(), tag -> Recorder.newHistogram()).add(interval);
      }
    }
    return sums;
  }

  private static HdrLog open(Path file) throws IOException {
    HdrLog log = HdrLog.open(file, "0.1.0");
    log.begins(START);
    return log;
  }
}
