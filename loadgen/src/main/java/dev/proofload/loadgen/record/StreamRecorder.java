package dev.proofload.loadgen.record;

import dev.proofload.loadgen.workload.Readers;
import dev.proofload.loadgen.workload.Reading;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * What one event loop measures of streams: how soon replies begin to come, and how the messages of
 * those users end who do not read as they should. All other users are the {@link Recorder}'s.
 *
 * <p>The loop's thread records, and never waits; one other thread may sum up.
 */
public final class StreamRecorder {
  private final Map<Reading, Cell> stragglers = new EnumMap<>(Reading.class);

  /** Made when it is first needed, as most workloads have no use for it. */
  private volatile @Nullable Cell firstDelta;

  private final LongAdder lateReplies = new LongAdder();

  /** Empty; for such users. */
  public StreamRecorder(Readers readers) {
    count(Reading.SLOW, readers.slow());
    count(Reading.STALLED, readers.stalled());
    count(Reading.CHURNING, readers.churning());
  }

  private void count(Reading reading, int users) {
    if (users > 0) {
      stragglers.put(reading, new Cell());
    }
  }

  /**
   * The first piece of a reply to a healthy user came.
   *
   * @param nanos from where its latency runs
   */
  public void firstDelta(long nanos) {
    Cell cell = firstDelta;
    if (cell == null) {
      cell = new Cell();
      firstDelta = cell;
    }
    cell.record(Outcome.OK, nanos);
  }

  /** So many replies came late: not over the socket that they were to come over. */
  public void lateReplies(int count) {
    lateReplies.add(count);
  }

  /** How many replies came late, on all loops together. */
  public static long lateReplies(List<StreamRecorder> recorders) {
    return recorders.stream().mapToLong(recorder -> recorder.lateReplies.sum()).sum();
  }

  /**
   * A message of a user who does not read as it should ended.
   *
   * @param reading one of those given to the constructor
   * @param nanos from the first byte sent
   */
  public void straggler(Reading reading, Outcome outcome, long nanos) {
    Cell cell = stragglers.get(reading);
    if (cell == null) {
      throw new IllegalArgumentException("nobody reads so: " + reading);
    }
    cell.record(outcome, nanos);
  }

  /** How soon replies began, on all loops together; takes it away. */
  public static Histogram firstDelta(List<StreamRecorder> recorders) {
    Tally sum = new Tally();
    for (StreamRecorder recorder : recorders) {
      Cell cell = recorder.firstDelta;
      if (cell != null) {
        cell.take(sum);
      }
    }
    return sum.latency();
  }

  /** What became of the messages of those who do not read as they should; takes it away. */
  public static List<StreamsMeasured.Group> groups(
      List<StreamRecorder> recorders, Readers readers) {
    List<StreamsMeasured.Group> groups = new ArrayList<>();
    add(groups, recorders, Reading.SLOW, readers.slow());
    add(groups, recorders, Reading.STALLED, readers.stalled());
    add(groups, recorders, Reading.CHURNING, readers.churning());
    return groups;
  }

  private static void add(
      List<StreamsMeasured.Group> groups,
      List<StreamRecorder> recorders,
      Reading reading,
      int users) {
    if (users == 0) {
      return;
    }
    Tally sum = new Tally();
    for (StreamRecorder recorder : recorders) {
      Cell cell = recorder.stragglers.get(reading);
      if (cell != null) {
        cell.take(sum);
      }
    }
    groups.add(new StreamsMeasured.Group(reading.label(), users, sum.counts(), sum.latency()));
  }
}
