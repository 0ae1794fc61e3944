package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.selftest.simulation.Call;
import dev.proofload.loadgen.selftest.simulation.Guest;
import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;

/** The numbers of events begin again after a drain. */
final class SeqRestarts extends SimulatedBridge {
  SeqRestarts(Stage stage) {
    super(stage);
  }

  @Override
  protected void drain(Call call) {
    super.drain(call);
    Guest guest = find(call.operation().target());
    if (guest != null) {
      guest.restartSeq();
    }
  }
}
