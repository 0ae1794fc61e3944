package dev.proofload.loadgen.gate;

import dev.proofload.loadgen.record.GeneratorSample;
import dev.proofload.loadgen.record.Lag;
import dev.proofload.loadgen.record.Machine;
import dev.proofload.loadgen.record.Measurements;
import dev.proofload.loadgen.record.Pause;
import dev.proofload.loadgen.record.Processors;
import dev.proofload.loadgen.record.Quota;
import dev.proofload.loadgen.record.Recorder;
import dev.proofload.loadgen.record.RunInfo;
import dev.proofload.loadgen.record.RunRecord;
import dev.proofload.loadgen.record.Sample;
import dev.proofload.loadgen.record.SelfWatch;
import dev.proofload.loadgen.record.Usage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** A second to be told of, and runs that are put together from such. Times in milliseconds. */
public record Watched(Map<Part, Double> parts) {
  private enum Part {
    SEND_LAG,
    LOOP_LAG,
    LOOKS,
    LATENCY,
    LOOP_BUSY,
    LOOP_WAIT,
    GENERATOR,
    OTHERS,
    STEAL,
    STOPPED,
    OVERSLEPT,
    GC,
    DESCRIPTORS,
    CONNECTIONS,
    ERRORS
  }

  public static final Watched FINE =
      new Watched(Map.of())
          .withLag(0.2, 0.1)
          .withLooks(500)
          .withLatency(1)
          .withBusy(0.3, 0.5)
          .withWait(0.02)
          .withOthers(0.02)
          .withSteal(0)
          .withStopped(0)
          .withPauses(5, 2)
          .withOpen(50, 20, 0);

  /** Two processors, 100 descriptors and 200 ports; the generator and a burner on one of them. */
  public static final Watched STARVED =
      FINE.withLag(0, 3).withLatency(4).withWait(0.5).withOthers(0.6);

  /** The target takes all that the generator leaves. */
  public static final Watched SHARED = FINE.withLag(0, 3).withLatency(4).withWait(0.5);

  Watched withLag(double send, double loop) {
    return with(Part.SEND_LAG, send).with(Part.LOOP_LAG, loop);
  }

  /** How often its event loops looked at their clocks. */
  Watched withLooks(double times) {
    return with(Part.LOOKS, times);
  }

  Watched withLatency(double millis) {
    return with(Part.LATENCY, millis);
  }

  Watched withWait(double share) {
    return with(Part.LOOP_WAIT, share);
  }

  Watched withBusy(double share, double cpus) {
    return with(Part.LOOP_BUSY, share).with(Part.GENERATOR, cpus);
  }

  Watched withOthers(double cpus) {
    return with(Part.OTHERS, cpus);
  }

  Watched withSteal(double cpus) {
    return with(Part.STEAL, cpus);
  }

  /** The part of the periods in which a control group that may have half a processor stopped it. */
  Watched withStopped(double share) {
    return with(Part.STOPPED, share);
  }

  Watched withPauses(double sleptOver, double collected) {
    return with(Part.OVERSLEPT, sleptOver).with(Part.GC, collected);
  }

  Watched withOpen(double files, double sockets, double failed) {
    return with(Part.DESCRIPTORS, files).with(Part.CONNECTIONS, sockets).with(Part.ERRORS, failed);
  }

  private Watched with(Part part, double value) {
    Map<Part, Double> changed = new HashMap<>(parts);
    changed.put(part, value);
    return new Watched(Map.copyOf(changed));
  }

  double sendLag() {
    return of(Part.SEND_LAG);
  }

  double loopLag() {
    return of(Part.LOOP_LAG);
  }

  double latency() {
    return of(Part.LATENCY);
  }

  private double of(Part part) {
    return Objects.requireNonNull(parts.get(part));
  }

  public static RunRecord run(List<Watched> seconds, Pause... pauses) {
    List<GeneratorSample> self = new ArrayList<>();
    List<Sample> measured = new ArrayList<>();
    for (int i = 0; i < seconds.size(); i++) {
      self.add(seconds.get(i).self(i * 1_000_000_000L));
      measured.add(seconds.get(i).sample(i * 1_000_000_000L));
    }
    return new RunRecord(
        new RunInfo(
            "run",
            "chat",
            Instant.EPOCH,
            "http://127.0.0.1:4004",
            true,
            "0.1.0",
            "0123456789ab",
            "bin/loadgen run",
            1,
            0,
            1,
            Map.of(),
            RunInfo.Ending.COMPLETED),
        new Machine("cpu", 2, 1, "os", "arch", "jdk"),
        new Measurements(seconds.size() * 1_000_000_000L, List.of(), measured),
        new Usage(0, OptionalLong.empty(), OptionalLong.empty()),
        Optional.empty(),
        new SelfWatch(
            self,
            Recorder.newHistogram(),
            Recorder.newHistogram(),
            List.of(pauses),
            pauses.length,
            OptionalLong.of(100),
            OptionalLong.of(200),
            Optional.empty()));
  }

  private GeneratorSample self(long start) {
    return new GeneratorSample(
        start,
        1_000_000_000L,
        nanos(of(Part.LATENCY)),
        new Lag(1_000, nanos(of(Part.SEND_LAG)), nanos(2 * of(Part.SEND_LAG))),
        of(Part.LOOKS) == 0
            ? Lag.NONE
            : new Lag(
                (long) of(Part.LOOKS), nanos(of(Part.LOOP_LAG)), nanos(2 * of(Part.LOOP_LAG))),
        new Lag(800, nanos(of(Part.OVERSLEPT) / 100), nanos(of(Part.OVERSLEPT) / 10)),
        nanos(of(Part.OVERSLEPT)),
        OptionalDouble.of(of(Part.LOOP_BUSY)),
        OptionalDouble.of(of(Part.LOOP_WAIT)),
        new Processors(
            2,
            of(Part.GENERATOR),
            OptionalDouble.of(0.4),
            OptionalDouble.of(of(Part.OTHERS)),
            OptionalDouble.of(Math.min(2, of(Part.GENERATOR) + of(Part.OTHERS) + 0.4)),
            OptionalDouble.of(of(Part.STEAL)),
            OptionalDouble.of(0),
            Optional.of(new Quota(0.5, of(Part.STOPPED)))),
        1,
        nanos(of(Part.GC)),
        OptionalLong.of((long) of(Part.DESCRIPTORS)),
        OptionalLong.of((long) of(Part.CONNECTIONS)));
  }

  private Sample sample(long start) {
    return new Sample(
        start,
        1_000_000_000L,
        1_000,
        0,
        (long) of(Part.ERRORS),
        nanos(of(Part.LATENCY) / 2),
        nanos(of(Part.LATENCY)),
        nanos(of(Part.LATENCY) * 2));
  }

  private static long nanos(double millis) {
    return Math.round(millis * 1e6);
  }
}
