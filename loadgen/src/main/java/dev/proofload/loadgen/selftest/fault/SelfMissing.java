package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.selftest.simulation.Call;
import dev.proofload.loadgen.selftest.simulation.Guest;
import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;

/** One answer in a thousand does not list the user who asked. */
final class SelfMissing extends SimulatedBridge {
  SelfMissing(Stage stage) {
    super(stage);
  }

  @Override
  protected void show(Call call, Guest guest) {
    super.show(call, guest);
    if (stage().oneIn(1_000)) {
      call.reply().occupants().remove(guest.occupant());
    }
  }
}
