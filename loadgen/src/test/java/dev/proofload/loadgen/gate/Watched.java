package dev.proofload.loadgen.gate;

import dev.proofload.loadgen.record.GeneratorSample;
import dev.proofload.loadgen.record.Lag;
import dev.proofload.loadgen.record.Machine;
import dev.proofload.loadgen.record.Measurements;
import dev.proofload.loadgen.record.Pause;
import dev.proofload.loadgen.record.Processors;
import dev.proofload.loadgen.record.Recorder;
import dev.proofload.loadgen.record.RunInfo;
import dev.proofload.loadgen.record.RunRecord;
import dev.proofload.loadgen.record.Sample;
import dev.proofload.loadgen.record.SelfWatch;
import dev.proofload.loadgen.record.Usage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** A second to be told of, and runs that are put together from such. Times in milliseconds. */
public record Watched(
    double sendLag,
    double loopLag,
    double latency,
    double loopBusy,
    double loopWait,
    double generator,
    double others,
    double steal,
    double overslept,
    double gc,
    long descriptors,
    long connections,
    long errors) {
  public static final Watched FINE =
      new Watched(0.2, 0.1, 1, 0.3, 0.02, 0.5, 0.02, 0, 5, 2, 50, 20, 0);

  /** Two processors, 100 descriptors and 200 ports; the generator and a burner on one of them. */
  public static final Watched STARVED =
      FINE.withLag(0, 3).withLatency(4).withWait(0.5).withOthers(0.6);

  /** The target takes all that the generator leaves. */
  public static final Watched SHARED = FINE.withLag(0, 3).withLatency(4).withWait(0.5);

  Watched withLag(double send, double loop) {
    return new Watched(
        send,
        loop,
        latency,
        loopBusy,
        loopWait,
        generator,
        others,
        steal,
        overslept,
        gc,
        descriptors,
        connections,
        errors);
  }

  Watched withLatency(double millis) {
    return new Watched(
        sendLag,
        loopLag,
        millis,
        loopBusy,
        loopWait,
        generator,
        others,
        steal,
        overslept,
        gc,
        descriptors,
        connections,
        errors);
  }

  Watched withWait(double share) {
    return new Watched(
        sendLag,
        loopLag,
        latency,
        loopBusy,
        share,
        generator,
        others,
        steal,
        overslept,
        gc,
        descriptors,
        connections,
        errors);
  }

  Watched withBusy(double share, double cpus) {
    return new Watched(
        sendLag,
        loopLag,
        latency,
        share,
        loopWait,
        cpus,
        others,
        steal,
        overslept,
        gc,
        descriptors,
        connections,
        errors);
  }

  Watched withOthers(double cpus) {
    return new Watched(
        sendLag,
        loopLag,
        latency,
        loopBusy,
        loopWait,
        generator,
        cpus,
        steal,
        overslept,
        gc,
        descriptors,
        connections,
        errors);
  }

  Watched withSteal(double cpus) {
    return new Watched(
        sendLag,
        loopLag,
        latency,
        loopBusy,
        loopWait,
        generator,
        others,
        cpus,
        overslept,
        gc,
        descriptors,
        connections,
        errors);
  }

  Watched withPauses(double sleptOver, double collected) {
    return new Watched(
        sendLag,
        loopLag,
        latency,
        loopBusy,
        loopWait,
        generator,
        others,
        steal,
        sleptOver,
        collected,
        descriptors,
        connections,
        errors);
  }

  Watched withOpen(long files, long sockets, long failed) {
    return new Watched(
        sendLag, loopLag, latency, loopBusy, loopWait, generator, others, steal, overslept, gc,
        files, sockets, failed);
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
        nanos(latency),
        new Lag(1_000, nanos(sendLag), nanos(2 * sendLag)),
        new Lag(500, nanos(loopLag), nanos(2 * loopLag)),
        new Lag(800, nanos(overslept / 100), nanos(overslept / 10)),
        nanos(overslept),
        OptionalDouble.of(loopBusy),
        OptionalDouble.of(loopWait),
        new Processors(
            2,
            generator,
            OptionalDouble.of(0.4),
            OptionalDouble.of(others),
            OptionalDouble.of(Math.min(2, generator + others + 0.4)),
            OptionalDouble.of(steal),
            OptionalDouble.of(0)),
        1,
        nanos(gc),
        OptionalLong.of(descriptors),
        OptionalLong.of(connections));
  }

  private Sample sample(long start) {
    return new Sample(
        start,
        1_000_000_000L,
        1_000,
        0,
        errors,
        nanos(latency / 2),
        nanos(latency),
        nanos(latency * 2));
  }

  private static long nanos(double millis) {
    return Math.round(millis * 1e6);
  }
}
