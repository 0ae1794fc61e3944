package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.selftest.simulation.Call;
import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;

/** One answer in ten that offers help says so only in its text. */
final class TextWithoutFlag extends SimulatedBridge {
  TextWithoutFlag(Stage stage) {
    super(stage);
  }

  @Override
  protected boolean flag(Call call, boolean due) {
    return due && !stage().oneIn(10);
  }
}
