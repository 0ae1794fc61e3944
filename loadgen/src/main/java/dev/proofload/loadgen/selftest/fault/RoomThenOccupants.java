package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.selftest.simulation.Call;
import dev.proofload.loadgen.selftest.simulation.Guest;
import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;

/** An answer names the room as it was, and who is in it a little later. */
final class RoomThenOccupants extends SimulatedBridge {
  RoomThenOccupants(Stage stage) {
    super(stage);
  }

  @Override
  protected void show(Call call, Guest guest) {
    super.show(call, guest);
    int room = guest.room();
    stage().later(stage().upTo(call.endNanos() - call.startNanos()), () -> showAgain(call, room));
  }

  private void showAgain(Call call, int room) {
    if (stage().clockNanos() < call.endNanos()) {
      call.reply().occupants().clear();
      show(call.reply(), room);
    }
  }
}
