package dev.proofload.loadgen.cli;

import dev.proofload.loadgen.driver.Progress;
import dev.proofload.loadgen.gate.Ahead;
import dev.proofload.loadgen.gate.Threshold;
import dev.proofload.loadgen.record.Measurements;
import dev.proofload.loadgen.record.RunRecord;
import dev.proofload.loadgen.workload.LoadPlan;
import dev.proofload.loadgen.workload.OpenLoad;
import dev.proofload.loadgen.workload.OperationKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Ends a run as soon as one of its thresholds can't be held any more, whatever comes. Called by the
 * thread that runs the load.
 */
final class AbortWatch implements Consumer<Progress> {
  /** Where how much will come is an estimate, so much more is thought possible. */
  private static final double GENEROUS = 2;

  private final List<Threshold> thresholds;
  private final LoadPlan plan;
  private final Runnable abort;
  private double best;
  private long doneBefore;
  private long nanosBefore;
  private List<Threshold> lost = List.of();

  AbortWatch(List<Threshold> thresholds, LoadPlan plan, Runnable abort) {
    this.thresholds = List.copyOf(thresholds);
    this.plan = plan;
    this.abort = abort;
  }

  /** The run held against all; those for which it was ended are not held, whatever came then. */
  List<Threshold.Result> results(List<Threshold> all, RunRecord run) {
    return Threshold.all(all, run).stream()
        .map(
            result ->
                lost.contains(result.threshold())
                    ? new Threshold.Result(result.threshold(), result.actual(), false)
                    : result)
        .toList();
  }

  @Override
  public void accept(Progress progress) {
    if (progress.stage() != Progress.Stage.LOAD || progress.fraction() >= 1 || !lost.isEmpty()) {
      return;
    }
    Measurements soFar = progress.soFar().get();
    Ahead ahead = ahead(soFar);
    lost = thresholds.stream().filter(threshold -> threshold.isLost(soFar, ahead)).toList();
    if (!lost.isEmpty()) {
      abort.run();
    }
  }

  private Ahead ahead(Measurements soFar) {
    long done = soFar.operations();
    long planned = plan.duration().map(Duration::toNanos).orElse(0L);
    double left = plan.messages().isPresent() ? leftOfMessages(done) : leftOfTime(done, soFar);
    return new Ahead((long) Math.ceil(Math.max(0, left)), Math.max(planned, soFar.windowNanos()));
  }

  private double leftOfMessages(long done) {
    Map<OperationKind, Integer> weights = plan.mix().weights();
    double all = weights.values().stream().mapToInt(Integer::intValue).sum();
    double chats = weights.getOrDefault(OperationKind.CHAT, 0);
    double messages = (double) plan.users() * plan.messages().orElseThrow();
    return GENEROUS * messages * all / Math.max(1, chats) - done;
  }

  /** An open load has its schedule; a closed one may go on twice as fast as at its best. */
  private double leftOfTime(long done, Measurements soFar) {
    long now = soFar.windowNanos();
    best = Math.max(best, (double) (done - doneBefore) / Math.max(1, now - nanosBefore));
    doneBefore = done;
    nanosBefore = now;
    return plan.open()
        .map(OpenLoad::profile)
        .map(profile -> Math.ceil(profile.operations()) - done)
        .orElseGet(() -> GENEROUS * best * (plan.duration().orElseThrow().toNanos() - now));
  }
}
