package dev.proofload.loadgen.report;

import dev.proofload.loadgen.record.GeneratorSample;
import dev.proofload.loadgen.record.RunRecord;
import dev.proofload.loadgen.record.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * When several runs were, from the start of the first, by the clocks of the machines that made
 * them. Pure.
 *
 * @param runs in the order in which they began
 */
record RunTimes(List<RunRecord> runs) {
  RunTimes {
    runs = List.copyOf(runs);
  }

  /** How long at least one of them ran. */
  long windowNanos() {
    long window = 0;
    long until = 0;
    for (RunRecord run : runs) {
      long end = end(run);
      window += Math.max(0, end - Math.max(until, start(run)));
      until = Math.max(until, end);
    }
    return window;
  }

  /** How many users there were at once, at most. */
  int users() {
    long most = 0;
    for (int i = 0; i < runs.size(); i++) {
      long now = start(runs.get(i));
      long users = runs.get(i).info().users();
      for (int earlier = 0; earlier < i; earlier++) {
        if (end(runs.get(earlier)) > now) {
          users += runs.get(earlier).info().users();
        }
      }
      most = Math.max(most, users);
    }
    return Math.toIntExact(most);
  }

  /**
   * What each measured second by second, one after another, as if nothing had been between them.
   * Empty where any two ran at the same time: the percentiles of a second don't add up.
   */
  List<Sample> series() {
    List<Sample> series = new ArrayList<>();
    long until = 0;
    long shift = 0;
    for (RunRecord run : runs) {
      if (start(run) < until) {
        return List.of();
      }
      until = end(run);
      for (Sample sample : run.measurements().series()) {
        series.add(
            new Sample(
                shift + sample.startNanos(),
                sample.lengthNanos(),
                sample.messages(),
                sample.refused(),
                sample.errors(),
                sample.p50Nanos(),
                sample.p99Nanos(),
                sample.maxNanos()));
      }
      shift += run.measurements().windowNanos();
    }
    return series;
  }

  /** What their generators saw of themselves, second by second, beside {@link #series}. */
  List<GeneratorSample> selfSeries() {
    boolean paired =
        runs.stream()
            .allMatch(run -> run.self().series().size() == run.measurements().series().size());
    if (!paired || series().isEmpty()) {
      return List.of();
    }
    List<GeneratorSample> series = new ArrayList<>();
    long shift = 0;
    for (RunRecord run : runs) {
      for (GeneratorSample sample : run.self().series()) {
        series.add(later(sample, shift));
      }
      shift += run.measurements().windowNanos();
    }
    return series;
  }

  private static GeneratorSample later(GeneratorSample sample, long shiftNanos) {
    return new GeneratorSample(
        shiftNanos + sample.startNanos(),
        sample.lengthNanos(),
        sample.serviceP99Nanos(),
        sample.sendLag(),
        sample.loopLag(),
        sample.oversleep(),
        sample.oversleptNanos(),
        sample.loopBusy(),
        sample.loopWait(),
        sample.processors(),
        sample.gcPauses(),
        sample.gcNanos(),
        sample.descriptors(),
        sample.connections());
  }

  private long start(RunRecord run) {
    return Duration.between(runs.getFirst().info().startedAt(), run.info().startedAt()).toNanos();
  }

  private long end(RunRecord run) {
    return start(run) + run.measurements().windowNanos();
  }
}
