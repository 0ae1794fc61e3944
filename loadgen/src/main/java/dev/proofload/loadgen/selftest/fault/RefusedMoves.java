package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.selftest.simulation.Call;
import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;

/** A refused message still moves its user. */
final class RefusedMoves extends SimulatedBridge {
  RefusedMoves(Stage stage) {
    super(stage);
  }

  @Override
  protected void refuse(Call call, boolean due) {
    super.refuse(call, due);
    if (call.moves()) {
      move(call, guest(call.operation().user()), call.operation().room());
    }
  }
}
