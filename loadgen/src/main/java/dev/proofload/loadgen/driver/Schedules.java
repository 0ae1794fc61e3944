package dev.proofload.loadgen.driver;

import dev.proofload.loadgen.workload.LoadPlan;
import dev.proofload.loadgen.workload.OpenLoad;

/** Which schedule a plan asks for. */
final class Schedules {
  private Schedules() {}

  static Schedule of(LoadPlan plan) {
    if (plan.open().isEmpty()) {
      return ClosedModel.thinking(plan.thinkTime());
    }
    OpenLoad open = plan.open().get();
    return new OpenModel(
        plan.healthy(), open.profile().after(plan.warmup()), open.arrivals(), plan.seed());
  }
}
