package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.selftest.simulation.Call;
import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;

/** A refused message counts as one of the session. */
final class RefusedIsCounted extends SimulatedBridge {
  RefusedIsCounted(Stage stage) {
    super(stage);
  }

  @Override
  protected void refuse(Call call, boolean due) {
    super.refuse(call, due);
    if (call.operation().kind().isMessage()) {
      count(guest(call.operation().user()));
    }
  }
}
