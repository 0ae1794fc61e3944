package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.selftest.simulation.Call;
import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;

/** One answer in a thousand to a calm user says that help is offered. */
final class BystanderFlagged extends SimulatedBridge {
  BystanderFlagged(Stage stage) {
    super(stage);
  }

  @Override
  protected boolean flag(Call call, boolean due) {
    return due || stage().oneIn(1_000);
  }
}
