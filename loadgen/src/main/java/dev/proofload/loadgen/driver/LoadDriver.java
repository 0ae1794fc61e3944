package dev.proofload.loadgen.driver;

import dev.proofload.loadgen.record.GeneratorWatch;
import dev.proofload.loadgen.record.IntervalListener;
import dev.proofload.loadgen.record.Measurements;
import dev.proofload.loadgen.record.Offered;
import dev.proofload.loadgen.record.PauseMeter;
import dev.proofload.loadgen.record.RunInfo;
import dev.proofload.loadgen.record.Sample;
import dev.proofload.loadgen.record.Sampler;
import dev.proofload.loadgen.record.SelfWatch;
import dev.proofload.loadgen.record.StreamRecorder;
import dev.proofload.loadgen.record.StreamsMeasured;
import dev.proofload.loadgen.workload.LoadPlan;
import io.netty.channel.EventLoopGroup;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Drives one run: connects all users, lets them go at once, and collects what they measure.
 *
 * <p>{@link #run} blocks the calling thread; {@link #interrupt} may be called by any thread.
 */
public final class LoadDriver {
  private static final long SAMPLE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final Duration GRACE = Duration.ofSeconds(2);
  private static final Duration LAST_LOOK = Duration.ofSeconds(15);

  /** So that all users know when the load begins before it does. */
  private static final long LEAD_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private static final long LEAD_NANOS_A_USER = TimeUnit.MICROSECONDS.toNanos(20);

  /** What is due just before the end of an open load is not stopped by a timer that is late. */
  private static final long STOP_LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final LoadPlan plan;
  private final Schedule schedule;
  private final Endpoint endpoint;
  private final SuiteParts parts;
  private final Dialing dialing;
  private final LoadRun run;
  private Sample lastSample = Sample.NONE;
  private long answered;
  private long refused;
  private long errors;

  /** A driver for one run, whose users connect as fast as the server takes them. */
  public LoadDriver(LoadPlan plan, Endpoint endpoint, SuiteParts parts) {
    this(plan, endpoint, parts, Dialing.AT_ONCE);
  }

  /** A driver for one run. */
  public LoadDriver(LoadPlan plan, Endpoint endpoint, SuiteParts parts, Dialing dialing) {
    this.plan = plan;
    this.dialing = dialing;
    this.schedule = Schedules.of(plan);
    this.endpoint = endpoint;
    this.parts = parts;
    this.run = new LoadRun(plan, schedule, parts.meetingSize(), parts.streams(), System::nanoTime);
  }

  /** Ends the run soon: no new operations, and those in flight get two seconds. */
  public void interrupt() {
    run.interrupt();
  }

  /** Ends the load soon: no new operations, but all that is in flight is waited for and judged. */
  public void abort() {
    run.abort();
  }

  /**
   * Runs to the end.
   *
   * @param loops how many event loops
   * @throws InterruptedException if the calling thread is interrupted; the users are then abandoned
   * @throws RunFailure if the system does not allow as many connections as there are to be
   */
  public LoadResult run(int loops, Observers observers) throws InterruptedException {
    SystemLimits limits = SystemLimits.probe(Path.of("/"));
    SourceAddresses sources = SourceAddresses.of(plan, endpoint, dialing, limits);
    Connections connections = new Connections(endpoint, sources);
    EventLoopGroup group = Connections.newLoops(loops);
    Crowd crowd = new Crowd(plan, run, parts, group, connections);
    try (PauseMeter meter = PauseMeter.start()) {
      GeneratorWatch watch =
          LoopWatch.start(
              crowd.contexts(),
              meter,
              plan,
              endpoint,
              (long) limits.ports() * sources.count(),
              observers.targetCpu());
      Prober prober =
          new Prober(
              endpoint,
              parts.dialect().get(),
              parts.lane().get(),
              run,
              !plan.mix().isChatOnly(),
              parts.judged(),
              plan.seed());
      OptionalLong memoryBefore = memory(observers);
      connectAll(crowd, prober, observers);
      return measure(crowd, prober, observers, watch, memoryBefore);
    } finally {
      crowd.abandon();
      group.shutdownGracefully(0, 1, TimeUnit.SECONDS).await(5, TimeUnit.SECONDS);
    }
  }

  private void connectAll(Crowd crowd, Prober prober, Observers observers)
      throws InterruptedException {
    Measurements none = new Measurements(0, List.of(), List.of());
    AtomicLong next = new AtomicLong(System.nanoTime() + SAMPLE_NANOS);
    crowd.connect(
        dialing,
        connected -> {
          prober.idle();
          if (System.nanoTime() - next.get() >= 0) {
            next.addAndGet(SAMPLE_NANOS);
            observers
                .second()
                .accept(
                    new Progress(
                        connected, Progress.Stage.CONNECTING, Sample.NONE, 0, 0, () -> none));
          }
        });
  }

  /** Of the server, where that is of interest. */
  private OptionalLong memory(Observers observers) {
    return parts.streams() ? observers.targetMemory().get() : OptionalLong.empty();
  }

  private long lead() {
    return LEAD_NANOS + plan.users() * LEAD_NANOS_A_USER;
  }

  private LoadResult measure(
      Crowd crowd,
      Prober prober,
      Observers observers,
      GeneratorWatch watch,
      OptionalLong memoryBefore)
      throws InterruptedException {
    Sampler sampler = new Sampler(crowd.recorders(LoopContext::recorder), observers.interval());
    long first = System.nanoTime() + (schedule.isOpen() ? lead() : 0);
    long begin = first + plan.warmup().toNanos();
    Instant firstAt = InstantSource.system().instant();
    parts.start().began(firstAt, first);
    run.begin(first, begin);
    prober.start();
    crowd.each(VirtualUser::start);
    if (!plan.warmup().isZero()) {
      warmUp(crowd, first, begin, observers);
    }
    Instant startedAt = plan.warmup().isZero() ? firstAt : InstantSource.system().instant();
    observers.interval().begins(startedAt);
    long cpuBefore = ProcessCpu.ownNanos();
    OptionalLong targetCpuBefore = observers.targetCpu().get();
    watch.begin(begin);
    long end = sampleUntilDone(crowd, sampler, watch, begin, observers);
    SelfWatch self = watch.result();
    long cpu = ProcessCpu.ownNanos() - cpuBefore;
    OptionalLong targetCpu = minus(observers.targetCpu().get(), targetCpuBefore);
    boolean worthIt = answered > 0 && !run.allGaveUp();
    String firstFailure = run.firstFailure();
    Measurements measured = sampler.measurements(length(begin, end));
    Optional<Offered> offered =
        schedule.isOpen() ? Optional.of(offered(crowd, measured, end, watch)) : Optional.empty();
    boolean quiet = worthIt && close(crowd, prober, observers, measured);
    OptionalLong memoryAfter = memory(observers);
    Duration patience = run.interrupted() ? GRACE : LAST_LOOK;
    RunInfo.Ending ending = run.ending(prober.finish(worthIt, patience));
    return new LoadResult(
        startedAt,
        measured,
        offered,
        ending,
        quiet && (ending == RunInfo.Ending.COMPLETED || ending == RunInfo.Ending.ABORTED),
        firstFailure,
        run.links(),
        cpu,
        targetCpu,
        self,
        parts.streams()
            ? Optional.of(streams(crowd, prober, memoryBefore, memoryAfter))
            : Optional.empty());
  }

  private StreamsMeasured streams(
      Crowd crowd, Prober prober, OptionalLong memoryBefore, OptionalLong memoryAfter) {
    List<StreamRecorder> recorders = crowd.contexts().stream().map(LoopContext::streams).toList();
    return new StreamsMeasured(
        run.links().established(),
        run.links().aliveAtEnd(),
        StreamRecorder.firstDelta(recorders),
        StreamRecorder.groups(recorders, plan.readers()),
        prober.told(),
        run.closings(),
        StreamRecorder.lateReplies(recorders),
        memoryBefore,
        memoryAfter);
  }

  /** Returns whether all was fetched that waited. */
  private boolean close(Crowd crowd, Prober prober, Observers observers, Measurements measured)
      throws InterruptedException {
    if (run.interrupted()) {
      return false;
    }
    ClosingPhase closing =
        new ClosingPhase(crowd.healthy(), crowd.stragglers(), crowd.contexts(), run);
    observers
        .second()
        .accept(
            new Progress(1, Progress.Stage.CLOSING, lastSample, refused, errors, () -> measured));
    boolean settled = !parts.streams() || closing.settle(prober::seesEmptyQueues);
    if (parts.limited()) {
      closing.exceedLimit();
    }
    boolean nothingWaits = plan.mix().isChatOnly() && !parts.streams();
    return settled && (nothingWaits || closing.fetchAll());
  }

  private static OptionalLong minus(OptionalLong after, OptionalLong before) {
    return after.isPresent() && before.isPresent()
        ? OptionalLong.of(after.getAsLong() - before.getAsLong())
        : OptionalLong.empty();
  }

  /** An open load lasts as long as planned, also if there was nothing to do in the end. */
  private long length(long begin, long end) {
    long planned =
        schedule.isOpen() && !run.cutShort()
            ? plan.duration().map(Duration::toNanos).orElse(0L)
            : 0;
    return Math.max(planned, end - begin);
  }

  private Offered offered(Crowd crowd, Measurements measured, long end, GeneratorWatch watch)
      throws InterruptedException {
    AtomicLong unsent = new AtomicLong();
    CountDownLatch counted = new CountDownLatch(plan.users());
    long until = run.cutShort() ? end : Pace.NEVER - 1;
    crowd.each(
        user -> {
          unsent.addAndGet(plan.messages().isPresent() ? 0 : user.unsent(until));
          counted.countDown();
        });
    counted.await(LAST_LOOK.toSeconds(), TimeUnit.SECONDS);
    long sent = measured.operations();
    return watch.offered(sent + unsent.get(), sent);
  }

  private void warmUp(Crowd crowd, long begin, long end, Observers observers)
      throws InterruptedException {
    Sampler sampler = new Sampler(crowd.recorders(LoopContext::warmup), IntervalListener.NONE);
    long next = begin + SAMPLE_NANOS;
    while (!waitUntil(Math.min(next, end), true) && !run.interrupted() && System.nanoTime() < end) {
      long length = System.nanoTime() - begin;
      Sample sample = sampler.sample(length);
      observers
          .second()
          .accept(
              new Progress(
                  0, Progress.Stage.WARM_UP, sample, 0, 0, () -> sampler.measurements(length)));
      next += SAMPLE_NANOS;
    }
  }

  private long sampleUntilDone(
      Crowd crowd, Sampler sampler, GeneratorWatch watch, long begin, Observers observers)
      throws InterruptedException {
    long late = schedule.isOpen() ? STOP_LATE_NANOS : 0;
    long deadline =
        plan.duration().map(length -> begin + length.toNanos() + late).orElse(Long.MAX_VALUE);
    long next = begin + SAMPLE_NANOS;
    boolean told = false;
    long giveUpAt = Long.MAX_VALUE;
    while (true) {
      boolean done = waitUntil(Math.min(next, Math.min(deadline, giveUpAt)), !told);
      long now = System.nanoTime();
      if (!done && now >= deadline) {
        run.stop();
        deadline = Long.MAX_VALUE;
      }
      if (run.stopping() && !told) {
        told = true;
        crowd.each(VirtualUser::endIfWaiting);
        giveUpAt = run.interrupted() ? now + GRACE.toNanos() : Long.MAX_VALUE;
      }
      if (done || now >= next || now >= giveUpAt) {
        // Who stops the run in its warm-up comes before the window.
        long sinceBegin = Math.max(0, now - begin);
        Sample sample = sampler.sample(sinceBegin);
        observers.interval().generator(watch.sample(now, sampler.serviceP99Nanos()));
        lastSample = sample;
        errors += sample.errors();
        answered += sample.messages();
        refused += sample.refused();
        observers
            .second()
            .accept(
                new Progress(
                    fraction(sinceBegin),
                    Progress.Stage.LOAD,
                    sample,
                    refused,
                    errors,
                    () -> sampler.measurements(sinceBegin)));
        next = now + SAMPLE_NANOS - (now - next) % SAMPLE_NANOS;
      }
      if (done || now >= giveUpAt) {
        return now;
      }
    }
  }

  /** Waits until all users are done (true), or until then, or, if asked, until an interrupt. */
  private boolean waitUntil(long nanos, boolean orInterrupted) throws InterruptedException {
    while (true) {
      long left = nanos - System.nanoTime();
      if (run.allFinished().await(Math.clamp(left, 0, SAMPLE_NANOS / 10), TimeUnit.NANOSECONDS)) {
        return true;
      }
      if (left <= 0 || (orInterrupted && run.interrupted())) {
        return false;
      }
    }
  }

  private double fraction(long elapsedNanos) {
    if (plan.duration().isPresent()) {
      return Math.min(1, (double) elapsedNanos / plan.duration().get().toNanos());
    }
    double done = answered + errors;
    return Math.min(1, done / ((long) plan.healthy() * plan.messages().orElseThrow()));
  }
}
