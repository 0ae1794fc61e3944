package dev.proofload.loadgen.record;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * What this generator can do on a machine, found out on a target that does nothing.
 *
 * @param measuredAt when it began
 * @param version of this program
 * @param eventLoops that drove the users
 * @param sides one for each transport
 * @param timer by how much a thread overslept that slept a few milliseconds at a time
 * @param otherCpus processors that other programs used meanwhile; NaN where that is not known
 */
public record Calibration(
    Instant measuredAt,
    String version,
    Machine machine,
    int eventLoops,
    List<Side> sides,
    Late timer,
    double otherCpus) {

  /** Copies. */
  public Calibration {
    sides = List.copyOf(sides);
  }

  /** How late something was. */
  public record Late(long p50Nanos, long p99Nanos, long maxNanos) {
    static Late of(Histogram nanos) {
      return new Late(
          nanos.getValueAtPercentile(50), nanos.getValueAtPercentile(99), nanos.getMaxValue());
    }
  }

  /**
   * What it can do over one transport.
   *
   * @param rounds messages a second of users that send as fast as they are answered, round by round
   * @param pacedPerSecond the rate of an open load of about half of that
   * @param unsent what that could not send
   * @param sendLag how late it sent
   * @param responseP99Nanos what it measured
   */
  public record Side(
      String transport,
      List<Double> rounds,
      double pacedPerSecond,
      long unsent,
      Late sendLag,
      long responseP99Nanos) {
    /** Validates and copies. */
    public Side {
      rounds = List.copyOf(rounds);
      if (rounds.isEmpty() || rounds.stream().anyMatch(rate -> !(rate > 0))) {
        throw new IllegalArgumentException(
            "rounds must be positive, and there must be one: " + rounds);
      }
    }

    /** Of its runs: an open one at that rate after the closed ones. */
    public static Side of(
        String transport, List<Double> rounds, double pacedPerSecond, RunRecord paced) {
      return new Side(
          transport,
          rounds,
          pacedPerSecond,
          paced.offered().map(Offered::unsent).orElse(0L),
          paced.offered().map(offered -> Late.of(offered.lag())).orElse(new Late(0, 0, 0)),
          paced.measurements().messageLatencyNanos(99));
    }

    /** The middle one of the rounds. */
    public double ceiling() {
      return rounds.stream().sorted().toList().get(rounds.size() / 2);
    }

    /**
     * How far apart the rounds are, as part of the middle one: differences below this are noise.
     */
    public double spread() {
      double least = rounds.stream().mapToDouble(rate -> rate).min().orElseThrow();
      double most = rounds.stream().mapToDouble(rate -> rate).max().orElseThrow();
      return (most - least) / ceiling();
    }
  }

  /** Of all runs of a calibration. */
  public static Calibration of(
      Instant measuredAt, String version, int eventLoops, List<Side> sides, List<RunRecord> runs) {
    Histogram timer = Recorder.newHistogram();
    runs.forEach(run -> timer.add(run.self().oversleep()));
    double others =
        runs.stream()
            .flatMap(run -> run.self().series().stream())
            .mapToDouble(second -> second.processors().others().orElse(Double.NaN))
            .average()
            .orElse(Double.NaN);
    return new Calibration(
        measuredAt, version, runs.getFirst().machine(), eventLoops, sides, Late.of(timer), others);
  }

  /** Whether it says something about runs on that machine of that version with so many loops. */
  public boolean fits(Machine other, String otherVersion, int loops) {
    return machine.cpuModel().equals(other.cpuModel())
        && machine.cpus() == other.cpus()
        && machine.jdk().equals(other.jdk())
        && version.equals(otherVersion)
        && eventLoops == loops;
  }

  /**
   * The most that can be sent.
   *
   * @param transport by its name; where it is none that was measured, the least of all counts
   */
  public Optional<Ceiling> ceiling(String transport) {
    return sides.stream()
        .filter(side -> side.transport().equals(transport))
        .map(Side::ceiling)
        .findFirst()
        .or(() -> sides.stream().map(Side::ceiling).min(Double::compare))
        .map(most -> new Ceiling(most, measuredAt));
  }
}
