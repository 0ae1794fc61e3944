package dev.proofload.loadgen.record;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;

/**
 * What the generator saw of itself in the measured window.
 *
 * @param series the window over time
 * @param loopLag how late the event loops looked at their clocks, in nanoseconds
 * @param oversleep by how much the pause meter overslept each time, in nanoseconds
 * @param pauses the longest times by which it overslept more than ten milliseconds, in their order
 * @param pauseCount how many there were of these
 * @param descriptorLimit how many files and sockets may be open; empty where the system does not
 *     say
 * @param portLimit how many connections there can be to what is loaded, by the local ports that
 *     there are; empty likewise
 * @param ceiling the most that this generator can send here; empty where nobody has found out
 */
public record SelfWatch(
    List<GeneratorSample> series,
    Histogram loopLag,
    Histogram oversleep,
    List<Pause> pauses,
    long pauseCount,
    OptionalLong descriptorLimit,
    OptionalLong portLimit,
    Optional<Ceiling> ceiling) {
  /** Copies the lists. */
  public SelfWatch {
    series = List.copyOf(series);
    pauses = List.copyOf(pauses);
  }

  /** Of a run that nobody watched. */
  public static SelfWatch none() {
    return new SelfWatch(
        List.of(),
        Recorder.newHistogram(),
        Recorder.newHistogram(),
        List.of(),
        0,
        OptionalLong.empty(),
        OptionalLong.empty(),
        Optional.empty());
  }

  /** The same below this ceiling. */
  public SelfWatch under(Optional<Ceiling> other) {
    return new SelfWatch(
        series, loopLag, oversleep, pauses, pauseCount, descriptorLimit, portLimit, other);
  }
}
