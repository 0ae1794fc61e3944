package dev.proofload.loadgen.driver;

import dev.proofload.loadgen.record.Recorder;
import dev.proofload.loadgen.record.StreamRecorder;
import dev.proofload.loadgen.workload.LoadPlan;
import dev.proofload.loadgen.workload.Reading;
import dev.proofload.loadgen.workload.Script;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * All users of a run, and the event loops to which they are pinned, in turn.
 *
 * <p>For the thread that drives the run; what users do, they do on their loops.
 */
final class Crowd {
  private static final long STRAGGLERS_PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final LoadPlan plan;
  private final LoadRun run;
  private final List<LoopContext> contexts = new ArrayList<>();
  private final List<VirtualUser> users = new ArrayList<>();
  private final List<StragglingUser> stragglers = new ArrayList<>();

  /** Nobody is connected yet. */
  Crowd(
      LoadPlan plan, LoadRun run, SuiteParts parts, EventLoopGroup group, Connections connections) {
    this.plan = plan;
    this.run = run;
    for (EventExecutor executor : group) {
      contexts.add(
          new LoopContext(
              (EventLoop) executor,
              parts.dialect().get(),
              parts.lane().get(),
              new StreamRecorder(plan.readers())));
    }
    for (int slot = 0; slot < plan.users(); slot++) {
      LoopContext context = contexts.get(slot % contexts.size());
      Script script = parts.script().apply(slot);
      VirtualUser user;
      if (plan.reading(slot) == Reading.HEALTHY) {
        user = new VirtualUser(slot, context, run, script, connections);
      } else {
        StragglingUser straggler =
            new StragglingUser(plan, slot, context, run, script, connections);
        stragglers.add(straggler);
        user = straggler;
      }
      context.users().add(user);
      users.add(user);
    }
  }

  /** Those who read as they should, in the order of their slots. */
  List<VirtualUser> healthy() {
    return users.subList(0, plan.healthy());
  }

  /** The others. */
  List<StragglingUser> stragglers() {
    return stragglers;
  }

  /** One an event loop. */
  List<LoopContext> contexts() {
    return contexts;
  }

  /** Those of all loops. */
  List<Recorder> recorders(Function<LoopContext, Recorder> which) {
    return contexts.stream().map(which).toList();
  }

  /**
   * Connects all of them, and looks from now on whose answer is overdue. Blocks until each is
   * connected, or could not be, or the run is interrupted.
   *
   * @param meanwhile is told every now and then how many of them are: 0 to 1
   */
  void connect(Dialing dialing, Consumer<Double> meanwhile) throws InterruptedException {
    long sweep = Math.clamp(plan.timeout().toMillis() / 20, 1, 100);
    long first = System.nanoTime();
    for (int loop = 0; loop < contexts.size(); loop++) {
      LoopContext context = contexts.get(loop);
      Connecting connecting =
          new Connecting(dialing, loop, contexts.size(), context.users().size(), context::settled);
      context.loop().execute(() -> connect(context, connecting, first));
      context
          .loop()
          .scheduleWithFixedDelay(() -> sweep(context), sweep, sweep, TimeUnit.MILLISECONDS);
    }
    while (!run.allConnected().await(100, TimeUnit.MILLISECONDS) && !run.interrupted()) {
      meanwhile.accept(1 - (double) run.allConnected().getCount() / plan.users());
    }
  }

  /** Has each user do this, on its event loop; does not wait for it. */
  void each(Consumer<VirtualUser> action) {
    for (LoopContext context : contexts) {
      context.loop().execute(() -> context.users().forEach(action));
    }
  }

  /** Ends all of them for good. */
  void abandon() {
    each(VirtualUser::abandon);
    contexts.forEach(context -> context.loop().execute(context.lane()::close));
  }

  private void connect(LoopContext context, Connecting connecting, long first) {
    if (run.interrupted()) {
      return;
    }
    long wait =
        connecting.step(System.nanoTime() - first, index -> context.users().get(index).connect());
    if (wait != Pace.NEVER) {
      context
          .loop()
          .schedule(() -> connect(context, connecting, first), wait, TimeUnit.NANOSECONDS);
    }
  }

  /** For a reply that waits behind all that its user has not read yet. */
  private long patience() {
    return Math.max(plan.timeout().toNanos(), STRAGGLERS_PATIENCE_NANOS);
  }

  private void sweep(LoopContext context) {
    long now = System.nanoTime();
    context.pending().expire(now - plan.timeout().toNanos(), VirtualUser::timedOut);
    context.patient().expire(now - patience(), VirtualUser::timedOut);
    context
        .lane()
        .progress(Math.min(context.pending().oldestNanos(now), context.patient().oldestNanos(now)));
  }
}
