package dev.proofload.loadgen.selftest.fault;

import dev.proofload.loadgen.selftest.simulation.Call;
import dev.proofload.loadgen.selftest.simulation.Guest;
import dev.proofload.loadgen.selftest.simulation.SimulatedBridge;
import dev.proofload.loadgen.selftest.simulation.Stage;

/** A user who moves has left the old room before it is in the new one. */
final class LeaveBeforeJoin extends SimulatedBridge {
  LeaveBeforeJoin(Stage stage) {
    super(stage);
  }

  @Override
  protected void move(Call call, Guest guest, int to) {
    if (guest.room() != to) {
      rooms().leave(guest);
      guest.room(to);
      stage().later(stage().upTo(1_000_000), () -> rooms().enter(guest, guest.room()));
    }
  }
}
