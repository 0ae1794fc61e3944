package dev.proofload.loadgen.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;

/**
 * Watches the generator while it generates: once a second it says how late the generator itself
 * was, and what it had to work with.
 *
 * <p>Not thread-safe: one sampling thread calls it, while the event loops go on recording.
 */
public final class GeneratorWatch {
  private final Lags lags;
  private final PauseMeter meter;
  private final GeneratorProbe probe;
  private final long connectionLimit;
  private final List<GeneratorSample> series = new ArrayList<>();
  private final Histogram sendLag = Recorder.newHistogram();
  private final Histogram loopLag = Recorder.newHistogram();
  private final Histogram interval = Recorder.newHistogram();
  private GeneratorProbe.Look last;
  private long originNanos;

  /**
   * What the event loops record, one entry each.
   *
   * @param send how late they sent what was due
   * @param loop how late they looked at their clocks
   */
  public record Lags(List<Lateness> send, List<Lateness> loop) {
    /** Copies. */
    public Lags {
      send = List.copyOf(send);
      loop = List.copyOf(loop);
    }
  }

  /**
   * A watch of one run.
   *
   * @param connectionLimit how many connections there can be, by the local ports that there are
   */
  public GeneratorWatch(Lags lags, PauseMeter meter, GeneratorProbe probe, long connectionLimit) {
    this.lags = lags;
    this.meter = meter;
    this.probe = probe;
    this.connectionLimit = connectionLimit;
    this.last = probe.look(0);
  }

  /**
   * The measured window begins: what the loops noted of their clocks until now does not count. What
   * they sent late does, since they tell that only of what is measured.
   *
   * @param nanos by {@link System#nanoTime}
   */
  public void begin(long nanos) {
    Lateness.drain(lags.loop(), interval);
    meter.begin(nanos);
    originNanos = nanos;
    last = probe.look(nanos);
  }

  /**
   * Takes what came since the last call.
   *
   * @param nanos now, by {@link System#nanoTime}
   * @param serviceP99Nanos what was measured meanwhile, from the actual send; 0 if nothing was
   */
  public GeneratorSample sample(long nanos, long serviceP99Nanos) {
    GeneratorProbe.Look look = probe.look(nanos);
    Lag send = drain(lags.send(), sendLag);
    Lag loop = drain(lags.loop(), loopLag);
    interval.reset();
    long overslept = meter.take(interval);
    GeneratorSample sample =
        new GeneratorSample(
            Math.max(0, last.nanos() - originNanos),
            Math.max(0, nanos - last.nanos()),
            serviceP99Nanos,
            send,
            loop,
            Lag.of(interval),
            overslept,
            GeneratorProbe.most(last, look, ThreadTimes::ranNanos),
            GeneratorProbe.most(last, look, ThreadTimes::waitedNanos),
            probe.processors(last, look),
            Math.max(0, look.vm().gcPauses() - last.vm().gcPauses()),
            Math.max(0, look.vm().gcNanos() - last.vm().gcNanos()),
            look.vm().descriptors(),
            probe.connections(look));
    series.add(sample);
    last = look;
    return sample;
  }

  /** How an open load was offered; to be called when all has been sent. */
  public Offered offered(long due, long sent) {
    Lateness.drain(lags.send(), sendLag);
    return new Offered(due, sent, sendLag.copy());
  }

  /** All that was seen; call {@link #sample} first. */
  public SelfWatch result() {
    return new SelfWatch(
        series,
        loopLag.copy(),
        meter.overslept(),
        meter.pauses(),
        meter.pauseCount(),
        probe.descriptorLimit(),
        OptionalLong.of(connectionLimit),
        Optional.empty());
  }

  private Lag drain(List<Lateness> all, Histogram sum) {
    interval.reset();
    Lateness.drain(all, interval);
    sum.add(interval);
    return Lag.of(interval);
  }
}
