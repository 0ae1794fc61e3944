package dev.proofload.loadgen.driver;

import dev.proofload.loadgen.record.StreamList;
import dev.proofload.loadgen.record.StreamsMeasured;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a server told of its streams, look by look.
 *
 * <p>Thread-safe: the onlooker tells what it sees, and whoever drives the run asks. A lock guards
 * all, and is held for as long as it takes to count the states of a list.
 */
final class StreamsSeen {
  private final Map<String, Long> most = new LinkedHashMap<>();
  private @Nullable StreamList latest;
  private long latestNanos;
  private StreamsMeasured.Fullest fullest = StreamsMeasured.Fullest.UNTOLD;
  private long looks;

  /**
   * A look was answered.
   *
   * @param list all streams there are
   * @param askedNanos when it was asked for
   */
  synchronized void seen(StreamList list, long askedNanos) {
    looks++;
    latest = list;
    latestNanos = askedNanos;
    Map<String, Long> now = new HashMap<>();
    list.rows().forEach(row -> now.merge(row.state(), 1L, Long::sum));
    now.forEach((state, count) -> most.merge(state, count, Math::max));
    list.rows().forEach(row -> fullest = fullest.or(fill(row, list.limits())));
    notifyAll();
  }

  private static StreamsMeasured.Fullest fill(StreamList.Row row, StreamList.Limits limits) {
    return new StreamsMeasured.Fullest(
        row.queuedMessages(), row.queuedBytes(), limits.messages(), limits.bytes());
  }

  /** What came of all looks; empty if none was answered. */
  synchronized Optional<StreamsMeasured.Told> told() {
    StreamList list = latest;
    return list == null
        ? Optional.empty()
        : Optional.of(
            new StreamsMeasured.Told(
                list.totals().produced(),
                list.totals().sent(),
                list.totals().dropped(),
                list.totals().returned(),
                looks,
                most,
                list.closed(),
                fullest));
  }

  /**
   * Waits for a look that begins from now on.
   *
   * @param nowNanos by {@code System.nanoTime()}
   * @param patienceNanos how long it waits at most
   * @return whether nothing waited in front of any socket then; true too if no look was ever
   *     answered, as there is nobody to tell
   */
  synchronized boolean areEmpty(long nowNanos, long patienceNanos) {
    try {
      long deadline = nowNanos + patienceNanos;
      for (long left = patienceNanos; left > 0; left = deadline - System.nanoTime()) {
        StreamList list = latest;
        if (list != null && latestNanos - nowNanos >= 0) {
          return list.rows().stream().noneMatch(row -> row.queuedMessages() > 0);
        }
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return latest == null;
  }
}
