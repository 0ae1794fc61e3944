package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.selftest.simulation.Call;
import dev.proofload.loadgen.selftest.simulation.Guest;
import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;

/** A drain reads what waits, and clears it a little later. */
final class DrainClearsLater extends SimulatedBridge {
  DrainClearsLater(Stage stage) {
    super(stage);
  }

  @Override
  protected void drain(Call call) {
    Guest guest = drained(call);
    if (guest != null) {
      call.reply().events().addAll(guest.inbox());
      stage().later(stage().upTo(1_000_000), guest::emptyInbox);
    }
  }
}
