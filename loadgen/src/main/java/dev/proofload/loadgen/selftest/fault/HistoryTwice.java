package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.selftest.simulation.Call;
import dev.proofload.loadgen.selftest.simulation.Guest;
import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;

/** One turn in fifty is kept twice. */
final class HistoryTwice extends SimulatedBridge {
  HistoryTwice(Stage stage) {
    super(stage);
  }

  @Override
  protected void remember(Call call, Guest guest, String answer) {
    super.remember(call, guest, answer);
    if (stage().oneIn(50)) {
      super.remember(call, guest, answer);
    }
  }
}
