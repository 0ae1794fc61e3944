package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.selftest.simulation.Call;
import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;

/** One answer in ten that offers help says so only in its flag. */
final class FlagWithoutText extends SimulatedBridge {
  FlagWithoutText(Stage stage) {
    super(stage);
  }

  @Override
  protected String help(Call call, boolean due) {
    return stage().oneIn(10) ? "" : super.help(call, due);
  }
}
