package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.selftest.simulation.Call;
import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;

/** A refusal leaves a full bucket behind. */
final class RefillOnRefusal extends SimulatedBridge {
  RefillOnRefusal(Stage stage) {
    super(stage);
  }

  @Override
  protected void refuse(Call call, boolean due) {
    super.refuse(call, due);
    refill(call.operation().user());
  }
}
