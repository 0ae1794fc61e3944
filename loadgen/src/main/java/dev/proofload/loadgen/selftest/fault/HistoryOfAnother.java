package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.selftest.simulation.Call;
import dev.proofload.loadgen.selftest.simulation.Guest;
import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;

/** One turn in fifty is kept in the history of the user before. */
final class HistoryOfAnother extends SimulatedBridge {
  HistoryOfAnother(Stage stage) {
    super(stage);
  }

  @Override
  protected void remember(Call call, Guest guest, String answer) {
    Guest other = guests().getFirst();
    super.remember(call, stage().oneIn(50) ? other : guest, answer);
  }
}
